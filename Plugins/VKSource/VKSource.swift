import Intake
import Model
import Reading
import Settings

/// The wall of a VK community or page, through `wall.get`.
public struct VKSource: Source {
    public struct Settings: Sendable, Hashable {
        /// Whose wall: `domain` is a short name, `owner_id` a number, negative for communities.
        public var wall: Wall
        public var token: SecretReference
        /// Newer clients use api.vk.ru.
        public var host = "api.vk.com"
        public var filter = Filter.owner
        /// Pages of 100 posts that one fetch reads.
        public var maximumPages = 5

        public enum Wall: Sendable, Hashable {
            case domain(String)
            case owner(Int64)
        }

        /// Whose posts on that wall.
        public enum Filter: String, Sendable, CaseIterable { case owner, others, all }

        public init(wall: Wall, token: SecretReference) {
            self.wall = wall
            self.token = token
        }
    }

    public static let kind = SourceKind(
        "vk", platform: "vk", summary: "Walls of VK communities and pages, through wall.get.", settings: settings
    ) { VKSource($0) }

    /// The version whose shapes are read here (dev.vk.com/reference/versions).
    static let version = "5.199"
    private static let perPage = 100
    /// A post that is deleted while we read moves all later ones one place forward.
    private static let step = 90

    let settings: Settings

    public init(_ settings: Settings) { self.settings = settings }

    public var hosts: [String] { [settings.host] }
    public var isWindow: Bool { true }
    public var secrets: [SecretReference] { [settings.token] }

    public func fetch(after cursor: Cursor?, using context: SourceContext) async throws(SourceFailure) -> Harvest {
        var bookmark = VKBookmark(cursor, wall: name)
        let token = try context.secretText(settings.token)
        let first = try await page(0, token, context)
        if first.fingerprint == bookmark.fingerprint {
            return Harvest(cursor: bookmark.cursor, health: .unchanged)
        }
        var (posts, notes) = (first.posts, [String]())
        let reading = await older(than: first, seen: bookmark.highest, token, context, &posts, &notes)
        let isComplete = reading != .failed
        // Something is still to be read: the bookmark stays, and the same page must not count as unchanged.
        bookmark.fingerprint = isComplete ? first.fingerprint : nil
        if isComplete { bookmark.highest = posts.map(\.id).max() ?? bookmark.highest }
        let taken = posts.sorted { $0.id < $1.id }.suffix(context.maximumPosts).map(\.post)
        return Harvest(
            posts: taken, cursor: bookmark.cursor, health: taken.isEmpty ? .quiet : .healthy, notes: notes,
            reach: reading == .met ? .all : .part)
    }

    /// How the way back to the known posts ended.
    private enum WayBack { case met, ranOut, failed }

    /// Goes back page by page until it meets the last post that is known. At the first fetch the newest page is all.
    private func older(
        than first: VKPage, seen: Int64?, _ token: String, _ context: SourceContext, _ posts: inout [VKPost],
        _ notes: inout [String]
    ) async -> WayBack {
        guard let seen else { return .met }
        var page = first
        for number in 1...max(1, settings.maximumPages) {
            // A pinned post stands first whatever its age: it says nothing about where the page ends.
            let lowest = page.posts.filter { !$0.isPinned }.map(\.id).min()
            guard let lowest, lowest > seen, page.isFull else { return .met }
            guard number < settings.maximumPages else {
                notes.append(
                    "more than \(settings.maximumPages) pages are new; posts between \(seen) and \(lowest) were not read"
                        + ". Raise maximum_pages, or ask more often")
                return .ranOut
            }
            do {
                page = try await self.page(number * Self.step, token, context)
            } catch {
                notes.append("posts before \(lowest) could not be read (\(error)); they are tried again")
                return .failed
            }
            let known = Set(posts.map(\.id))
            posts += page.posts.filter { !known.contains($0.id) }
        }
        return .met
    }

    /// One page of the wall, newest first. Everything goes as a form, so that the token is in no address.
    private func page(_ offset: Int, _ token: String, _ context: SourceContext) async throws(SourceFailure) -> VKPage {
        let address = "https://\(settings.host)/method/wall.get"
        var fields = [
            ("count", "\(Self.perPage)"), ("offset", "\(offset)"), ("filter", settings.filter.rawValue),
            ("extended", "1"), ("v", Self.version), ("access_token", token),
        ]
        switch settings.wall {
        case .domain(let name): fields.append(("domain", name))
        case .owner(let id): fields.append(("owner_id", "\(id)"))
        }
        let request = HTTPRequest(
            .post, address, headers: [HTTPHeader("Content-Type", "application/x-www-form-urlencoded")],
            body: Array(WebForm.encoded(fields.map { (name: $0.0, value: $0.1) }).utf8))
        let now = context.now
        let answer = try await WebAPI(context, hiding: [token]).ask(request) { document, _ in
            VKTrouble.failure(in: document, url: address, now: now)
        }
        guard let items = answer.document["response"]?["items"]?.array else {
            throw .notAnAnswer(url: address, what: "there is no list of posts in the answer")
        }
        let names = VKNames(answer.document["response"])
        return VKPage(
            posts: items.compactMap { VKPost($0, names: names, context: context) },
            isFull: items.count >= Self.perPage, fingerprint: answer.fingerprint)
    }

    /// The wall as the cursor knows it: another wall starts afresh.
    private var name: String {
        switch settings.wall {
        case .domain(let name): "\(name) \(settings.filter.rawValue)"
        case .owner(let id): "\(id) \(settings.filter.rawValue)"
        }
    }
}

/// One page of a wall.
struct VKPage {
    var posts: [VKPost]
    /// An older page may follow.
    var isFull: Bool
    var fingerprint: String
}

/// Where the next fetch goes on, as cursor text.
struct VKBookmark {
    let wall: String
    /// The newest post that was read, with all before it.
    var highest: Int64?
    /// Of the newest page, when nothing before it is open.
    var fingerprint: String?

    /// A cursor that cannot be read, or of another wall, starts afresh.
    init(_ cursor: Cursor?, wall: String) {
        self.wall = wall
        guard let text = cursor?.text, let value = try? JSONValue.parse(text), value["wall"]?.string == wall else {
            return
        }
        highest = value["highest"]?.integer
        fingerprint = value["fingerprint"]?.string
    }

    var cursor: Cursor {
        var members: [(String, JSONValue)] = [("wall", .string(wall))]
        if let highest { members.append(("highest", .integer(highest))) }
        if let fingerprint { members.append(("fingerprint", .string(fingerprint))) }
        return Cursor(String(decoding: JSONValue.object(members).encoded(), as: UTF8.self))
    }
}
