import Alerting
import Model
import Storage

/// What a replay came to: one set of rules, or two and what changes between them.
package struct ReplayReport: Sendable {
    /// Posts taken through, each version of an edited post for itself.
    package let posts: Int
    /// Posts passed over since the archive held them twice.
    package let repeated: Int
    /// Posts by UTC day.
    package let perDay: [String: Int]
    /// When the first and the last post were seen.
    package let from: Instant
    package let until: Instant
    /// Segments that were read or tried.
    package let segments: Int
    package let new: Side
    package let old: Side?
    /// What was not scanned, in words, one line each: damage and missing segments.
    package let notScanned: [String]
    /// Periods in which a source was not watched, in words: there is nothing of them in the archive to scan.
    package var gaps: [String] = []

    package struct Side: Sendable {
        package let name: String
        /// Every alert, merged ones too, oldest first.
        package let alerts: [Alert]
        /// Alerts that stand for themselves and that somebody would hear of.
        package let standing: [Alert]
        package let tally: ReplayTally
        /// Claim id to title.
        package let titles: [String: String]
        /// Recipient id to role.
        package let roles: [String: Recipient.Role]
        /// One for each claim with a labelled post in the period.
        package fileprivate(set) var quality: [ReplayQuality] = []

        init(_ side: ReplaySide) {
            name = side.rules.name
            alerts = side.state.alerts.values.sorted { ($0.opened, $0.id) < ($1.opened, $1.id) }
            let quiet = side.tally.topicWatches
            standing = alerts.filter { $0.state != .merged && (!quiet.contains($0.claim) || !$0.bursts.isEmpty) }
            tally = side.tally
            let rules = side.rules.alerter.rules
            titles = rules.claims.mapValues(\.title)
            roles = Dictionary(rules.recipients.map { ($0.id, $0.role) }) { first, _ in first }
        }
    }

    init(
        posts: Int, repeated: Int, perDay: [String: Int], from: Instant, until: Instant, segments: [SketchedSegment],
        new: Side, old: Side?, labels: LabelTally
    ) {
        (self.posts, self.repeated, self.perDay) = (posts, repeated, perDay)
        (self.from, self.until, self.segments) = (from, until, segments.count)
        notScanned =
            Self.missing(segments)
            + segments.flatMap { segment in
                segment.damages + (segment.unlisted > 0 ? ["\(segment.name): \(segment.unlisted) more damages"] : [])
            }
        var (new, old) = (new, old)
        new.quality = labels.quality(isNew: true)
        old?.quality = labels.quality(isNew: false)
        (self.new, self.old) = (new, old)
    }

    /// Segments that a later one names as its predecessor and that are gone, although their day was not purged.
    private static func missing(_ segments: [SketchedSegment]) -> [String] {
        let names = Set(segments.map(\.name))
        guard let first = segments.first.flatMap({ Segment(name: $0.name) }) else { return [] }
        let gone = segments.compactMap(\.previous).filter { name in
            !names.contains(name) && (Segment(name: name).map { $0.day >= first.day } ?? false)
        }
        return Set(gone).sorted().map { "\($0): missing: the segment after it names it" }
    }

    /// True when somebody should look: something was not scanned, or a pattern could not decide.
    package var needsEyes: Bool {
        !notScanned.isEmpty || !new.tally.undecided.isEmpty || !(old?.tally.undecided.isEmpty ?? true)
    }

    /// UTC days from the first to the last post, both counted.
    package var days: [String] {
        let first = CivilTime(from).date
        let count = CivilTime(until).date.daysSinceEpoch - first.daysSinceEpoch
        return (0...max(0, count)).map { first.advanced(by: $0).description }
    }
}
