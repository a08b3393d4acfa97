import Model

extension AlertingRules {
    /// The midnight at which an election silence about some of these places ends, or about everything when none is
    /// known; nil when none is on.
    func electionSilence(about alertPlaces: [AlertPlace], now: Instant) -> Instant? {
        guard !office.electionSilence.isEmpty else { return nil }
        func isSilent(_ day: CivilDate) -> Bool {
            office.electionSilence.contains { silence in
                silence.from <= day && day <= silence.until && concerns(silence.places, alertPlaces)
            }
        }
        var day = clock.day(of: now)
        guard isSilent(day) else { return nil }
        for _ in 0..<Self.mostSilentDays where isSilent(day) { day = day.advanced(by: 1) }
        return clock.instant(day, minutes: 0)
    }

    /// More days than any election has; it ends the search.
    private static let mostSilentDays = 62

    /// What is said about a village is heard in its region, and the other way round.
    private func concerns(_ silent: [String], _ alertPlaces: [AlertPlace]) -> Bool {
        silent.isEmpty || alertPlaces.isEmpty
            || alertPlaces.contains { place in
                place.place == AlertPlace.nowhere
                    || silent.contains { places.holds($0, place.place) || places.holds(place.place, $0) }
            }
    }
}
