import Model
import Text

/// An alert that changed becomes a notice for each of its recipients, or none.
extension Alerter {
    /// The notice that a recipient is owed about an alert, or nil when they know enough, or will with a notice that
    /// already waits.
    ///
    /// - A claim they were never told of: a new notice, which may interrupt.
    /// - A claim they were told of, that doubled since, or that crossed the tipping point since: an update that may
    ///   interrupt.
    /// - A burst: an update that may interrupt.
    /// - Any other growth, a new story of the claim among it: an update in the next digest (design decision 16).
    ///
    /// - Parameter isBurst: the alert has a new burst.
    func notice(
        for alert: Alert, choice: RouteDecision.Choice, isBurst: Bool, holds: Holds, state: AlertingState,
        now: Instant
    ) -> Notice? {
        guard let person = rules.roster[choice.recipient], let personal = rules.schedules[choice.recipient] else {
            return nil
        }
        let schedule = HeldSchedule(personal, holds.hold(for: person))
        let made = state.notices(to: choice.recipient, of: alert.claim)
        let urgency = alert.urgency(at: now)
        // A step of escalation that may never come owes nobody anything yet.
        // By their places: a claim that goes on for weeks has many, and each would be copied.
        var waiting: [Int] = []
        var told: Instant?
        for place in made.indices {
            if made[place].notBefore > now || made[place].created == now {
                if made[place].kind != .escalation { waiting.append(place) }
            } else {
                told = max(told ?? made[place].notBefore, made[place].notBefore)
            }
        }

        let mayInterrupt = rules.mayInterrupt(alert)

        func notice(_ kind: Notice.Kind, _ slot: Schedule.Slot, interrupts: Bool) -> Notice {
            // How many went before is known after a crash as well as before it; counts and times are not.
            let revision = made.indices.count { made[$0].kind == kind && made[$0].alert == alert.id }
            return Notice(
                id: WideHash.hex(["notice", alert.id, choice.recipient, kind.rawValue, String(revision)]),
                alert: alert.id, recipient: choice.recipient, route: choice.route, kind: kind, created: now,
                notBefore: slot.notBefore, held: slot.held, interrupts: interrupts)
        }

        guard let told else {
            // Not told of the claim yet: one new notice of it is enough, and it will tell every story.
            let soonest = waiting.min { (made[$0].notBefore, made[$0].id) < (made[$1].notBefore, made[$1].id) }
            guard let first = soonest.map({ made[$0] }) else {
                guard let storm = storm(choice, urgency, state: state, now: now) else {
                    return notice(
                        .new, schedule.slot(urgency, interrupts: mayInterrupt, now: now), interrupts: mayInterrupt)
                }
                let slot = schedule.slot(urgency, interrupts: false, now: now)
                return notice(.new, slot.folded(by: storm), interrupts: false)
            }
            // A burst does not wait with a notice that a lesser urgency held back, nor does the first plain telling
            // with one that waits because all before it read like opinion.
            let slot = schedule.slot(urgency, interrupts: mayInterrupt, now: now)
            let isFirstPlain = mayInterrupt && !first.interrupts && !first.isFolded
            if isBurst || isFirstPlain, slot.notBefore < first.notBefore {
                return notice(.update, slot, interrupts: mayInterrupt)
            }
            guard !waiting.contains(where: { made[$0].alert == alert.id }) else { return nil }
            return notice(.update, first.slot, interrupts: first.interrupts)
        }
        // What is news to a recipient is what their own stories gained; the tipping point looks at all.
        guard let book = state.book(of: alert.claim) else { return nil }
        let gained = book.count(after: told) {
            $0 == alert.id || state.isNoticed($0, to: choice.recipient, of: alert.claim)
        }
        guard gained > 0 else { return nil }
        let doubled = gained >= before(told, of: alert, and: made, atMost: gained, state: state)
        let crossed = alert.severity < rules.tipping.severity && book.reached.map { $0 > told } ?? false
        let interrupts = mayInterrupt && (doubled || crossed || isBurst)
        let slot = schedule.slot(urgency, interrupts: interrupts, now: now)
        // A notice about this claim that goes out no later will tell this growth too.
        let inTime = waiting.filter { made[$0].notBefore <= slot.notBefore }
        guard let sooner = inTime.min(by: { made[$0].notBefore < made[$1].notBefore }).map({ made[$0] })
        else { return notice(.update, slot, interrupts: interrupts) }
        guard !inTime.contains(where: { made[$0].alert == alert.id }) else { return nil }
        return notice(.update, sooner.slot, interrupts: sooner.interrupts)
    }

    /// Why a new alert is not told by itself: its route has told this person of many within an hour, so that a message
    /// more would be muted with the rest. Critical news always comes through.
    private func storm(
        _ choice: RouteDecision.Choice, _ urgency: Severity, state: AlertingState, now: Instant
    ) -> String? {
        guard urgency < .critical, let most = rules.storms[choice.route] else { return nil }
        let lately = state.interruptions(of: choice.recipient, by: choice.route, since: now.advanced(by: .hours(-1)))
        let news = most == 1 ? "1 new alert" : "\(most) new alerts"
        return lately < most ? nil : "\(Hold.storm)\(choice.route): more than \(news) in an hour"
    }

    /// Posts of an alert, and of those that notices name, that were seen until an instant; counting stops when they are
    /// more than `most`. Those of an alert that nobody told plainly are none: the first plain telling is news.
    private func before(
        _ instant: Instant, of alert: Alert, and made: [Notice], atMost most: Int, state: AlertingState
    ) -> Int {
        var seen: Set<String> = []
        var count = 0
        for place in -1..<made.count where count <= most {
            guard let id = state.resolvedID(place < 0 ? alert.id : made[place].alert), seen.insert(id).inserted,
                let alert = state.alerts[id], alert.state != .merged, alert.state != .dismissed
            else { continue }
            let posts = alert.posts(until: instant)
            if alert.posts.prefix(posts).contains(where: { $0.tone == nil }) { count += posts }
        }
        return count
    }
}

extension Notice {
    /// When it is told, for another one that goes with it.
    fileprivate var slot: Schedule.Slot { Schedule.Slot(notBefore: notBefore, held: held) }
}
