import Model
import Testing

@testable import Alerting

/// Friday 20 November 2026, 11:00 in Almaty.
@Suite("Escalation")
struct EscalatingTests {
    private static let people = [
        Sample.person("aigul"), Sample.person("daniyar"), Sample.person("grace", role: .pressOfficer),
        Sample.person("omar", role: .analyst, channels: [
            Recipient.Address(channel: "mail", address: "omar@qala.example"), Recipient.Address(channel: "chat", address: "7"),
        ]),
    ]

    private func step(_ minutes: Int64, _ to: [Route.Target], business: Bool = false, via: [String] = []) -> Escalation.Step {
        Escalation.Step(after: .minutes(minutes), isBusiness: business, to: to, via: via)
    }

    private func alerter(_ chain: Escalation?) -> Alerter {
        var route = Sample.route("root", to: [.recipient("aigul"), .recipient("daniyar")])
        route.escalation = chain
        return Sample.alerter(recipients: Self.people, route: route)
    }

    private var chain: Escalation {
        Escalation(steps: [step(30, [.recipient("grace")]), step(60, [.recipient("omar")], via: ["chat"])])
    }

    private let now = Sample.now

    /// The alert of one post, with its first notices in the states given.
    private func scene(
        _ alerter: Alerter, _ states: [NoticeFate.State]
    ) throws -> (alert: Alert, fates: [NoticeFate]) {
        var state = AlertingState()
        let changes = alerter.advance([Sample.post("p1")], state: &state, now: now)
        let notices = changes.notices.sorted { $0.recipient < $1.recipient }
        try #require(notices.count == states.count)
        return (try #require(changes.alerts.first), zip(notices, states).map { NoticeFate(notice: $0, state: $1) })
    }

    private func later(_ minutes: Int64) -> Instant { now.advanced(by: .minutes(minutes)) }

    private func fate(_ notice: Notice, _ state: NoticeFate.State) -> NoticeFate { NoticeFate(notice: notice, state: state) }

    @Test("the clock starts at the first accepted delivery; the step waits in the ledger from then on")
    func clock() throws {
        let alerter = alerter(chain)
        let waiting = try scene(alerter, [.waiting, .waiting])
        #expect(alerter.escalations(of: waiting.alert, fates: waiting.fates, now: later(300)).isEmpty)
        let told = try scene(alerter, [.accepted(later(10)), .accepted(later(5))])
        let notices = alerter.escalations(of: told.alert, fates: told.fates, now: later(10))
        #expect(notices.map(\.recipient) == ["grace"] && notices.map(\.kind) == [.escalation])
        #expect(notices.map(\.notBefore) == [later(35)])
        #expect(notices.first?.held?.contains("unless somebody takes it before") == true)
        // Made once; nothing more follows before it was told.
        let made = told.fates + notices.map { fate($0, .waiting) }
        #expect(alerter.escalations(of: told.alert, fates: made, now: later(400)).isEmpty)
    }

    @Test("the second step counts from the first, and goes out over the channel that it names")
    func second() throws {
        let alerter = alerter(chain)
        let (alert, fates) = try scene(alerter, [.accepted(now), .accepted(now)])
        let first = alerter.escalations(of: alert, fates: fates, now: now)
        let after = fates + first.map { fate($0, .accepted(later(40))) }
        let second = alerter.escalations(of: alert, fates: after, now: later(40))
        #expect(second.map(\.recipient) == ["omar"] && second.map(\.notBefore) == [later(100)])
        let batch = alerter.digests(
            due: second, alerts: [alert.id: alert], alreadyTold: [], now: later(100))
        #expect(batch.digests.map(\.channel) == ["chat"])
        #expect(batch.digests.first?.text.contains("nobody has taken it since 2026-11-20 11:00") == true)
        let end = after + second.map { fate($0, .accepted(later(100))) }
        #expect(alerter.escalations(of: alert, fates: end, now: later(500)).isEmpty)
    }

    @Test("a step whose deliveries are all dead is skipped at once")
    func dead() throws {
        let alerter = alerter(chain)
        let (alert, fates) = try scene(alerter, [.dead, .dead])
        let first = alerter.escalations(of: alert, fates: fates, now: later(2))
        #expect(first.map(\.recipient) == ["grace"] && first.map(\.notBefore) == [later(2)])
        let second = alerter.escalations(of: alert, fates: fates + first.map { fate($0, .dead) }, now: later(3))
        #expect(second.map(\.recipient) == ["omar"] && second.map(\.notBefore) == [later(3)])
        let half = try scene(alerter, [.dead, .waiting])
        #expect(alerter.escalations(of: half.alert, fates: half.fates, now: later(2)).isEmpty, "one may still arrive")
    }

    @Test("nothing follows once somebody has taken it, or it is over")
    func taken() throws {
        let alerter = alerter(chain)
        let (alert, fates) = try scene(alerter, [.accepted(now), .accepted(now)])
        let lease = AckEvent.Lease(until: later(240), remindAt: later(180))
        func event(_ kind: AckEvent.Kind, by actor: String = "aigul", at minutes: Int64 = 1) -> AckEvent {
            AckEvent(
                alert: alert.id, code: "", actor: actor, channel: "chat", externalID: "\(minutes)", at: later(minutes),
                kind: kind, rawHash: "")
        }
        let claimed = AckStanding([event(.claimed(lease))])
        #expect(alerter.escalations(of: alert, fates: fates, standing: claimed, now: later(60)).isEmpty)
        // Given back: the step after the claimer's is due at once.
        let released = AckStanding([event(.claimed(lease)), event(.released, at: 20)])
        let next = alerter.escalations(of: alert, fates: fates, standing: released, now: later(30))
        #expect(next.map(\.recipient) == ["grace"] && next.map(\.notBefore) == [later(30)])
        // She was told, took it and let it lapse: the one after her.
        let told = fates + alerter.escalations(of: alert, fates: fates, now: now).map { fate($0, .accepted(later(30))) }
        let lapsed = AckStanding([event(.claimed(lease), by: "grace", at: 40), event(.lapsed, by: "grace", at: 280)])
        let after = alerter.escalations(of: alert, fates: told, standing: lapsed, now: later(280))
        #expect(after.map(\.recipient) == ["omar"] && after.map(\.notBefore) == [later(280)])
    }

    @Test("without a chain what was given back is told to all others once more, once")
    func backToAll() throws {
        let alerter = alerter(nil)
        let (alert, fates) = try scene(alerter, [.accepted(now), .accepted(now)])
        #expect(alerter.escalations(of: alert, fates: fates, now: later(60)).isEmpty)
        let lease = AckEvent.Lease(until: later(240), remindAt: later(180))
        let standing = AckStanding([
            AckEvent(
                alert: alert.id, code: "", actor: "aigul", channel: "chat", externalID: "1", at: later(1),
                kind: .claimed(lease), rawHash: ""),
            AckEvent(
                alert: alert.id, code: "", actor: "aigul", channel: "jibu", externalID: "2", at: later(240), kind: .lapsed,
                rawHash: ""),
        ])
        let again = alerter.escalations(of: alert, fates: fates, standing: standing, now: later(240))
        #expect(again.map(\.recipient) == ["daniyar"])
        let made = fates + again.map { fate($0, .waiting) }
        #expect(alerter.escalations(of: alert, fates: made, standing: standing, now: later(255)).isEmpty)
    }

    @Test("who closed it by mistake and opens it again is not told that nobody has taken it; all others are")
    func closedByMistake() throws {
        let alerter = alerter(nil)
        let (alert, fates) = try scene(alerter, [.accepted(now), .accepted(now)])
        func event(_ kind: AckEvent.Kind, at minutes: Int64) -> AckEvent {
            AckEvent(
                alert: alert.id, code: "", actor: "aigul", channel: "chat", externalID: "\(minutes)", at: later(minutes),
                kind: kind, rawHash: "")
        }
        let standing = AckStanding([event(.dismissed(.notOurs), at: 1), event(.released, at: 5)])
        #expect(standing.gaveBack == "aigul" && standing.claimers.isEmpty)
        let again = alerter.escalations(of: alert, fates: fates, standing: standing, now: later(5))
        #expect(again.map(\.recipient) == ["daniyar"])
    }

    @Test("what came back after a weekend is told, however old the alert is: the limit counts from then")
    func weekend() throws {
        let lease = AckEvent.Lease(until: later(4800), remindAt: later(4700))
        let chains: [(Escalation?, String)] = [(nil, "daniyar"), (chain, "grace")]
        for (steps, next) in chains {
            let alerter = alerter(steps)
            let (alert, fates) = try scene(alerter, [.accepted(now), .accepted(now)])
            let standing = AckStanding([
                AckEvent(
                    alert: alert.id, code: "", actor: "aigul", channel: "chat", externalID: "1", at: later(1),
                    kind: .claimed(lease), rawHash: ""),
                AckEvent(
                    alert: alert.id, code: "", actor: "aigul", channel: "jibu", externalID: "2", at: later(4800),
                    kind: .lapsed, rawHash: ""),
            ])
            let notices = alerter.escalations(of: alert, fates: fates, standing: standing, now: later(4800))
            #expect(notices.map(\.recipient) == [next])
        }
    }

    @Test("no step later than the age limit, and no more loops than five")
    func limits() throws {
        var short = chain
        short.ageLimit = .minutes(20)
        let alerter = alerter(short)
        let (alert, fates) = try scene(alerter, [.accepted(now), .accepted(now)])
        #expect(alerter.escalations(of: alert, fates: fates, now: now).isEmpty)
        #expect(Escalation(steps: chain.steps, loops: 99).step(10) != nil)
        #expect(Escalation(steps: chain.steps, loops: 99).step(11) == nil)
        #expect(chain.step(0) == nil && chain.step(3) == nil)
    }

    @Test("a second loop tells the same people again")
    func loops() throws {
        let alerter = alerter(Escalation(steps: [step(30, [.recipient("grace")])], loops: 2))
        var (alert, fates) = try scene(alerter, [.accepted(now), .accepted(now)])
        for loop in Int64(1)...2 {
            let notices = alerter.escalations(of: alert, fates: fates, now: later(30 * loop))
            #expect(notices.map(\.recipient) == ["grace"] && notices.map(\.notBefore) == [later(30 * loop)])
            fates += notices.map { fate($0, .accepted(later(30 * loop))) }
        }
        #expect(alerter.escalations(of: alert, fates: fates, now: later(90)).isEmpty)
        alert.state = .dismissed
        #expect(alerter.escalations(of: alert, fates: [], now: now).isEmpty)
    }

    @Test("working time is that of the person who was told: Friday evening goes on on Monday")
    func business() throws {
        let alerter = alerter(Escalation(steps: [step(60, [.recipient("grace")], business: true)]))
        let (alert, fates) = try scene(alerter, [.accepted(Sample.instant("2026-11-20T12:30:00Z")), .waiting])
        let notices = alerter.escalations(of: alert, fates: fates, now: Sample.instant("2026-11-20T12:30:00Z"))
        #expect(notices.map(\.notBefore) == [Sample.instant("2026-11-23T04:30:00Z")])
    }

    @Test("a route without a chain has that of the route above it")
    func inherited() {
        var root = Sample.route("root", to: [.role(.deputy)], [Sample.route("water", to: [.role(.deputy)])])
        root.escalation = chain
        let router = Router(root, recipients: [], places: PlaceTree([]), officeZone: "UTC")
        #expect(router.escalation(along: ["root", "water"]) == chain)
        #expect(router.escalation(along: ["elsewhere"]) == nil)
    }
}
