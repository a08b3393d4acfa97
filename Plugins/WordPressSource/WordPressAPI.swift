import Intake
import Model
import Reading

/// A list of the REST API that is read from a point in time on.
struct WordPressList {
    var path: String
    /// The parameter that says from when on.
    var sinceName: String
    /// What the list is ordered by, and the member that holds it, in UTC without a zone.
    var order: String
    var dateName: String
    /// Members that are asked for: nothing else travels.
    var fields: String
    var more: [(name: String, value: String)]
}

/// What the pages of one list held.
struct WordPressReading {
    var items: [JSONValue] = []
    /// The newest instant up to which everything was read.
    var since: Instant?
    /// Of the body, when it was one page.
    var fingerprint: String?
    var notes: [String] = []
    /// Whether everything since the bookmark was read.
    var reach = Harvest.Reach.all
}

/// The REST API of one site (developer.wordpress.org/rest-api).
struct WordPressAPI {
    let site: String
    /// True for a site without pretty permalinks: `/?rest_route=/wp/v2/…`.
    var usesQuery: Bool
    let context: SourceContext

    private static let perPage = 100
    /// How far before the bookmark a question begins. A site that reads our UTC as its own time answers up to half a
    /// day late; and a post that was changed while we read comes again.
    private static let overlap = TimeSpan.hours(-12)

    /// Reads a list: at first its newest page, later everything since, oldest first.
    mutating func read(
        _ list: WordPressList, since: Instant?, pages: Int
    ) async throws(SourceFailure) -> WordPressReading {
        var reading = WordPressReading()
        guard let since else {
            let newest = list.path == "posts" ? "date" : list.order
            let page = try await page(list, [("orderby", newest), ("order", "desc"), ("page", "1")])
            note(page, of: list, in: &reading)
            reading.items.reverse()
            reading.fingerprint = page.fingerprint
            reading.reach = .unknown
            return reading
        }
        var (from, number) = (since.advanced(by: Self.overlap), 1)
        for turn in 1...max(1, pages) {
            let page: Page
            do throws(SourceFailure) {
                page = try await self.page(
                    list,
                    [
                        (list.sinceName, "\(from)"), ("orderby", list.order), ("order", "asc"), ("page", "\(number)"),
                    ])
            } catch {
                // Past the last page: somebody deleted a post meanwhile.
                if number > 1, case .refused(_, _, let code?) = error, Self.noPage.contains(code) { return reading }
                guard turn > 1 else { throw error }
                reading.notes.append("the later pages could not be read (\(error)); the next fetch goes on there")
                reading.reach = .part
                return reading
            }
            note(page, of: list, in: &reading)
            reading.fingerprint = turn == 1 && !page.hasMore ? page.fingerprint : nil
            guard page.hasMore else { return reading }
            // From the last change that was read, not by page number: numbers shift when something is changed. Only
            // when a whole page has one time is the number needed.
            if let last = reading.since, last.advanced(by: .seconds(-1)) > from {
                (from, number) = (last.advanced(by: .seconds(-1)), 1)
            } else {
                number += 1
            }
        }
        reading.notes.append("more \(list.path) are waiting than \(pages) pages hold; the next fetch goes on there")
        reading.reach = .part
        return reading
    }

    /// How many items a list has.
    mutating func total(_ path: String, _ query: [(String, String)]) async throws(SourceFailure) -> Int64? {
        try await ask(path, query).response.header("X-WP-Total").flatMap { Int64($0) }
    }

    private func note(_ page: Page, of list: WordPressList, in reading: inout WordPressReading) {
        reading.items += page.items
        for item in page.items {
            guard let date = item[list.dateName]?.string.flatMap({ FeedDate.read($0) })?.instant else { continue }
            // A site whose clock is ahead must not carry the bookmark over what is still to come.
            let reached = min(date, context.now)
            reading.since = max(reading.since ?? reached, reached)
        }
    }

    private struct Page {
        var items: [JSONValue]
        var hasMore: Bool
        var fingerprint: String
    }

    private mutating func page(
        _ list: WordPressList, _ query: [(String, String)]
    ) async throws(SourceFailure) -> Page {
        let own = [("per_page", "\(Self.perPage)"), ("_fields", list.fields)]
        let answer = try await ask(list.path, own + list.more.map { ($0.name, $0.value) } + query)
        guard let items = answer.document.array else {
            throw .notAnAnswer(url: site, what: "there is no list of \(list.path) in the answer")
        }
        let number = query.first { $0.0 == "page" }.flatMap { Int($0.1) } ?? 1
        let pages = answer.response.header("X-WP-TotalPages").flatMap { Int($0) }
        return Page(
            items: items, hasMore: pages.map { $0 > number } ?? (items.count >= Self.perPage),
            fingerprint: answer.fingerprint)
    }

    /// One question. A site that does not know `/wp-json/` is asked once in the other way.
    private mutating func ask(_ path: String, _ query: [(String, String)]) async throws(SourceFailure) -> WebAPI.Answer
    {
        do {
            return try await send(path, query)
        } catch {
            guard case .status(404, _) = error, !usesQuery else { throw closed(error) }
            usesQuery = true
            do { return try await send(path, query) } catch {
                usesQuery = false
                throw closed(error)
            }
        }
    }

    private func send(_ path: String, _ query: [(String, String)]) async throws(SourceFailure) -> WebAPI.Answer {
        let route = usesQuery ? "/?rest_route=/wp/v2/\(path)&" : "/wp-json/wp/v2/\(path)?"
        let request = HTTPRequest(
            .get, site + route + WebForm.encoded(query.map { (name: $0.0, value: $0.1) }),
            headers: [HTTPHeader("Accept", "application/json")])
        return try await WebAPI(context).ask(request) { WordPressAPI.trouble(in: $0, $1) }
    }

    private static let noRoute = "rest_no_route"
    private static let membersOnly = "members-only"
    /// A page behind the last one.
    private static let noPage: Set<String> = ["rest_post_invalid_page_number", "rest_comment_invalid_page_number"]

    /// `{"code":"rest_no_route","message":"…","data":{"status":404}}`.
    private static func trouble(in document: JSONValue, _ response: HTTPResponse) -> SourceFailure? {
        guard let code = document["code"]?.string, let message = document["message"]?.string else { return nil }
        let status = response.status == 200 ? document["data"]?["status"]?.integer.map { Int($0) } : response.status
        let url = response.finalURL
        switch (code, status ?? 200) {
        case (_, 429), (_, 500...599): return response.status == 200 ? .notAnAnswer(url: url, what: message) : nil
        case (noRoute, _): return .refused(url: url, what: "the site does not offer this list (\(code))", code: noRoute)
        // Plugins that close the interface have words of their own; the status says what they mean.
        case (_, 401), (_, 403):
            return .refused(url: url, what: "the site shows this list to members only (\(code))", code: membersOnly)
        case (_, 400...499):
            return .refused(url: url, what: "the site refuses the question: \(message) (\(code))", code: code)
        default: return .notAnAnswer(url: url, what: "an error came instead of a list: \(message) (\(code))")
        }
    }

    /// A closed interface, with what to do instead.
    private func closed(_ failure: SourceFailure) -> SourceFailure {
        let advice = "; the REST API seems closed, read the site's feed instead: kind: feed, url: \(site)/feed/"
        switch failure {
        case .status(let status, let url) where [401, 403, 404].contains(status):
            return .refused(url: url, what: "the server answered \(status)\(advice)", code: Self.membersOnly)
        case .refused(let url, let what, let code) where code == Self.noRoute || code == Self.membersOnly:
            return .refused(url: url, what: what + advice, code: code)
        default: return failure
        }
    }
}
