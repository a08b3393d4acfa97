import Alerting
import Foundation
import Model
import Reading
import Text

/// One post as the serial stage of a replay takes it: when it was seen, what it is recognised by, and what hit it.
/// The text is not here, so a post that nothing hit takes about 400 bytes as a line (docs/replay.md).
package struct SketchedPost: Sendable, Hashable {
    package var key: PostKey
    package var seen: Instant
    package var source: String
    package var signature: TextSignature
    package var new: SketchedMatches
    /// Nil when the old lists decide the same as the new ones, or when there are none.
    package var old: SketchedMatches?

    package init(
        key: PostKey, seen: Instant, source: String, signature: TextSignature, new: SketchedMatches,
        old: SketchedMatches? = nil
    ) {
        self.key = key
        self.seen = seen
        self.source = source
        self.signature = signature
        self.new = new
        self.old = old
    }

    /// The post as Alerting takes it, with the matches of one side.
    func matched(_ side: SketchedMatches) -> MatchedPost {
        MatchedPost(
            id: key.id, source: source, seen: seen, found: side.claims.map(\.found), placesInText: side.places,
            signature: signature)
    }
}

/// What the patterns of one side said about one post.
package struct SketchedMatches: Sendable, Hashable {
    package var claims: [Claim] = []
    /// Places that the text names; only looked for when a claim hit.
    package var places: [String] = []
    /// Patterns that could not be decided on this post.
    package var undecided: [String] = []

    package struct Claim: Sendable, Hashable {
        package var found: MatchedPost.Found
        /// UTF-8 bytes of the post's text, in the order of the text.
        package var ranges: [Range<Int>]

        package init(found: MatchedPost.Found, ranges: [Range<Int>]) {
            self.found = found
            self.ranges = ranges
        }
    }

    package init(claims: [Claim] = [], places: [String] = [], undecided: [String] = []) {
        self.claims = claims
        self.places = places
        self.undecided = undecided
    }

    var isEmpty: Bool { claims.isEmpty && undecided.isEmpty }
}

extension SketchedPost {
    /// Appends the post as one JSON line, with its newline.
    package func append(to line: inout [UInt8]) {
        var members: [(String, JSONValue)] = [
            ("id", .string(key.id)), ("version", .integer(Int64(key.version))), ("seen", .integer(seen.milliseconds)),
            ("source", .string(source)),
            ("signature", .string(Data(signature.encoded).base64EncodedString())),
        ]
        if let post = new.claims.first?.found.post ?? old?.claims.first?.found.post { members += Self.facts(of: post) }
        if !new.isEmpty { members.append(("new", new.json)) }
        if let old { members.append(("old", old.json)) }
        JSONValue.object(members).encode(into: &line)
        line.append(UInt8(ascii: "\n"))
    }

    /// What is the same for all claims of a post.
    private static func facts(of post: AlertPost) -> [(String, JSONValue)] {
        var members: [(String, JSONValue)] = [
            ("platform", .string(post.platform)), ("author_kind", .string(post.authorKind.rawValue)),
        ]
        if let author = post.author { members.append(("author", .string(author))) }
        if let url = post.url { members.append(("url", .string(url))) }
        if let published = post.published { members.append(("published", .integer(published.milliseconds))) }
        return members + [("language", .string(post.language))]
    }

    private static let fields = JSONFields([
        "id", "version", "seen", "source", "signature", "platform", "author_kind", "author", "url", "published",
        "language", "new", "old",
    ])

    /// Reads a line back; nil when it is none of ours.
    package init?(line: UnsafeBufferPointer<UInt8>) {
        guard let values = try? Self.fields.pick(line), values.count == 13,
            let id = values[0]?.string, let version = values[1]?.integer.flatMap({ Int(exactly: $0) }),
            let seen = values[2]?.integer, let source = values[3]?.string, let written = values[4]?.string,
            let signature = Data(base64Encoded: written).flatMap({ TextSignature(decoding: Array($0)) })
        else { return nil }
        let key = PostKey(id: id, version: version)
        var blank = AlertPost(
            post: key, source: source, platform: values[5]?.string ?? "", authorKind: .person,
            author: values[7]?.string, url: values[8]?.string,
            published: values[9]?.integer.map { Instant(milliseconds: $0) }, seen: Instant(milliseconds: seen),
            language: values[10]?.string ?? "", excerpt: Excerpt(before: "", matched: "", after: ""), hits: [])
        if let kind = values[6] {
            guard let kind = kind.string.flatMap(AuthorKind.init(rawValue:)) else { return nil }
            blank.authorKind = kind
        }
        guard let new = values[11].map({ SketchedMatches($0, of: blank) }) ?? .some(SketchedMatches()) else {
            return nil
        }
        var old: SketchedMatches?
        if let value = values[12] {
            guard let read = SketchedMatches(value, of: blank) else { return nil }
            old = read
        }
        self.init(
            key: key, seen: Instant(milliseconds: seen), source: source, signature: signature, new: new, old: old)
    }
}

extension SketchedMatches {
    fileprivate var json: JSONValue {
        var members: [(String, JSONValue)] = []
        if !claims.isEmpty { members.append(("claims", .array(claims.map(\.json)))) }
        if !places.isEmpty { members.append(("places", .array(places.map { .string($0) }))) }
        if !undecided.isEmpty { members.append(("undecided", .array(undecided.map { .string($0) }))) }
        return .object(members)
    }

    /// - Parameter blank: the post without what differs from claim to claim.
    fileprivate init?(_ value: JSONValue, of blank: AlertPost) {
        guard value.object != nil else { return nil }
        self.init()
        for item in value["claims"]?.array ?? [] {
            guard let claim = Claim(item, of: blank) else { return nil }
            claims.append(claim)
        }
        places = (value["places"]?.array ?? []).compactMap(\.string)
        undecided = (value["undecided"]?.array ?? []).compactMap(\.string)
    }
}

extension Tone {
    /// The kind, then the signs of it.
    var json: JSONValue { .array(([kind.rawValue] + signs).map { .string($0) }) }

    init?(_ value: JSONValue) {
        let words = (value.array ?? []).compactMap(\.string)
        guard let kind = words.first.flatMap(Kind.init(rawValue:)) else { return nil }
        self.init(kind: kind, signs: Array(words.dropFirst()))
    }
}

extension SketchedMatches.Claim {
    fileprivate var json: JSONValue {
        let excerpt = found.post.excerpt
        var members: [(String, JSONValue)] = [
            ("claim", .string(found.claim)), ("before", .string(excerpt.before)), ("matched", .string(excerpt.matched)),
            ("after", .string(excerpt.after)),
            ("hits", .array(found.post.hits.map { .array([.string($0.pattern), .string($0.view.rawValue)]) })),
            (
                "ranges",
                .array(ranges.map { .array([.integer(Int64($0.lowerBound)), .integer(Int64($0.upperBound))]) })
            ),
        ]
        if let tone = found.post.tone { members.append(("tone", tone.json)) }
        return .object(members)
    }

    fileprivate init?(_ value: JSONValue, of blank: AlertPost) {
        guard let claim = value["claim"]?.string, let before = value["before"]?.string,
            let matched = value["matched"]?.string, let after = value["after"]?.string,
            let hits = value["hits"]?.array, let ranges = value["ranges"]?.array
        else { return nil }
        var post = blank
        post.excerpt = Excerpt(before: before, matched: matched, after: after)
        if let tone = value["tone"] {
            guard let tone = Tone(tone) else { return nil }
            post.tone = tone
        }
        for hit in hits {
            guard let pattern = hit[0]?.string, let view = hit[1]?.string.flatMap(View.init(rawValue:)) else {
                return nil
            }
            post.hits.append(AlertPost.Hit(pattern: pattern, view: view))
        }
        self.init(found: MatchedPost.Found(claim: claim, post: post), ranges: [])
        for range in ranges {
            guard let start = range[0]?.integer.flatMap({ Int(exactly: $0) }),
                let end = range[1]?.integer.flatMap({ Int(exactly: $0) }), start <= end
            else { return nil }
            self.ranges.append(start..<end)
        }
    }
}
