/// One public text as Jibu keeps it: redacted, with identity and version.
///
/// Only Intake makes posts, and only Storage reads them back; both say so with
/// `@_spi(Intake) import Model`. Everything after Intake sees `text` alone for
/// matching, stories, language and offsets (design decision 11).
public struct Post: Sendable, Equatable {
    /// Stable identity over all versions: 32 lower-case hex digits.
    public let id: String
    /// 1 for the first text seen, then one more for each edit.
    public let version: Int
    /// The source's id in jibu.yaml.
    public let source: String
    /// `feed`, `telegram`, ...: the kind of source that found it.
    public let platform: String
    public let authorKind: AuthorKind
    /// Outlets and organisations: their name. Persons: a keyed pseudonym. Nil when the source names nobody.
    public let author: String?
    /// Canonical link; nil for persons, whose link is sealed.
    public let url: String?
    /// Encrypted link of a person's post; `jibu open` unseals it and logs that.
    public let sealedURL: String?
    public let published: Instant?
    public let zoneAssumed: Bool
    public let collected: Instant
    /// Guessed from the text: an ISO 639-1 code, or `und`.
    public let language: String
    public let languageClaimed: String?
    /// For display only; the text already starts with it.
    public let title: String?
    /// What is matched: redacted, title first.
    public let text: String
    public let counts: Counts
    public let media: [Media]
    public let links: [String]
    public let replyTo: String?
    public let forwardedFrom: String?
    /// Brought in from an export: replays at `published`, not at `collected` (design decision 21).
    public let imported: Bool

    @_spi(Intake) public init(
        id: String, version: Int, source: String, platform: String, authorKind: AuthorKind, author: String?,
        url: String?, sealedURL: String?, published: Instant?, zoneAssumed: Bool, collected: Instant,
        language: String, languageClaimed: String?, title: String?, text: String, counts: Counts, media: [Media],
        links: [String], replyTo: String?, forwardedFrom: String?, imported: Bool
    ) {
        self.id = id
        self.version = version
        self.source = source
        self.platform = platform
        self.authorKind = authorKind
        self.author = author
        self.url = url
        self.sealedURL = sealedURL
        self.published = published
        self.zoneAssumed = zoneAssumed
        self.collected = collected
        self.language = language
        self.languageClaimed = languageClaimed
        self.title = title
        self.text = text
        self.counts = counts
        self.media = media
        self.links = links
        self.replyTo = replyTo
        self.forwardedFrom = forwardedFrom
        self.imported = imported
    }

    /// Identity and version together: what a reader of archives drops repeats by.
    public var key: PostKey { PostKey(id: id, version: version) }

    /// When the post counts as seen: replay's clock ticks at these instants.
    public var seen: Instant { imported ? (published ?? collected) : collected }
}

public struct PostKey: Hashable, Sendable {
    public let id: String
    public let version: Int
    public init(id: String, version: Int) {
        self.id = id
        self.version = version
    }
}
