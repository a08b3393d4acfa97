import Model
import Synchronization

/// A channel's replies without the channel: what a test puts in is given to every poll until a later cursor says that
/// it was taken, as the platforms do it.
package final class MemoryReplies: ReplyReader {
    package let channel: String
    private let kept = Mutex<Kept>(Kept())

    private struct Kept {
        var replies: [(number: Int, reply: Reply, isStranger: Bool)] = []
        var last = 0
        var cursors: [String?] = []
        var trouble: String?
    }

    package init(_ channel: String) { self.channel = channel }

    /// Somebody writes.
    ///
    /// - Parameter id: the platform's; nil: the next number.
    package func hear(
        _ text: String, from address: String, at: Instant, id: String? = nil, isAuthentic: Bool = true,
        repliesTo: String? = nil, isStranger: Bool = false
    ) {
        kept.withLock { kept in
            kept.last += 1
            let reply = Reply(
                channel: channel, id: id ?? "\(kept.last)", at: at, address: address, isAuthentic: isAuthentic,
                text: text, repliesTo: repliesTo)
            kept.replies.append((kept.last, reply, isStranger))
        }
    }

    /// The next polls fail.
    package func fail(_ trouble: String?) { kept.withLock { $0.trouble = trouble } }

    /// The cursors that it was asked with.
    package var cursors: [String?] { kept.withLock { $0.cursors } }

    package func poll(after cursor: String?) async -> ReplyPoll {
        kept.withLock { kept in
            kept.cursors.append(cursor)
            if let trouble = kept.trouble { return ReplyPoll(cursor: cursor, trouble: trouble) }
            let done = cursor.flatMap { Int($0) } ?? 0
            kept.replies.removeAll { $0.number <= done }
            return ReplyPoll(
                replies: kept.replies.filter { !$0.isStranger }.map(\.reply),
                cursor: kept.replies.last.map { "\($0.number)" } ?? cursor,
                others: kept.replies.filter(\.isStranger).map(\.reply))
        }
    }
}
