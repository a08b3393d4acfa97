import Intake
import Model
import Reading
import Settings

/// Posts of a WordPress site through its REST API, and, where the configuration says why, its comments.
///
/// The first fetch takes the newest page. Later ones ask for what was changed since then, oldest change first, so that
/// nothing that appears meanwhile can push a post from a page that is still to be read onto one that was.
public struct WordPressSource: Source {
    public struct Settings: Sendable, Hashable {
        /// Without a slash at its end.
        public var site: String
        public var search: KeywordSearch?
        public var comments = Comments.off
        /// Pages of 100 posts, or of 100 comments, that one fetch reads.
        public var maximumPages = 5
        public init(site: String) { self.site = site }
    }

    public static let kind = SourceKind(
        "wordpress", platform: "wordpress", summary: "WordPress sites through their REST API, with comments if wanted.",
        settings: settings
    ) { WordPressSource($0) }

    let settings: Settings

    public init(_ settings: Settings) { self.settings = settings }

    public var hosts: [String] { URLText.host(of: settings.site).map { [$0] } ?? [] }
    public var readsComments: Bool { settings.comments.areRead }

    public func fetch(after cursor: Cursor?, using context: SourceContext) async throws(SourceFailure) -> Harvest {
        if let search = settings.search, search.why == nil {
            throw .withoutReason(url: settings.site, "this is a search for words")
        }
        var bookmark = WordPressBookmark(cursor, site: settings.site)
        var api = WordPressAPI(site: settings.site, usesQuery: bookmark.usesQuery, context: context)
        let list = WordPressList(
            path: "posts", sinceName: "modified_after", order: "modified", dateName: "modified_gmt",
            fields: "id,date_gmt,modified_gmt,link,title,content,excerpt,author,_links,_embedded",
            more: [("_embed", "author")] + (settings.search.map { [("search", $0.words)] } ?? []))
        var reading = try await api.read(list, since: bookmark.modified, pages: settings.maximumPages)
        bookmark.usesQuery = api.usesQuery
        bookmark.modified = reading.since ?? bookmark.modified
        let mapping = WordPressMapping(context: context)
        var words: [RawPost] = []
        var posts = reading.items.compactMap(mapping.post)
        if settings.comments == .counters { await count(&posts, &api, &reading) }
        if settings.comments.areRead {
            words = await comments(&api, &bookmark, &reading).compactMap(mapping.comment)
        }
        let isUnchanged = reading.fingerprint != nil && reading.fingerprint == bookmark.fingerprint
        if isUnchanged { (posts, words) = ([], []) }
        bookmark.fingerprint = reading.fingerprint
        let taken = context.fitting(posts, comments: words, notes: &reading.notes)
        if taken.count < posts.count + words.count { reading.reach = .part }
        let health: SourceHealth = !taken.isEmpty ? .healthy : isUnchanged ? .unchanged : .quiet
        return Harvest(
            posts: taken, cursor: bookmark.cursor, health: health, notes: reading.notes, reach: reading.reach)
    }

    /// New comments of the whole site. Comments that cannot be read cost no post.
    private func comments(
        _ api: inout WordPressAPI, _ bookmark: inout WordPressBookmark, _ reading: inout WordPressReading
    ) async -> [JSONValue] {
        let list = WordPressList(
            path: "comments", sinceName: "after", order: "date_gmt", dateName: "date_gmt",
            fields: "id,post,parent,author_name,date_gmt,link,content", more: [])
        do throws(SourceFailure) {
            let comments = try await api.read(list, since: bookmark.commented, pages: settings.maximumPages)
            bookmark.commented = comments.since ?? bookmark.commented
            reading.notes += comments.notes
            if comments.reach == .part { reading.reach = .part }
            let both = comments.fingerprint.flatMap { own in reading.fingerprint.map { WebAPI.joined($0, own) } }
            reading.fingerprint = both
            return comments.items
        } catch {
            (reading.fingerprint, reading.reach) = (nil, .part)
            reading.notes.append("the comments could not be read: \(error)")
            return []
        }
    }

    /// How many comments the newest posts have: one small question for each. A number that changed makes the posts come
    /// again.
    private func count(_ posts: inout [RawPost], _ api: inout WordPressAPI, _ reading: inout WordPressReading) async {
        for index in posts.indices.suffix(10) {
            guard let id = posts[index].nativeID else { continue }
            do throws(SourceFailure) {
                let total = try await api.total("comments", [("post", id), ("per_page", "1"), ("_fields", "id")])
                posts[index].counts.comments = total
                reading.fingerprint = reading.fingerprint.map { WebAPI.joined($0, "\(id) \(total ?? -1)") }
            } catch {
                reading.notes.append("the comments could not be counted: \(error)")
                return
            }
        }
    }
}
