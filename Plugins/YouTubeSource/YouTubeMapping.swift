import Intake
import Model
import Reading

/// Objects of the Data API as raw posts.
struct YouTubeMapping {
    let context: SourceContext

    /// Nil for an object that is no video.
    func video(_ item: JSONValue) -> RawPost? {
        guard let id = item["id"]?.string, let snippet = item["snippet"] else { return nil }
        let address = "https://www.youtube.com/watch?v=\(id)"
        let counts = item["statistics"]
        let pictures = snippet["thumbnails"]
        let picture = ["high", "medium", "default"].lazy.compactMap { pictures?[$0]?["url"]?.string }.first
        return RawPost(
            nativeID: id, url: address, title: snippet["title"]?.string, text: snippet["description"]?.string ?? "",
            author: RawAuthor(name: snippet["channelTitle"]?.string, handle: snippet["channelId"]?.string),
            published: published(item), publishedRaw: snippet["publishedAt"]?.string,
            languageClaimed: snippet["defaultAudioLanguage"]?.string ?? snippet["defaultLanguage"]?.string,
            // Counts come as strings; a counter that the owner hides does not come at all.
            counts: Counts(
                views: count(counts?["viewCount"]), likes: count(counts?["likeCount"]),
                comments: count(counts?["commentCount"])),
            media: [Media(kind: .video, url: address)] + (picture.map { [Media(kind: .image, url: $0)] } ?? []),
            tags: (snippet["tags"]?.array ?? []).compactMap(\.string))
    }

    /// A comment or an answer to one, always a person's.
    func comment(_ item: JSONValue, below video: String?) -> RawPost? {
        guard let id = item["id"]?.string, let snippet = item["snippet"],
            let text = snippet["textOriginal"]?.string ?? snippet["textDisplay"]?.string
        else { return nil }
        let video = snippet["videoId"]?.string ?? video
        return RawPost(
            nativeID: id, url: video.map { "https://www.youtube.com/watch?v=\($0)&lc=\(id)" }, text: text,
            author: RawAuthor(
                name: snippet["authorDisplayName"]?.string,
                handle: snippet["authorChannelId"]?["value"]?.string ?? snippet["authorDisplayName"]?.string),
            authorKind: .person, published: published(item), publishedRaw: snippet["publishedAt"]?.string,
            updated: date(snippet["updatedAt"]), counts: Counts(likes: count(snippet["likeCount"])),
            replyTo: snippet["parentId"]?.string ?? video)
    }

    func published(_ item: JSONValue) -> Instant? { date(item["snippet"]?["publishedAt"]) }

    private func date(_ value: JSONValue?) -> Instant? {
        context.believable(value?.string.flatMap { FeedDate.read($0) }?.instant)
    }

    private func count(_ value: JSONValue?) -> Int64? { value?.integer ?? value?.string.flatMap { Int64($0) } }
}
