import Intake
import Model
import Reading
import Text

/// Our names for what a record may say of a post, and a raw post out of their values.
struct PostFields {
    /// In the order of the documents.
    static let names = [
        "id", "text", "title", "url", "author", "published", "updated", "language", "source", "platform",
        "author_kind", "reply_to", "forwarded_from", "views", "likes", "shares", "comments", "forwards",
    ]

    let origin: Intake.Origin
    /// For times without a zone.
    let clock: WallClock

    /// - Parameter value: the text of a name; nil when the record does not say it.
    /// - Returns: nil when there is neither a text nor a title.
    func post(_ value: (String) -> String?) -> (RawPost, Intake.Origin)? {
        let (text, title) = (value("text"), value("title"))
        guard text != nil || title != nil else { return nil }
        let written = value("published")
        let published = written.flatMap { instant($0, value("language")) }
        var counts = Counts()
        for field in Counts.fields { counts[keyPath: field.path] = value(field.name).flatMap(Self.count) }
        let post = RawPost(
            nativeID: value("id"), url: value("url"), title: title, text: text ?? "",
            author: value("author").map { RawAuthor(name: $0) }, published: published?.0, publishedRaw: written,
            zoneAssumed: published?.1 ?? false, updated: value("updated").flatMap { instant($0, nil)?.0 },
            languageClaimed: value("language"), counts: counts, replyTo: value("reply_to"),
            forwardedFrom: value("forwarded_from"))
        var from = origin
        if let source = value("source"), ImportMapping.isPlain(source) { from.source = source }
        if let platform = value("platform"), ImportMapping.isPlain(platform) { from.platform = platform }
        // A kind that nobody knows counts as a person (design decision 5).
        if let kind = value("author_kind") { from.authorKind = AuthorKind(rawValue: kind) ?? .person }
        return (post, from)
    }

    /// RFC 3339, a Unix time, or a date as people write it; and whether its zone was assumed.
    func instant(_ text: String, _ language: String?) -> (Instant, Bool)? {
        if let instant = Instant(text) { return (instant, false) }
        return FeedDate.read(text, language: language).map { date in
            (date.zoneAssumed ? clock.instant(date.instant.seconds) : date.instant, date.zoneAssumed)
        }
    }

    /// `1234`, also as `1,234`, `1 234` and `1234.0`; nil for anything else, such as `1,5`, and for a negative number.
    static func count(_ text: String) -> Int64? {
        var digits = text.trimmingBlanks[...]
        if digits.hasSuffix(".0") { digits.removeLast(2) }
        let groups = digits.split(omittingEmptySubsequences: false) { $0 == "," || $0.isWhitespace }
        guard groups.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            groups.dropFirst().allSatisfy({ $0.utf8.count == 3 })
        else { return nil }
        return Int64(groups.joined())
    }
}
