import Model
import Reading

/// What a program's lines mean: one conversation, from its first line to its end.
protocol ExecSpeech: Sendable {
    /// Takes one JSON object; false when the program has nothing more to say.
    mutating func take(_ message: JSONValue, _ gathered: inout Gathered) -> Bool

    /// Why the conversation is no answer although the program ended with status 0; nil when it is one.
    func complaint(_ gathered: Gathered) -> String?
}

/// What came out of a conversation so far.
struct Gathered: Sendable {
    var posts: [RawPost] = []
    /// The last bookmark; it stands for every post before it.
    var cursor: String?
    /// How the program says it is doing.
    var health: SourceHealth?
    /// A line of the protocol that must not be: the conversation ends.
    var violation: String?
    /// Lines that are no JSON objects, and messages that could not be used.
    var unusable = 0
    var firstUnusable: String?
    /// Messages of the protocol, of whatever type.
    var messages = 0
    var notes: [String] = []
    let record: PostRecord
    let maximumPosts: Int
    /// True once as many posts came as the context takes.
    var isFull = false

    mutating func add(_ post: RawPost?, orElse why: String) {
        guard let post else { return skip(why) }
        if posts.count < maximumPosts { posts.append(post) } else { isFull = true }
    }

    mutating func skip(_ why: String) {
        unusable += 1
        if firstUnusable == nil { firstUnusable = why }
    }

    /// Takes a bookmark; one that is too long breaks the protocol.
    mutating func bookmark(_ text: String) {
        guard text.utf8.count <= Gathered.maximumCursor else {
            violation = "its cursor has \(text.utf8.count) bytes; \(Gathered.maximumCursor) are allowed"
            return
        }
        // A bookmark behind a post that was not taken would skip that post for ever.
        if !isFull { cursor = text }
    }

    /// The ledger stores it with every run.
    static let maximumCursor = 64 << 10
}

/// One post on each line: the records of the mapping, and nothing else.
struct LinesSpeech: ExecSpeech {
    let map: FieldMap

    mutating func take(_ message: JSONValue, _ gathered: inout Gathered) -> Bool {
        let post = gathered.record.post(message, map)
        gathered.messages += post == nil ? 0 : 1
        gathered.add(post, orElse: "a line has no text under the mapped names")
        return true
    }

    func complaint(_ gathered: Gathered) -> String? {
        gathered.messages == 0 ? "it printed no post at all" : nil
    }
}
