import Model

/// A stretch of time; `until` is not in it.
struct Stretch: Hashable {
    var from: Instant
    var until: Instant

    func holds(_ instant: Instant) -> Bool { from <= instant && instant < until }
}

extension QuietHours {
    /// The window that begins on a local day; nil when none does.
    func stretch(on day: CivilDate, _ clock: LocalTime) -> Stretch? {
        guard days.contains(day.weekday) else { return nil }
        let last = until <= from ? day.advanced(by: 1) : day
        return Stretch(from: clock.instant(day, minutes: from), until: clock.instant(last, minutes: until))
    }
}

extension Holidays.Event {
    /// The clock of its days: its own, or that of the person.
    func clock(orElse personal: LocalTime) -> LocalTime {
        zone.map { LocalTime($0, orElse: personal.name) } ?? personal
    }

    /// What begins on a local day of its clock; nil when nothing does.
    func stretch(on day: CivilDate, _ clock: LocalTime) -> Stretch? {
        guard starts(on: day) else { return nil }
        let from = clock.instant(day, minutes: minutes)
        switch length {
        case .days(let days): return Stretch(from: from, until: clock.instant(day.advanced(by: days), minutes: 0))
        case .minutes(let minutes): return Stretch(from: from, until: from.advanced(by: .minutes(Int64(minutes))))
        }
    }
}
