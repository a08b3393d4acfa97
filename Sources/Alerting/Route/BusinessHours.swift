import Model

/// When people are at work: what a lease and a step of escalation are counted in, if their rules say so.
package struct WorkingWeek: Sendable, Hashable {
    /// ISO weekdays; 1 is Monday.
    package var days: Set<Int>
    /// Minutes after local midnight.
    package var from: Int
    package var until: Int

    package init(days: Set<Int> = [1, 2, 3, 4, 5], from: Int = 9 * 60, until: Int = 18 * 60) {
        self.days = days
        self.from = from
        self.until = until
    }
}

/// The working hours of one person, in their own zone: the office's week without their quiet hours and holidays
/// (delivery.md 2.4: never the server's clock).
struct BusinessHours: Sendable {
    private let recipient: Recipient
    private let clock: LocalTime
    private let week: WorkingWeek
    /// A time that needs more days than this is counted by the wall: somebody who never works is still waited for once.
    private static let mostDays = 60

    init(_ recipient: Recipient, week: WorkingWeek, officeZone: String) {
        (self.recipient, self.week) = (recipient, week)
        clock = LocalTime(recipient.timeZone, orElse: officeZone)
    }

    /// The instant at which `span` of working time has passed since `start`.
    func after(_ span: TimeSpan, from start: Instant) -> Instant {
        guard span.milliseconds > 0 else { return start }
        var left = span.milliseconds
        let today = clock.day(of: start)
        // A night shift of the day before may still go on.
        for ahead in -1...Self.mostDays {
            for stretch in open(on: today.advanced(by: ahead)) {
                let from = max(stretch.from, start)
                let length = stretch.until.since(from).milliseconds
                guard length > 0 else { continue }
                if left <= length { return from.advanced(by: TimeSpan(milliseconds: left)) }
                left -= length
            }
        }
        return start.advanced(by: span)
    }

    /// The working hours of a local day, in order.
    private func open(on day: CivilDate) -> [Stretch] {
        guard week.days.contains(day.weekday) else { return [] }
        let whole = Stretch(
            from: clock.instant(day, minutes: week.from),
            until: clock.instant(day, minutes: week.until > week.from ? week.until : week.until + 24 * 60))
        return closed(around: day).reduce(into: [whole]) { open, shut in
            open = open.flatMap { stretch -> [Stretch] in
                guard shut.from < stretch.until, stretch.from < shut.until else { return [stretch] }
                return [
                    Stretch(from: stretch.from, until: shut.from), Stretch(from: shut.until, until: stretch.until),
                ].filter { $0.from < $0.until }
            }
        }
    }

    /// Quiet hours and holidays that may touch a day.
    private func closed(around day: CivilDate) -> [Stretch] {
        let quiet = recipient.quietHours.flatMap { window -> [Stretch] in
            [1, 0].compactMap { window.stretch(on: day.advanced(by: -$0), clock) }
        }
        let holidays = recipient.holidays.events.flatMap { event -> [Stretch] in
            let own = event.clock(orElse: clock)
            // A day there may begin a day before or end a day after the same day here.
            return (-1...event.length.daysAfter + 1).compactMap { event.stretch(on: day.advanced(by: -$0), own) }
        }
        return quiet + holidays
    }
}

extension AlertingRules {
    /// The instant at which so much of a person's working time has passed; plain time for somebody who is not on the
    /// roster.
    package func working(_ span: TimeSpan, of recipient: String, from start: Instant) -> Instant {
        guard let person = roster[recipient] else { return start.advanced(by: span) }
        return BusinessHours(person, week: acknowledging.week, officeZone: office.timeZone).after(span, from: start)
    }

    /// How long a person who takes an alert at an instant has it.
    func lease(of recipient: String, from start: Instant) -> AckEvent.Lease {
        let span = acknowledging.lease
        let part = TimeSpan(milliseconds: span.milliseconds / 100 * AckRules.reminderPercent)
        return AckEvent.Lease(
            until: working(span, of: recipient, from: start), remindAt: working(part, of: recipient, from: start))
    }
}

/// `acknowledging:` of jibu.yaml.
package struct AckRules: Sendable, Hashable {
    /// Working time that somebody has who took an alert.
    package var lease: TimeSpan
    package var week: WorkingWeek

    /// Part of the lease after which its holder is reminded (delivery.md 2.6).
    static let reminderPercent: Int64 = 75

    package init(lease: TimeSpan = .hours(4), week: WorkingWeek = WorkingWeek()) {
        self.lease = lease
        self.week = week
    }
}
