/// Days on which nothing may be campaigned for, as election laws have it (docs/decisions/0021-election-silence.md).
package struct ElectionSilence: Sendable, Hashable {
    /// The first and the last day, local days of the office.
    package var from: CivilDate
    package var until: CivilDate
    /// Where, with everything below; empty means everywhere.
    package var places: [String]

    package init(from: CivilDate, until: CivilDate, places: [String] = []) {
        self.from = from
        self.until = until
        self.places = places
    }
}
