import Alerting
import Model
import Storage

/// What people say over several channels, put together again in the order in which they said it.
///
/// A channel gives so many messages at once, and asking it for more makes the platform forget those before. So a page
/// that is not the channel's last one is the horizon: what was said after its last message waits, over whatever
/// channel, until the next page is there. A channel's cursor moves when its page is taken whole.
struct Listening {
    private var readers: [any ReplyReader]
    private var pages: [Page] = []
    /// What `jibu ack` left, and no page has overtaken yet.
    private var files: [AckDemand]

    private struct Page {
        var reader: any ReplyReader
        var poll: ReplyPoll
        var before: String?

        /// The last thing said on it. A page of nothing but pictures tells nothing.
        var last: Instant {
            (poll.replies + poll.others).map(\.at).max() ?? Instant(milliseconds: .min)
        }

        /// Another page follows.
        var isMore: Bool { poll.isMore && poll.cursor != before }
    }

    /// What can be decided now.
    struct Heard {
        var replies: [Reply] = []
        var files: [AckDemand] = []
        var cursors: [String: String] = [:]

        /// Names of everything in it.
        var names: [ReplyName] { replies.map(\.name) + files.map(\.name) }
    }

    init(_ readers: [any ReplyReader], files: [AckDemand]) {
        self.readers = readers
        self.files = files
    }

    /// Everything is decided.
    var isOver: Bool { readers.isEmpty && pages.isEmpty }

    /// Asks each channel whose last page was taken whole; gives what came.
    mutating func ask(_ ledger: Ledger) async throws(PipelineError) -> [(channel: String, poll: ReplyPoll)] {
        var came: [(channel: String, poll: ReplyPoll)] = []
        for reader in readers {
            let cursor = try storage { () throws(StorageError) in try ledger.replyCursor(channel: reader.channel) }
            let poll = await reader.poll(after: cursor)
            pages.append(Page(reader: reader, poll: poll, before: cursor))
            came.append((reader.channel, poll))
        }
        readers = []
        return came
    }

    /// Takes what was said up to the horizon.
    mutating func next() -> Heard {
        let horizon = pages.filter(\.isMore).map(\.last).min() ?? Instant(milliseconds: .max)
        var heard = Heard()
        heard.files = files.filter { $0.at <= horizon }
        files.removeAll { $0.at <= horizon }
        var left: [Page] = []
        for var page in pages {
            heard.replies += page.poll.replies.filter { $0.at <= horizon }
            page.poll.replies.removeAll { $0.at <= horizon }
            guard page.poll.replies.isEmpty else {
                left.append(page)
                continue
            }
            if let cursor = page.poll.cursor, cursor != page.before { heard.cursors[page.reader.channel] = cursor }
            if page.isMore { readers.append(page.reader) }
        }
        pages = left
        return heard
    }
}
