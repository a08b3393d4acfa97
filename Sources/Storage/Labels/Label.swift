import Model
import Reading

/// What a person said about one post and one claim.
///
/// It keeps the redacted text, so that patterns can be tried on it after the archive's retention; neither author nor
/// link. As one line of `data/labels.ndjson`:
///
/// ```
/// {"schema":1,"post":"…","version":1,"claim":"water-poisoned","label":"false","at":"…","by":"amina",
///  "drawn":{"count":100,"of":20000,"seed":7,"sample":"unflagged","from":"…","to":"…"},
///  "source":"…","language":"sw","seen":"…","text":"…"}
/// ```
///
/// What was said and taken back is a line of its own; see `Retraction`.
package struct Label: Sendable, Hashable {
    package enum Verdict: String, Sendable, CaseIterable {
        /// The post makes the claim.
        case `true`
        /// It does not.
        case `false`
        /// It is opinion, satire or criticism about the claim's matter: not to be alerted on.
        case opinion
    }

    package var post: PostKey
    /// Nil: a post that makes none of the claims, labelled `false` for all of them at once.
    package var claim: String?
    package var verdict: Verdict
    package var at: Instant
    package var by: String?
    /// Nil: nobody drew the post; the label came from a file that does not say so.
    package var draw: Draw?
    package var source: String
    package var language: String
    package var seen: Instant
    /// As archived: redacted.
    package var text: String

    package init(
        _ post: Post, claim: String?, verdict: Verdict, at: Instant, by: String? = nil, draw: Draw? = nil
    ) {
        self.post = post.key
        self.claim = claim
        self.verdict = verdict
        self.at = at
        self.by = by
        self.draw = draw
        source = post.source
        language = post.language
        seen = post.seen
        text = post.text
    }

    /// What a later label replaces: one post and one claim.
    package struct Subject: Sendable, Hashable {
        package var post: String
        package var claim: String?

        package init(post: String, claim: String?) {
            self.post = post
            self.claim = claim
        }
    }

    package var subject: Subject { Subject(post: post.id, claim: claim) }
}

extension Label {
    /// One line with its newline.
    var line: [UInt8] {
        func number(_ value: Int) -> JSONValue { .integer(Int64(value)) }
        var members: [(String, JSONValue)] = [
            ("schema", number(1)), ("post", .string(post.id)), ("version", number(post.version)),
            ("claim", claim.map { .string($0) } ?? .null), ("label", .string(verdict.rawValue)),
            ("at", .string(at.description)),
        ]
        if let by { members.append(("by", .string(by))) }
        if let draw { members.append(("drawn", draw.json)) }
        members += [
            ("source", .string(source)), ("language", .string(language)), ("seen", .string(seen.description)),
            ("text", .string(text)),
        ]
        return JSONValue.object(members).encoded() + [UInt8(ascii: "\n")]
    }

    /// Nil when the line is no label.
    init?(line: UnsafeBufferPointer<UInt8>) {
        guard let value = try? JSONValue.parse(Array(line)), value["schema"]?.integer == 1,
            let id = value["post"]?.string, let version = value["version"]?.integer.flatMap({ Int(exactly: $0) }),
            let verdict = value["label"]?.string.flatMap(Verdict.init),
            let at = value["at"]?.string.flatMap({ Instant($0) }), let text = value["text"]?.string
        else { return nil }
        post = PostKey(id: id, version: version)
        claim = value["claim"]?.string
        self.verdict = verdict
        self.at = at
        by = value["by"]?.string
        draw = value["drawn"].flatMap(Draw.init)
        source = value["source"]?.string ?? ""
        language = value["language"]?.string ?? "und"
        seen = value["seen"]?.string.flatMap { Instant($0) } ?? at
        self.text = text
    }
}
