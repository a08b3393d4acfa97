import Alerting
import BuiltIn
import Model
import TestSupport
import Testing

@testable import Pipeline
@testable import Storage

/// A drill through whole runs.
struct DrillRunTests {
    private let office: AckOffice

    init() throws { office = try AckOffice() }

    @Test("a drill goes the real way, is marked everywhere, and is counted nowhere")
    func drill() async throws {
        try await office.run(0)
        let day = try #require(CivilDate("2026-11-20"))
        let before = try LedgerView(config: office.path, kinds: builtInSources).report(monthOf: day)
        let house = try House.open(config: office.path, kinds: builtInSources, now: office.at(5))
        let order = try house.orderDrill(claim: nil, place: nil)
        let drill = order.drill
        #expect(order.people == ["aigul", "daniyar", "grace", "omar"] && order.hasDeputy)
        #expect(throws: PipelineError.self) { try house.orderDrill(claim: "no-such-claim", place: nil) }
        #expect(throws: PipelineError.self) { try house.orderDrill(claim: nil, place: "no-such-place") }
        let report = try await office.run(15)
        #expect(report.alertsOpened == 0 && report.matchedPosts == 0)
        #expect(report.remarks.contains("EXERCISE about \(drill.claim): told to 4 people"))
        let alert = try #require(try office.ledger().alerts().first(where: \.isExercise))
        let sent = try #require(try office.ledger().deliveries(of: alert.id).first { $0.digest.recipient == "aigul" })
        #expect(sent.state == .accepted && sent.digest.subject.hasPrefix("EXERCISE: "))
        #expect(sent.digest.text.hasPrefix("EXERCISE. "))
        #expect(sent.digest.text.contains("1. EXERCISE: "))
        #expect(!sent.digest.text.contains("exercise:"), "ids of our own are nobody's business")
        let russian = try office.ledger().deliveries(of: alert.id).first { $0.digest.recipient == "daniyar" }
        #expect(russian?.digest.subject.hasPrefix("УЧЕНИЯ: ") == true)

        let code = try #require(try office.ledger().codes(of: [alert.id])[alert.id])
        office.chat.hear("ok \(code)", from: "aigul@qala.example", at: office.at(20))
        try await office.run(30)
        office.chat.hear("done \(code) http://127.0.0.1:1/exercise", from: "aigul@qala.example", at: office.at(40))
        try await office.run(45)
        let view = try LedgerView(config: office.path, kinds: builtInSources)
        let went = try #require(try view.drills().first)
        #expect(went.claim == drill.claim && went.code == code)
        #expect(went.course.reached.map(\.recipient).sorted() == ["aigul", "daniyar"])
        #expect(went.course.reached.allSatisfy { $0.after == .minutes(10) })
        #expect(went.missing == ["grace", "omar"])
        #expect(went.course.claimed == .init(by: "aigul", after: .minutes(15)))
        #expect(went.course.answered == .init(by: "aigul", after: .minutes(35)))
        // The real alert of the same claim has its own code, counter and entry.
        let real = try #require(try office.ledger().alerts().first { !$0.isExercise })
        #expect(real.state == .notified && real.posts.count == 1)
        let month = try view.report(monthOf: day)
        #expect(month.alerts == 1 && month.claims == before.claims && month.told == 2)
        #expect(month.notices == before.notices && month.channels.map(\.told) == before.channels.map(\.told))
        // No daily cap counts a drill.
        #expect(try office.ledger().sentDigests(since: office.at(0)).count(where: \.tellsOfAlerts) == 2)
        #expect(try office.ledger().state(at: office.at(50)).watched.keys.allSatisfy { !$0.contains(":") })
    }
}
