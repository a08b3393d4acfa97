import Intake
import Model
import Reading

/// Objects of the Graph API as raw posts.
struct FacebookMapping {
    let context: SourceContext

    static let postFields =
        "id,message,created_time,updated_time,permalink_url,full_picture,"
        + "attachments{media_type,title,description,unshimmed_url},shares,reactions.summary(total_count).limit(0),"
        + "comments.summary(total_count).limit(0)"
    /// No name and no number of the writer is asked for: what does not come cannot be kept.
    static let commentFields = "id,message,created_time,parent{id},like_count,comment_count,permalink_url"

    /// `2026-11-20T07:05:31+0000`.
    func created(_ item: JSONValue) -> Instant? {
        context.believable(item["created_time"]?.string.flatMap { FeedDate.read($0) }?.instant)
    }

    /// Nil for an object that is no post.
    func post(_ item: JSONValue) -> RawPost? {
        guard let id = item["id"]?.text else { return nil }
        let attachments = item["attachments"]?["data"]?.array ?? []
        // A post of a picture alone has no message; its attachment may have words.
        let words = attachments.flatMap { [$0["title"]?.string, $0["description"]?.string] }.compactMap { $0 }
        let message = item["message"]?.string ?? ""
        let text = ([message] + words.filter { !message.contains($0) }).filter { !$0.isEmpty }.joined(separator: "\n")
        var media = attachments.compactMap(medium)
        if media.isEmpty, let picture = item["full_picture"]?.string { media = [Media(kind: .image, url: picture)] }
        return RawPost(
            nativeID: id, url: item["permalink_url"]?.string, text: text, published: created(item),
            publishedRaw: item["created_time"]?.string,
            updated: context.believable(item["updated_time"]?.string.flatMap { FeedDate.read($0) }?.instant),
            counts: Counts(
                likes: item["reactions"]?["summary"]?["total_count"]?.integer,
                shares: item["shares"]?["count"]?.integer,
                comments: item["comments"]?["summary"]?["total_count"]?.integer),
            media: media, links: attachments.compactMap { $0["unshimmed_url"]?.string })
    }

    /// A comment, always a person's. Nil for one without words, such as a sticker.
    func comment(_ item: JSONValue, below post: String) -> RawPost? {
        guard let id = item["id"]?.text, let message = item["message"]?.string, !message.isEmpty else { return nil }
        return RawPost(
            nativeID: id, url: item["permalink_url"]?.string, text: message, authorKind: .person,
            published: created(item), publishedRaw: item["created_time"]?.string,
            counts: Counts(likes: item["like_count"]?.integer, comments: item["comment_count"]?.integer),
            replyTo: item["parent"]?["id"]?.text ?? post)
    }

    private func medium(_ attachment: JSONValue) -> Media? {
        guard let url = attachment["unshimmed_url"]?.string else { return nil }
        switch attachment["media_type"]?.string {
        case "photo", "album": return Media(kind: .image, url: url)
        case "video": return Media(kind: .video, url: url)
        default: return nil
        }
    }
}

/// Where the next fetch goes on, as cursor text.
struct FacebookBookmark {
    let page: String
    /// The newest post that was read, with all before it.
    var published: Instant?
    var commented: Instant?
    /// Of the newest page, when it was the only one.
    var fingerprint: String?

    /// A cursor that cannot be read, or of another page, starts afresh.
    init(_ cursor: Cursor?, page: String) {
        self.page = page
        guard let object = cursor?.object, object["page"]?.string == page else { return }
        published = object["published"]?.string.flatMap { Instant($0) }
        commented = object["commented"]?.string.flatMap { Instant($0) }
        fingerprint = object["fingerprint"]?.string
    }

    var cursor: Cursor {
        Cursor([
            ("page", .string(page)), ("published", published.map { .string("\($0)") }),
            ("commented", commented.map { .string("\($0)") }), ("fingerprint", fingerprint.map { .string($0) }),
        ])
    }
}
