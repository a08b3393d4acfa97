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

    /// All that a source can say of a post; what it did not say is left out.
    static func whole(_ post: RawPost) -> String {
        var members: [(String, JSONValue)] = [
            ("id", text(post.nativeID)), ("url", text(post.url)), ("title", text(post.title)),
            ("text", .string(post.text)), ("author", text(post.author?.name)), ("handle", text(post.author?.handle)),
            ("published", text(post.published?.description)), ("raw_date", text(post.publishedRaw)),
            ("updated", text(post.updated?.description)), ("language", text(post.languageClaimed)),
        ]
        members += Counts.fields.map { ($0.name, post.counts[keyPath: $0.path].map { .integer($0) } ?? .null) }
        members.append(("media", texts(post.media.map { "\($0.kind.rawValue) \($0.url)" })))
        members += [("links", texts(post.links)), ("tags", texts(post.tags))]
        members += [("reply_to", text(post.replyTo)), ("forwarded_from", text(post.forwardedFrom))]
        members += [
            ("author_kind", text(post.authorKind?.rawValue)), ("forwarded_kind", text(post.forwardedFromKind?.rawValue)),
            ("consent", text(post.consent)),
        ]
        return line(members.filter { !$0.1.isNull })
    }

    /// How a fetch ended: health, the first line of its detail, notes.
    static func end(_ harvest: Harvest) -> String {
        var members: [(String, JSONValue)] = [("health", .string(harvest.health.name))]
        if let detail = harvest.health.detail { members.append(("detail", .string(detail))) }
        if let cursor = harvest.cursor { members.append(("cursor", .string(cursor.text))) }
        if !harvest.notes.isEmpty { members.append(("notes", .array(harvest.notes.map { .string($0) }))) }
        return line(members)
    }

    static func failure(_ what: String) -> String { line([("failure", .string(what))]) }

    static func poll(_ number: Int, health: String) -> String {
        line([("poll", .integer(Int64(number))), ("health", .string(health))])
    }

    private static func texts(_ values: [String]) -> JSONValue {
        values.isEmpty ? .null : .array(values.map { .string($0) })
    }

    private static func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }

    private static func line(_ members: [(String, JSONValue)]) -> String {
        String(decoding: JSONValue.object(members).encoded(), as: UTF8.self) + "\n"
    }
}
