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
    private let accept = "text/html"

    public init(_ settings: Settings) { self.settings = settings }

    public var hosts: [String] { ["t.me"] }

    public var isWindow: Bool { true }

    private var address: String { "https://t.me/s/\(settings.channel)" }

    public func fetch(after cursor: Cursor?, using context: SourceContext) async throws(SourceFailure) -> Harvest {
        let polled = ConditionalFetch(cursor: cursor, configuredURL: address)
        switch try await polled.open(accept: accept, using: context) {
        case .unchanged(let next, _):
            return Harvest(cursor: next.cursor(configuredURL: address), health: .unchanged)
        case .body(let response, let next):
            let newest = try page(response)
            let reading = await older(than: newest, seen: polled.memo.flatMap { Int64($0) }, context)
            return harvest(reading, next: next, context: context)
        }
    }

    /// What the pages of one fetch held.
    private struct Reading {
        /// Oldest first.
        var messages: [TelegramMessage]
        /// Nil: what came before could not be read, so the bookmark must stay.
        var highest: Int64?
        var notes: [String] = []
    }

    /// Goes back page by page until it meets the last message that is known; at the first fetch the newest page is all.
    private func older(than newest: TelegramPage, seen: Int64?, _ context: SourceContext) async -> Reading {
        var reading = Reading(messages: newest.messages, highest: newest.messages.map(\.id).max() ?? seen)
        if let truncated = newest.truncated {
            // A message may have lost its text: it must stay within reach of the next fetch.
            reading.notes.append(truncated)
            reading.highest = seen
        }
        guard let seen else { return reading }
        var page = newest
        for _ in 1..<max(1, settings.maximumPages) {
            guard let lowest = page.messages.map(\.id).min(), lowest > seen + 1, let before = page.before,
                before <= lowest
            else { return reading }
            do {
                let answer = try await ConditionalFetch(url: "\(address)?before=\(before)").open(
                    accept: accept, using: context)
                guard case .body(let response, _) = answer else { return reading }
                page = try self.page(response)
            } catch {
                // The newest messages count; the bookmark stays, so the next fetch comes back for the others.
                reading.highest = seen
                reading.notes.append("messages before \(before) could not be read (\(error)); they are tried again")
                return reading
            }
            if page.truncated != nil { reading.highest = seen }
            reading.messages = page.messages.filter { $0.id < lowest } + reading.messages
        }
        if let lowest = page.messages.map(\.id).min(), lowest > seen + 1, page.before != nil {
            reading.notes.append(
                "messages \(seen + 1) to \(lowest - 1) were not read: more than \(settings.maximumPages) pages had "
                    + "come since the last fetch")
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
        var next = next
        let newest = reading.messages.last?.id
        next.memo = reading.highest.map { String($0) }
        // Something is still to be read: the same page must not count as unchanged.
        if reading.highest != newest ?? reading.highest {
            (next.etag, next.lastModified, next.bodyHash) = (nil, nil, nil)
        }
        // Dates of the future are kept as words only.
        let latest = context.now.advanced(by: .days(2))
        let posts = reading.messages.suffix(context.maximumPosts).map { message in
            var post = message.post
            if let published = post.published, published > latest { post.published = nil }
            return post
        }
        return Harvest(
            posts: posts, cursor: next.cursor(configuredURL: address), health: posts.isEmpty ? .quiet : .healthy,
            notes: reading.notes)
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
