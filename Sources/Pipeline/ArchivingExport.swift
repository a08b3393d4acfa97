import Model
import Reading
import Storage

/// Posts out of the archive, for people and for other programs.
extension ArchiveOffice {
    /// Which posts are meant; what is nil does not matter.
    package struct Choice: Sendable, Hashable {
        package var from: Instant?
        package var until: Instant?
        /// First characters of the post's id.
        package var id: String?
        package var source: String?
        /// Collected on this day.
        package var day: CivilDate?

        package init() {}

        func includes(_ post: Post) -> Bool {
            (from.map { post.seen >= $0 } ?? true) && (until.map { post.seen < $0 } ?? true)
                && (id.map { post.id.hasPrefix($0) } ?? true) && (source.map { post.source == $0 } ?? true)
        }
    }

    /// Hands out posts in archive order; gives a sentence for each damage.
    package func posts(_ choice: Choice, _ body: ([Post]) throws -> Void) throws -> [String] {
        let reader = try data.archive.reader(from: choice.day, through: choice.day, workers: Self.workers)
        while let posts = reader.next() {
            let chosen = posts.filter(choice.includes)
            if !chosen.isEmpty { try body(chosen) }
        }
        return reader.damages
    }

    /// A post as a line of JSON with its newline: as archived, or as it may leave the house.
    package static func line(of post: Post, forOthers: Bool = false, withPseudonyms: Bool = false) -> [UInt8] {
        forOthers ? PostLine.shared(post, withPseudonyms: withPseudonyms) : PostLine.bytes(of: post)
    }

    /// Writes down that posts leave the house, durably, before the first one does: `data/exported.log`.
    package func noteExport(_ choice: Choice, withPseudonyms: Bool, to target: String) throws(PipelineError) {
        func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
        let line = JSONValue.object([
            ("at", .string(now.description)), ("to", .string(target)), ("from", text(choice.from?.description)),
            ("until", text(choice.until?.description)), ("day", text(choice.day?.description)),
            ("id", text(choice.id)), ("source", text(choice.source)), ("pseudonyms", .bool(withPseudonyms)),
        ])
        let log = data
        try storage { () throws(StorageError) in try log.append(line.encoded(), to: "exported.log") }
    }
}
