import Model
import Reading
import Text

/// JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/), read leniently: number ids, a single author
/// object, both kinds of content.
enum JSONFeedReader {
    static func read(_ bytes: [UInt8], baseURL: String?, zone: Int) throws(FeedFailure) -> Feed {
        let document: JSONValue
        do {
            document = try JSONValue.parse(bytes, .lenient)
        } catch {
            throw .unknownFormat("it starts like JSON, but \(error.description)")
        }
        if let error = document["error"] ?? document["errors"] {
            throw .errorObject(error["message"]?.string ?? error.text ?? "no details")
        }
        guard let items = document["items"]?.array else {
            if let message = document["message"]?.string { throw .errorObject(message) }
            throw .unknownFormat("JSON without a list of items")
        }
        var feed = Feed(zone: zone)
        feed.title = document["title"]?.string
        feed.language = document["language"]?.string
        let base = baseURL ?? document["feed_url"]?.string ?? document["home_page_url"]?.string
        feed.posts = items.compactMap { $0.object == nil ? nil : post($0, of: document, feed: feed, base: base) }
        return feed
    }

    private static func post(_ item: JSONValue, of document: JSONValue, feed: Feed, base: String?) -> RawPost {
        let html = item["content_html"]?.string
        let plain = item["content_text"]?.string
        // Both should say the same; where one is a teaser, the longer one is the post.
        let read = html.map { Boilerplate.removed(from: HTMLText.plainText($0)) }
        let body =
            [read, plain].compactMap { $0 }.max { $0.utf8.count < $1.utf8.count }
            ?? item["summary"]?.string ?? ""
        let stamp = item["date_published"]?.string ?? item["date_modified"]?.string
        let date = stamp.flatMap { FeedDate.read($0, language: feed.language, defaultZone: feed.zone) }
        var links = html.map(HTMLText.links) ?? []
        if let external = item["external_url"]?.string { links.append(external) }
        return RawPost(
            nativeID: item["id"]?.text,
            url: (item["url"]?.string ?? item["external_url"]?.string).map { absolute($0, base) },
            title: item["title"]?.string.map(HTMLText.plainText).flatMap { $0.isEmpty ? nil : $0 },
            text: body, html: html, author: author(item) ?? author(document), published: date?.instant,
            publishedRaw: stamp, zoneAssumed: date?.zoneAssumed ?? false,
            updated: item["date_modified"]?.string.flatMap {
                FeedDate.read($0, language: feed.language, defaultZone: feed.zone)?.instant
            },
            languageClaimed: item["language"]?.string ?? feed.language,
            media: media(item, html: html, base: base), links: links.map { absolute($0, base) },
            tags: item["tags"]?.array?.compactMap(\.string) ?? [])
    }

    private static func author(_ value: JSONValue) -> RawAuthor? {
        let first =
            value["authors"]?[0] ?? (value["authors"]?.object != nil ? value["authors"] : nil) ?? value["author"]
        guard let first else { return nil }
        let name = first["name"]?.string ?? first.string
        let handle = first["url"]?.string ?? name
        return name == nil && handle == nil ? nil : RawAuthor(name: name, handle: handle)
    }

    private static func media(_ item: JSONValue, html: String?, base: String?) -> [Media] {
        var media: [Media] = []
        for name in ["image", "banner_image"] {
            if let url = item[name]?.string { media.append(Media(kind: .image, url: absolute(url, base))) }
        }
        for attachment in item["attachments"]?.array ?? [] {
            guard let url = attachment["url"]?.string else { continue }
            media.append(
                Media(
                    kind: FeedMedia.kind(type: attachment["mime_type"]?.string, medium: nil), url: absolute(url, base),
                    alt: attachment["title"]?.string))
        }
        return FeedMedia.unique(media + FeedMedia.shown(in: html, base: base))
    }

    private static func absolute(_ url: String, _ base: String?) -> String { FeedLink.absolute(url, base) }
}
