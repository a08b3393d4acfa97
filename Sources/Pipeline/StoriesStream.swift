import Alerting
import Glibc
import Model
import Reading

/// Posts in, the story of each out, in the order they came: `jibu stories`.
///
/// A later post can show that two stories are one, so the answers wait in a file that has no name until the input ends.
/// Memory stays flat: the index of `StoryGrouper`, and a hundred bytes for each two stories that became one.
package struct StoriesStream: ~Copyable {
    private var grouper: StoryGrouper
    /// A story that ended, and the one that it turned out to be.
    private var joined: [String: String] = [:]
    private let spool: ScratchFile
    private var pending: [UInt8] = []
    private var lines = TextLines()
    /// Characters of a text that are kept to be shown.
    private let shown: Int

    /// - Parameters:
    ///   - shown: characters of each text that `forEach` gives; 0: none.
    ///   - mostMembers: posts that a new one is compared with.
    package init(shown: Int = 0, mostMembers: Int = StoryGrouper.mostMembers) throws(PipelineError) {
        self.shown = shown
        grouper = StoryGrouper(most: mostMembers)
        spool = try ScratchFile()
    }

    /// What could not be read, in words.
    package var problems: [String] { lines.problems }

    /// Reads a file of JSON lines with `id` and `text`, or standard input for `-`. `collected` or `published` say when
    /// a post was seen, and copies more than seven days apart are two stories then, as in a run.
    package mutating func read(_ file: String) throws(PipelineError) {
        var lines = lines
        defer { self.lines = lines }
        try lines.forEach(in: file) { line throws(PipelineError) in
            let placed = grouper.place(line.id, text: line.text, at: line.at)
            for story in placed.absorbed where story != placed.story { joined[story] = placed.story }
            JSONValue.array([
                .string(line.id), .string(placed.story), .string(String(line.text.prefix(shown))),
            ]).encode(into: &pending)
            pending.append(UInt8(ascii: "\n"))
            if pending.count > 1 << 16 { try flush() }
        }
    }

    package struct Member: Sendable, Hashable {
        package var post: String
        package var story: String
        /// The beginning of the text.
        package var text: String

        package var json: JSONValue { .object([("post", .string(post)), ("story", .string(story))]) }
    }

    /// Hands over every post with its story, in the order of the input; may be called again.
    package mutating func forEach(_ body: (Member) -> Void) throws(PipelineError) {
        try flush()
        try spool.forEach { line in
            guard let items = (try? JSONValue.parse(Array(line)))?.array, items.count == 3,
                let post = items[0].string, let story = items[1].string
            else { return }
            body(Member(post: post, story: final(story), text: items[2].string ?? ""))
        }
    }

    /// The story that a story is part of in the end.
    private func final(_ story: String) -> String {
        var story = story
        // An id that comes again long after its story ended could lead in a circle.
        for _ in 0..<1000 {
            guard let next = joined[story] else { break }
            story = next
        }
        return story
    }

    private mutating func flush() throws(PipelineError) {
        try spool.append(pending)
        pending.removeAll(keepingCapacity: true)
    }
}
