import Intake
import Model
import Reading
import Settings

extension WordPressSource {
    private static let site = Key(
        "site", Shape<String>.line(minimum: 8, maximum: 1000, example: "https://qala.example"),
        help: "Address of the site, without /wp-json.")
    private static let search = Key<KeywordSearch>.search(help: "Only posts with these words, with the reason for it.")
    private static let comments = Key<Comments>.comments(
        help: "off; counters, which counts those of the ten newest posts; or {why: …} to read them.")
    private static let maximumPages = Key(
        "maximum_pages", Shape<Int>.integer(1...50), help: "Pages of 100 that one fetch reads to catch up.", default: 5)

    static let settings = Shape<Settings>.object(
        "wordpress", help: "One site.", keys: [site, search, comments, maximumPages],
        alsoAllowed: SourceKind.commonKeys
    ) { fields, findings in
        guard let written = fields[site], let comments = fields[comments], let pages = fields[maximumPages] else {
            return nil
        }
        guard URLText.isWeb(written), !written.contains("?"), !written.contains("#") else {
            findings.append(
                Finding(
                    "bad-value", .error, at: fields.place(of: site), "\"\(written)\" is no address of a site",
                    help: "Write it as in a browser, beginning with https:// and without ? and #."))
            return nil
        }
        var settings = Settings(site: trimmed(written))
        settings.search = fields[search]
        settings.comments = comments
        settings.maximumPages = pages
        return settings
    }

    /// Without slashes and `/wp-json…` at the end.
    private static func trimmed(_ site: String) -> String {
        var site = site.firstRange(of: "/wp-json").map { String(site[..<$0.lowerBound]) } ?? site
        while site.hasSuffix("/") { site.removeLast() }
        return site
    }
}
