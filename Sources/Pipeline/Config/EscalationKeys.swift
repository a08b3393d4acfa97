import Model
import Settings

/// One step of `escalate:`, with the places of the people and channels that it names.
struct EscalationStepEntry: Sendable {
    var step: Escalation.Step
    var place: FilePlace
    var targets: [Located<Route.Target>]
    var via: [Located<String>]
}

enum EscalationKeys {
    private static let after = Key<TimeSpan>(
        "after", .span(.minutes(1) ... .days(3)), help: "Time since the step before was told to somebody.")
    private static let business = Key<Bool>(
        "business", .bool, help: "True: only working hours count, those of the person who was told.", default: false)
    private static let to = Key<[Located<Route.Target>]>(
        "to", .list(of: RouteKeys.target.located, minimum: 1, maximum: 200),
        help: "Who is told: recipient ids, or {role: …}.")
    private static let via = Key<[Located<String>]>(
        "via", .list(of: Shape<String>.identifier.located, maximum: 10),
        help: "Channels to try first, in this order.", default: [])

    static let step = Shape<EscalationStepEntry>.object(
        "step", help: "Who is told when nobody has taken the alert.", keys: [after, business, to, via]
    ) { fields, _ in
        guard let after = fields[after], let business = fields[business], let to = fields[to], let via = fields[via]
        else { return nil }
        return EscalationStepEntry(
            step: Escalation.Step(
                after: after, isBusiness: business, to: to.map(\.value), via: via.map(\.value)),
            place: fields.node.place, targets: to, via: via)
    }
}
