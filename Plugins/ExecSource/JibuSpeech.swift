import Model
import Reading

/// Jibu's own protocol, version 1 (docs/exec-protocol.md).
struct JibuSpeech: ExecSpeech {
    /// The version that this Jibu speaks.
    static let version: Int64 = 1

    private var hasGreeted = false
    private var hasEnded = false

    /// The one line that the program reads.
    static func fetchLine(after cursor: Cursor?, settings: JSONValue, now: Instant, maximumPosts: Int) -> [UInt8] {
        JSONValue.object([
            ("type", .string("fetch")), ("protocol", .integer(version)),
            ("cursor", cursor.map { .string($0.text) } ?? .null), ("now", .string(now.description)),
            ("maximum_posts", .integer(Int64(maximumPosts))), ("settings", settings),
        ]).encoded() + [UInt8(ascii: "\n")]
    }

    mutating func take(_ message: JSONValue, _ gathered: inout Gathered) -> Bool {
        guard let type = message["type"]?.string else {
            gathered.skip("a message has no type")
            return true
        }
        guard hasGreeted || type == "hello" else {
            gathered.violation = "its first message is \"\(type.prefix(40))\", not \"hello\""
            return false
        }
        gathered.messages += 1
        switch type {
        case "hello":
            let version = message["protocol"]?.integer
            guard version == JibuSpeech.version else {
                let spoken = version.map { "version \($0)" } ?? "no version"
                gathered.violation = "it speaks \(spoken) of the protocol; this Jibu speaks \(JibuSpeech.version)"
                return false
            }
            hasGreeted = true
        case "post":
            gathered.add(gathered.record.post(message, FieldMap()), orElse: "a post has neither text, title nor media")
        case "cursor":
            guard let value = message["value"], !value.isNull else {
                gathered.skip("a cursor has no value")
                break
            }
            gathered.bookmark(value.string ?? String(decoding: value.encoded(), as: UTF8.self))
        case "health": gathered.health = health(message) ?? gathered.health
        case "note": message["what"]?.string.map { gathered.note($0) }
        case "end":
            hasEnded = true
            return false
        default: break  // A later version may say more.
        }
        return gathered.violation == nil
    }

    func complaint(_ gathered: Gathered) -> String? {
        if !hasGreeted { return "it said nothing that begins with \"hello\"" }
        return hasEnded ? nil : "it stopped without \"end\""
    }

    private func health(_ message: JSONValue) -> SourceHealth? {
        let what = String((message["what"]?.string ?? "it gave no reason").prefix(300))
        return switch message["state"]?.string {
        case "quiet": .quiet
        case "unchanged": .unchanged
        case "throttled": .throttled(until: message["until"]?.string.flatMap { Instant($0) })
        case "soft-failed": .softFailed(what)
        case "failed": .failed(what)
        case "gone": .gone(what)
        default: nil
        }
    }
}

extension Gathered {
    /// A note of the program's own, at most twenty of them.
    mutating func note(_ text: String) {
        if notes.count < 20 { notes.append(String(text.prefix(300))) }
    }
}
