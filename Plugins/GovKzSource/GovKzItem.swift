import Intake
import Model
import Reading
import Text

/// One item of the list as a post.
enum GovKzItem {
    /// Nil for an item without a number, or without any text.
    static func post(
        _ item: JSONValue, entity: String, language: GovKzSource.Language, _ context: SourceContext
    ) -> RawPost? {
        guard let id = item["id"]?.text, !id.isEmpty else { return nil }
        let address =
            "https://www.gov.kz/memleket/entities/\(entity)/press/news/details/\(id)?lang=\(language.rawValue)"
        let title = item["title"]?.string.map(HTMLText.plainText).flatMap { $0.isEmpty ? nil : $0 }
        let html = item["body"]?.string ?? ""
        let text = HTMLText.plainText(html)
        guard title != nil || !text.isEmpty else { return nil }
        let written = item["created_date"]?.text
        // The portal writes the time of Astana, without saying so.
        let date = written.flatMap { FeedDate.read($0, defaultZone: 300) }
        let links = HTMLText.links(html).compactMap { URLText.resolve($0, against: address) }.filter(URLText.isWeb)
        let media = HTMLText.media(html).compactMap { medium in
            URLText.resolve(medium.url, against: address).map { Media(medium, url: $0) }
        }
        return RawPost(
            nativeID: "\(language.rawValue)/\(id)", url: address, title: title, text: text,
            html: html.isEmpty ? nil : html, published: context.believable(date?.instant), publishedRaw: written,
            zoneAssumed: date?.zoneAssumed ?? false, languageClaimed: language.rawValue, media: media, links: links)
    }
}
