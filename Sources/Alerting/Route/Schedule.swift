import Model

/// When one recipient may be told: cadence, then quiet hours and holidays, in their own time zone (delivery.md 2.4).
struct Schedule: Sendable {
    private let recipient: Recipient
    let clock: LocalTime
    /// Local time of daily and weekly digests, minutes after midnight.
    var digestAt: Int { recipient.digestAt }

    init(_ recipient: Recipient, officeZone: String) {
        self.recipient = recipient
        clock = LocalTime(recipient.timeZone, orElse: officeZone)
    }

    /// An instant at which to tell, and why it is not at once; `held` is nil when it is.
    struct Slot: Hashable {
        var notBefore: Instant
        var held: String?
    }

    /// For news that may interrupt: the cadence decides, then quiet hours.
    func next(_ severity: Severity, now: Instant) -> Slot {
        let slot: Slot
        switch recipient.cadence {
        case .instant: slot = Slot(notBefore: now, held: nil)
        case .hourly, .daily, .weekly: slot = digest(after: now)
        }
        return quiet(slot, severity)
    }

    /// For news that must not interrupt: the next digest, which for an instant recipient is the daily one.
    func nextDigest(_ severity: Severity, now: Instant) -> Slot { quiet(digest(after: now), severity) }

    /// For what a full digest left over: the next digest, but the hour of digests on the next day for weekly readers.
    func catchUp(_ severity: Severity, now: Instant) -> Slot {
        guard recipient.cadence == .weekly else { return nextDigest(severity, now: now) }
        var daily = recipient
        daily.cadence = .daily
        return Schedule(daily, officeZone: clock.name).nextDigest(severity, now: now)
    }

    /// One of the two.
    func slot(_ severity: Severity, interrupts: Bool, now: Instant) -> Slot {
        interrupts ? next(severity, now: now) : nextDigest(severity, now: now)
    }

    /// Quiet hours at the moment of sending: nil when it may go now.
    func held(_ severity: Severity, now: Instant) -> Slot? {
        let slot = quiet(Slot(notBefore: now, held: nil), severity)
        return slot.held == nil ? nil : slot
    }

    /// Is nothing sent at an instant because of a holiday?
    func isHoliday(_ severity: Severity, at now: Instant) -> Bool {
        !recipient.breakQuietFor.contains(severity) && !holidayEnds(at: now).isEmpty
    }

    /// The first instant of the next local day.
    func tomorrow(after now: Instant) -> Instant { clock.instant(clock.day(of: now).advanced(by: 1), minutes: 0) }

    /// The next digest at or after an instant.
    private func digest(after now: Instant) -> Slot {
        let today = clock.day(of: now)
        if recipient.cadence == .hourly { return hourly(now) }
        for ahead in 0...8 {
            let day = today.advanced(by: ahead)
            if recipient.cadence == .weekly, day.weekday != 1 { continue }
            let instant = clock.instant(day, minutes: recipient.digestAt)
            guard instant >= now else { continue }
            guard instant > now else { return Slot(notBefore: now, held: nil) }
            let name = recipient.cadence == .weekly ? "weekly digest, Monday" : "daily digest"
            return Slot(notBefore: instant, held: "\(name) at \(wall(instant))")
        }
        return Slot(notBefore: now, held: nil)
    }

    private func hourly(_ now: Instant) -> Slot {
        let civil = clock.civil(now)
        let past = Int64(civil.minute * 60 + civil.second) * 1000 + (now.milliseconds - now.seconds * 1000)
        guard past > 0 else { return Slot(notBefore: now, held: nil) }
        let instant = now.advanced(by: TimeSpan(milliseconds: 3_600_000 - past))
        return Slot(notBefore: instant, held: "hourly digest at \(wall(instant))")
    }

    /// Moves a slot out of quiet hours and holidays. Windows may touch each other; eight days of them in a row are
    /// taken as no window at all, since somebody who is never to be told would lose everything in silence.
    private func quiet(_ slot: Slot, _ severity: Severity) -> Slot {
        guard !recipient.breakQuietFor.contains(severity) else { return slot }
        var (free, why) = (slot.notBefore, "quiet hours")
        for _ in 0..<64 {
            guard let window = quietWindow(at: free) else {
                guard free != slot.notBefore else { return slot }
                return Slot(notBefore: free, held: "\(why) until \(wall(free))")
            }
            (free, why) = window
            if free.since(slot.notBefore) > .days(8) { return slot }
        }
        return slot
    }

    /// The window that an instant lies in and that ends last, with its name.
    private func quietWindow(at instant: Instant) -> (end: Instant, why: String)? {
        let hours = quietEnds(at: instant).max()
        guard let day = holidayEnds(at: instant).max(), hours.map({ $0 < day }) ?? true else {
            return hours.map { ($0, "quiet hours") }
        }
        return (day, "holidays")
    }

    private func quietEnds(at instant: Instant) -> [Instant] {
        let today = clock.day(of: instant)
        var ends: [Instant] = []
        for window in recipient.quietHours {
            for ago in [1, 0] {
                let stretch = window.stretch(on: today.advanced(by: -ago), clock)
                if let stretch, stretch.holds(instant) { ends.append(stretch.until) }
            }
        }
        return ends
    }

    private func holidayEnds(at instant: Instant) -> [Instant] {
        var ends: [Instant] = []
        for event in recipient.holidays.events {
            let clock = event.clock(orElse: self.clock)
            let today = clock.day(of: instant)
            for ago in 0...event.length.daysAfter {
                let stretch = event.stretch(on: today.advanced(by: -ago), clock)
                if let stretch, stretch.holds(instant) { ends.append(stretch.until) }
            }
        }
        return ends
    }

    /// `2026-11-21 07:00 Asia/Almaty`: a held notice may wait over midnight, so the date is always said.
    private func wall(_ instant: Instant) -> String {
        let civil = clock.civil(instant)
        return "\(civil.date) \(twoDigits(civil.hour)):\(twoDigits(civil.minute)) \(clock.name)"
    }
}

/// 7 as `07`.
func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
