import Model
import Reading

/// A conditional fetch as cursor text: a small JSON object, so that an operator can read it in the ledger.
extension ConditionalFetch {
    /// Reads a cursor; a cursor that cannot be read, or that belongs to another
    /// configured URL, starts afresh, which costs one unconditional request.
    public init(cursor: Cursor?, configuredURL: String) {
        self.init(url: configuredURL)
        guard let value = cursor?.object, value["configured"]?.string == configuredURL else { return }
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
        func text(_ value: String?) -> JSONValue? { value.map { .string($0) } }
        return Cursor([
            ("configured", .string(configuredURL)), ("url", .string(url)), ("etag", text(etag)),
            ("last_modified", text(lastModified)), ("validators_from", text(validatorsFrom)),
            ("body_hash", text(bodyHash.map { String($0, radix: 16) })), ("memo", text(memo)),
            ("moving_to", text(moving?.to)), ("moving_since", text(moving.map { "\($0.firstSeen)" })),
        ])
    }
}
