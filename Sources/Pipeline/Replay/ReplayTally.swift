import Alerting
import Model

/// What is counted of one side while a replay goes on.
package struct ReplayTally: Sendable, Hashable {
    /// What flagged posts are counted by.
    package enum Dimension: String, Sendable, CaseIterable { case claim, pattern, source, language, day }

    /// Claims that only a burst makes news.
    package let topicWatches: Set<String>
    /// Posts that at least one claim flagged; a topic watch flags nothing.
    package private(set) var flagged = 0
    /// Flagged posts by each dimension's own names. A day is a UTC day, `2026-11-21`.
    package private(set) var posts: [Dimension: [String: Int]] = [:]
    /// Posts that a pattern could not decide, by pattern id.
    package private(set) var undecided: [String: Int] = [:]
    /// Messages by recipient.
    package private(set) var messages: [String: Int] = [:]
    /// Messages by UTC day.
    package private(set) var messageDays: [String: Int] = [:]
    /// Entries of messages by recipient, then by claim: what each person would have read about.
    package private(set) var entries: [String: [String: Int]] = [:]

    package var messageCount: Int { messages.values.reduce(0, +) }

    /// A digest without its bytes.
    package struct Message: Sendable, Hashable {
        package var at: Instant
        package var recipient: String
        package var channel: String
        package var subject: String
        package var notices: Int
    }

    init(topicWatches: Set<String>) { self.topicWatches = topicWatches }

    mutating func note(_ matches: SketchedMatches, of post: SketchedPost) {
        for pattern in matches.undecided { undecided[pattern, default: 0] += 1 }
        let claims = matches.claims.filter { !topicWatches.contains($0.found.claim) }
        guard let first = claims.first else { return }
        flagged += 1
        for claim in claims { add(.claim, claim.found.claim) }
        for pattern in Set(claims.flatMap(\.found.post.hits).map(\.pattern)) { add(.pattern, pattern) }
        add(.source, post.source)
        add(.language, first.found.post.language)
        add(.day, ReplayDay.name(of: post.seen))
    }

    /// - Parameter claims: those that the digest has an entry about.
    mutating func note(_ message: Message, about claims: Set<String>) {
        messages[message.recipient, default: 0] += 1
        messageDays[ReplayDay.name(of: message.at), default: 0] += 1
        for claim in claims { entries[message.recipient, default: [:]][claim, default: 0] += 1 }
    }

    private mutating func add(_ dimension: Dimension, _ name: String) {
        posts[dimension, default: [:]][name, default: 0] += 1
    }
}

/// Days of a replay's report: UTC, as in the archive.
enum ReplayDay {
    static func name(of instant: Instant) -> String { CivilTime(instant).date.description }
}
