import Model
import Reading

extension Label {
    /// What was said about a post and a claim, and taken back: whoever reads the labels finds none there, until there
    /// is a new one. As one line among the labels, without the text:
    ///
    /// ```
    /// {"schema":1,"post":"…","claim":"water-poisoned","label":"retracted","at":"…","by":"amina"}
    /// ```
    package struct Retraction: Sendable, Hashable {
        package var subject: Subject
        package var at: Instant
        package var by: String?

        package init(_ subject: Subject, at: Instant, by: String? = nil) {
            self.subject = subject
            self.at = at
            self.by = by
        }
    }
}

extension Label.Retraction {
    private static let word = "retracted"

    /// One line with its newline.
    var line: [UInt8] {
        var members: [(String, JSONValue)] = [
            ("schema", .integer(1)), ("post", .string(subject.post)),
            ("claim", subject.claim.map { .string($0) } ?? .null), ("label", .string(Self.word)),
            ("at", .string(at.description)),
        ]
        if let by { members.append(("by", .string(by))) }
        return JSONValue.object(members).encoded() + [UInt8(ascii: "\n")]
    }

    /// Nil when the line is no retraction.
    init?(line: UnsafeBufferPointer<UInt8>) {
        guard let value = try? JSONValue.parse(Array(line)), value["schema"]?.integer == 1,
            value["label"]?.string == Self.word, let post = value["post"]?.string,
            let at = value["at"]?.string.flatMap({ Instant($0) })
        else { return nil }
        self.init(Label.Subject(post: post, claim: value["claim"]?.string), at: at, by: value["by"]?.string)
    }
}
