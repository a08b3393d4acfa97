import Model
import Reading

/// The date of an item, out of the elements that may hold one.
enum FeedStamp {
    /// The first element that can be read; else the first that says anything, so that the words are kept.
    ///
    /// - Parameter zone: minutes east of UTC for dates that name no zone.
    static func read(
        _ elements: [XMLNode], language: String?, zone: Int
    ) -> (raw: String, read: FeedDate.Reading?)? {
        var first: String?
        for raw in elements.compactMap(\.trimmed) {
            if let read = FeedDate.read(raw, language: language, defaultZone: zone) { return (raw, read) }
            first = first ?? raw
        }
        return first.map { ($0, nil) }
    }
}

/// Addresses in feeds are often relative.
enum FeedLink {
    static func absolute(_ url: String, _ base: String?) -> String {
        URLText.resolve(url, against: base ?? url) ?? url
    }
}
