import Intake
import Model
import Reading
import Settings

/// The wall of a VK community or page, through `wall.get`, and, where the configuration says why, its comments.
public struct VKSource: Source {
    public struct Settings: Sendable, Hashable {
        /// Whose wall: `domain` is a short name, `owner_id` a number, negative for communities.
        public var wall: Wall
        public var token: SecretReference
        /// Newer clients use api.vk.ru.
        public var host = "api.vk.com"
        public var filter = Filter.owner
        public var comments = Comments.off
        /// Pages of 100 posts, or of 100 comments below one post, that one fetch reads.
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

    private static let perPage = 100
    /// A post that is deleted while we read moves all later ones one place forward.
    private static let step = 90

    let settings: Settings

    public init(_ settings: Settings) { self.settings = settings }

    public var hosts: [String] { [settings.host] }
    public var isWindow: Bool { true }
    public var secrets: [SecretReference] { [settings.token] }
    public var readsComments: Bool { settings.comments.areRead }

    public func fetch(after cursor: Cursor?, using context: SourceContext) async throws(SourceFailure) -> Harvest {
        var bookmark = VKBookmark(cursor, wall: name)
        let api = VKAPI(host: settings.host, token: try context.secretText(settings.token), context: context)
        let first = try await page(0, api)
        if first.fingerprint == bookmark.fingerprint {
            return Harvest(cursor: bookmark.cursor, health: .unchanged)
        }
        var (posts, notes) = (first.posts, [String]())
        let isFirstFetch = bookmark.highest == nil
        let reading = await older(than: first, seen: bookmark.highest, api, &posts, &notes)
        var isComplete = reading != .failed
        if isComplete { bookmark.highest = posts.map(\.id).max() ?? bookmark.highest }
        var (words, hasLeftOut) = ([RawPost](), reading != .met)
        if settings.comments.areRead {
            var comments = VKComments(api: api, maximumPages: settings.maximumPages, known: bookmark.comments)
            await comments.read(below: posts)
            (words, bookmark.comments) = (comments.posts, comments.known)
            notes += comments.notes
            isComplete = isComplete && comments.isComplete
            hasLeftOut = hasLeftOut || comments.hasLeftOut || !comments.isComplete
        }
        // Something is still to be read: the same page must not count as unchanged.
        bookmark.fingerprint = isComplete ? first.fingerprint : nil
        let taken = context.fitting(posts.sorted { $0.id < $1.id }.map(\.post), comments: words, notes: &notes)
        hasLeftOut = hasLeftOut || taken.count < posts.count + words.count
        return Harvest(
            posts: taken, cursor: bookmark.cursor, health: taken.isEmpty ? .quiet : .healthy, notes: notes,
            reach: hasLeftOut ? .part : isFirstFetch ? .unknown : .all)
    }

    /// How the way back to the known posts ended.
    private enum WayBack { case met, ranOut, failed }

    /// Goes back page by page until it meets the last post that is known. At the first fetch the newest page is all.
    private func older(
        than first: VKPage, seen: Int64?, _ api: VKAPI, _ posts: inout [VKPost], _ notes: inout [String]
    ) async -> WayBack {
        guard let seen else { return .met }
        var page = first
        for number in 1...max(1, settings.maximumPages) {
            // A pinned post stands first whatever its age: it says nothing about where the page ends.
            let lowest = page.posts.filter { !$0.isPinned }.map(\.id).min()
            guard let lowest, lowest > seen, page.isFull else { return .met }
            guard number < settings.maximumPages else {
                notes.append(
                    "more than \(settings.maximumPages) pages are new; posts between \(seen) and \(lowest) were not "
                        + "read. Raise maximum_pages, or ask more often")
                return .ranOut
            }
            do {
                page = try await self.page(number * Self.step, api)
            } catch {
                notes.append("posts before \(lowest) could not be read (\(error)); they are tried again")
                return .failed
            }
            let known = Set(posts.map(\.id))
            posts += page.posts.filter { !known.contains($0.id) }
        }
        return .met
    }

    /// One page of the wall, newest first.
    private func page(_ offset: Int, _ api: VKAPI) async throws(SourceFailure) -> VKPage {
        let place =
            switch settings.wall {
            case .domain(let name): ("domain", name)
            case .owner(let id): ("owner_id", "\(id)")
            }
        let answer = try await api.ask(
            "wall.get",
            [
                ("count", "\(Self.perPage)"), ("offset", "\(offset)"), ("filter", settings.filter.rawValue),
                ("extended", "1"), place,
            ])
        let items = try api.items(answer)
        let names = VKNames(answer.document["response"])
        return VKPage(
            posts: items.compactMap { VKPost($0, names: names, context: api.context) },
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
    /// Comments that were read below the newest posts.
    var comments: [Int64: VKComments.Known] = [:]

    /// A cursor that cannot be read, or of another wall, starts afresh.
    init(_ cursor: Cursor?, wall: String) {
        self.wall = wall
        guard let object = cursor?.object, object["wall"]?.string == wall else { return }
        highest = object["highest"]?.integer
        fingerprint = object["fingerprint"]?.string
        for (post, numbers) in (object["comments"]?.object ?? []).prefix(VKComments.commentedPosts) {
            guard let id = Int64(post), let count = numbers[0]?.integer, let highest = numbers[1]?.integer else {
                continue
            }
            comments[id] = .init(count: count, highest: highest)
        }
    }

    var cursor: Cursor {
        Cursor([
            ("wall", .string(wall)), ("highest", highest.map { .integer($0) }),
            ("fingerprint", fingerprint.map { .string($0) }),
            (
                "comments",
                comments.isEmpty
                    ? nil
                    : .object(
                        comments.sorted { $0.key < $1.key }.map { post, known in
                            ("\(post)", .array([.integer(known.count), .integer(known.highest)]))
                        })
            ),
        ])
    }
}
