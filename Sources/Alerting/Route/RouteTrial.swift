import Model

/// What routing would do with an alert: the answer of `jibu route explain` and `jibu route test`.
package struct RouteTrial: Sendable {
    package var decision: RouteDecision
    /// In the order of the decision.
    package var told: [Told]
    /// Silences that mean the alert and are on, with what broke each of them.
    package var silences: [(silence: Silence, broken: Silence.Breaker?)]
    /// The wider claim that makes it wait, in words.
    package var held: String?
    /// Who is told next while nobody takes it, one line a step.
    package var chain: [String] = []

    /// One person who would be told.
    package struct Told: Sendable, Hashable {
        package var recipient: String
        /// Nil when no channel of the person can be used.
        package var channel: String?
        package var at: Instant
        /// Why it is not at once.
        package var held: String?
        /// The person whom this one stands in for.
        package var insteadOf: String?
    }
}

extension Alerter {
    /// Claims whose alerts decide with an alert what `trial` says of it: its own, and those that make it wait.
    package func claims(besides alert: Alert) -> [String] {
        let wider = rules.inhibitions.filter { $0.mutes.contains(alert.claim) }.map(\.claim)
        return Set(wider + [alert.claim]).sorted()
    }

    /// Takes an alert through routes, holds and hours as if it had just been opened; keeps nothing.
    ///
    /// - Parameters:
    ///   - others: alerts that are there beside it: what a wider claim and a new platform are measured by.
    ///   - ends: ways that are closed.
    package func trial(
        of alert: Alert, among others: [Alert] = [], avoiding ends: DeadEnds = DeadEnds(), now: Instant
    ) -> RouteTrial {
        let state = AlertingState(alerts: others.filter { $0.id != alert.id } + [alert])
        let held = holds(on: alert, state: state, now: now)
        let decision = route(alert, now: now)
        let urgency = alert.urgency(at: now)
        let notices = decision.recipients.compactMap { choice -> Notice? in
            guard let person = rules.roster[choice.recipient], let schedule = rules.schedules[choice.recipient] else {
                return nil
            }
            let slot = HeldSchedule(schedule, held.hold(for: person))
                .slot(urgency, interrupts: rules.mayInterrupt(alert), now: now)
            return Notice(
                id: person.id, alert: alert.id, recipient: person.id, route: choice.route, kind: .new, created: now,
                notBefore: slot.notBefore, held: slot.held)
        }
        let standIns = standIns(for: notices, told: ToldNotices(), book: state, avoiding: ends, now: now)
        var known: Set<String> = []
        let told = (notices + standIns).filter { known.insert($0.recipient).inserted }.map { notice in
            RouteTrial.Told(
                recipient: notice.recipient, channel: address(of: notice.recipient, avoiding: ends)?.channel,
                at: notice.notBefore, held: notice.held, insteadOf: notice.insteadOf)
        }
        return RouteTrial(
            decision: decision, told: told, silences: silences(of: alert, state: state, now: now),
            held: held.common?.why, chain: chain(of: alert, decision, now: now))
    }

    private func chain(of alert: Alert, _ decision: RouteDecision, now: Instant) -> [String] {
        decision.taken.flatMap { taken -> [String] in
            guard let chain = rules.router.escalation(along: taken.path) else { return [] }
            let steps = chain.steps.map { step in
                let people = rules.router.people(step.to, of: taken.route, alert: alert, now: now)
                let names = people.isEmpty ? "nobody, so the next step follows at once" : people.joined(separator: ", ")
                let way = step.via.isEmpty ? "" : ", first over \(step.via.joined(separator: ", "))"
                let wait = "\(step.after)\(step.isBusiness ? " of working time" : "")"
                return "route \(taken.route): taken by nobody for \(wait) after the step before: \(names)\(way)"
            }
            let end = "route \(taken.route): no step is due later than \(chain.ageLimit) after the alert opened, or last "
                + "came back"
            let loops = chain.loops > 1 ? ["route \(taken.route): all of it \(chain.loops) times"] : []
            return steps + loops + [end]
        }
    }
}

extension RouteTrial {
    /// The trial in plain English, one line a fact: the tree, the people, the hours.
    package var words: [String] {
        var lines = decision.words
        lines += silences.map { silence, broken in
            broken.map { "silence \(silence.id) is on and does not hold this alert: \($0.words)" }
                ?? "silence \(silence.id) is on until \(silence.until) (\(silence.author): \(silence.reason))"
        }
        return lines
            + told.map { person in
                let held =
                    (person.held.map { " (\($0))" } ?? "")
                    + (person.insteadOf.map { ", instead of \($0)" } ?? "")
                guard let channel = person.channel else {
                    return "\(person.recipient): would be told at \(person.at), "
                        + "but no channel of theirs can be used\(held)"
                }
                return "\(person.recipient): \(person.at) over \(channel)\(held)"
            } + chain
    }
}

extension Silence.Breaker {
    fileprivate var words: String {
        switch self {
        case .burst: "a burst began in it"
        case .newPlatform: "there is a post on a platform on which nobody told the claim in the month before"
        }
    }
}
