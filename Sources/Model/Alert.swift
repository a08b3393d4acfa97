import Text

/// A group of near-duplicate posts; claim-free (design decision 16).
package struct Story: Sendable, Hashable {
    /// The id of its first archived post; never changes.
    package var id: String
    package var firstSeen: Instant
    package var lastSeen: Instant

    package init(id: String, firstSeen: Instant, lastSeen: Instant) {
        self.id = id
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
    }
}

/// A post's place among the stories of the last seven days.
package struct StoryMember: Sendable, Hashable {
    package var post: String
    package var story: String
    package var seen: Instant
    package var signature: TextSignature

    package init(post: String, story: String, seen: Instant, signature: TextSignature) {
        self.post = post
        self.story = story
        self.seen = seen
        self.signature = signature
    }
}

/// Claim x story, with everything a digest and an explanation need without going back to the archive.
package struct Alert: Sendable, Hashable {
    package enum State: String, Sendable, CaseIterable {
        case open, notified, claimed, responded, dismissed, merged

        /// Someone may still have to do something about it.
        package var isLive: Bool {
            switch self {
            case .open, .notified, .claimed: true
            case .responded, .dismissed, .merged: false
            }
        }

        package static let live = Set(allCases.filter(\.isLive))
    }

    /// First 16 hex digits of SHA-256 over claim id and story id.
    package var id: String
    package var claim: String
    package var story: String
    package var state: State
    package var opened: Instant
    package var lastSeen: Instant
    package var severity: Severity
    package var topics: [String]
    package var places: [AlertPlace]
    /// Every post that carries the claim in this story, in the order seen; the counter is its length.
    package var posts: [AlertPost]
    /// Hash of the configuration that opened it (trust.md R17).
    package var configuration: String
    /// When merged: the older alert that took its posts.
    package var mergedInto: String?
    /// The last burst in each language, by language.
    package var bursts: [Burst]

    package init(
        id: String, claim: String, story: String, state: State, opened: Instant, lastSeen: Instant,
        severity: Severity, topics: [String], places: [AlertPlace], posts: [AlertPost], configuration: String,
        mergedInto: String? = nil, bursts: [Burst] = []
    ) {
        self.id = id
        self.claim = claim
        self.story = story
        self.state = state
        self.opened = opened
        self.lastSeen = lastSeen
        self.severity = severity
        self.topics = topics
        self.places = places
        self.posts = posts
        self.configuration = configuration
        self.mergedInto = mergedInto
        self.bursts = bursts
    }
}

extension AlertPost {
    /// Does it tell the claim plainly, or read in one of some ways?
    fileprivate func reads(_ kinds: Set<Tone.Kind>) -> Bool { tone.map { kinds.contains($0.kind) } ?? true }
}

extension Alert {
    /// Does a post tell the claim plainly, or read in one of some ways? One without posts, such as a drill's, is taken as
    /// told.
    package func isPlain(or kinds: Set<Tone.Kind> = []) -> Bool { posts.isEmpty || posts.contains { $0.reads(kinds) } }

    /// The same with those posts alone that tell the claim plainly, or read in one of some ways.
    package func keeping(_ kinds: Set<Tone.Kind>) -> Alert {
        var alert = self
        alert.posts.removeAll { !$0.reads(kinds) }
        return alert
    }

    /// Runs and replays remember alerts that got a post on one of the last so many days.
    package static let memoryDays: Int64 = 30

    /// The instant from which on alerts are remembered: a midnight, so that what is remembered changes once a day.
    package static func remembered(at now: Instant) -> Instant {
        now.date.start.advanced(by: .days(-memoryDays))
    }
}

/// One post of an alert, reduced to what may be shown.
package struct AlertPost: Sendable, Hashable {
    package var post: PostKey
    package var source: String
    package var platform: String
    package var authorKind: AuthorKind
    /// Name of an outlet or organisation, or a pseudonym (for counting only, never shown).
    package var author: String?
    /// Nil for persons.
    package var url: String?
    package var published: Instant?
    package var seen: Instant
    package var language: String
    /// Words around the hit: `before`, `matched`, `after`; for persons only `matched` is shown.
    package var excerpt: Excerpt
    /// Pattern ids that hit, with the weakest view of each.
    package var hits: [Hit]
    /// How it reads, when it does not read like a plain telling of the claim: a guess by words.
    package var tone: Tone?

    package struct Hit: Sendable, Hashable {
        package var pattern: String
        package var view: View
        package init(pattern: String, view: View) {
            self.pattern = pattern
            self.view = view
        }
    }

    package init(
        post: PostKey, source: String, platform: String, authorKind: AuthorKind, author: String?, url: String?,
        published: Instant?, seen: Instant, language: String, excerpt: Excerpt, hits: [Hit], tone: Tone? = nil
    ) {
        self.post = post
        self.source = source
        self.platform = platform
        self.authorKind = authorKind
        self.author = author
        self.url = url
        self.published = published
        self.seen = seen
        self.language = language
        self.excerpt = excerpt
        self.hits = hits
        self.tone = tone
    }
}

/// A piece of a post with the matched words marked.
package struct Excerpt: Sendable, Hashable {
    package var before: String
    package var matched: String
    package var after: String
    package init(before: String, matched: String, after: String) {
        self.before = before
        self.matched = matched
        self.after = after
    }
}

/// A place of an alert, with the reason why it is one.
package struct AlertPlace: Sendable, Hashable {
    package enum Reason: String, Sendable { case text, source, claim, catchAll = "catch-all" }
    package var place: String
    package var reason: Reason
    package init(place: String, reason: Reason) {
        self.place = place
        self.reason = reason
    }
}

/// An alert bound for one recipient, not before an instant.
package struct Notice: Sendable, Hashable {
    /// An escalation is told to somebody because nobody who was told before has taken the alert.
    package enum Kind: String, Sendable { case new, update, escalation }
    /// SHA-256 over alert, recipient, kind and revision: the same notice is never made twice.
    package var id: String
    package var alert: String
    package var recipient: String
    /// The route that chose the recipient.
    package var route: String
    package var kind: Kind
    package var created: Instant
    package var notBefore: Instant
    /// Why `notBefore` is later than `created` ("quiet hours until 07:00"); nil when it is not.
    package var held: String?
    /// The person who is away or cannot be reached, and whom this recipient stands in for; nil for the recipient's
    /// own notices.
    package var insteadOf: String?
    /// Digests that carried it before and did not reach the recipient.
    package var carried: Int
    /// It is worth a message of its own; false: it goes with the next digest (design decision 16).
    package var interrupts: Bool

    package init(
        id: String, alert: String, recipient: String, route: String, kind: Kind, created: Instant, notBefore: Instant,
        held: String?, insteadOf: String? = nil, carried: Int = 0, interrupts: Bool = true
    ) {
        self.id = id
        self.alert = alert
        self.recipient = recipient
        self.route = route
        self.kind = kind
        self.created = created
        self.notBefore = notBefore
        self.held = held
        self.insteadOf = insteadOf
        self.carried = carried
        self.interrupts = interrupts
    }
}
