import Intake
import Model
import Reading
import Settings

/// A public Telegram channel through its web preview, `https://t.me/s/NAME`.
public struct TelegramSource: Source {
    public struct Settings: Sendable, Hashable {
        /// Without `@`.
        public var channel: String
        /// Pages of one fetch, the newest one included.
        public var maximumPages: Int
        public init(channel: String, maximumPages: Int = 5) {
            self.channel = channel
            self.maximumPages = maximumPages
        }
    }

    public static let kind = SourceKind(
        "telegram", platform: "telegram", summary: "Public Telegram channels, through their web preview (t.me/s).",
        settings: settings
    ) { TelegramSource($0) }

    private let settings: Settings

    public init(_ settings: Settings) { self.settings = settings }

    public var hosts: [String] { ["t.me"] }

    public var isWindow: Bool { true }

    private var address: String { "https://t.me/s/\(settings.channel)" }

    public func fetch(after cursor: Cursor?, using context: SourceContext) async throws(SourceFailure) -> Harvest {
        let polled = ConditionalFetch(cursor: cursor, configuredURL: address)
        switch try await open(polled, context) {
        case .unchanged(let next, _):
            return Harvest(cursor: next.cursor(configuredURL: address), health: .unchanged)
        case .body(let response, let next):
            let newest = try page(response)
            let reading = await older(than: newest, seen: polled.memo.flatMap(TelegramMessage.number), context)
            return harvest(reading, next: next, context: context)
        }
    }

    /// t.me counts requests over all channels, so the pause between two is that of the host
    /// (docs/decisions/0006-polite-fetching.md).
    private static let pause = TimeSpan.seconds(2)

    private func open(
        _ page: ConditionalFetch, _ context: SourceContext
    ) async throws(SourceFailure) -> ConditionalFetch.Answer {
        try await page.open(accept: "text/html", pause: Self.pause, using: context)
    }

    /// What the pages of one fetch held.
    private struct Reading {
        /// Oldest first.
        var messages: [TelegramMessage]
        /// The newest message that was read with all before it; where something before it was not, that of last time.
        var highest: Int64?
        var notes: [String] = []
        /// Whether everything since the bookmark was read.
        var reach = Harvest.Reach.all

        /// Something was not read: the bookmark stays where it was, so that the next fetch comes back for it.
        mutating func stayBehind(at seen: Int64?, _ why: String) {
            (highest, reach) = (seen, .part)
            notes.append(why)
        }
    }

    /// Goes back page by page until it meets the last message that is known; at the first fetch the newest page is all.
    private func older(than newest: TelegramPage, seen: Int64?, _ context: SourceContext) async -> Reading {
        var reading = Reading(messages: newest.messages, highest: newest.messages.map(\.id).max() ?? seen)
        if let truncated = newest.truncated { reading.stayBehind(at: seen, truncated) }
        guard let seen else {
            reading.reach = .unknown
            return reading
        }
        var page = newest
        var pages = 1
        while let lowest = page.messages.map(\.id).min(), lowest - 1 > seen, let written = page.before {
            guard pages < settings.maximumPages else {
                reading.reach = .part
                reading.notes.append(
                    "messages \(seen + 1) to \(lowest - 1) were not read: more than \(settings.maximumPages) pages had "
                        + "come since the last fetch. Raise maximum_pages, or ask more often")
                return reading
            }
            // A page that points behind itself would be read again and again.
            let before = min(written, lowest)
            do {
                guard case .body(let response, _) = try await open(
                    ConditionalFetch(url: "\(address)?before=\(before)"), context)
                else { throw SourceFailure.notAnAnswer(url: address, what: "it says that nothing changed, unasked") }
                page = try self.page(response)
            } catch {
                // The newest messages count; the bookmark stays, so the next fetch comes back for the others.
                reading.stayBehind(
                    at: seen, "messages before \(before) could not be read (\(error)); they are tried again")
                return reading
            }
            pages += 1
            if let truncated = page.truncated { reading.stayBehind(at: seen, truncated) }
            reading.messages = page.messages.filter { $0.id < lowest } + reading.messages
        }
        return reading
    }

    /// A page, or what it is instead of one.
    private func page(_ response: HTTPResponse) throws(SourceFailure) -> TelegramPage {
        // Groups, people, unknown names and channels without a preview lead to t.me/NAME: a proper page that holds
        // nothing.
        guard URLText.path(of: response.finalURL).lowercased().hasPrefix("/s/") else {
            throw .notAnAnswer(
                url: address,
                what:
                    "\(settings.channel) has no web preview: there is no such public channel, or its owner or Telegram "
                    + "closed the preview")
        }
        guard let page = TelegramPage(response.body, channel: settings.channel) else {
            throw .notAnAnswer(url: address, what: "this is not the preview of a channel")
        }
        return page
    }

    private func harvest(_ reading: Reading, next: ConditionalFetch, context: SourceContext) -> Harvest {
        var (next, notes) = (next, reading.notes)
        let newest = reading.messages.last?.id
        next.memo = reading.highest.map { String($0) }
        // Something is still to be read: the same page must not count as unchanged.
        if reading.highest != newest ?? reading.highest { next.askAgain() }
        let posts = reading.messages.map { message in
            var post = message.post
            post.published = context.believable(post.published)
            return post
        }
        let taken = context.fitting(posts, notes: &notes)
        return Harvest(
            posts: taken, cursor: next.cursor(configuredURL: address), health: taken.isEmpty ? .quiet : .healthy,
            notes: notes, reach: taken.count < posts.count ? .part : reading.reach)
    }
}

extension URLText {
    /// What follows the host, without query and fragment; empty when there is none.
    fileprivate static func path(of url: String) -> String {
        guard let scheme = url.range(of: "://") else { return "" }
        let rest = url[scheme.upperBound...]
        guard let slash = rest.firstIndex(of: "/") else { return "" }
        return String(rest[slash...].prefix { $0 != "?" && $0 != "#" })
    }
}
