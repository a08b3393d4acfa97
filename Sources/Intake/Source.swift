import Model
import Settings

/// A place that posts are pulled from: one channel, one feed, one page.
///
/// A source is a value made from typed settings; making it never touches the
/// world. It reaches the network only through its context, and gives posts or
/// a typed failure, never an error dressed as a post.
public protocol Source: Sendable {
    /// The hosts it will ask, for schedules and for `jibu doctor`.
    var hosts: [String] { get }

    /// True for a source that costs nothing to ask: it is due in every run, whatever `every:` says. By default that is
    /// a source without hosts.
    var isLocal: Bool { get }

    /// True when every good answer shows what is newest there, whether it is new or not: a feed, a page. Such a source
    /// does not become empty by itself.
    var isWindow: Bool { get }

    /// True when it also reads what the public writes below posts; `jibu sources coverage` says what is not read.
    var readsComments: Bool { get }

    /// The secrets it will ask its context for, so that `jibu config check` can look at them.
    var secrets: [SecretReference] { get }

    /// A tipline's line of consent: how people who write to it know what becomes of their words. When a channel of the
    /// office reads the same account, Jibu asks the channel alone and treats what strangers write there as this source's
    /// private messages. Nil for all other sources.
    var tiplineConsent: String? { get }

    /// Pulls what is new after `cursor`.
    ///
    /// - Parameter cursor: what the last harvest of this source gave and
    ///   Jibu has stored; nil on the first fetch. It may come from an older
    ///   version of the source: read it leniently.
    /// - Returns: posts in the order of the source. Repeats are welcome:
    ///   Intake removes them. The cursor is stored only once the posts are
    ///   durable.
    func fetch(after cursor: Cursor?, using context: SourceContext) async throws(SourceFailure) -> Harvest
}

extension Source {
    public var isLocal: Bool { hosts.isEmpty }
    public var isWindow: Bool { false }
    public var readsComments: Bool { false }
    public var secrets: [SecretReference] { [] }
    public var tiplineConsent: String? { nil }
}

/// A kind of source: what `kind:` names in jibu.yaml, and how to make one.
public struct SourceKind: Sendable {
    /// The word in jibu.yaml: lower case, hyphens.
    public let name: String
    /// One sentence for `jibu sources kinds` and the documents.
    public let summary: String
    /// What `Post.platform` says.
    public let platform: String
    /// What it goes through to reach its place.
    public let medium: Medium
    /// The keys that this kind reads beside the common ones.
    public let schema: JSONSchema
    /// Reads the source's mapping; gives findings and nil when it is not usable.
    public let make: @Sendable (Node, inout [Finding]) -> (any Source)?
    /// Reads one document as it came, for `jibu parse`; nil for kinds that have none.
    public let parse: (@Sendable (SourceDocument) throws(SourceFailure) -> Harvest)?

    /// What a source goes through: the polite HTTP client, or a program of somebody else's.
    public enum Medium: Sendable { case web, program }

    /// Keys that every source has; the configuration reads them, so a kind's own table leaves them alone.
    public static let commonKeys = ["id", "kind", "author_kind", "places", "language", "every", "weight", "enabled"]

    public init<Value: Sendable>(
        _ name: String, platform: String, summary: String, medium: Medium = .web, settings: Shape<Value>,
        parse: (@Sendable (SourceDocument) throws(SourceFailure) -> Harvest)? = nil,
        make: @escaping @Sendable (Value) -> any Source
    ) {
        self.name = name
        self.platform = platform
        self.medium = medium
        self.summary = summary
        self.schema = settings.schema
        self.parse = parse
        self.make = { node, findings in settings.read(node, &findings).map(make) }
    }
}

/// One document of a source as it came: a file, or the body of a response.
public struct SourceDocument: Sendable {
    public var name: String
    public var bytes: [UInt8]
    /// Where it came from; relative links resolve against it.
    public var baseURL: String?
    /// The charset of the Content-Type header it came with.
    public var charset: String?

    public init(name: String, bytes: [UInt8], baseURL: String? = nil, charset: String? = nil) {
        self.name = name
        self.bytes = bytes
        self.baseURL = baseURL
        self.charset = charset
    }
}
