import Intake
import Model
import Reading
import Storage

/// How a line of a foreign file becomes a post: which of its members is what.
package struct ImportMapping: Sendable {
    /// What a line may say of a post, and the member that says it unless `--field` names another.
    package static let names = [
        "id", "text", "title", "url", "author", "published", "updated", "language", "source", "platform",
        "author_kind", "reply_to", "forwarded_from", "views", "likes", "shares", "comments", "forwards",
    ]

    /// One line, read.
    enum Line {
        /// `isDated`: it says when it was published.
        case raw(RawPost, Intake.Origin, isDated: Bool)
        /// A line of a Jibu archive.
        case exported(Post)
    }

    /// Why a line gives no post.
    enum Fault: Error, CustomStringConvertible {
        case notJSON(JSONFailure)
        case noText(member: String)
        case post(PostLine.Fault)

        var description: String {
            switch self {
            case .notJSON(let failure): "\(failure)"
            case .noText(let member): "there is no text in \"\(member)\"; --field text=NAME says where it is"
            case .post(let fault): "a post of a Jibu archive that cannot be read: \(fault)"
            }
        }
    }

    private let origin: Intake.Origin
    /// In the order of `names`: the names to follow into the line.
    private let paths: [[String]]
    private let fields: JSONFields
    /// Where in `fields` the first name of each path is.
    private let places: [Int]

    /// - Parameters:
    ///   - source, platform, authorKind: of lines that do not say it.
    ///   - fields: `text=content`, `author=user.name`: our name, then the member of the file, with points into objects.
    /// - Throws: a sentence for a field that there is not.
    package init(
        source: String, platform: String, authorKind: AuthorKind, fields given: [String]
    ) throws(PipelineError) {
        origin = Intake.Origin(source: source, platform: platform, authorKind: authorKind)
        for name in [source, platform] where !Self.isPlain(name) {
            throw .nothingScanned("\(name): give a name of letters, digits and . _ : - with at most 64 characters.")
        }
        var paths = Self.names.map { [$0] }
        for field in given {
            let parts = field.split(separator: "=", maxSplits: 1).map(String.init)
            let steps = parts.last?.split(separator: ".").map(String.init) ?? []
            guard parts.count == 2, let place = Self.names.firstIndex(of: parts[0]), (1...8).contains(steps.count) else {
                throw .nothingScanned(
                    "--field \(field): write NAME=MEMBER, with one of these names: \(Self.names.joined(separator: ", ")).")
            }
            paths[place] = steps
        }
        self.paths = paths
        var tops = ["schema"]
        var places: [Int] = []
        for path in paths {
            if let known = tops.firstIndex(of: path[0]) { places.append(known); continue }
            places.append(tops.count)
            tops.append(path[0])
        }
        self.places = places
        var limits = JSONLimits()
        limits.bytes = Limits.lineBytes
        limits.values = 100_000
        fields = JSONFields(tops, limits: limits)
    }

    func read(_ line: UnsafeBufferPointer<UInt8>) throws(Fault) -> Line {
        let values: [JSONValue?]
        do throws(JSONFailure) { values = try fields.pick(line) } catch { throw .notJSON(error) }
        if let schema = values[0]?.integer, schema >= 1, values[places[0]]?.string?.utf8.count == 32 {
            do throws(PostLine.Fault) { return .exported(try PostLine.post(from: line)) } catch { throw .post(error) }
        }
        func value(_ place: Int) -> JSONValue? {
            var value = values[places[place]]
            for step in paths[place].dropFirst() { value = value?[step] }
            return value.flatMap { $0.isNull ? nil : $0 }
        }
        func text(_ name: String) -> String? { Self.names.firstIndex(of: name).flatMap(value)?.text }
        func count(_ name: String) -> Int64? {
            Self.names.firstIndex(of: name).flatMap(value)?.integer.flatMap { $0 >= 0 ? $0 : nil }
        }
        guard let content = value(1)?.string ?? (value(2)?.string == nil ? nil : "") else {
            throw .noText(member: paths[1].joined(separator: "."))
        }
        let published = text("published").flatMap { Self.instant($0, text("language")) }
        let raw = RawPost(
            nativeID: text("id"), url: text("url"), title: text("title"), text: content,
            author: text("author").map { RawAuthor(name: $0) }, published: published?.0, zoneAssumed: published?.1 ?? false,
            updated: text("updated").flatMap { Self.instant($0, nil)?.0 }, languageClaimed: text("language"),
            counts: Counts(
                views: count("views"), likes: count("likes"), shares: count("shares"), comments: count("comments"),
                forwards: count("forwards")),
            replyTo: text("reply_to"), forwardedFrom: text("forwarded_from"))
        var from = origin
        if let source = text("source"), Self.isPlain(source) { from.source = source }
        if let platform = text("platform"), Self.isPlain(platform) { from.platform = platform }
        // A kind that nobody knows counts as a person (design decision 5).
        if let kind = text("author_kind") { from.authorKind = AuthorKind(rawValue: kind) ?? .person }
        return .raw(raw, from, isDated: published != nil)
    }

    /// RFC 3339, a Unix time, or a date as feeds write it.
    private static func instant(_ text: String, _ language: String?) -> (Instant, Bool)? {
        if let instant = Instant(text) { return (instant, false) }
        return FeedDate.read(text, language: language).map { ($0.instant, $0.zoneAssumed) }
    }

    /// The name of a source is shown everywhere, so nothing may hide in it.
    private static func isPlain(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || [0x2E, 0x5F, 0x3A, 0x2D].contains($0)
            }
    }
}
