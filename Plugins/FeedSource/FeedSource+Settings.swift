import Intake
import Model
import Settings

extension FeedSource {
    private static let url = Key(
        "url", Shape<String>.text(minimum: 5, maximum: 2000),
        help: "Address of the feed: http, https, or file: relative to jibu.yaml.")
    private static let zone = Key<Int>.zone
    private static let why = Key<String>.why(
        help: "For a feed of comments, of search results or of a hashtag: why the office needs it.")

    static let settings = Shape<Settings>.object(
        "feed", help: "One feed.", keys: [url, zone, why], alsoAllowed: SourceKind.commonKeys
    ) { fields, findings in
        guard let address = fields[url], let zone = fields[zone] else { return nil }
        guard ["http://", "https://", "file:"].contains(where: address.lowercased().hasPrefix) else {
            findings.append(
                Finding(
                    "bad-value", .error, at: fields.place(of: url),
                    "the url \"\(address)\" is neither http, https nor file:",
                    help: "Write the whole address, for example https://example.org/feed.xml."))
            return nil
        }
        let words = PublicWords.of(address)
        let isReasoned = fields[why] != nil
        if let words, !isReasoned {
            findings.append(
                Finding(
                    "needs-why", .warning, at: fields.place(of: url),
                    words.sentence + ": it is not read without a reason",
                    help: "Write why: \"…\", a sentence that the office would give to those who write there."))
        }
        return Settings(url: address, zone: zone, words: words, isReasoned: isReasoned)
    }
}
