import Intake
import Model
import Reading

/// Comments below the newest posts of a wall, as far as they are new.
///
/// A post is asked only when its number of comments has changed. The answers that stand below a comment come with it,
/// ten at most.
struct VKComments {
    let api: VKAPI
    let maximumPages: Int
    /// What was read before, by the number of the post.
    private(set) var known: [Int64: Known]

    private(set) var posts: [RawPost] = []
    private(set) var notes: [String] = []
    /// False when something waits for the next fetch.
    private(set) var isComplete = true
    /// True when comments were left out for good.
    private(set) var hasLeftOut = false

    struct Known: Sendable, Hashable {
        var count: Int64
        /// The newest comment that was read, with all before it.
        var highest: Int64
    }

    /// Only the newest posts still get comments that matter; each costs a request.
    static let commentedPosts = 10
    private static let perPage = 100
    /// No honest number is larger.
    private static let mostAnswers: Int64 = 1 << 40

    init(api: VKAPI, maximumPages: Int, known: [Int64: Known]) {
        self.api = api
        self.maximumPages = maximumPages
        self.known = known
    }

    /// Comments that cannot be read cost no post.
    mutating func read(below wall: [VKPost]) async {
        let newest = wall.sorted { $0.id > $1.id }.prefix(Self.commentedPosts)
        for post in newest {
            let count = post.post.counts.comments ?? 0
            guard count > 0, count != known[post.id]?.count else { continue }
            do throws(SourceFailure) {
                let highest = try await thread(of: post)
                known[post.id] = Known(count: count, highest: highest)
            } catch {
                if case .refused(_, _, VKTrouble.closedComments?) = error {
                    known[post.id] = Known(count: count, highest: known[post.id]?.highest ?? 0)
                    notes.append("comments below post \(post.id) are closed")
                    continue
                }
                notes.append("comments below post \(post.id) could not be read (\(error)); they are tried again")
                isComplete = false
                if Self.stops(error) { break }
            }
        }
        let kept = Set(newest.map(\.id))
        known = known.filter { kept.contains($0.key) }
    }

    /// True for what the next post would hear as well. A post that VK refuses must not keep back those below it.
    private static func stops(_ failure: SourceFailure) -> Bool {
        switch failure {
        case .throttled, .transport: true
        case .refused(_, _, let code): code.map(VKTrouble.ofToken.contains) ?? false
        case .status, .gone, .program, .secret, .notAnAnswer: false
        }
    }

    /// The new comments of one post, newest first, until those that are known. The first time the newest page is all.
    private mutating func thread(of post: VKPost) async throws(SourceFailure) -> Int64 {
        let seen = known[post.id]?.highest
        var highest = seen ?? 0
        for number in 0..<max(1, maximumPages) {
            let answer = try await api.ask(
                "wall.getComments",
                [
                    ("owner_id", "\(post.owner)"), ("post_id", "\(post.id)"), ("count", "\(Self.perPage)"),
                    ("offset", "\(number * Self.perPage)"), ("sort", "desc"), ("need_likes", "1"),
                    ("thread_items_count", "10"), ("extended", "1"),
                ])
            let page = try api.items(answer)
            let names = VKNames(answer.document["response"])
            let ids = page.compactMap { $0["id"]?.integer }
            highest = max(highest, ids.max() ?? 0)
            take(page, below: post, names)
            guard let seen, page.count >= Self.perPage, let lowest = ids.min(), lowest > seen else { return highest }
        }
        hasLeftOut = true
        notes.append(
            "post \(post.id) has more than \(maximumPages) pages of new comments; older ones were not read. Raise "
                + "maximum_pages, or ask more often")
        return highest
    }

    private mutating func take(_ page: [JSONValue], below post: VKPost, _ names: VKNames) {
        var hidden: Int64 = 0
        for comment in page {
            let answers = comment["thread"]?["items"]?.array ?? []
            let count = min(max(0, comment["thread"]?["count"]?.integer ?? 0), Self.mostAnswers)
            hidden = min(hidden + max(0, count - Int64(answers.count)), Self.mostAnswers)
            posts += ([comment] + answers).compactMap { self.comment($0, below: post, names) }
        }
        guard hidden > 0 else { return }
        hasLeftOut = true
        notes.append("\(hidden) answers to comments below post \(post.id) were not read: VK shows ten of each")
    }

    /// A comment, always a person's. Nil for one that was deleted, or that has no words.
    private func comment(_ item: JSONValue, below post: VKPost, _ names: VKNames) -> RawPost? {
        guard let id = item["id"]?.integer, item["deleted"]?.bool != true else { return nil }
        let text = VKText.plain(item["text"]?.string)
        guard text.contains(where: { !$0.isWhitespace }) else { return nil }
        let writer = item["from_id"]?.integer
        let parent = item["reply_to_comment"]?.integer.map { "\(post.owner)_\(post.id)_\($0)" }
        return RawPost(
            // Comments are counted by the wall, as its posts are.
            nativeID: "\(post.owner)_\(post.id)_\(id)",
            url: "https://vk.com/wall\(post.owner)_\(post.id)?reply=\(id)", text: text,
            author: writer.map { RawAuthor(name: names.name(of: $0), handle: names.handle(of: $0)) },
            authorKind: .person, published: api.context.believable(seconds: item["date"]),
            publishedRaw: item["date"]?.text, counts: Counts(likes: item["likes"]?["count"]?.integer),
            replyTo: parent ?? "\(post.owner)_\(post.id)")
    }
}
