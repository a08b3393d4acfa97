import Model
import Reading
import Storage
import Watchlists

/// What a sketch says about one segment beside its posts: with what it was made, and what could not be read.
package struct SketchedSegment: Sendable, Hashable {
    /// The segment's name in the archive: `date=YYYY-MM-DD/FILE`.
    package var name: String
    /// What decided the matches: `SketchPlan.hash`.
    package var plan: String
    package var chunks: [Chunk] = []
    package var posts = 0
    /// Posts that are surely lost to damage; nil when nobody can know.
    package var lost: Int?
    /// What could not be read, in words, one line each.
    package var damages: [String] = []
    /// Damages beyond those listed.
    package var unlisted = 0
    /// The segment that was written before this one, as its index says.
    package var previous: String?
    /// The name under which it was written, when that is another one.
    package var writtenAs: String?
    /// When its posts were seen, as its index says; nil when it does not say it.
    package var seen: ClosedRange<Instant>?

    /// At most `LimitLedger.chunkPosts` posts; a segment begins a new one.
    package struct Chunk: Sendable, Hashable {
        /// Patterns that were switched off in it, and how often others reached their limit.
        package var new = Limits()
        package var old: Limits?
    }

    package struct Limits: Sendable, Hashable {
        /// Sorted ids.
        package var off: [String] = []
        /// Pattern id to searches that reached the limit.
        package var hits: [String: Int] = [:]
    }

    package init(name: String, plan: String) {
        self.name = name
        self.plan = plan
    }

    package var isClean: Bool { damages.isEmpty }

    /// As `Archive.Entry.mayHold`.
    func mayHold(from: Instant?, until: Instant?) -> Bool {
        guard let seen else { return true }
        return (from.map { seen.upperBound >= $0 } ?? true) && (until.map { seen.lowerBound < $0 } ?? true)
    }
}

/// Lines of a sketch that are no posts.
extension SketchedSegment {
    package static let schema: Int64 = 1

    /// The line before the posts.
    package func appendHead(to lines: inout [UInt8]) {
        Self.append(
            [
                ("type", .string("segment")), ("schema", .integer(Self.schema)), ("name", .string(name)),
                ("plan", .string(plan)),
            ], to: &lines)
    }

    /// The line behind the posts. A sketch without it was cut.
    package func appendEnd(to lines: inout [UInt8]) {
        var members: [(String, JSONValue)] = [
            ("type", .string("end")), ("name", .string(name)), ("posts", .integer(Int64(posts))),
            ("damages", .array(damages.map { .string($0) })), ("unlisted", .integer(Int64(unlisted))),
            ("chunks", .array(chunks.map(\.json))),
        ]
        if let lost { members.append(("lost", .integer(Int64(lost)))) }
        if let previous { members.append(("previous", .string(previous))) }
        if let writtenAs { members.append(("written_as", .string(writtenAs))) }
        if let seen {
            let times = [seen.lowerBound, seen.upperBound].map { JSONValue.integer($0.milliseconds) }
            members.append(("seen", .array(times)))
        }
        Self.append(members, to: &lines)
    }

    private static func append(_ members: [(String, JSONValue)], to lines: inout [UInt8]) {
        JSONValue.object(members).encode(into: &lines)
        lines.append(UInt8(ascii: "\n"))
    }

    /// Reads the first line; nil when it is no head of a segment.
    package init?(head value: JSONValue) {
        guard value["type"]?.string == "segment", let name = value["name"]?.string, let plan = value["plan"]?.string,
            Segment(name: name) != nil
        else { return nil }
        self.init(name: name, plan: plan)
    }

    /// Takes over what the last line says; false when it is not the end of this segment.
    package mutating func close(_ value: JSONValue) -> Bool {
        guard value["type"]?.string == "end", value["name"]?.string == name,
            let posts = value["posts"]?.integer.flatMap({ Int(exactly: $0) }),
            let unlisted = value["unlisted"]?.integer.flatMap({ Int(exactly: $0) }),
            let damages = value["damages"]?.array, let written = value["chunks"]?.array
        else { return false }
        let chunks = written.compactMap(Chunk.init)
        guard chunks.count == written.count else { return false }
        (self.posts, self.unlisted, self.chunks) = (posts, unlisted, chunks)
        self.damages = damages.compactMap(\.string)
        lost = value["lost"]?.integer.flatMap { Int(exactly: $0) }
        previous = value["previous"]?.string
        writtenAs = value["written_as"]?.string
        if let first = value["seen"]?[0]?.integer, let last = value["seen"]?[1]?.integer, first <= last {
            seen = Instant(milliseconds: first)...Instant(milliseconds: last)
        }
        return true
    }
}

extension SketchedSegment.Chunk {
    fileprivate var json: JSONValue {
        .object([("new", new.json)] + (old.map { [("old", $0.json)] } ?? []))
    }

    fileprivate init?(_ value: JSONValue) {
        guard let new = value["new"].flatMap(SketchedSegment.Limits.init) else { return nil }
        self.init(new: new)
        if let written = value["old"] {
            guard let old = SketchedSegment.Limits(written) else { return nil }
            self.old = old
        }
    }
}

extension SketchedSegment.Limits {
    fileprivate var json: JSONValue {
        var members: [(String, JSONValue)] = []
        if !off.isEmpty { members.append(("off", .array(off.map { .string($0) }))) }
        if !hits.isEmpty {
            let sorted = hits.sorted { $0.key < $1.key }
            members.append(("hits", .object(sorted.map { ($0.key, .integer(Int64($0.value))) })))
        }
        return .object(members)
    }

    fileprivate init?(_ value: JSONValue) {
        guard value.object != nil else { return nil }
        off = (value["off"]?.array ?? []).compactMap(\.string)
        hits = [:]
        for (pattern, count) in value["hits"]?.object ?? [] {
            guard let count = count.integer.flatMap({ Int(exactly: $0) }), count > 0 else { return nil }
            hits[pattern] = count
        }
    }
}
