import Model

/// What a digest depends on beside alerts and notices: which ways to people are closed, and what was not watched. A
/// replay has neither.
package struct Circumstances: Sendable {
    package var deadEnds: DeadEnds
    /// Gaps that may have cost posts, of sources that are watched.
    package var gaps: [Gap]

    package init(deadEnds: DeadEnds = DeadEnds(), gaps: [Gap] = []) {
        self.deadEnds = deadEnds
        self.gaps = gaps
    }
}
