/// Who is told next, and when, while nobody takes an alert (delivery.md 2.7).
package struct Escalation: Sendable, Hashable {
    package struct Step: Sendable, Hashable {
        /// Since the first accepted delivery of the step before.
        package var after: TimeSpan
        /// Counted in the working hours of the person whose delivery was accepted first.
        package var isBusiness: Bool
        package var to: [Route.Target]
        /// Channels that are tried first, in this order; empty: as the person prefers.
        package var via: [String]

        package init(after: TimeSpan, isBusiness: Bool, to: [Route.Target], via: [String]) {
            self.after = after
            self.isBusiness = isBusiness
            self.to = to
            self.via = via
        }
    }

    package var steps: [Step]
    /// How often the whole chain is gone through.
    package var loops: Int
    /// No step is due later than this after the alert opened, or last came back.
    package var ageLimit: TimeSpan

    package static let mostLoops = 5
    package static let usualAgeLimit = TimeSpan.hours(72)
    package static let ageLimits = TimeSpan.minutes(15)...TimeSpan.days(7)

    package init(steps: [Step], loops: Int = 1, ageLimit: TimeSpan = usualAgeLimit) {
        self.steps = steps
        self.loops = loops
        self.ageLimit = ageLimit
    }

    /// The step of a stage; stage 0 is the route's own `to`. Nil behind the last.
    package func step(_ stage: Int) -> Step? {
        guard stage > 0, !steps.isEmpty, stage <= steps.count * min(loops, Self.mostLoops) else { return nil }
        return steps[(stage - 1) % steps.count]
    }
}
