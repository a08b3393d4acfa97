/// One public text as a source found it, before Intake.
///
/// A raw post may hold personal data (a handle, a phone number). Only Intake
/// may take it apart; everything after Intake accepts `Post` alone (design
/// decision 5).
public struct RawPost: Sendable, Equatable {
    /// The platform's own identifier, stable inside the source; nil when it has none.
    public var nativeID: String?
    /// Permalink, absolute where the source could make it so.
    public var url: String?
    public var title: String?
    /// Plain text of the body, without the title unless the platform has no titles.
    public var text: String
    /// The markup the text was made from, when there was one.
    public var html: String?
    public var author: RawAuthor?
    /// Who wrote this post, where that is not what the source declares: a comment below an office's page is a person's.
    /// The more careful of the two counts.
    public var authorKind: AuthorKind?
    public var published: Instant?
    /// The date string as found, kept for the record and for tests.
    public var publishedRaw: String?
    /// True when the date string had no zone and one was assumed.
    public var zoneAssumed: Bool
    public var updated: Instant?
    /// The platform's own guess; often missing or wrong for kk, rw, sw.
    public var languageClaimed: String?
    public var counts: Counts
    public var media: [Media]
    public var links: [String]
    public var tags: [String]
    /// Native identifier or URL of the post that this one answers.
    public var replyTo: String?
    public var forwardedFrom: String?
    /// Who `forwardedFrom` is, like `authorKind`.
    public var forwardedFromKind: AuthorKind?
    /// Set for a private message, such as a tip to a bot: how its writer knows what becomes of it. Such a post is
    /// matched before anything of it is kept, and without an author (design decision 5).
    public var consent: String?

    public init(
        nativeID: String? = nil, url: String? = nil, title: String? = nil, text: String, html: String? = nil,
        author: RawAuthor? = nil, authorKind: AuthorKind? = nil, published: Instant? = nil, publishedRaw: String? = nil,
        zoneAssumed: Bool = false, updated: Instant? = nil, languageClaimed: String? = nil, counts: Counts = Counts(), media: [Media] = [],
        links: [String] = [], tags: [String] = [], replyTo: String? = nil, forwardedFrom: String? = nil,
        forwardedFromKind: AuthorKind? = nil, consent: String? = nil
    ) {
        self.nativeID = nativeID
        self.url = url
        self.title = title
        self.text = text
        self.html = html
        self.author = author
        self.authorKind = authorKind
        self.published = published
        self.publishedRaw = publishedRaw
        self.zoneAssumed = zoneAssumed
        self.updated = updated
        self.languageClaimed = languageClaimed
        self.counts = counts
        self.media = media
        self.links = links
        self.tags = tags
        self.replyTo = replyTo
        self.forwardedFrom = forwardedFrom
        self.forwardedFromKind = forwardedFromKind
        self.consent = consent
    }
}

/// Who wrote a raw post, as the platform names them.
public struct RawAuthor: Sendable, Equatable {
    public var name: String?
    /// Handle, address or numeric id: whatever identifies the account.
    public var handle: String?

    public init(name: String? = nil, handle: String? = nil) {
        self.name = name
        self.handle = handle
    }
}

/// What a platform counts for a post. Nil means "not provided", never 0.
public struct Counts: Sendable, Equatable, Hashable {
    public var views: Int64?
    public var likes: Int64?
    public var shares: Int64?
    public var comments: Int64?
    public var forwards: Int64?

    public init(
        views: Int64? = nil, likes: Int64? = nil, shares: Int64? = nil, comments: Int64? = nil, forwards: Int64? = nil
    ) {
        self.views = views
        self.likes = likes
        self.shares = shares
        self.comments = comments
        self.forwards = forwards
    }

    public static let fields: [(name: String, path: any WritableKeyPath<Counts, Int64?> & Sendable)] = [
        ("views", \.views), ("likes", \.likes), ("shares", \.shares), ("comments", \.comments),
        ("forwards", \.forwards),
    ]
}

/// A picture, video, sound or file that a post shows.
public struct Media: Sendable, Equatable, Hashable {
    public enum Kind: String, Sendable, CaseIterable { case image, video, audio, document, other }
    public var kind: Kind
    public var url: String
    /// The description that the author gave, if any.
    public var alt: String?

    public init(kind: Kind, url: String, alt: String? = nil) {
        self.kind = kind
        self.url = url
        self.alt = alt
    }
}

/// Who publishes at a source. Every source declares it; unknown counts as a
/// person (design decision 5).
public enum AuthorKind: String, Sendable, CaseIterable, Hashable {
    case outlet, organisation, person
}
