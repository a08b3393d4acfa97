import Intake
import Model
import Reading

/// Lines of the X API, version 2: a whole response page with `data` and `includes`, or one post with its `author`
/// inside, as tools flatten it. Both vocabularies of 2026 are read: `tweet` and `post`.
struct XMapping: LineMapping {
    let origin: Intake.Origin
    /// A page holds up to 500 posts with everything they refer to.
    let lineBytes = 16 << 20

    func read(_ line: UnsafeBufferPointer<UInt8>, into posts: inout BroughtPosts) throws(ImportFault) {
        let page: JSONValue
        do throws(JSONFailure) { page = try JSONValue.parse(line, .lenient) } catch { throw .notJSON(error) }
        guard let data = page["data"] else {
            if page["text"] != nil { return try add(page, Includes(page), to: &posts) }
            // A page without a hit says so, and has no data.
            guard page["meta"] == nil else { return }
            throw .other("neither a page of posts (data) nor a post (text) of the X API, version 2")
        }
        let includes = Includes(page["includes"])
        posts.records += (data.array?.count ?? 1) - 1
        var faults = 0
        for post in data.array ?? [data] {
            do throws(ImportFault) { try add(post, includes, to: &posts) } catch { faults += 1 }
        }
        if faults > 0 { throw .other("\(faults) posts of this page have no id or no text") }
    }

    /// What posts of a page refer to, by id.
    private struct Includes {
        var users: [String: JSONValue] = [:]
        var posts: [String: JSONValue] = [:]

        init(_ value: JSONValue?) {
            func byID(_ name: String) -> [String: JSONValue] {
                Dictionary((value?[name]?.array ?? []).compactMap { item in item["id"]?.text.map { ($0, item) } }) {
                    first, _ in first
                }
            }
            users = byID("users")
            posts = byID("tweets").merging(byID("posts")) { first, _ in first }
        }
    }

    private func add(_ value: JSONValue, _ includes: Includes, to posts: inout BroughtPosts) throws(ImportFault) {
        guard let id = value["id"]?.text, let text = Self.text(of: value) else {
            throw .other("a post without id or text")
        }
        func user(_ post: JSONValue) -> JSONValue? {
            post["author"] ?? post["author_id"]?.text.flatMap { includes.users[$0] }
        }
        let author = user(value)
        let handle = author?["username"]?.string
        let references = (value["referenced_tweets"] ?? value["referenced_posts"])?.array ?? []
        func referred(_ type: String) -> String? { references.first { $0["type"]?.string == type }?["id"]?.text }
        // The text of a repost is cut; the whole one stands with the original.
        let reposted = referred("retweeted")
        let original = reposted.flatMap { includes.posts[$0] }
        // The first id of a post stays over all its edits.
        let first = (value["edit_history_tweet_ids"] ?? value["edit_history_post_ids"])?[0]?.text
        let metrics = value["public_metrics"]
        func count(_ names: String...) -> Int64? {
            names.lazy.compactMap { metrics?[$0]?.text.flatMap(PostFields.count) }.first
        }
        posts.add(
            RawPost(
                nativeID: first ?? id, url: handle.map { "https://x.com/\($0)/status/\(id)" },
                text: original.flatMap(Self.text) ?? text,
                author: author.map { RawAuthor(name: $0["name"]?.string, handle: handle ?? $0["id"]?.text) }
                    ?? value["author_id"]?.text.map { RawAuthor(handle: $0) },
                published: value["created_at"]?.string.flatMap { Instant($0) },
                publishedRaw: value["created_at"]?.string, languageClaimed: value["lang"]?.string,
                counts: Counts(
                    views: count("impression_count"), likes: count("like_count"),
                    shares: count("retweet_count", "repost_count"), comments: count("reply_count")),
                links: (value["entities"]?["urls"]?.array ?? []).compactMap {
                    ($0["unwound_url"] ?? $0["expanded_url"])?.string
                },
                replyTo: referred("replied_to"),
                forwardedFrom: original.flatMap(user)?["username"]?.string ?? reposted),
            of: origin)
    }

    /// The whole text: a long one stands apart.
    private static func text(of post: JSONValue) -> String? {
        ((post["note_tweet"] ?? post["note_post"])?["text"]?.string ?? post["text"]?.string).map(unescaped)
    }

    /// X writes these three as entities, and nothing else.
    static func unescaped(_ text: String) -> String {
        guard text.contains("&") else { return text }
        return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    }
}
