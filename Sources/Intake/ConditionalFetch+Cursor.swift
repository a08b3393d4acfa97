import Model
import Reading

/// A conditional fetch as cursor text: a small JSON object, so that an operator can read it in the ledger.
extension ConditionalFetch {
    /// Reads a cursor; a cursor that cannot be read, or that belongs to another
    /// configured URL, starts afresh, which costs one unconditional request.
    public init(cursor: Cursor?, configuredURL: String) {
        self.init(url: configuredURL)
        guard let cursor, let value = try? JSONValue.parse(Array(cursor.text.utf8)),
            value["configured"]?.string == configuredURL
        else { return }
        if let moved = value["url"]?.string { url = moved }
        etag = value["etag"]?.string
        lastModified = value["last_modified"]?.string
        validatorsFrom = value["validators_from"]?.string
        memo = value["memo"]?.string
        bodyHash = value["body_hash"]?.string.flatMap { UInt64($0, radix: 16) }
        if let target = value["moving_to"]?.string, let since = value["moving_since"]?.string.flatMap(Instant.init) {
            moving = Moving(to: target, firstSeen: since)
        }
    }

    /// The text to store. `configuredURL` is what jibu.yaml says: when that changes, validators are dropped.
    public func cursor(configuredURL: String) -> Cursor {
        var members: [(String, JSONValue)] = [("configured", .string(configuredURL)), ("url", .string(url))]
        if let etag { members.append(("etag", .string(etag))) }
        if let lastModified { members.append(("last_modified", .string(lastModified))) }
        if let validatorsFrom { members.append(("validators_from", .string(validatorsFrom))) }
        if let bodyHash { members.append(("body_hash", .string(String(bodyHash, radix: 16)))) }
        if let memo { members.append(("memo", .string(memo))) }
        if let moving {
            members.append(("moving_to", .string(moving.to)))
            members.append(("moving_since", .string(moving.firstSeen.description)))
        }
        return Cursor(String(decoding: JSONValue.object(members).encoded(), as: UTF8.self))
    }
}
