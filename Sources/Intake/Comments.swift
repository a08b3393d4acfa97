import Model
import Settings

/// What a source takes of the words that the public writes below posts.
///
/// A comment is a citizen's word, and Jibu watches claims (docs/decisions/0004-personal-data.md). So comments are not
/// read unless the configuration says why, and what is read counts as a person's, whoever owns the page.
public enum Comments: Sendable, Hashable {
    /// Only what the post itself says of their number.
    case off
    /// Their number, also where that takes a request of its own. No word of them.
    case counters
    /// Their texts, for the reason given.
    case texts(why: String)

    public var areRead: Bool { if case .texts = self { true } else { false } }
}

/// Words to look for on a whole platform or site.
public struct KeywordSearch: Sendable, Hashable {
    public var words: String
    /// Nil: it is not made.
    public var why: String?
}

/// What a reason looks like that a configuration gives for what is off by default.
private let reason = Shape<String>.line(
    minimum: 10, maximum: 300, example: "Rumours on water start below our own posts")

private let reasonKey = Key(
    "why", reason,
    help: "Why the office needs them, in a sentence that it would give to the people who write there.")

extension Key where Value == String {
    /// The key `why` of a source that is off without it.
    public static func why(help: String) -> Key<String> { .optional("why", reason, help: help) }
}

extension Key where Value == Comments {
    /// The key `comments` of a source: `off`, `counters`, or `{why: …}`.
    public static func comments(help: String) -> Key<Comments> {
        let texts = Shape<Comments>.object("comments", help: "The texts too.", keys: [reasonKey]) { fields, _ in
            fields[reasonKey].map { .texts(why: $0) }
        }
        let words = Shape<Comments>.choice(among: [("off", .off), ("counters", .counters)])
        let either = Shape<Comments>.either(texts, or: words) { if case .mapping = $0.content { true } else { false } }
        return Key(
            "comments",
            Shape(schema: either.schema, expected: "off, counters or {why: …}") { node, findings in
                // What people try first gets the reason, not a list of words.
                if let word = node.text, ["true", "yes", "on", "all", "texts"].contains(word.lowercased()) {
                    findings.append(
                        Finding(
                            "needs-why", .error, at: node.place,
                            "comments are the words of citizens: say why you need them",
                            help: "Write comments: {why: \"…\"}, or comments: counters for their number alone."))
                    return nil
                }
                return either.read(node, &findings)
            }, help: help, default: .off)
    }
}

extension Key where Value == KeywordSearch {
    /// The key `search` of a source: words, or `{words: …, why: …}`.
    public static func search(help: String) -> Key<KeywordSearch> {
        let words = Key<String>(
            "words", .line(minimum: 2, maximum: 200, example: "су"), help: "What to look for.")
        let whole = Shape<KeywordSearch>.object("search", help: "A search and its reason.", keys: [words, reasonKey]) {
            fields, _ in
            guard let words = fields[words], let why = fields[reasonKey] else { return nil }
            return KeywordSearch(words: words, why: why)
        }
        let bare = Shape<String>.line(minimum: 2, maximum: 200).checked { text, place, findings in
            findings.append(
                Finding(
                    "needs-why", .warning, at: place, "this is a search, and it is not made without a reason",
                    help: "Write search: {words: …, why: \"…\"}, a sentence that the office would give to those it "
                        + "finds."))
            return KeywordSearch(words: text, why: nil)
        }
        return Key.optional(
            "search", .either(whole, or: bare) { if case .mapping = $0.content { true } else { false } }, help: help)
    }
}

extension SourceFailure {
    /// What is off without a reason, and has none in the configuration: nothing was asked.
    ///
    /// - Parameter what: what it is, without a full stop.
    public static func withoutReason(url: String, _ what: String) -> SourceFailure {
        .refused(
            url: url, what: "not read: \(what); it needs why: \"…\", the reason of the office", code: needsWhy)
    }

    /// True for what `withoutReason` made.
    package var isWithoutReason: Bool {
        if case .refused(_, _, Self.needsWhy?) = self { true } else { false }
    }

    private static let needsWhy = "needs-why"
}
