import Intake
import Model
import Reading
import Text

/// Objects of the REST API as raw posts.
struct WordPressMapping {
    let context: SourceContext

    /// Nil for an object that is no post.
    func post(_ item: JSONValue) -> RawPost? {
        guard let id = item["id"]?.text else { return nil }
        let whole = item["content"]?["rendered"]?.string ?? ""
        // A post behind a password has no content; its excerpt says so much as everybody may read.
        let html = whole.contains { !$0.isWhitespace } ? whole : item["excerpt"]?["rendered"]?.string ?? ""
        let title = item["title"]?["rendered"]?.string.map(HTMLText.plainText)
        let link = item["link"]?.string
        let date = date(item["date_gmt"])
        return RawPost(
            nativeID: id, url: link, title: title.flatMap { $0.isEmpty ? nil : $0 }, text: HTMLText.plainText(html),
            html: html.isEmpty ? nil : html, author: author(item), published: date.instant, publishedRaw: date.raw,
            updated: instant(item["modified_gmt"]), media: media(html, base: link),
            links: HTMLText.links(html).map { absolute($0, link) })
    }

    /// A comment, always a person's. Its identity cannot be mistaken for a post's of the same number.
    func comment(_ item: JSONValue) -> RawPost? {
        guard let id = item["id"]?.text, let html = item["content"]?["rendered"]?.string else { return nil }
        let date = date(item["date_gmt"])
        let name = item["author_name"]?.string.flatMap { $0.isEmpty ? nil : HTMLText.plainText($0) }
        let parent = item["parent"]?.integer.flatMap { $0 > 0 ? "comment-\($0)" : nil } ?? item["post"]?.text
        return RawPost(
            nativeID: "comment-\(id)", url: item["link"]?.string, text: HTMLText.plainText(html), html: html,
            author: name.map { RawAuthor(name: $0, handle: $0) }, authorKind: .person, published: date.instant,
            publishedRaw: date.raw, replyTo: parent)
    }

    private func author(_ item: JSONValue) -> RawAuthor? {
        let person = item["_embedded"]?["author"]?[0]
        guard let name = person?["name"]?.string, !name.isEmpty else { return nil }
        return RawAuthor(name: HTMLText.plainText(name), handle: person?["slug"]?.string ?? name)
    }

    /// `date_gmt` is UTC and says so in its name only.
    private func date(_ value: JSONValue?) -> (instant: Instant?, raw: String?) {
        (instant(value), value?.string)
    }

    private func instant(_ value: JSONValue?) -> Instant? {
        context.believable(value?.string.flatMap { FeedDate.read($0) }?.instant)
    }

    private func media(_ html: String, base: String?) -> [Media] {
        var seen: Set<String> = []
        return HTMLText.media(html).compactMap { medium in
            let url = absolute(medium.url, base)
            guard URLText.isWeb(url), seen.insert(url).inserted else { return nil }
            return Media(medium, url: url)
        }
    }

    private func absolute(_ url: String, _ base: String?) -> String {
        base.flatMap { URLText.resolve(url, against: $0) } ?? url
    }
}

/// Where the next fetch goes on, as cursor text.
struct WordPressBookmark {
    let site: String
    var usesQuery = false
    /// Every change up to here was read.
    var modified: Instant?
    var commented: Instant?
    var fingerprint: String?

    /// A cursor that cannot be read, or of another site, starts afresh.
    init(_ cursor: Cursor?, site: String) {
        self.site = site
        guard let object = cursor?.object, object["site"]?.string == site else { return }
        usesQuery = object["rest_route"]?.bool ?? false
        modified = object["modified"]?.string.flatMap { Instant($0) }
        commented = object["commented"]?.string.flatMap { Instant($0) }
        fingerprint = object["fingerprint"]?.string
    }

    var cursor: Cursor {
        Cursor([
            ("site", .string(site)), ("rest_route", usesQuery ? .bool(true) : nil),
            ("modified", modified.map { .string("\($0)") }), ("commented", commented.map { .string("\($0)") }),
            ("fingerprint", fingerprint.map { .string($0) }),
        ])
    }
}
