import Intake
import Model
import Reading
import Settings

/// RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1, from `http:`, `https:` and `file:` URLs.
public struct FeedSource: Source {
    /// The settings of one feed in jibu.yaml.
    public struct Settings: Sendable, Hashable {
        public var url: String
        /// Minutes east of UTC for dates that name no zone.
        public var zone: Int
        /// Comments, and what a search without a reason finds: everybody counts as a person.
        public var isOfPersons: Bool
        public init(url: String, zone: Int = 0, isOfPersons: Bool = false) {
            self.url = url
            self.zone = zone
            self.isOfPersons = isOfPersons
        }
    }

    public static let kind = SourceKind(
        "feed", platform: "feed",
        summary: "RSS, Atom and JSON feeds of portals, blogs and government sites.",
        settings: settings, parse: parse
    ) { FeedSource($0) }

    /// A feed file as posts, with nothing of a poll around it.
    @Sendable private static func parse(_ document: SourceDocument) throws(SourceFailure) -> Harvest {
        do {
            let feed = try FeedParser.parse(
                document.bytes, baseURL: document.baseURL, httpCharset: document.charset)
            return Harvest(
                posts: feed.posts, cursor: nil, health: feed.posts.isEmpty ? .quiet : .healthy, notes: feed.notes)
        } catch {
            throw .notAnAnswer(url: document.name, what: error.description)
        }
    }

    private let settings: Settings
    private let accept =
        "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
        + "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"

    public init(_ settings: Settings) { self.settings = settings }

    public var hosts: [String] { URLText.host(of: settings.url).map { [$0] } ?? [] }

    public var isWindow: Bool { true }

    public func fetch(after cursor: Cursor?, using context: SourceContext) async throws(SourceFailure) -> Harvest {
        let polled = ConditionalFetch(cursor: cursor, configuredURL: settings.url)
        switch try await polled.open(accept: accept, using: context) {
        case .unchanged(let next, let response):
            return Harvest(
                cursor: next.cursor(configuredURL: settings.url), health: .unchanged,
                notBefore: Freshness.notBefore(response, FeedSchedule(memo: next.memo), now: context.now))
        case .body(let response, let next):
            return try harvest(response, next: next, context: context)
        }
    }

    private func harvest(
        _ response: HTTPResponse, next: ConditionalFetch, context: SourceContext
    ) throws(SourceFailure) -> Harvest {
        let feed: Feed
        do {
            feed = try FeedParser.parse(
                response.body, baseURL: response.finalURL, httpCharset: charset(of: response),
                zone: settings.zone)
        } catch {
            throw SourceFailure.notAnAnswer(url: settings.url, what: error.description)
        }
        var notes = feed.notes
        // Events of the future carry their date as publication date: keep the raw string, drop the instant.
        let latest = context.now.advanced(by: .days(2))
        if let note = FeedPlatforms.note(on: settings.url, answeredBy: response.finalURL) { notes.append(note) }
        var posts = FeedPlatforms.settled(feed.posts, url: settings.url).map { post in
            var post = post
            if settings.isOfPersons { post.authorKind = .person }
            if let published = post.published, published > latest { post.published = nil }
            return post
        }
        if posts.count > context.maximumPosts {
            notes.append("the feed has \(posts.count) items; the newest \(context.maximumPosts) were taken")
            posts = newest(posts, context.maximumPosts)
        }
        // A feed that was cut keeps its posts, but its validators are not stored: the next poll gets all of it.
        var cursor = feed.isTruncated ? polledAgain(next) : next
        cursor.memo = feed.schedule.memo
        return Harvest(
            posts: posts, cursor: cursor.cursor(configuredURL: settings.url),
            health: posts.isEmpty ? .quiet : .healthy,
            notBefore: Freshness.notBefore(response, feed.schedule, now: context.now), notes: notes)
    }

    private func polledAgain(_ fetch: ConditionalFetch) -> ConditionalFetch {
        var fetch = fetch
        (fetch.etag, fetch.lastModified, fetch.bodyHash) = (nil, nil, nil)
        return fetch
    }

    /// The newest by date, in the order of the feed; undated items count as new.
    private func newest(_ posts: [RawPost], _ count: Int) -> [RawPost] {
        let order = posts.indices.sorted {
            (posts[$0].published ?? Instant(milliseconds: .max), $1)
                > (posts[$1].published ?? Instant(milliseconds: .max), $0)
        }
        return order.prefix(count).sorted().map { posts[$0] }
    }

    private func charset(of response: HTTPResponse) -> String? {
        guard let type = response.header("Content-Type") else { return nil }
        for parameter in type.split(separator: ";").dropFirst() {
            let pair = parameter.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0].filter({ $0 != " " }).lowercased() == "charset" else { continue }
            return pair[1].filter { $0 != "\"" && $0 != "'" && $0 != " " }
        }
        return nil
    }
}
