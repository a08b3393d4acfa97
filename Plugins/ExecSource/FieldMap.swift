import Model
import Reading
import Settings

/// Where a foreign record has what a post needs. A name may be a path into nested objects: `user.name`.
public struct FieldMap: Sendable, Hashable {
    /// What can be mapped, with the names that are tried when nothing is configured.
    public enum Field: String, Sendable, CaseIterable, Hashable {
        case id, url, title, text, html, author, authorHandle = "author_handle", published, updated, language
        case replyTo = "reply_to", forwardedFrom = "forwarded_from"
        case views, likes, shares, comments, forwards

        var usual: [String] {
            switch self {
            case .id: ["id"]
            case .url: ["url", "link", "permalink"]
            case .text: ["text", "body", "content", "message"]
            case .published: ["published", "created_at", "published_at", "date", "timestamp"]
            case .updated: ["updated", "updated_at", "modified_at"]
            case .title, .html, .author, .authorHandle, .language, .replyTo, .forwardedFrom, .views, .likes, .shares,
                .comments, .forwards:
                [rawValue]
            }
        }
    }

    /// As configured; fields that are not here are looked for under their usual names.
    public var names: [Field: String]

    public init(_ names: [Field: String] = [:]) { self.names = names }

    static let shape = Shape<FieldMap>.object(
        "map", help: "Our names to theirs.", keys: Field.allCases.map(key)
    ) { fields, _ in
        var map = FieldMap()
        for field in Field.allCases { map.names[field] = fields[key(field)] }
        return map
    }

    private static func key(_ field: Field) -> Key<String> {
        .optional(field.rawValue, .line(maximum: 200), help: "Their name for \(field.rawValue).")
    }

    /// The value of a field in a record; nil when it is not there or null.
    func value(_ field: Field, in record: JSONValue) -> JSONValue? {
        let candidates = names[field].map { [$0] } ?? field.usual
        return candidates.lazy.compactMap { FieldMap.find($0, in: record) }.first { !$0.isNull }
    }

    /// The member of that whole name, else the one at the end of a path. Taps flatten with `_` or `__`: such names are
    /// members already.
    private static func find(_ name: String, in record: JSONValue) -> JSONValue? {
        if let value = record[name] { return value }
        let parts = name.split(separator: ".")
        guard (2...16).contains(parts.count) else { return nil }
        return parts.reduce(Optional(record)) { value, part in value?[String(part)] }
    }
}
