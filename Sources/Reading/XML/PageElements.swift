/// What the name of an HTML element means for a page that is repaired (HTML Living Standard, section 13.2.6; the ranks
/// are those that libxml2's HTML parser uses for end tags).
struct PageElement: Sendable {
    /// Never has an inside: `br`, `img`, `meta` …
    var isVoid = false
    /// Its inside is text up to its end tag: `script`, `style`, `title`, `textarea`.
    var text = TextInside.none
    /// May stand in the head of a page.
    var isOfHead = false
    /// An end tag closes no element of a higher rank: `</b>` leaves the table around it open.
    var rank = 100
    /// Closes an open paragraph where it starts.
    var endsParagraph = false
    /// Names that it closes where it starts, and the names at which that stops.
    var ends: (names: Set<String>, inside: Set<String>)?

    enum TextInside: Sendable { case none, raw, withEntities }

    init(_ name: String) {
        isVoid = Self.voids.contains(name)
        text = Self.raw.contains(name) ? .raw : ["title", "textarea"].contains(name) ? .withEntities : .none
        isOfHead = Self.head.contains(name)
        rank = Self.ranks[name] ?? (Self.blocks.contains(name) ? 150 : name == "p" ? 120 : 100)
        endsParagraph = name == "p" || name == "hr" || Self.blocks.contains(name)
        ends = Self.implied[name]
    }

    private static let voids = words(
        "area base basefont bgsound br col command embed frame hr img input keygen link meta param source track wbr")
    private static let raw = words("script style xmp noembed iframe")
    private static let head = words("head title meta link script style base noscript template")
    private static let blocks = words(
        "address article aside blockquote center details dialog dd dir div dl dt fieldset figcaption figure footer "
        + "form h1 h2 h3 h4 h5 h6 header hgroup li main menu nav ol pre section summary table ul")
    private static let ranks = [
        "td": 160, "th": 160, "tr": 170, "thead": 180, "tbody": 180, "tfoot": 180, "table": 190, "head": 200,
        "body": 200, "html": 220,
    ]

    /// Where a paragraph's end is not looked for.
    static let paragraphBounds = words("html body table td th caption button object")

    private static let implied: [String: (names: Set<String>, inside: Set<String>)] = {
        let lists = words("ul ol menu dir table td th body section article main aside nav blockquote form fieldset")
        let rows = words("thead tbody tfoot")
        let links = words("table td th body")
        return [
            "li": (["li"], lists), "dt": (["dt", "dd"], ["dl", "table", "td", "th", "body"]),
            "dd": (["dt", "dd"], ["dl", "table", "td", "th", "body"]), "tr": (["tr"], ["table", "body"]),
            "td": (["td", "th"], ["table", "tr", "body"]), "th": (["td", "th"], ["table", "tr", "body"]),
            "thead": (rows, ["table", "body"]), "tbody": (rows, ["table", "body"]), "tfoot": (rows, ["table", "body"]),
            "option": (["option"], ["select", "datalist", "body"]),
            "optgroup": (["optgroup", "option"], ["select", "body"]), "a": (["a"], links),
        ]
    }()

    private static func words(_ text: String) -> Set<String> { Set(text.split(separator: " ").map(String.init)) }
}
