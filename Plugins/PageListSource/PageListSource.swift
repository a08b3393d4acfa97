import Intake
import Model
import Reading
import Settings

/// A site that has no feed: its list of news read with an XPath recipe, or its sitemap.
///
/// The way of a fetch: robots.txt (`RobotsFiles`) -> the list page, asked conditionally -> its items (`ListedItem`), or
/// the addresses of a sitemap (`Sitemap`) -> the pages of new and changed items, within a budget (`PageVisits`) ->
/// posts (`Article`). What was seen stays in the cursor (`PageMemory`).
public struct PageListSource: Source {
    /// For readers its posts come from websites, as those of feeds do.
    public static let kind = SourceKind(
        "page-list", platform: "feed",
        summary: "Sites without a feed: a list of news read with an XPath recipe, or a sitemap.", settings: settings
    ) { PageListSource($0) }

    let recipe: ListRecipe

    init(_ recipe: ListRecipe) { self.recipe = recipe }

    public var hosts: [String] { URLText.host(of: recipe.url).map { [$0] } ?? [] }

    public func fetch(after cursor: Cursor?, using context: SourceContext) async throws(SourceFailure) -> Harvest {
        let polled = ConditionalFetch(cursor: cursor, configuredURL: recipe.url)
        var memory = PageMemory(memo: polled.memo)
        memory.robots.forgetOld(at: context.now)
        try await obey(recipe.url, &memory, context)
        switch try await polled.open(accept: PageVisits.accept, using: context) {
        case .unchanged(var next, _):
            next.memo = memory.memo
            return Harvest(cursor: next.cursor(configuredURL: recipe.url), health: .unchanged)
        case .body(let response, let next):
            try await obey(response.finalURL, &memory, context)
            var visits = PageVisits(recipe: recipe, context: context, memory: memory)
            let listing = try await listing(response, &visits)
            let posts = await visits.posts(of: listing)
            return harvest(posts, listing, visits, next: next, context: context)
        }
    }

    /// - Throws: when robots.txt of its site forbids an address.
    private func obey(
        _ url: String, _ memory: inout PageMemory, _ context: SourceContext
    ) async throws(SourceFailure) {
        guard try await memory.robots.rules(for: url, using: context).allows(url) else {
            throw .notAnAnswer(url: url, what: "robots.txt of this site forbids it to be read; ask its owner")
        }
    }

    /// What the first page, and the pages behind it, list.
    private func listing(_ response: HTTPResponse, _ visits: inout PageVisits) async throws(SourceFailure) -> Listing {
        guard recipe.item != nil else { return try await visits.sitemap(response) }
        var listing = try ListPage.read(response, recipe, context: visits.context, memory: visits.memory)
        await visits.olderPages(of: &listing)
        return listing
    }

    private func harvest(
        _ found: [RawPost], _ listing: Listing, _ visits: PageVisits, next: ConditionalFetch, context: SourceContext
    ) -> Harvest {
        var next = next
        var memory = visits.memory
        memory.hadItems = memory.hadItems || !listing.items.isEmpty
        // Something is still to be read: the same list must not count as unchanged.
        if visits.isUnfinished || listing.isCut { next.askAgain() }
        next.memo = memory.memo
        let dated = found.map { post in
            var post = post
            // Events of the future carry their own date: it stays as words only.
            post.published = context.believable(post.published)
            return post
        }
        var notes = listing.notes + visits.notes
        let posts = context.fitting(dated, notes: &notes)
        let isWhole = posts.count == found.count && !listing.isCut && !listing.hasLeftOut && !visits.isUnfinished
        let health: SourceHealth
        if let failure = listing.failure {
            health = failure.health
        } else if !posts.isEmpty {
            health = .healthy
        } else if let failure = visits.firstFailure, visits.pagesRead == 0 {
            health = .softFailed("none of \(visits.pagesFailed) pages of items could be read; the first: \(failure)")
        } else {
            health = listing.items.isEmpty ? .quiet : .unchanged
        }
        return Harvest(
            posts: posts, cursor: next.cursor(configuredURL: recipe.url), health: health,
            notBefore: visits.notBefore ?? listing.failure?.retryAt, notes: notes, reach: isWhole ? .unknown : .part)
    }
}
