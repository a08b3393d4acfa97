import Alerting
import Model
import Storage
import Watchlists

/// What a replay came to: one set of rules, or two and what changes between them.
package struct ReplayReport {
    /// Posts taken through, each version of an edited post for itself.
    package let posts: Int
    /// Posts passed over since the archive held them twice.
    package let repeated: Int
    /// Posts by UTC day.
    package let perDay: [String: Int]
    /// What was asked for, and what the archive holds.
    package let period: ReplayPeriod
    /// When the first and the last post of the period were seen.
    package let from: Instant
    package let until: Instant
    /// Segments that were read or tried.
    package let segments: Int
    /// Segments that were left closed, since their index says that they hold nothing of the period.
    package let passedOver: Int
    package let new: Side
    package let old: Side?
    /// Nil when one set of rules was replayed.
    package let difference: ReplayDifference?
    /// What was not scanned, in words, one line each: damage and missing segments.
    package let notScanned: [String]
    /// Posts that are surely lost in damaged segments; what a missing one held nobody can know.
    package let lost: Int
    /// Periods in which a source was not watched, or before the archive begins or after it ends, in words: there is
    /// nothing of them in the archive to scan.
    package var gaps: [String]

    package struct Side {
        package let name: String
        package let tally: ReplayTally
        /// Claim id to title.
        package let titles: [String: String]
        /// Recipient id to role.
        package let roles: [String: Recipient.Role]
        /// One for each claim with a labelled post in the period.
        package fileprivate(set) var quality: [ReplayQuality] = []
        /// Alerts that stand for themselves and that somebody would hear of, oldest first.
        package let standing: [ReplayAlert]
        /// Where each pattern comes from, by pattern id.
        package let origins: [String: PatternOrigin]
        private let past: ReplayAlerts
        private let lines: ScratchFile

        init(_ side: ReplaySide) {
            name = side.rules.name
            tally = side.tally
            past = side.past
            standing = past.entries.filter(\.stands)
            lines = side.messages
            origins = side.rules.origins
            let rules = side.rules.alerter.rules
            titles = rules.claims.mapValues(\.title)
            roles = Dictionary(rules.recipients.map { ($0.id, $0.role) }) { first, _ in first }
        }

        package func alert(_ entry: ReplayAlert) throws(PipelineError) -> Alert { try past.alert(entry) }

        /// Every alert, merged ones too, oldest first.
        package func forEachAlert(_ body: (Alert) -> Void) throws(PipelineError) {
            for entry in past.entries { body(try past.alert(entry)) }
        }

        /// Every message as a line of JSON, in the order sent.
        package func forEachMessage(_ body: (UnsafeBufferPointer<UInt8>) -> Void) throws(PipelineError) {
            try lines.forEach(body)
        }
    }

    /// Which segments a replay has read, and what it could not read.
    struct Read {
        var segments: Int
        var passedOver: Int
        var notScanned: [String]
        /// Posts that are surely lost in damaged segments.
        var lost = 0
        var period: ReplayPeriod

        init(_ segments: [SketchedSegment], in chain: SegmentChain, _ period: ReplayPeriod) {
            self.segments = segments.count
            self.period = period
            passedOver = chain.count - segments.count
            notScanned = chain.missing(from: period.from, until: period.until)
                .map { "\($0): missing: its posts are lost" }
            for segment in segments {
                notScanned += segment.damages
                lost += segment.isClean ? 0 : segment.lost ?? 0
                if segment.unlisted > 0 { notScanned.append("\(segment.name): \(segment.unlisted) more damages") }
            }
        }
    }

    init(
        posts: Int, repeated: Int, perDay: [String: Int], from: Instant, until: Instant, read: Read,
        new: Side, old: Side?, labels: LabelTally
    ) {
        (self.posts, self.repeated, self.perDay) = (posts, repeated, perDay)
        (self.from, self.until) = (from, until)
        (segments, passedOver, notScanned, lost) = (read.segments, read.passedOver, read.notScanned, read.lost)
        (period, gaps) = (read.period, read.period.outside)
        var (new, old) = (new, old)
        new.quality = labels.quality(isNew: true)
        old?.quality = labels.quality(isNew: false)
        difference = old.map { ReplayDifference(old: $0.standing, new: new.standing) }
        (self.new, self.old) = (new, old)
    }

    /// True when somebody should look: something was not scanned, or a pattern could not decide.
    package var needsEyes: Bool { !notScanned.isEmpty || !undecided.isEmpty }

    /// Posts that a pattern could not decide, by pattern, each side for itself.
    package var undecided: [Row] { rows(new.tally.undecided, old?.tally.undecided ?? [:]) }

    /// UTC days from the first to the last post, both counted.
    package var days: [String] {
        let first = CivilTime(from).date
        let count = CivilTime(until).date.daysSinceEpoch - first.daysSinceEpoch
        return (0...max(0, count)).map { first.advanced(by: $0).description }
    }
}
