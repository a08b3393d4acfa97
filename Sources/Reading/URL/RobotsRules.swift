/// What a site's robots.txt lets us read (RFC 9309).
public struct RobotsRules: Sendable, Hashable {
    struct Rule: Sendable, Hashable {
        var isAllowed: Bool
        /// As written: a path that may hold `*`, and end in `$`.
        var pattern: String
    }

    var rules: [Rule] = []
    /// Addresses of sitemaps, as written; they stand for every robot.
    public private(set) var sitemaps: [String] = []

    /// Bytes and rules that are read; RFC 9309 section 2.5 asks for 500 KiB at least.
    private static let longest = 512 << 10
    private static let mostRules = 1_000
    private static let mostSitemaps = 50

    /// No rule: everything may be read.
    public init() {}

    /// Reads a robots.txt. What is no rule is passed over, so that a page in its place forbids nothing.
    ///
    /// - Parameter agent: the product token of our User-Agent. Its own group counts, else that of `*`.
    public init(_ bytes: [UInt8], agent: String = "jibu") {
        let text = TextDecoding.decode(Array(bytes.prefix(Self.longest))).text
        var own: [Rule] = []
        var others: [Rule] = []
        var names: [String] = []
        var isNaming = false
        var hasOwn = false
        for line in text.split(whereSeparator: \.isNewline) {
            let sides = line.prefix { $0 != "#" }.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2 else { continue }
            let key = URLParts.trimmed(String(sides[0])).lowercased()
            let value = URLParts.trimmed(String(sides[1]))
            switch key {
            case "user-agent":
                if !isNaming { names = [] }
                isNaming = true
                names.append(value.lowercased())
                if Self.names(value, agent) { hasOwn = true }
            case "allow", "disallow":
                isNaming = false
                guard !value.isEmpty, own.count + others.count < Self.mostRules else { continue }
                let rule = Rule(isAllowed: key == "allow", pattern: value)
                if names.contains(where: { Self.names($0, agent) }) { own.append(rule) }
                if names.contains("*") { others.append(rule) }
            case "sitemap":
                if sitemaps.count < Self.mostSitemaps, URLText.isWeb(value) { sitemaps.append(value) }
            default: break
            }
        }
        rules = hasOwn ? own : others
    }

    private static func names(_ value: String, _ agent: String) -> Bool {
        value.lowercased().prefix { $0.isLetter || $0 == "-" || $0 == "_" } == agent.lowercased()
    }

    /// Whether an address may be read: the longest rule that fits it decides, of two equal ones the allowing one.
    public func allows(_ url: String) -> Bool {
        guard !rules.isEmpty, let parts = URLParts(url)?.normalised() else { return true }
        let path = parts.path.isEmpty ? [UInt8(ascii: "/")] : parts.path
        let target = path + (parts.query.map { [UInt8(ascii: "?")] + $0 } ?? [])
        if target == Array("/robots.txt".utf8) { return true }
        let fitting = rules.filter { Self.fits(Array($0.pattern.utf8), target) }
        guard let longest = fitting.map(\.pattern.utf8.count).max() else { return true }
        return fitting.contains { $0.isAllowed && $0.pattern.utf8.count == longest }
    }

    /// Whether a pattern with `*` and `$` fits the beginning of `target`. Linear in both but for going back to the last
    /// `*`, which is bounded by the length of an address.
    private static func fits(_ pattern: [UInt8], _ target: [UInt8]) -> Bool {
        let isWhole = pattern.last == UInt8(ascii: "$")
        let pattern = isWhole ? pattern.dropLast() : pattern[...]
        var (at, position) = (pattern.startIndex, 0)
        var star: (at: Int, position: Int)?
        while true {
            if at == pattern.endIndex {
                if !isWhole || position == target.count { return true }
            } else if pattern[at] == UInt8(ascii: "*") {
                star = (at + 1, position)
                at += 1
                continue
            } else if position < target.count, pattern[at] == target[position] {
                at += 1
                position += 1
                continue
            }
            guard let last = star, last.position < target.count else { return false }
            star = (last.at, last.position + 1)
            (at, position) = (last.at, last.position + 1)
        }
    }

    /// The rules as lines of a robots.txt, for a cursor.
    public var text: String {
        guard !rules.isEmpty else { return "" }
        return "User-agent: *\n" + rules.map { ($0.isAllowed ? "Allow: " : "Disallow: ") + $0.pattern + "\n" }.joined()
    }
}
