import Alerting
import BuiltIn
import Model
import Testing

@testable import Pipeline
@testable import Storage

/// `jibu route explain`: one alert of a ledger that may hold very many.
struct RouteExplainTests {
    private let office: AckOffice

    init() throws { office = try AckOffice() }

    private func explain(_ id: String) throws -> RouteTrial {
        let house = try House.open(config: office.path, kinds: builtInSources, now: office.at(10))
        return try house.explainRoute(ofAlert: id, at: office.at(10)).trial
    }

    @Test("what is asked for is looked up: another claim's alert is not even read")
    func lookedUp() async throws {
        try await office.run(0)
        let id = try office.alert().id
        let columns = "claim, story, state, opened, last_seen, severity, topics, places, configuration, bursts"
        let ledger = try office.data.ledger()
        try ledger.write {
            try $0.execute(
                sql: """
                    INSERT INTO alert (id, \(columns)) SELECT 'unreadable', 'schools', story, 'nonsense', opened,
                    last_seen, severity, topics, places, configuration, bursts FROM alert WHERE id = ?
                    """, arguments: [id])
        }
        let trial = try explain(String(id.prefix(6)))
        #expect(trial.told.map(\.recipient).sorted() == ["aigul", "daniyar", "grace", "omar"])
    }

    @Test("an id that nobody has, or that several begin with, is said so", arguments: ["", "zzz"])
    func unknown(id: String) async throws {
        try await office.run(0)
        #expect(throws: PipelineError.self) { try explain(id) }
    }
}
