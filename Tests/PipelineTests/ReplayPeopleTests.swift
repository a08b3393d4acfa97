import Alerting
import Model
import Testing

@testable import Pipeline

/// What each person would have got: hours, caps, storms and those who stand in hold in a replay as in a run.
struct ReplayPeopleTests {
    private let office: ReplayOffice
    private let start = ReplayOffice.start

    init() throws { office = try ReplayOffice() }

    private func instant(_ text: String) throws -> Instant { try #require(Instant(text)) }

    private func person(
        _ id: String, _ role: Recipient.Role = .deputy, quiet: [QuietHours] = [], holidays: [Holidays.Event] = [],
        cap: Int? = nil, deputyFor: [String] = []
    ) -> Recipient {
        Recipient(
            id: id, name: id, role: role, areas: ["qala"], topics: [], languages: ["en"],
            channels: [.init(channel: "mail", address: "\(id)@qala.example")], timeZone: "UTC", quietHours: quiet,
            holidays: Holidays(holidays), breakQuietFor: [], cadence: .instant, digestAt: 480, mandateFrom: nil,
            mandateUntil: nil, dailyCap: cap, deputyFor: deputyFor)
    }

    /// The office's rules with other people, in UTC.
    private func rules(
        _ people: [Recipient], to targets: [Route.Target] = [.role(.deputy), .role(.pressOfficer)],
        escalation: Escalation? = nil, storm: Int? = nil, silence: [ElectionSilence] = []
    ) -> ReplayRules {
        let known = office.flow.alerter.rules
        var facts = known.office
        facts.timeZone = "UTC"
        facts.electionSilence = silence
        let rules = AlertingRules(
            office: facts, claims: known.claims, responses: known.responses, places: ReplayOffice.places,
            sourcePlaces: known.sourcePlaces, recipients: people,
            route: Route(
                id: "everybody", match: .init(), to: targets, goesOn: false, children: [], escalation: escalation,
                stormThreshold: storm),
            tipping: known.tipping, channels: known.channels, configurationHash: "c0ffee")
        return ReplayRules(
            name: "new", watchlists: office.flow.watchlists, alerter: Alerter(rules), places: ReplayOffice.places,
            runEvery: .minutes(15))
    }

    /// Who got a message and when, in the order sent.
    private func messages(of report: ReplayReport) throws -> [String] {
        var sent: [String] = []
        try report.new.forEachMessage { line in
            guard let message = ReplayTally.Message(line: line) else { return }
            sent.append("\(message.recipient) \(message.at)")
        }
        return sent
    }

    private func messages(under rules: ReplayRules) async throws -> [String] {
        try messages(of: await Replay(new: rules).perform(archive: office.archive))
    }

    @Test("a daily cap holds, and the difference to the rules without one is told by day")
    func cap() async throws {
        try office.collect([("a", "In Qala the water is poisoned")], at: start)
        try office.collect([("b", "In Qala all schools close on Monday")], at: start.advanced(by: .hours(2)))
        let grace = person("grace", .pressOfficer)
        let (new, old) = (rules([person("aigul", cap: 1), grace]), rules([person("aigul"), grace]))
        let report = try await Replay(new: new, old: old).perform(archive: office.archive)
        #expect(
            try messages(of: report) == [
                "aigul 2026-11-20T09:00:00Z", "grace 2026-11-20T09:00:00Z", "grace 2026-11-20T11:00:00Z",
                "aigul 2026-11-21T08:00:00Z",
            ])
        #expect(report.messagesByDay.map(\.name) == ["2026-11-20", "2026-11-21"])
        #expect(report.messagesByDay.map(\.old) == [4, 0])
        #expect(report.messagesByDay.map(\.new) == [3, 1])
    }

    @Test("in a storm the second alert of an hour waits for the next digest")
    func storm() async throws {
        try office.collect([("a", "In Qala the water is poisoned")], at: start)
        try office.collect([("b", "In Qala all schools close on Monday")], at: start.advanced(by: .minutes(30)))
        #expect(
            try await messages(under: rules([person("aigul")], storm: 1))
                == ["aigul 2026-11-20T09:00:00Z", "aigul 2026-11-21T08:00:00Z"])
    }

    @Test("in an election silence deputies are told at its end, and press officers at once")
    func election() async throws {
        try office.collect([("a", "In Qala the water is poisoned")], at: start)
        let day = try #require(CivilDate("2026-11-20"))
        let people = [person("aigul"), person("grace", .pressOfficer)]
        #expect(
            try await messages(under: rules(people, silence: [ElectionSilence(from: day, until: day)]))
                == ["grace 2026-11-20T09:00:00Z", "aigul 2026-11-21T00:00:00Z"])
    }

    @Test("whose holidays begin while a notice waits, others are told from then on, though no post comes")
    func standIn() async throws {
        try office.collect([("a", "In Qala the water is poisoned")], at: try instant("2026-11-20T20:00:00Z"))
        let holiday = Holidays.Event(day: try #require(CivilDate("2026-11-21")))
        let night = QuietHours(days: Set(1...7), from: 18 * 60, until: 7 * 60)
        let people = [
            person("aigul", quiet: [night], holidays: [holiday]), person("daniyar", .analyst, deputyFor: ["aigul"]),
        ]
        #expect(
            try await messages(under: rules(people, to: [.recipient("aigul")]))
                == ["daniyar 2026-11-21T00:00:00Z", "aigul 2026-11-22T07:00:00Z"])
    }

    @Test("nobody takes anything in a replay, so the next step is told in its time")
    func escalation() async throws {
        try office.collect([("a", "In Qala the water is poisoned")], at: start)
        let step = Escalation.Step(after: .hours(2), isBusiness: false, to: [.recipient("grace")], via: [])
        let people = [person("aigul"), person("grace", .pressOfficer)]
        #expect(
            try await messages(
                under: rules(people, to: [.recipient("aigul")], escalation: Escalation(steps: [step])))
                == ["aigul 2026-11-20T09:00:00Z", "grace 2026-11-20T11:00:00Z"])
    }
}
