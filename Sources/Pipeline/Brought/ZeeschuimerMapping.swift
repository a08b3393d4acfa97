import Intake
import Model
import Reading

/// Lines of Zeeschuimer, which captures what a browser shows: an envelope, and the platform's own object in `data`.
/// TikTok and X are known; other platforms are named as such. 4CAT moves the envelope to `__import_meta`.
struct ZeeschuimerMapping: LineMapping {
    let origin: Intake.Origin
    let lineBytes = 16 << 20

    func read(_ line: UnsafeBufferPointer<UInt8>, into posts: inout BroughtPosts) throws(ImportFault) {
        let value: JSONValue
        do throws(JSONFailure) { value = try JSONValue.parse(line, .lenient) } catch { throw .notJSON(error) }
        let envelope = value["__import_meta"] ?? value
        let data = value["data"] ?? value
        guard let platform = envelope["source_platform"]?.string else {
            throw .other("no line of Zeeschuimer: source_platform is missing")
        }
        switch platform {
        case "tiktok.com": posts.add(try tiktok(data), of: from("tiktok"))
        case "x.com", "twitter.com": posts.add(try x(data), of: from("x"))
        default: throw .other("posts of \(platform) are not known here; import them as posts, with --field")
        }
    }

    private func from(_ platform: String) -> Intake.Origin {
        var origin = origin
        if origin.platform == ImportKind.zeeschuimer.platform { origin.platform = platform }
        return origin
    }

    private func tiktok(_ data: JSONValue) throws(ImportFault) -> RawPost {
        guard let id = data["id"]?.text, let text = data["desc"]?.string else {
            throw .other("a post of TikTok without id or desc")
        }
        let handle = data["author"]?["uniqueId"]?.string ?? data["author"]?.string
        let stats = data["stats"]
        func count(_ name: String) -> Int64? { stats?[name]?.text.flatMap(PostFields.count) }
        let tags =
            (data["challenges"]?.array ?? []).compactMap { $0["title"]?.string }
            + (data["textExtra"]?.array ?? []).compactMap { $0["hashtagName"]?.string }.filter { !$0.isEmpty }
        return RawPost(
            nativeID: id, url: handle.map { "https://www.tiktok.com/@\($0)/video/\(id)" }, text: text,
            author: handle.map { RawAuthor(handle: $0) }, published: Self.unix(data["createTime"]),
            publishedRaw: data["createTime"]?.text,
            counts: Counts(
                views: count("playCount"), likes: count("diggCount"), shares: count("shareCount"),
                comments: count("commentCount")),
            media: handle.map { [Media(kind: .video, url: "https://www.tiktok.com/@\($0)/video/\(id)")] } ?? [],
            tags: tags)
    }

    private func x(_ data: JSONValue) throws(ImportFault) -> RawPost {
        let legacy = data["legacy"]
        guard let id = data["rest_id"]?.text, let text = legacy?["full_text"]?.string else {
            throw .other("a post of X without rest_id or full_text")
        }
        // The object of the user may be missing.
        let user = data["core"]?["user_results"]?["result"]
        let handle = (user?["core"]?["screen_name"] ?? user?["legacy"]?["screen_name"])?.string
        func count(_ name: String) -> Int64? { legacy?[name]?.text.flatMap(PostFields.count) }
        let written = legacy?["created_at"]?.string
        return RawPost(
            nativeID: id, url: handle.map { "https://x.com/\($0)/status/\(id)" }, text: XMapping.unescaped(text),
            author: handle.map { RawAuthor(handle: $0) } ?? legacy?["user_id_str"]?.text.map { RawAuthor(handle: $0) },
            published: written.flatMap { FeedDate.read($0)?.instant }, publishedRaw: written,
            languageClaimed: legacy?["lang"]?.string,
            counts: Counts(
                views: data["views"]?["count"]?.text.flatMap(PostFields.count), likes: count("favorite_count"),
                shares: count("retweet_count")))
    }

    private static func unix(_ value: JSONValue?) -> Instant? {
        value?.text.flatMap { FeedDate.read($0) }.map(\.instant)
    }
}
