import Intake
import Model
import Reading

/// A sitemap or an index of sitemaps (sitemaps.org 0.9, with the news extension).
struct Sitemap {
    struct Entry {
        var address: String
        var changed: FeedDate.Reading?
        var changedText: String?
        /// Of the news extension.
        var title: String?
        var publishedText: String?
        var published: FeedDate.Reading?
        var language: String?
    }

    var entries: [Entry] = []
    /// The entries are sitemaps themselves.
    var isIndex = false
    var truncated: String?
    /// Addresses beyond `mostEntries`.
    private(set) var left = 0

    /// Addresses of one sitemap that are looked at: the protocol allows 50,000.
    static let mostEntries = 50_000

    /// Bytes of a packed sitemap: the protocol allows 50 MB, the parser reads less.
    private static let mostBytes = 32 << 20

    /// Reads one, also one that is packed as `.xml.gz`.
    ///
    /// - Throws: `notAnAnswer` when the bytes are no sitemap.
    init(_ response: HTTPResponse, zone: Int) throws(SourceFailure) {
        var bytes = response.body
        if Gzip.isPacked(bytes) {
            do throws(Gzip.Failure) { bytes = try Gzip.unpack(bytes, limit: Self.mostBytes) } catch {
                throw .notAnAnswer(url: response.finalURL, what: "\(error)")
            }
        }
        let read = XMLTree.parse(bytes, httpCharset: response.charset)
        guard let tree = read, tree.root.isNamed("sitemapindex") || tree.root.isNamed("urlset") else {
            throw .notAnAnswer(
                url: response.finalURL,
                what: "this is no sitemap; for a list page, write the XPath of its items as \"item\"")
        }
        isIndex = tree.root.isNamed("sitemapindex")
        truncated = tree.truncated
        let nodes = tree.root.children(isIndex ? "sitemap" : "url")
        left = max(0, nodes.count - Self.mostEntries)
        for node in nodes.prefix(Self.mostEntries) {
            guard let written = node.child("loc")?.text,
                let address = URLText.resolve(written, against: response.finalURL),
                URLText.isWeb(address)
            else { continue }
            var entry = Entry(address: address)
            entry.changedText = node.child("lastmod").flatMap { Self.words($0.text) }
            entry.changed = entry.changedText.flatMap { FeedDate.read($0, defaultZone: zone) }
            if let news = node.child("news") {
                entry.title = news.child("title").flatMap { Self.words($0.text) }
                entry.publishedText = news.child("publication_date").flatMap { Self.words($0.text) }
                entry.published = entry.publishedText.flatMap { FeedDate.read($0, defaultZone: zone) }
                entry.language = news.child("publication")?.child("language").flatMap { Self.words($0.text) }
            }
            entries.append(entry)
        }
        // One date on everything is the date on which the sitemap was made, and says nothing (feeds.md section 6).
        let dates = Set(entries.compactMap { $0.changed?.instant })
        if dates.count == 1, entries.count > 1 {
            for index in entries.indices { (entries[index].changed, entries[index].changedText) = (nil, nil) }
        }
    }

    /// The newest first where dates say so; else as it stands.
    var newestFirst: [Entry] {
        entries.enumerated().sorted { left, right in
            let dates = [left, right].map { ($0.element.published ?? $0.element.changed)?.instant.milliseconds ?? .min }
            return dates[0] == dates[1] ? left.offset < right.offset : dates[0] > dates[1]
        }.map(\.element)
    }

    private static func words(_ text: String) -> String? {
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.isEmpty ? nil : words
    }
}

/// How the sitemaps of an index came out.
struct SitemapParts {
    var read = 0
    /// The first one.
    var failure: SourceFailure?
    /// Some wait until it is known what their hosts forbid.
    var areWaiting = false
}

extension PageVisits {
    /// Sitemaps inside one another that are followed.
    private static let deepest = 3

    /// The addresses of a sitemap as items. The first fetch reads the newest ones and takes the others for known.
    mutating func sitemap(_ response: HTTPResponse) async throws(SourceFailure) -> Listing {
        let first = try Sitemap(response, zone: recipe.zone)
        var listing = Listing(pages: [response.finalURL])
        var found: [Sitemap.Entry] = []
        var parts = SitemapParts()
        await gather(first, into: &found, &listing, &parts, depth: 1)
        // An index all of whose parts are out of reach is no empty site.
        if first.isIndex, !first.entries.isEmpty, parts.read == 0 {
            let failure = parts.failure
                ?? .notAnAnswer(
                    url: recipe.url,
                    what: "none of its \(first.entries.count) sitemaps may be read: they stand elsewhere, or "
                        + "robots.txt forbids them or cannot be read")
            guard parts.areWaiting else { throw failure }
            // Which hosts gave no answer must be kept, so that the next fetch asks others.
            listing.failure = failure
        }
        let items = window(found, &listing).map { entry in
            ListedItem(
                link: entry.address, title: entry.title, text: "", published: entry.published,
                dateText: entry.publishedText, language: entry.language, changed: entry.changedText ?? "")
        }
        if memory.isFresh {
            for item in items.dropFirst(max(recipe.follow, 0)) where item.title == nil {
                memory.remember(item, .read)
            }
        }
        listing.items = items
        return listing
    }

    private mutating func gather(
        _ sitemap: Sitemap, into found: inout [Sitemap.Entry], _ listing: inout Listing, _ parts: inout SitemapParts,
        depth: Int
    ) async {
        if let truncated = sitemap.truncated {
            listing.isCut = true
            listing.notes.append("a sitemap was read in part: \(truncated)")
        }
        guard sitemap.isIndex else {
            let room = Sitemap.mostEntries - min(found.count, Sitemap.mostEntries)
            found += sitemap.entries.prefix(room)
            let left = sitemap.left + max(0, sitemap.entries.count - room)
            if left > 0 { listing.leaveOut("\(left) addresses of \(Sitemap.mostEntries) and more were not looked at") }
            return
        }
        guard depth < Self.deepest else { return listing.leaveOut("sitemaps nest deeper than \(Self.deepest)") }
        await learnRobots(of: sitemap.entries.lazy.map(\.address))
        noteLeftAlone(sitemap, in: &listing, &parts)
        for entry in sitemap.newestFirst where mayAsk(entry.address) && !listing.pages.contains(entry.address) {
            guard listing.pages.count <= recipe.pages else {
                let what = "the index has more than \(recipe.pages) sitemaps; the newest were read"
                // One with a date is older than all that were read: nothing of it is new.
                return entry.changed == nil ? listing.leaveOut(what) : listing.notes.append(what)
            }
            listing.pages.append(entry.address)
            do throws(SourceFailure) {
                let inner = try Sitemap(try await open(entry.address), zone: recipe.zone)
                parts.read += 1
                await gather(inner, into: &found, &listing, &parts, depth: depth + 1)
            } catch {
                listing.isCut = true
                parts.failure = parts.failure ?? error
                listing.notes.append("\(error); it is tried again")
                if Self.stops(error) { return }
            }
        }
    }

    /// Sitemaps of an index that are not asked: until the robots.txt of their host is known the next fetch must look
    /// again; where it says no, or where another site begins, somebody should know.
    private func noteLeftAlone(_ index: Sitemap, in listing: inout Listing, _ parts: inout SitemapParts) {
        let left = index.entries.map(\.address).filter { !mayAsk($0) }
        let waiting = left.count { recipe.isOwn($0) && !memory.robots.knows($0) }
        if waiting > 0 {
            (parts.areWaiting, listing.isCut) = (true, true)
            listing.notes.append("\(waiting) sitemaps wait for the robots.txt of their hosts, which is asked again")
        }
        guard left.count > waiting else { return }
        listing.notes.append(
            "\(left.count - waiting) sitemaps of the index are left alone: robots.txt forbids them, or they stand on "
                + "another site")
    }

    /// As many addresses as the memory can hold: the newest by date; without dates the first and the last ones, since
    /// some sites append and others prepend.
    private func window(_ entries: [Sitemap.Entry], _ listing: inout Listing) -> [Sitemap.Entry] {
        let most = PageMemory.mostItems / 2
        var sorted = Sitemap(entries: entries).newestFirst
        guard sorted.count > most else { return sorted }
        let dated = sorted.count { ($0.published ?? $0.changed) != nil }
        if dated < most {
            let undated = sorted.dropFirst(dated)
            let room = (most - dated) / 2
            sorted = sorted.prefix(dated) + undated.prefix(room) + undated.suffix(room)
            listing.notes.append(
                "of \(entries.count) addresses without dates the first and last \(room) are watched; a list page is "
                + "better"
            )
        }
        return Array(sorted.prefix(most))
    }
}

extension Sitemap {
    fileprivate init(entries: [Entry]) { self.entries = entries }
}
