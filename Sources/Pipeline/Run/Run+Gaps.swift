import Intake
import Model
import Storage

/// What was not watched. A gap begins at the last answer of a source and ends at its next one (trust.md R8).
extension Run {
    /// Periods without an answer after which there was a gap, though nothing failed.
    private static let missedPeriods: Int64 = 3

    /// The time between two runs after which one was missed.
    var longestPause: TimeSpan { edges.schedule.runEvery.times(Self.missedPeriods) }

    /// Reads the gaps that are open, and notes a pause of the whole job.
    mutating func lookForGaps(lastClock: Instant?) throws(PipelineError) {
        let (ledger, far) = (edges.ledger, Instant(milliseconds: .max))
        let open = try storage { () throws(StorageError) in try ledger.gaps(since: far) }
        openGaps = Dictionary(open.filter(\.isOpen).map { ($0.source, $0) }) { first, _ in first }
        guard let last = lastClock, now.since(last) > longestPause else { return }
        offSince = last
        report.remarks.append("no run took place from \(last) to \(now)")
    }

    /// The gap of a source that was asked just now; nil when there is none.
    ///
    /// - Parameter answer: nil when there was none.
    func gap(
        of source: ConfiguredSource, before: SourceState?, health: SourceHealth, answer: Answer?
    ) -> Gap? {
        let open = openGaps[source.id]
        guard let answer, health.isAnswer else {
            let start = open?.start ?? before?.lastAnswer ?? now
            return Gap(
                source: source.id, start: start, stop: now, reason: reason(health), detail: health.detail, isOpen: true)
        }
        if var gap = open {
            (gap.stop, gap.isOpen, gap.seenBackTo) = (now, false, seenBackTo(answer, health, gap.start))
            return gap
        }
        guard let before, let last = before.lastAnswer, isOverdue(source, before) else { return nil }
        let period = edges.schedule.runEvery.milliseconds
        let wasOff = offSince.map { $0 < now.advanced(by: TimeSpan(milliseconds: -period)) }
        return Gap(
            source: source.id, start: last, stop: now, reason: wasOff ?? false ? .off : .late, isOpen: false,
            seenBackTo: seenBackTo(answer, health, last))
    }

    /// The gap of a source that is not due; nil when there is none.
    func gap(ofWaiting source: ConfiguredSource, _ state: SourceState?) -> Gap? {
        if var gap = openGaps[source.id] {
            gap.stop = now
            return gap
        }
        guard let state, let last = state.lastAnswer else { return nil }
        // A source that answered and asked for a long pause is not late.
        if state.health.isAnswer, !(state.nextDue.map { $0 <= now } ?? true) { return nil }
        guard !state.health.isAnswer || isOverdue(source, state) else { return nil }
        return Gap(
            source: source.id, start: last, stop: now, reason: state.health.isAnswer ? .late : reason(state.health),
            detail: state.health.detail ?? leftOutWords(state), isOpen: true)
    }

    private func leftOutWords(_ state: SourceState) -> String? {
        state.leftOut > 0 ? "the budget of the runs was used up before it" : nil
    }

    /// Gaps that may have cost posts, of sources that are watched at present.
    func watchedGaps() throws(PipelineError) -> [Gap] {
        let (ledger, since) = (edges.ledger, now.advanced(by: .days(-31)))
        let watched = Set(edges.sources.filter(\.enabled).map(\.id))
        return try storage { () throws(StorageError) in try ledger.gaps(since: since) }
            .filter { watched.contains($0.source) && $0.mayHaveMissed }
    }

    /// What an answer shows of the time before it.
    struct Answer {
        /// Posts that were archived before and came again unchanged.
        var repeated: Int
        /// When the oldest post that says so was published.
        var oldest: Instant?
        /// What the source itself says.
        var reach: Harvest.Reach
    }

    /// Nothing changed, a post known before the gap is still there, or the source says that it went back to its
    /// bookmark: the answer reaches back over the whole gap.
    private func seenBackTo(_ answer: Answer, _ health: SourceHealth, _ start: Instant) -> Instant? {
        if answer.reach == .part { return answer.oldest.map { max($0, start.advanced(by: .seconds(1))) } }
        if answer.reach == .all { return min(start, answer.oldest ?? start) }
        if health == .unchanged || answer.repeated > 0 { return min(start, answer.oldest ?? start) }
        return answer.oldest
    }

    private func isOverdue(_ source: ConfiguredSource, _ state: SourceState) -> Bool {
        guard let last = state.lastAnswer else { return false }
        let period = max(
            edges.schedule.period(of: source, state, now: now), edges.schedule.minimum, edges.schedule.runEvery)
        let planned = state.nextDue.map { $0.since(last) } ?? period
        return now.since(last) > max(period, planned).times(Self.missedPeriods)
    }

    private func reason(_ health: SourceHealth) -> Gap.Reason {
        if edges.isOffline() { return .offline }
        switch health {
        case .throttled: return .throttled
        case .gone: return .gone
        case .healthy, .quiet, .unchanged, .softFailed, .failed: return .failed
        }
    }
}

extension Gap {
    /// The gap in words, for the operator.
    package var sentence: String {
        let why = detail ?? reasonWords
        if isOpen { return "\(source): not watched since \(start): \(why)" }
        let seen = mayHaveMissed
            ? seenBackTo.map { "its posts reach back to \($0), older ones may be missing" } ?? "posts of that time may be missing"
            : "its posts reach back over all of it"
        return "\(source): not watched from \(start) to \(stop): \(why); \(seen)"
    }

    private var reasonWords: String {
        switch reason {
        case .failed: "it gave no answer"
        case .throttled: "it asked for fewer requests"
        case .gone: "it is gone for good"
        case .offline: "there was no network"
        case .off: "no run took place"
        case .late: "it was not asked in time"
        }
    }
}

extension TimeSpan {
    /// At most the longest span there is.
    fileprivate func times(_ factor: Int64) -> TimeSpan {
        let (product, overflow) = milliseconds.multipliedReportingOverflow(by: factor)
        return TimeSpan(milliseconds: overflow ? .max : product)
    }
}
