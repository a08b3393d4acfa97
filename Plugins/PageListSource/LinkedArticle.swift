import Reading

/// The article that a page describes in JSON-LD (schema.org): `NewsArticle` and its kin.
struct LinkedArticle {
    private(set) var isArticle = false
    private(set) var headline: String?
    private(set) var published: String?
    private(set) var modified: String?
    private(set) var text: String?
    private(set) var author: String?
    private(set) var language: String?

    private static let types: Set<String> = [
        "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BlogPosting",
        "Report", "GovernmentService", "SpecialAnnouncement", "LiveBlogPosting", "SocialMediaPosting",
    ]

    /// Reads the first article of a page's scripts. A script that is no JSON says nothing.
    init(_ scripts: [String]) {
        var limits = JSONLimits()
        limits.bytes = 1 << 20
        limits.values = 50_000
        for script in scripts.prefix(20) {
            guard let value = try? JSONValue.parse(Array(script.utf8), .lenient, limits: limits),
                let article = Self.article(in: value, depth: 0)
            else { continue }
            read(article)
            return
        }
    }

    /// An object of the right type, also inside of lists, `@graph` and `mainEntity`.
    private static func article(in value: JSONValue, depth: Int) -> JSONValue? {
        guard depth < 4 else { return nil }
        if let elements = value.array {
            return elements.prefix(200).lazy.compactMap { article(in: $0, depth: depth + 1) }.first
        }
        let type = value["@type"]
        let names = type?.array?.compactMap(\.string) ?? [type?.string].compactMap { $0 }
        if names.contains(where: { types.contains(String($0.split(separator: "/").last ?? "")) }) { return value }
        return ["@graph", "mainEntity", "mainEntityOfPage"].lazy
            .compactMap { name in value[name].flatMap { article(in: $0, depth: depth + 1) } }.first
    }

    private mutating func read(_ article: JSONValue) {
        isArticle = true
        headline = Self.words(article["headline"]) ?? Self.words(article["name"])
        published = article["datePublished"]?.text ?? article["dateCreated"]?.text
        modified = article["dateModified"]?.text
        text = Self.words(article["articleBody"]) ?? Self.words(article["text"])
        language = article["inLanguage"]?.string ?? article["inLanguage"]?["alternateName"]?.string
        let authors = article["author"]?.array ?? [article["author"]].compactMap { $0 }
        let names = authors.compactMap { $0.string ?? $0["name"]?.string }.filter { !$0.isEmpty }
        author = names.isEmpty ? nil : names.joined(separator: ", ")
    }

    private static func words(_ value: JSONValue?) -> String? {
        guard let text = value?.string ?? value?["@value"]?.string, !text.allSatisfy(\.isWhitespace) else { return nil }
        return text
    }
}
