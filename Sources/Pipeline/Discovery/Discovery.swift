import Intake
import Model
import Reading
import Transport

/// `jibu sources discover`: how a place can be watched, tried out, with the lines to paste into jibu.yaml.
///
/// ```
/// KnownPlaces      the address alone says it: a Telegram channel, a subreddit, an office on gov.kz
/// PageHints        what a page says of itself: feeds, WordPress, sitemaps, older pages
/// ListProposal     a list of links with dates, and an XPath recipe for it
/// DiscoveredSource what was found, what a fetch of it gave, and why it is the better or worse choice
/// ```
///
/// Nothing is proposed that was not fetched, unless it needs a key that only the office has. robots.txt is obeyed, and
/// no more than `mostRequests` addresses are asked.
package struct Discovery: Sendable {
    /// What was found, the best first.
    package struct Report: Sendable {
        package var url: String
        package var sources: [DiscoveredSource] = []
        /// What did not work, in sentences.
        package var notes: [String] = []
    }

    /// Addresses of one search.
    static let mostRequests = 40
    private static let mostFeeds = 6

    private let kinds: [SourceKind]
    private let client: RememberingClient
    private let now: Instant
    private let notify: @Sendable (String) -> Void

    /// - Parameter notify: is told what is asked, since politeness takes its time.
    package init(
        kinds: [SourceKind], http: any HTTPClient, now: Instant, notify: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.kinds = kinds
        self.client = RememberingClient(http, most: Self.mostRequests)
        self.now = now
        self.notify = notify
    }

    /// Looks at an address.
    package func look(at written: String) async -> Report {
        let url = written.contains("://") ? written : "https://\(written)"
        var report = Report(url: url)
        guard URLText.isWeb(url) else {
            report.notes.append("\(written) is no web address")
            return report
        }
        if let platform = Coverage.platform(of: url), platform.isClosed {
            report.notes.append("\(platform.name) is not watched: \(platform.reason)")
            return report
        }
        let known = KnownPlaces.candidates(for: url).filter { candidate in kinds.contains { $0.name == candidate.kind }
        }
        await check(known, &report)
        if report.sources.isEmpty { await lookAtPage(url, &report) }
        report.sources.sort { $0.isBetter(than: $1, at: now) }
        report.nameEach()
        return report
    }

    // MARK: the page

    private func lookAtPage(_ url: String, _ report: inout Report) async {
        guard let response = await fetch(url, &report) else { return }
        await check([.feed(url, why: "the address itself is a feed")], &report, quietly: true)
        guard report.sources.isEmpty, let page = Page(response.body) else { return }
        let hints = PageHints(page, url: response.finalURL)
        if let site = hints.wordPress { await check([.wordPress(site)], &report) }
        await check(hints.feeds.prefix(Self.mostFeeds).map { .feed($0, why: "the page names this feed") }, &report)
        if !report.hasWorkingFeed {
            await check(
                hints.usualFeeds.map { .feed($0, why: "feeds of such sites usually stand there") }, &report,
                quietly: true,
                until: 1)
        }
        await check(lists(on: page, hints, at: response.finalURL), &report)
        if !report.hasList {
            for address in hints.newsPages.prefix(2) {
                guard let news = await fetch(address, &report), let page = Page(news.body) else { continue }
                await check(
                    lists(on: page, PageHints(page, url: news.finalURL), at: news.finalURL), &report, until: 1)
            }
        }
        if !report.hasWorkingFeed {
            await check(await sitemaps(for: response.finalURL), &report, quietly: true, until: 1)
        }
        if report.sources.isEmpty {
            report.notes.append(
                "no feed, no list of links with dates and no sitemap was found; if the page shows news in a "
                + "browser, a script puts it there: look for another page of the site, or for its channel")
        }
    }

    private func lists(on page: Page, _ hints: PageHints, at url: String) -> [Candidate] {
        guard let proposal = ListProposal.of(page, url: url, now: now) else { return [] }
        return [.list(url, proposal, next: hints.next)]
    }

    /// Those that robots.txt names, those of news first; else the usual address.
    private func sitemaps(for url: String) async -> [Candidate] {
        let named = ((try? await robots(for: url))?.sitemaps ?? []).prefix(3)
            .sorted { $0.contains("news") && !$1.contains("news") }
        let usual = ["/sitemap.xml", "/sitemap_index.xml"].compactMap { URLText.resolve($0, against: url) }
        return (named.isEmpty ? usual : Array(named)).map { .sitemap($0) }
    }

    private func fetch(_ url: String, _ report: inout Report) async -> HTTPResponse? {
        if let why = await obstacle(to: url) {
            report.notes.append("\(url): \(why)")
            return nil
        }
        notify(url)
        do throws(SourceFailure) {
            let context = SourceContext(http: client, now: now)
            guard
                case .body(let response, _) = try await ConditionalFetch(url: url).open(
                    accept: "text/html, application/rss+xml, application/atom+xml, */*;q=0.1", using: context)
            else { return nil }
            return response
        } catch {
            report.notes.append("\(error)")
            return nil
        }
    }

    /// Why robots.txt keeps us from an address; nil when it does not.
    private func obstacle(to url: String) async -> String? {
        do throws(SourceFailure) {
            return try await robots(for: url).allows(url) ? nil : "robots.txt of this site forbids it to be read"
        } catch {
            return "its robots.txt could not be read (\(error))"
        }
    }

    /// What was asked once is not asked again: the client remembers it.
    private func robots(for url: String) async throws(SourceFailure) -> RobotsRules {
        var files = RobotsFiles()
        return try await files.rules(for: url, using: SourceContext(http: client, now: now))
    }

    // MARK: trying things out

    /// Fetches what the candidates describe, by the very sources that a run would use.
    ///
    /// - Parameters:
    ///   - quietly: guesses that fail are not worth a word.
    ///   - until: so many that answer are enough.
    private func check(
        _ candidates: [Candidate], _ report: inout Report, quietly: Bool = false, until most: Int = .max
    ) async {
        var found = 0
        for candidate in candidates where found < most {
            guard let kind = kinds.first(where: { $0.name == candidate.kind }),
                !report.sources.contains(where: { $0.candidate.address == candidate.address })
            else { continue }
            if candidate.needsKey {
                report.sources.append(DiscoveredSource(candidate: candidate, sight: nil))
                continue
            }
            if let why = await obstacle(to: candidate.address) {
                if !quietly { report.notes.append("\(candidate.address): \(why)") }
                continue
            }
            var findings: [Finding] = []
            guard let source = kind.make(candidate.node(trying: true), &findings) else {
                report.notes += findings.map(\.what)
                continue
            }
            notify(candidate.address)
            let pulled = await source.pull(
                after: nil, using: SourceContext(http: client, now: now, maximumPosts: 500))
            switch pulled.result {
            case .success(let harvest) where harvest.health.isAnswer:
                report.sources.append(DiscoveredSource(candidate: candidate, sight: DiscoveredSource.Sight(harvest)))
                found += 1
            case .success(let harvest):
                let why = harvest.health.detail ?? "no answer"
                if !quietly { report.notes.append("\(candidate.kind): \(candidate.address): \(why)") }
            case .failure(let failure):
                if !quietly || failure.isWithoutReason { report.notes.append("\(candidate.kind): \(failure)") }
            }
        }
    }
}

extension Discovery.Report {
    var hasWorkingFeed: Bool {
        sources.contains { ["feed", "wordpress"].contains($0.candidate.kind) && ($0.sight?.posts ?? 0) > 0 }
    }
    var hasList: Bool { sources.contains { $0.candidate.kind == "page-list" } }

    /// Gives each source a name of its own: two feeds of one site may both be pasted.
    mutating func nameEach() {
        var taken: Set<String> = []
        for index in sources.indices {
            let plain = sources[index].plainID
            var (id, number) = (plain, 1)
            while !taken.insert(id).inserted {
                number += 1
                id = "\(plain)-\(number)"
            }
            sources[index].id = id
        }
    }
}
