@_spi(Intake) import Model
import Reading

/// Reading a line back. Known keys must have their type; unknown keys are
/// passed over, so that a later version may add some.
extension PostLine {
    /// Why a line is no post.
    package enum Fault: Error, Sendable, Hashable, CustomStringConvertible {
        case notJSON(String)
        /// A key that every post has is not there.
        case missing(String)
        /// A key holds something else than the schema says.
        case wrong(String)
        /// Written by a newer Jibu.
        case newerSchema(Int64)
        case tooLong(bytes: Int)

        package var description: String {
            switch self {
            case .notJSON(let why): "not JSON: \(why)"
            case .missing(let key): "the key \(key) is missing"
            case .wrong(let key): "the key \(key) has a value that the schema does not allow"
            case .newerSchema(let version): "schema \(version) is newer than this Jibu; install a newer one"
            case .tooLong(let bytes): "\(bytes) bytes are too long for a line"
            }
        }
    }

    /// Reads one line, with or without its newline.
    package static func post(from line: some Collection<UInt8>) throws(Fault) -> Post {
        let value: JSONValue
        do throws(JSONFailure) {
            value = try JSONValue.parse(Array(line), .strict, limits: limits)
        } catch {
            throw .notJSON("\(error)")
        }
        guard case .object(let members) = value else { throw .notJSON("it is no object.") }
        return try post(from: Members(members))
    }

    /// No post is edited so often.
    private static let mostVersions = 1_000_000

    private static let limits = {
        var limits = JSONLimits()
        limits.bytes = Limits.lineBytes
        limits.depth = 16
        limits.values = 100_000
        return limits
    }()

    private static func post(from members: Members) throws(Fault) -> Post {
        let written = try members.required("schema", \.integer)
        guard written >= 1 else { throw .wrong("schema") }
        guard written <= Int64(schema) else { throw .newerSchema(written) }
        guard let version = Int(exactly: try members.required("version", \.integer)),
            (1...mostVersions).contains(version)
        else { throw .wrong("version") }
        guard let authorKind = AuthorKind(rawValue: try members.required("author_kind", \.string)) else {
            throw .wrong("author_kind")
        }
        guard let collected = try members.instant("collected") else { throw .missing("collected") }
        return Post(
            id: try members.required("id", \.string), version: version,
            source: try members.required("source", \.string), platform: try members.required("platform", \.string),
            authorKind: authorKind, author: try members.optional("author", \.string),
            url: try members.optional("url", \.string), sealedURL: try members.optional("sealed_url", \.string),
            published: try members.instant("published"),
            zoneAssumed: try members.optional("zone_assumed", \.bool) ?? false, collected: collected,
            language: try members.required("language", \.string),
            languageClaimed: try members.optional("language_claimed", \.string),
            title: try members.optional("title", \.string), text: try members.required("text", \.string),
            counts: try counts(members), media: try media(members), links: try links(members),
            replyTo: try members.optional("reply_to", \.string),
            forwardedFrom: try members.optional("forwarded_from", \.string),
            imported: try members.optional("imported", \.bool) ?? false)
    }

    private static func counts(_ members: Members) throws(Fault) -> Counts {
        var counts = Counts()
        guard let given = try members.optional("counts", \.object) else { return counts }
        let inner = Members(given)
        for field in Counts.fields { counts[keyPath: field.path] = try inner.optional(field.name, \.integer) }
        return counts
    }

    private static func media(_ members: Members) throws(Fault) -> [Media] {
        var media: [Media] = []
        for item in try members.optional("media", \.array) ?? [] {
            guard case .object(let given) = item else { throw .wrong("media") }
            let inner = Members(given)
            guard let kind = Media.Kind(rawValue: try inner.required("kind", \.string)) else { throw .wrong("media") }
            media.append(
                Media(kind: kind, url: try inner.required("url", \.string), alt: try inner.optional("alt", \.string)))
        }
        return media
    }

    private static func links(_ members: Members) throws(Fault) -> [String] {
        var links: [String] = []
        for item in try members.optional("links", \.array) ?? [] {
            guard let link = item.string else { throw .wrong("links") }
            links.append(link)
        }
        return links
    }

    /// The members of one object by name; null is the same as absent.
    private struct Members {
        private let values: [String: JSONValue]

        init(_ members: [(String, JSONValue)]) {
            values = Dictionary(members) { first, _ in first }
        }

        func optional<Value>(_ key: String, _ type: (JSONValue) -> Value?) throws(Fault) -> Value? {
            guard let value = values[key], !value.isNull else { return nil }
            guard let typed = type(value) else { throw .wrong(key) }
            return typed
        }

        func required<Value>(_ key: String, _ type: (JSONValue) -> Value?) throws(Fault) -> Value {
            guard let value = try optional(key, type) else { throw .missing(key) }
            return value
        }

        func instant(_ key: String) throws(Fault) -> Instant? {
            guard let text = try optional(key, \.string) else { return nil }
            guard let instant = Instant(text) else { throw .wrong(key) }
            return instant
        }
    }
}
