import Alerting
import Model
import TestSupport
import Testing

@testable import Pipeline
@testable import Storage

/// What time alone does to an alert that somebody has taken.
struct LeaseRunTests {
    private let office: AckOffice

    init() throws { office = try AckOffice() }

    @Test("at three quarters of the lease the claimer is reminded, at its end the others are told after all")
    func lapse() async throws {
        try await office.run(0)
        office.chat.hear("ok \(try office.code())", from: "aigul@qala.example", at: office.at(0))
        try await office.run(1)
        // Four hours from 09:01 UTC, when the run heard of it; a Friday in UTC ends at 18:00.
        try await office.run(179)
        #expect(try office.texts("chat", to: "aigul").count == 2)
        for minutes in [Int64(180), 195, 210] { try await office.run(minutes) }
        #expect(try office.texts("chat", to: "aigul").count == 3, "one reminder, however many runs")
        #expect(try office.texts("chat", to: "aigul").last?.contains("Is the answer out?") == true)
        let report = try await office.run(241)
        #expect(try office.alert().state == .notified)
        #expect(try office.texts("chat", to: "aigul").last?.contains("Your time for it ended") == true)
        #expect(report.escalations > 0)
        #expect(try office.texts("mail", to: "daniyar").last?.contains("никто за это не взялся") == true)
        #expect(try office.ledger().queuedNotices().map(\.recipient).contains("omar"))
    }
}
