import Intake
import Model
import Reading
import Settings

/// News of a ministry or an akimat on gov.kz, through the JSON behind its pages.
///
/// Each language is a list of its own: the portal keeps a Kazakh and a Russian text under one number. Every language
/// has its own bookmark, so one that fails costs the others nothing.
public struct GovKzSource: Source {
    public struct Settings: Sendable, Hashable {
        /// The word in the address: `https://www.gov.kz/memleket/entities/SLUG/…`.
        public var entity: String
        public var languages: [Language] = [.kk, .ru]
        /// Pages of 20 items that one fetch reads in each language.
        public var maximumPages = 5
        public init(entity: String) { self.entity = entity }
    }

    public enum Language: String, Sendable, CaseIterable { case kk, ru, en }

    public static let kind = SourceKind(
        "gov-kz", platform: "gov-kz", summary: "News of Kazakh ministries and akimats on gov.kz.", settings: settings
    ) { GovKzSource($0) }

    let settings: Settings

    public init(_ settings: Settings) { self.settings = settings }

    public var hosts: [String] { ["www.gov.kz"] }

    static let pageSize = 20

    public func fetch(after cursor: Cursor?, using context: SourceContext) async throws(SourceFailure) -> Harvest {
        var bookmark = GovKzBookmark(cursor)
        var posts: [RawPost] = []
        var notes: [String] = []
        var firstFailure: SourceFailure?
        var answers: [SourceHealth] = []
        var reaches: [Harvest.Reach] = []
        for language in settings.languages {
            do throws(SourceFailure) {
                let reading = try await read(language, after: bookmark[language], using: context)
                bookmark[language] = reading.bookmark
                posts += reading.posts
                notes += reading.notes.map { "\(language.rawValue): \($0)" }
                reaches.append(reading.reach)
                answers.append(!reading.posts.isEmpty ? .healthy : reading.isUnchanged ? .unchanged : .quiet)
            } catch {
                firstFailure = firstFailure ?? error
                reaches.append(.part)
                notes.append("\(language.rawValue): \(error)")
            }
        }
        if answers.isEmpty, let firstFailure { throw firstFailure }
        let taken = context.fitting(posts, notes: &notes)
        if taken.count < posts.count { reaches.append(.part) }
        let health: SourceHealth = !taken.isEmpty ? .healthy : answers.contains(.quiet) ? .quiet : .unchanged
        return Harvest(
            posts: taken, cursor: bookmark.cursor, health: health, notBefore: firstFailure?.retryAt, notes: notes,
            reach: reaches.contains(.part) ? .part : reaches.contains(.unknown) ? .unknown : .all)
    }

    private struct Reading {
        var posts: [RawPost] = []
        var bookmark: GovKzBookmark.List
        var isUnchanged = false
        var notes: [String] = []
        /// Whether everything since the bookmark was read.
        var reach = Harvest.Reach.all
    }

    /// Goes on to older pages until one holds an item that is known. At the first fetch the newest page is all.
    private func read(
        _ language: Language, after known: GovKzBookmark.List?, using context: SourceContext
    ) async throws(SourceFailure) -> Reading {
        let first = try await page(1, language, using: context)
        guard first.fingerprint != known?.fingerprint else {
            return Reading(bookmark: known ?? .init(), isUnchanged: true)
        }
        var reading = Reading(bookmark: .init(fingerprint: first.fingerprint, ids: known?.ids ?? []))
        if reading.bookmark.ids.isEmpty { reading.reach = .unknown }
        var items = first.items
        var last = first
        var number = 1
        var ids = Set(items.compactMap { $0["id"]?.text })
        while let known, !known.ids.isEmpty, last.items.count >= Self.pageSize,
            !last.items.contains(where: { $0["id"]?.text.map(known.ids.contains) ?? false })
        {
            number += 1
            guard number <= settings.maximumPages else {
                reading.reach = .part
                reading.notes.append(
                    "more than \(settings.maximumPages) pages of new items: older ones were not read. Raise "
                        + "maximum_pages, or ask more often")
                break
            }
            do throws(SourceFailure) {
                last = try await page(number, language, using: context)
            } catch {
                // The bookmark stays where it was: the next fetch comes back for these pages.
                reading.notes.append("page \(number) could not be read (\(error)); it is tried again")
                (reading.bookmark, reading.reach) = (known, .part)
                reading.posts = items.compactMap { post($0, language, context) }
                return reading
            }
            // An item that moved on to this page while we read is no second one.
            items += last.items.filter { item in item["id"]?.text.map { ids.insert($0).inserted } ?? false }
        }
        reading.posts = items.compactMap { post($0, language, context) }
        if reading.posts.count < items.count {
            reading.notes.append("\(items.count - reading.posts.count) items had no number or no text")
        }
        reading.bookmark.add(items.compactMap { $0["id"]?.text })
        return reading
    }

    private struct ListPage {
        var items: [JSONValue]
        var fingerprint: String
    }

    private func page(
        _ number: Int, _ language: Language, using context: SourceContext
    ) async throws(SourceFailure) -> ListPage {
        let query = WebForm.encoded([
            ("projects", "eq:\(settings.entity)"), ("sort-by", "created_date:DESC"), ("page", String(number)),
            ("size", String(Self.pageSize)),
        ])
        let request = HTTPRequest(
            .get, "\(Self.address)?\(query)",
            headers: [HTTPHeader("Accept", "application/json"), HTTPHeader("Accept-Language", language.rawValue)])
        let answer: WebAPI.Answer
        do throws(SourceFailure) {
            answer = try await WebAPI(context).ask(request) { _, response in
                response.status == 400 ? Self.closed : nil
            }
        } catch {
            // The guard's answer need not be JSON.
            if case .status(400, _) = error { throw Self.closed }
            throw error
        }
        guard let items = answer.document.array ?? answer.document["content"]?.array else {
            throw .notAnAnswer(url: Self.address, what: "there is no list of news in the answer")
        }
        return ListPage(items: items, fingerprint: answer.fingerprint)
    }

    private static let address = "https://www.gov.kz/api/v1/public/content-manager/news"

    /// The portal's guard against programs. It is not to be got round: the office asks the portal for access.
    private static let closed = SourceFailure.refused(
        url: address,
        what: "gov.kz has closed its news to programs (400, notAllowed); ask the portal's operator for access, and "
            + "watch the office's own channel meanwhile")

    private func post(_ item: JSONValue, _ language: Language, _ context: SourceContext) -> RawPost? {
        GovKzItem.post(item, entity: settings.entity, language: language, context)
    }
}
