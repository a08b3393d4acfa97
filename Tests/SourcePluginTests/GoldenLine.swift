import Model
import Reading

/// One line of `expected.ndjson`.
enum GoldenLine {
    static func post(_ post: RawPost, seen: String? = nil) -> String {
        var members: [(String, JSONValue)] = [
            ("id", text(post.nativeID)), ("url", text(post.url)), ("title", text(post.title)),
            ("text", .string(post.text)), ("html", text(post.html)),
            ("author", text(post.author?.name ?? post.author?.handle)),
            ("published", text(post.published?.description)), ("language", text(post.languageClaimed)),
        ]
        if let seen { members.append(("seen", .string(seen))) }
        return line(members)
    }

    static func failure(_ what: String) -> String { line([("failure", .string(what))]) }

    static func poll(_ number: Int, health: String) -> String {
        line([("poll", .integer(Int64(number))), ("health", .string(health))])
    }

    private static func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }

    private static func line(_ members: [(String, JSONValue)]) -> String {
        String(decoding: JSONValue.object(members).encoded(), as: UTF8.self) + "\n"
    }
}
