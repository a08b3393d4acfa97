import Model

/// Why an alert is not told now although its recipients may be, and until when (delivery.md 2.5).
struct Hold: Hashable {
    var until: Instant
    /// Begins with a word that `Notice.isHeldBack` knows.
    var why: String

    static let silence = "silence "
    static let inhibition = "inhibited "
    static let election = "election silence "
    /// These do not hold a notice back: it waits for the next message, whenever that goes.
    static let cap = "daily cap "
    static let storm = "storm on "
}

extension Notice {
    /// Does it wait because of a silence, a wider claim or an election? Quiet hours and digest times are not meant.
    package var isHeldBack: Bool { isHeld(by: [Hold.silence, Hold.inhibition, Hold.election]) }

    /// Does it wait so that its reader gets fewer messages?
    package var isFolded: Bool { isHeld(by: [Hold.cap, Hold.storm]) }

    private func isHeld(by words: [String]) -> Bool {
        held.map { why in words.contains(where: why.hasPrefix) } ?? false
    }
}

extension Schedule.Slot {
    /// The same for a notice that is folded into the next message, with the reason before the time.
    func folded(by why: String) -> Schedule.Slot {
        Schedule.Slot(notBefore: notBefore, held: why + (held.map { "; \($0)" } ?? ""))
    }
}

/// The holds on one alert: one for everybody, and one for deputies alone.
struct Holds {
    var common: Hold?
    var election: Hold?

    func hold(for person: Recipient) -> Hold? {
        guard person.role == .deputy, let election else { return common }
        return common.map { $0.until < election.until ? election : $0 } ?? election
    }
}

/// Silences and inhibitions hold notices back; they never keep one from being made. So nothing that began or ended
/// within one is lost, and what a silence held goes out as soon as it is broken, shortened or removed.
extension Alerter {
    func holds(on alert: Alert, state: AlertingState, now: Instant) -> Holds {
        Holds(
            common: hold(on: alert, state: state, now: now),
            election: rules.electionSilence(about: alert.places, now: now).map { end in
                Hold(until: end, why: "\(Hold.election)until \(rules.clock.day(of: end)), 00:00 \(rules.clock.name)")
            })
    }

    /// The hold on an alert that lasts longest; nil when there is none.
    private func hold(on alert: Alert, state: AlertingState, now: Instant) -> Hold? {
        guard !rules.silences.isEmpty || !rules.inhibitions.isEmpty else { return nil }
        let holds = silences(of: alert, state: state, now: now).filter { $0.broken == nil }.map { Hold($0.silence) }
            + inhibitions(of: alert, state: state, now: now)
        return holds.max { $0.until < $1.until }
    }

    /// Silences that are on and mean an alert, each with what broke it.
    func silences(
        of alert: Alert, state: AlertingState, now: Instant
    ) -> [(silence: Silence, broken: Silence.Breaker?)] {
        rules.silences.filter { $0.isOn(at: now) && means(alert, $0, now: now) }.map {
            ($0, breaker(of: $0, for: alert, state: state, now: now))
        }
    }

    /// Does a silence mean an alert, whenever it is on?
    package func means(_ alert: Alert, _ silence: Silence, now: Instant) -> Bool {
        rules.router.takes(alert, silence.match, now: now)
    }

    /// Ids of alerts that a silence means and does not hold, since something broke it for them.
    package func breaking(_ silence: Silence, among alerts: [Alert], now: Instant) -> Set<String> {
        guard !silence.breaksOn.isEmpty else { return [] }
        let state = AlertingState(alerts: alerts)
        let broken = alerts.filter {
            means($0, silence, now: now) && breaker(of: silence, for: $0, state: state, now: now) != nil
        }
        return Set(broken.map(\.id))
    }

    private func breaker(
        of silence: Silence, for alert: Alert, state: AlertingState, now: Instant
    ) -> Silence.Breaker? {
        if silence.breaksOn.contains(.burst),
            alert.bursts.contains(where: { $0.isOn(at: now) && $0.lastLoud >= silence.from })
        {
            return .burst
        }
        guard silence.breaksOn.contains(.newPlatform) else { return nil }
        let posts = state.counted(claim: alert.claim).flatMap(\.posts)
        let before = Set(posts.filter { $0.seen < silence.from }.map(\.platform))
        // A claim that nobody told before has its first platform in the silence.
        let known = before.isEmpty ? Set(posts.min { $0.seen < $1.seen }.map { [$0.platform] } ?? []) : before
        return alert.posts.contains { $0.seen >= silence.from && !known.contains($0.platform) } ? .newPlatform : nil
    }

    private func inhibitions(of alert: Alert, state: AlertingState, now: Instant) -> [Hold] {
        rules.inhibitions.filter { $0.mutes.contains(alert.claim) }.compactMap { inhibition in
            let wide = state.standing(claim: inhibition.claim).filter {
                ($0.state == .open || $0.state == .notified || $0.state == .claimed) && sharesPlace($0, alert)
            }
            guard let last = wide.map(\.lastSeen).max() else { return nil }
            let until = last.advanced(by: Inhibition.span)
            guard now < until else { return nil }
            return Hold(
                until: until, why: "\(Hold.inhibition)by \(inhibition.claim), which is told about the same place")
        }
    }

    /// Is one alert about the same place as another, or about a part of it?
    private func sharesPlace(_ wide: Alert, _ narrow: Alert) -> Bool {
        narrow.places.contains { place in
            wide.places.contains { rules.places.holds($0.place, place.place) || $0.place == AlertPlace.nowhere }
        }
    }
}

extension Hold {
    fileprivate init(_ silence: Silence) {
        self.init(
            until: silence.until,
            why: "\(Hold.silence)\(silence.id) until \(silence.until) by \(silence.author): \(silence.reason)")
    }
}

/// A recipient's schedule under a hold: what it would tell sooner waits until the hold is over, and goes on then as
/// it would have gone without.
struct HeldSchedule {
    private let schedule: Schedule
    private let hold: Hold?

    init(_ schedule: Schedule, _ hold: Hold?) { (self.schedule, self.hold) = (schedule, hold) }

    /// - Parameter interrupts: it may have a message of its own; else it goes with the next digest.
    func slot(_ urgency: Severity, interrupts: Bool, now: Instant) -> Schedule.Slot {
        guard let hold, hold.until > now else { return schedule.slot(urgency, interrupts: interrupts, now: now) }
        let free = schedule.slot(urgency, interrupts: interrupts, now: hold.until)
        return Schedule.Slot(notBefore: free.notBefore, held: hold.why)
    }

    /// At the moment of sending: nil when it may go now.
    func held(_ urgency: Severity, interrupts: Bool, now: Instant) -> Schedule.Slot? {
        hold == nil ? schedule.held(urgency, now: now) : slot(urgency, interrupts: interrupts, now: now)
    }
}
