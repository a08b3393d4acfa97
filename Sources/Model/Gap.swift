/// A period in which a source was not watched. Silence must never pass for calm (trust.md R8, R25), so every gap is
/// kept, shown, and closed only by an answer of the source.
package struct Gap: Sendable, Hashable {
    package enum Reason: String, Sendable, CaseIterable {
        /// It was asked and gave no answer that could be read.
        case failed
        /// It asked for fewer requests.
        case throttled
        /// It is gone for good.
        case gone
        /// This machine had no network.
        case offline
        /// No run took place: the machine or the timer was off.
        case off
        /// Runs took place, but the source was not asked in its period.
        case late
    }

    package var source: String
    /// The last answer before it; for a source that never answered, the first attempt.
    package var start: Instant
    /// The answer that closed it; while it is open, the last run that knew of it.
    package var stop: Instant
    package var reason: Reason
    /// In a sentence, as far as somebody said one.
    package var detail: String?
    package var isOpen: Bool
    /// How far back the answer that closed it could see; nil when that is not known.
    package var seenBackTo: Instant?

    package init(
        source: String, start: Instant, stop: Instant, reason: Reason, detail: String? = nil, isOpen: Bool,
        seenBackTo: Instant? = nil
    ) {
        self.source = source
        self.start = start
        self.stop = stop
        self.reason = reason
        self.detail = detail
        self.isOpen = isOpen
        self.seenBackTo = seenBackTo
    }

    /// False only when the source itself has shown that its window reaches back to before the gap.
    package var mayHaveMissed: Bool { isOpen || (seenBackTo.map { $0 > start } ?? true) }
}
