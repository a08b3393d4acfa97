import Model
import Text

/// A notice, and what became of it.
package struct NoticeFate: Sendable, Hashable {
    package enum State: Sendable, Hashable {
        /// In no digest, or in one that is still on its way.
        case waiting
        case accepted(Instant)
        /// It will never reach its recipient.
        case dead
    }
    package var notice: Notice
    package var state: State

    package init(notice: Notice, state: State) {
        self.notice = notice
        self.state = state
    }
}

/// Who is told next while nobody takes an alert (delivery.md 2.7).
///
/// The notices of a step are made as soon as its clock runs, with the instant of the step as their `notBefore`: so they
/// wait in the ledger like everything else, and whoever takes the alert cancels them in the same transaction. In a
/// replay nobody ever takes anything, so every chain runs to its end.
extension Alerter {
    /// The notices of the next step of each route that took an alert; none while the step before was not told to
    /// anybody, when they are made already, and when somebody sees to the alert.
    ///
    /// - Parameters:
    ///   - fates: of all notices about it.
    ///   - standing: what people said of it.
    package func escalations(
        of alert: Alert, fates: [NoticeFate], standing: AckStanding = AckStanding(), now: Instant
    ) -> [Notice] {
        guard alert.state == .open || alert.state == .notified, standing.state == .open else { return [] }
        let decision = route(alert, now: now, explains: false)
        var known = Set(fates.map(\.notice.id))
        return decision.taken.flatMap { taken -> [Notice] in
            let chain = rules.router.escalation(along: taken.path)
            guard chain != nil || standing.reopened != nil else { return [] }
            let ladder = Ladder(
                alert: alert, route: taken.route, chain: chain ?? Escalation(steps: []),
                first: decision.recipients.filter { $0.route == taken.route }.map(\.recipient), fates: fates,
                reopened: standing.reopened, returner: standing.gaveBack ?? standing.claimers.last)
            return ladder.next(rules, now: now).filter { known.insert($0.id).inserted }
        }
    }

    /// True when some route has a chain.
    package var hasEscalation: Bool { rules.route.hasEscalation }
}

extension Route {
    fileprivate var hasEscalation: Bool { escalation != nil || children.contains(where: \.hasEscalation) }
}

/// One chain of one alert, from the people whom the route told first upwards.
private struct Ladder {
    let alert: Alert
    let route: String
    let chain: Escalation
    /// Stage 0.
    let first: [String]
    let fates: [NoticeFate]
    /// When the alert was last given back.
    let reopened: Instant?
    /// Who had it last, and is not told of it as of something new.
    let returner: String?

    /// No step is due later. What came back counts from then: a lease may span a weekend.
    private var lastDue: Instant { (reopened ?? alert.opened).advanced(by: chain.ageLimit) }

    private enum Clock {
        /// Told to this person at this instant.
        case runs(Instant, String)
        /// Nobody could be told, or somebody gave it back: the next step is due at once.
        case over(Instant)
        /// It was not told to anybody yet.
        case waits
        case notMade
    }

    func next(_ rules: AlertingRules, now: Instant) -> [Notice] {
        var stage = 0
        var clock = self.clock(fates.filter { $0.notice.kind != .escalation && $0.notice.route == route }, now)
        if let reopened {
            // Whoever gave it back, and everybody before, had their turn.
            stage = lastStage(of: returner, rules, now)
            clock = .over(reopened)
        }
        while let step = chain.step(stage + 1) {
            let due: Instant
            switch clock {
            case .waits, .notMade: return []
            case .over(let instant): due = instant
            case .runs(let instant, let person):
                due = step.isBusiness
                    ? rules.working(step.after, of: person, from: instant) : instant.advanced(by: step.after)
            }
            guard due <= lastDue else { return [] }
            stage += 1
            let people = rules.router.people(step.to, of: route, alert: alert, now: now)
            let ids = Set(people.map { id(of: $0, stage) })
            clock = self.clock(fates.filter { ids.contains($0.notice.id) }, now)
            if case .notMade = clock {
                let others = people.filter { $0 != returner || reopened == nil }
                let made = notices(to: others, stage, due: due, rules, now)
                // A step that means nobody is passed over.
                if !made.isEmpty { return made }
                clock = .over(due)
            }
        }
        return backToAll(stage, rules, now)
    }

    /// Behind the last step: what was given back is told to all others once more.
    private func backToAll(_ stage: Int, _ rules: AlertingRules, _ now: Instant) -> [Notice] {
        guard let reopened, chain.step(lastStage(of: returner, rules, now) + 1) == nil else { return [] }
        let told = Set(first + fates.map(\.notice.recipient)).subtracting([returner].compactMap { $0 }).sorted()
        return notices(to: told, stage + 1, due: reopened, rules, now)
    }

    /// The last step of the chain that means a person; 0 when none does, as for those whom the route told first.
    private func lastStage(of person: String?, _ rules: AlertingRules, _ now: Instant) -> Int {
        guard let person else { return 0 }
        return chain.steps.indices.last { index in
            rules.router.people(chain.steps[index].to, of: route, alert: alert, now: now).contains(person)
        }.map { $0 + 1 } ?? 0
    }

    private func clock(_ fates: [NoticeFate], _ now: Instant) -> Clock {
        guard !fates.isEmpty else { return .notMade }
        let accepted = fates.compactMap { fate -> (at: Instant, by: String)? in
            if case .accepted(let at) = fate.state { (at, fate.notice.recipient) } else { nil }
        }
        if let begun = accepted.min(by: { ($0.at, $0.by) < ($1.at, $1.by) }) { return .runs(begun.at, begun.by) }
        return fates.allSatisfy { $0.state == .dead } ? .over(now) : .waits
    }

    /// What is told again after it was given back is told under other ids.
    private func id(of person: String, _ stage: Int) -> String {
        let generation = reopened.map { String($0.milliseconds) } ?? ""
        return WideHash.hex(["notice", alert.id, person, "escalation", route, generation, String(stage)])
    }

    private func notices(
        to people: [String], _ stage: Int, due: Instant, _ rules: AlertingRules, _ now: Instant
    ) -> [Notice] {
        people.compactMap { person in
            guard let schedule = rules.schedules[person] else { return nil }
            let start = max(due, now)
            let interrupts = rules.mayInterrupt(alert)
            let slot = schedule.slot(alert.urgency(at: now), interrupts: interrupts, now: start)
            let why = slot.held ?? (start > now ? "escalation at \(start), unless somebody takes it before" : nil)
            return Notice(
                id: id(of: person, stage), alert: alert.id, recipient: person, route: route, kind: .escalation,
                created: now, notBefore: slot.notBefore, held: why, interrupts: interrupts)
        }
    }
}

extension AlertingRules {
    /// The channels that the steps of a route prefer for a person, in order.
    func preferred(of person: Recipient, for notices: [Notice]) -> [String] {
        notices.filter { $0.kind == .escalation }.flatMap { notice -> [String] in
            let chain = route.path(to: notice.route).flatMap { router.escalation(along: $0) }
            return (chain?.steps ?? []).filter { step in
                step.to.contains { $0 == .recipient(person.id) || $0 == .role(person.role) }
            }.flatMap(\.via)
        }
    }
}

extension Route {
    /// Route ids from this one down to another.
    fileprivate func path(to id: String) -> [String]? {
        self.id == id ? [id] : children.lazy.compactMap { $0.path(to: id) }.first.map { [self.id] + $0 }
    }
}
