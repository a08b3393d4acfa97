import Intake
import Model
import Reading
import Settings

/// The office's own Facebook page through the Graph API, and, where the configuration says why, its comments.
public struct FacebookSource: Source {
    public struct Settings: Sendable, Hashable {
        /// Number or name of the page.
        public var page: String
        public var token: SecretReference
        /// Version of the Graph API, as in its addresses.
        public var version = "v26.0"
        public var comments = Comments.off
        /// Pages of 25 posts, or of 100 comments below one post, that one fetch reads.
        public var maximumPages = 4
        public init(page: String, token: SecretReference) {
            self.page = page
            self.token = token
        }
    }

    public static let kind = SourceKind(
        "facebook", platform: "facebook", summary: "The office's own Facebook page through the Graph API.",
        settings: settings
    ) { FacebookSource($0) }

    /// Only newest posts still get comments that matter; each costs a request.
    private static let commentedPosts = 10

    let settings: Settings

    public init(_ settings: Settings) { self.settings = settings }

    public var hosts: [String] { [GraphAPI.host] }
    public var isWindow: Bool { true }
    public var secrets: [SecretReference] { [settings.token] }
    public var readsComments: Bool { settings.comments.areRead }

    public func fetch(after cursor: Cursor?, using context: SourceContext) async throws(SourceFailure) -> Harvest {
        var bookmark = FacebookBookmark(cursor, page: settings.page)
        let api = GraphAPI(version: settings.version, token: try context.secretText(settings.token), context: context)
        let mapping = FacebookMapping(context: context)
        let isFirstFetch = bookmark.published == nil
        var reading = try await posts(api, since: bookmark.published)
        var (posts, words) = (reading.items.compactMap(mapping.post), [RawPost]())
        if reading.isComplete {
            bookmark.published = reading.items.compactMap(mapping.created).max() ?? bookmark.published
        }
        if settings.comments.areRead {
            words = await comments(api, below: reading.items, &bookmark, &reading)
                .compactMap { mapping.comment($0.item, below: $0.post) }
        }
        let isUnchanged =
            reading.isComplete && reading.fingerprint != nil && reading.fingerprint == bookmark.fingerprint
        if isUnchanged { (posts, words) = ([], []) }
        bookmark.fingerprint = reading.isComplete ? reading.fingerprint : nil
        if let usage = reading.usage { reading.notes.append(usage.sentence) }
        let taken = context.fitting(posts, comments: words, notes: &reading.notes)
        reading.hasLeftOut = reading.hasLeftOut || taken.count < posts.count + words.count
        return Harvest(
            posts: taken, cursor: bookmark.cursor,
            health: !taken.isEmpty ? .healthy : isUnchanged ? .unchanged : .quiet,
            notBefore: reading.usage?.wait(from: context.now), notes: reading.notes,
            reach: !reading.isComplete || reading.hasLeftOut ? .part : isFirstFetch ? .unknown : .all)
    }

    /// What the pages of one fetch held.
    private struct Reading {
        /// Oldest first.
        var items: [JSONValue] = []
        /// False when something since the bookmarks was not read: the next fetch comes back for it.
        var isComplete = true
        /// True when posts or comments were left out for good.
        var hasLeftOut = false
        /// Of everything that was read, when it was one page of posts.
        var fingerprint: String?
        /// Set when the page's allowance is nearly used up.
        var usage: GraphUsage?
        var notes: [String] = []
    }

    /// The newest page, and older ones until one meets what is known.
    private func posts(_ api: GraphAPI, since seen: Instant?) async throws(SourceFailure) -> Reading {
        var reading = Reading()
        let mapping = FacebookMapping(context: api.context)
        var after: String?
        for number in 1...max(1, settings.maximumPages) {
            let page: GraphPage
            do throws(SourceFailure) {
                page = try await api.page(
                    "\(settings.page)/published_posts",
                    [("fields", FacebookMapping.postFields), ("limit", "25")] + (after.map { [("after", $0)] } ?? []))
            } catch {
                guard number > 1 else { throw error }
                reading.notes.append("older posts could not be read (\(error)); they are tried again")
                reading.isComplete = false
                return reading
            }
            reading.items = page.items.reversed() + reading.items
            reading.fingerprint = number == 1 ? page.fingerprint : nil
            reading.usage = page.usage
            let oldest = page.items.compactMap(mapping.created).min()
            guard let seen, let oldest, oldest >= seen, let next = page.next else { return reading }
            guard page.usage == nil else {
                reading.notes.append("older posts wait until Facebook allows more requests")
                reading.isComplete = false
                return reading
            }
            after = next
        }
        reading.hasLeftOut = true
        reading.notes.append(
            "more than \(settings.maximumPages) pages are new; older posts were not read. Raise maximum_pages, or ask "
                + "more often")
        return reading
    }

    /// A comment and the post below which it stands: its own answer does not say which.
    private typealias Comment = (item: JSONValue, post: String)

    /// New comments below the newest posts. Comments that cannot be read cost no post.
    private func comments(
        _ api: GraphAPI, below posts: [JSONValue], _ bookmark: inout FacebookBookmark, _ reading: inout Reading
    ) async -> [Comment] {
        let mapping = FacebookMapping(context: api.context)
        var comments: [Comment] = []
        var (isComplete, isRefused) = (true, false)
        for post in posts.suffix(Self.commentedPosts) {
            guard let id = post["id"]?.text, post["comments"]?["summary"]?["total_count"]?.integer != 0 else {
                continue
            }
            guard reading.usage == nil else {
                reading.notes.append("comments wait until Facebook allows more requests")
                isComplete = false
                break
            }
            do throws(SourceFailure) {
                let thread = try await thread(id, api, since: bookmark.commented, &reading)
                comments += thread.comments
                isComplete = isComplete && thread.isComplete
            } catch {
                // A refusal stays one until somebody mends the token: it makes no page of posts worth another look.
                if case .refused = error {
                    reading.notes.append("comments could not be read: \(error)")
                    isRefused = true
                } else {
                    reading.notes.append("comments could not be read (\(error)); they are tried again")
                    isComplete = false
                }
                break
            }
        }
        reading.isComplete = reading.isComplete && isComplete
        // Where something was not read, the bookmark stays.
        if isComplete, !isRefused {
            bookmark.commented = comments.compactMap { mapping.created($0.item) }.max() ?? bookmark.commented
        }
        return comments
    }

    /// The comments below one post, newest first, until they are older than the bookmark.
    ///
    /// - Returns: them, and false when older new ones wait for the next fetch.
    private func thread(
        _ post: String, _ api: GraphAPI, since seen: Instant?, _ reading: inout Reading
    ) async throws(SourceFailure) -> (comments: [Comment], isComplete: Bool) {
        let mapping = FacebookMapping(context: api.context)
        var comments: [Comment] = []
        var after: String?
        for _ in 1...max(1, settings.maximumPages) {
            let page = try await api.page(
                "\(post)/comments",
                [
                    ("filter", "stream"), ("order", "reverse_chronological"), ("fields", FacebookMapping.commentFields),
                    ("limit", "100"),
                ] + (after.map { [("after", $0)] } ?? []))
            reading.fingerprint = reading.fingerprint.map { WebAPI.joined($0, page.fingerprint) }
            comments += page.items.map { (item: $0, post: post) }
            reading.usage = page.usage ?? reading.usage
            let oldest = page.items.compactMap(mapping.created).min()
            // The first fetch takes one page of comments: the past is no news.
            guard let seen, let next = page.next, let oldest, oldest >= seen else { return (comments, true) }
            guard reading.usage == nil else {
                reading.notes.append("older comments wait until Facebook allows more requests")
                return (comments, false)
            }
            after = next
        }
        reading.hasLeftOut = true
        reading.notes.append(
            "a post has more than \(settings.maximumPages) pages of new comments; older ones were not read. Raise "
                + "maximum_pages, or ask more often")
        return (comments, true)
    }
}
