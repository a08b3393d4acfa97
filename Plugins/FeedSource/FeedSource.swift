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
        /// Whose words these are, when they are not those of the place; nil for a place's own posts.
        public var words: PublicWords?
        /// The configuration says why the public's words are read: without that they are not.
        public var isReasoned: Bool
        public init(url: String, zone: Int = 0, words: PublicWords? = nil, isReasoned: Bool = false) {
            self.url = url
            self.zone = zone
            self.words = words
            self.isReasoned = isReasoned
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
        if let words = settings.words, !settings.isReasoned {
            throw .withoutReason(url: settings.url, words.sentence)
        }
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
                response.body, baseURL: response.finalURL, httpCharset: response.charset,
                zone: settings.zone)
        } catch {
            throw SourceFailure.notAnAnswer(url: settings.url, what: error.description)
        }
        var notes = feed.notes
        if let note = FeedPlatforms.note(on: settings.url, answeredBy: response.finalURL) { notes.append(note) }
        let posts = FeedPlatforms.settled(feed.posts, url: settings.url).map { post in
            var post = post
            if settings.words?.isOfPersons ?? false { post.authorKind = .person }
            // Events of the future carry their date as publication date: the words stay, the instant does not.
            post.published = context.believable(post.published)
            return post
        }
        let taken = context.fitting(posts, notes: &notes)
        // A feed that was cut keeps its posts, but its validators are not stored: the next poll gets all of it.
        var cursor = next
        if feed.isTruncated { cursor.askAgain() }
        cursor.memo = feed.schedule.memo
        return Harvest(
            posts: taken, cursor: cursor.cursor(configuredURL: settings.url),
            health: taken.isEmpty ? .quiet : .healthy,
            notBefore: Freshness.notBefore(response, feed.schedule, now: context.now), notes: notes,
            reach: feed.isTruncated || taken.count < posts.count ? .part : .unknown)
    }
}
