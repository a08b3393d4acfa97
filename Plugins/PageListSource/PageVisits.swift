import Intake
import Model
import Reading

/// The requests of one fetch behind the first one: older list pages (`PageVisits+Older`), sitemaps of an index
/// (`Sitemap`), and the pages of items.
///
/// Only addresses on the site itself are asked, only what robots.txt of their host allows, and never more than the
/// recipe says.
struct PageVisits {
    let recipe: ListRecipe
    let context: SourceContext
    var memory: PageMemory
    /// Items are left whose pages this fetch did not come to.
    var isUnfinished = false
    /// Pages of items that gave an article, and those that failed.
    private(set) var pagesRead = 0
    private(set) var pagesFailed = 0
    private(set) var firstFailure: SourceFailure?
    var notBefore: Instant?
    var notes: [String] = []

    init(recipe: ListRecipe, context: SourceContext, memory: PageMemory) {
        self.recipe = recipe
        self.context = context
        self.memory = memory
    }

    static let accept = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.1"

    /// A page of HTML; nil for what is none.
    static func page(_ response: HTTPResponse) -> Page? {
        guard response.body.contains(UInt8(ascii: "<")) else { return nil }
        return Page(response.body, httpCharset: response.charset)
    }

    /// One more page of the site.
    mutating func open(_ url: String) async throws(SourceFailure) -> HTTPResponse {
        switch try await ConditionalFetch(url: url).open(accept: Self.accept, using: context) {
        case .body(let response, _):
            guard recipe.isOwn(response.finalURL) else {
                throw .notAnAnswer(url: url, what: "it leads to another site, \(response.finalURL)")
            }
            guard try await memory.robots.rules(for: response.finalURL, using: context).allows(response.finalURL) else {
                throw .notAnAnswer(url: url, what: "it leads to \(response.finalURL), which robots.txt forbids to read")
            }
            return response
        // Without validators no server may say this.
        case .unchanged: throw .notAnAnswer(url: url, what: "the server says that nothing changed, unasked")
        }
    }

    /// True for what is no fault of a page: the line is down, the budget is used up, the host asks to wait. Nothing
    /// more is asked then, and no page is blamed.
    static func stops(_ failure: SourceFailure) -> Bool {
        switch failure {
        case .throttled: true
        case .transport(let failure): [.overBudget, .offline, .hostBlocked].contains(failure.kind)
        case .status, .gone, .program, .secret, .refused, .notAnAnswer: false
        }
    }

    // MARK: pages of items

    /// The posts of a list, with the texts of the items' own pages as far as the budget goes.
    ///
    /// An item whose page is not read yet comes as the list shows it: its headline must not wait. Its text then comes
    /// as a new version.
    mutating func posts(of listing: Listing) async -> [RawPost] {
        let items = distinct(listing.items)
        defer { memory.reorder(items) }
        guard recipe.follow > 0 else {
            for item in items { memory.remember(item, .read) }
            return items.filter(\.saysSomething).map(\.post)
        }
        await learnRobots(of: items.lazy.compactMap(\.link))
        noteForbidden(items)
        let isWaiting = noteWaiting(items)
        let plan = Self.plan(items, memory, recipe) { mayAsk($0) }
        let read = await articles(of: plan.prefix(recipe.follow))
        isUnfinished = isWaiting || plan.contains { isUnread($0) }
        for item in items where memory[item.key] == nil { memory.remember(item, .listed) }
        return items.compactMap { item in
            if let post = read[item.key] { return post }
            switch memory[item.key]?.state {
            // Its page was read before: what the list alone says would look like an edit.
            case .read, .alias: return nil
            case .listed, .failed, nil: return item.saysSomething ? item.post : nil
            }
        }
    }

    /// The page of an item is still to be read: it was not, or not yet often enough in vain.
    private func isUnread(_ item: ListedItem) -> Bool {
        switch memory[item.key]?.state {
        case .listed, nil: true
        case .failed(let count): count < PageMemory.State.mostFailures
        case .read, .alias: false
        }
    }

    /// Pages of hosts whose robots.txt could not be read, or was not asked yet, wait for it.
    ///
    /// - Returns: true when there are any: the next fetch must look again.
    private mutating func noteWaiting(_ items: [ListedItem]) -> Bool {
        let waiting = items.count { item in
            guard let link = item.link, recipe.isOwn(link), !memory.robots.knows(link) else { return false }
            return isUnread(item)
        }
        guard waiting > 0 else { return false }
        notes.append("the pages of \(waiting) items wait for the robots.txt of their hosts, which is asked again")
        return true
    }

    /// New items whose pages robots.txt forbids come as the list shows them; somebody should know.
    private mutating func noteForbidden(_ items: [ListedItem]) {
        let forbidden = items.count { item in
            guard let link = item.link, memory[item.key] == nil else { return false }
            return recipe.isOwn(link) && memory.robots.knows(link) && !memory.robots.allows(link)
        }
        guard forbidden > 0 else { return }
        notes.append("robots.txt forbids the pages of \(forbidden) new items: they come as the list shows them")
    }

    /// Reads pages one after another; the posts by their items' keys.
    private mutating func articles(of plan: ArraySlice<ListedItem>) async -> [UInt64: RawPost] {
        var read: [UInt64: RawPost] = [:]
        for item in plan {
            guard let link = item.link else { continue }
            do throws(SourceFailure) {
                let post = try article(of: item, in: try await open(link))
                read[item.key] = post
                pagesRead += 1
                memory.remember(item, post == nil ? .alias : .read)
            } catch {
                if Self.stops(error) {
                    notBefore = error.retryAt
                    let why = if case .throttled = error { "the site asked to slow down" } else { "\(error)" }
                    notes.append("\(why); the other pages are read later")
                    break
                }
                notes.append("\(error)")
                pagesFailed += 1
                firstFailure = firstFailure ?? error
                noteFailure(item)
            }
        }
        return read
    }

    /// A page that was read before keeps what is known of it: its text must not go back to what the list says.
    private mutating func noteFailure(_ item: ListedItem) {
        switch memory[item.key]?.state {
        case .read, .alias: break
        case .failed(let count): memory.remember(item, .failed(count + 1))
        case .listed, nil: memory.remember(item, .failed(1))
        }
    }

    /// Which pages are read, the most urgent first: new items, edited ones, known ones to look at again, failed ones.
    static func plan(
        _ items: [ListedItem], _ memory: PageMemory, _ recipe: ListRecipe, mayAsk: (String) -> Bool
    ) -> [ListedItem] {
        var (new, edited, again, failed) = ([ListedItem](), [ListedItem](), [ListedItem](), [ListedItem]())
        for item in items where item.link.map(mayAsk) ?? false {
            switch memory[item.key]?.state {
            case .listed, nil: new.append(item)
            case .alias: break
            case .failed(let count): if count < PageMemory.State.mostFailures { failed.append(item) }
            case .read:
                if memory[item.key]?.mark != PageMemory.mark(item) {
                    edited.append(item)
                } else if again.count < recipe.recheck, item.changed == nil {
                    again.append(item)
                }
            }
        }
        return new + edited + again + failed
    }

    private func distinct(_ items: [ListedItem]) -> [ListedItem] {
        var keys: Set<UInt64> = []
        return items.filter { keys.insert($0.key).inserted }
    }

    /// The post of an item's own page; nil when it is one that is known under another address.
    private mutating func article(
        of item: ListedItem, in response: HTTPResponse
    ) throws(SourceFailure) -> RawPost? {
        guard let page = Self.page(response) else {
            throw .notAnAnswer(url: response.finalURL, what: "there is no page of HTML at this address")
        }
        let article: Article
        do {
            article = try Article(page, item: item, url: response.finalURL, recipe, now: context.now)
        } catch {
            throw .notAnAnswer(url: response.finalURL, what: error.description)
        }
        guard article.hasText else {
            throw .notAnAnswer(url: response.finalURL, what: "there is no text on this page; look at \"body\"")
        }
        if let canonical = article.canonical, let link = item.link, canonical != URLText.canonical(link) {
            let alias = ListedItem(link: canonical, title: article.post.title, text: "")
            // The same article under a second address: one post, not two. On a site whose pages all name one address as
            // theirs the titles differ.
            let isNew = memory[item.key].map { $0.state == .listed } ?? true
            if isNew, let known = memory[alias.key] {
                if known.state == .read || known.mark == PageMemory.mark(alias) { return nil }
            }
            if memory[alias.key] == nil { memory.remember(alias, .alias) }
        }
        return article.post
    }
}
