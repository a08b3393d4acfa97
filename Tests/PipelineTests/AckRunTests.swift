import Alerting
import Foundation
import Model
import TestSupport
import Testing

@testable import Pipeline
@testable import Storage

/// Replies through whole runs: who has an alert, and who is obeyed.
struct AckRunTests {
    private let office: AckOffice

    init() throws { office = try AckOffice() }

    @Test("two deputies claim the same alert within a second over different channels: one lease, the other is told")
    func race() async throws {
        let first = try await office.run(0)
        #expect(first.deliveries.map(\.recipient).sorted() == ["aigul", "daniyar"])
        // Quiet hours, a daily digest.
        #expect(try office.ledger().queuedNotices().map(\.recipient).sorted() == ["grace", "omar"])
        let code = try office.code()
        #expect(try office.texts("chat", to: "aigul").first?.contains("reply “ok \(code)”") == true)

        office.mail.hear("ок \(code)\n", from: "daniyar@qala.example", at: office.at(10, seconds: 1))
        office.chat.hear("/ack_\(code)", from: "aigul@qala.example", at: office.at(10))
        let second = try await office.run(15)
        #expect(second.acknowledged == 2)
        #expect(second.remarks.contains { $0.hasPrefix("aigul: takes it until 2026-11-20T13:") }, "\(second.remarks)")
        #expect(try office.alert().state == .claimed)
        let standing = AckStanding(try office.ledger().ackEvents(of: try office.alert().id))
        #expect(standing.holder(at: office.at(15)) == "aigul")
        // Each heard over the channel on which they wrote.
        #expect(try office.texts("chat", to: "aigul").last?.contains("It is yours until") == true)
        #expect(try office.texts("mail", to: "daniyar").last?.contains("Этим занимается Aigul") == true)
        // What waited for the others is cancelled, and stays so while the lease runs.
        #expect(try office.ledger().queuedNotices().isEmpty)
        #expect(try await office.run(90).deliveries.isEmpty)
    }

    @Test("a run that is killed before the next poll hears everything again, and nothing follows twice")
    func again() async throws {
        try await office.run(0)
        let code = try office.code()
        office.chat.hear("ok \(code)", from: "aigul@qala.example", at: office.at(10))
        try await office.run(15)
        #expect(office.chat.cursors == [nil, nil], "the platform was not told yet that it may forget")
        // The same message under the same id, as when the cursor was lost on the way.
        office.chat.hear("ok \(code)", from: "aigul@qala.example", at: office.at(10), id: "1")
        let report = try await office.run(30)
        #expect(office.chat.cursors.last == "1")
        #expect(report.acknowledged == 0)
        #expect(try office.ledger().ackEvents(of: try office.alert().id).count == 1)
        #expect(try office.texts("chat", to: "aigul").count == 2, "the digest, and one answer")
    }

    @Test("strangers and forged mail are counted, not obeyed, and leave no address behind")
    func strangers() async throws {
        try await office.run(0)
        let code = try office.code()
        office.chat.hear("ok \(code)", from: "evil@elsewhere.example", at: office.at(1))
        office.chat.hear("hello", from: "4242424242", at: office.at(1), isStranger: true)
        office.mail.hear("ok \(code)", from: "daniyar@qala.example", at: office.at(2), isAuthentic: false)
        let report = try await office.run(15)
        #expect(report.acknowledged == 0)
        #expect(report.remarks.contains("replies of people who are not on the roster, left alone: 2"))
        #expect(report.remarks.contains("replies without proof of who wrote them, not obeyed: 1"))
        let bytes = try Data(contentsOf: URL(filePath: office.data.ledgerPath))
        for address in ["evil@elsewhere.example", "4242424242"] { #expect(bytes.range(of: Data(address.utf8)) == nil) }
    }

    @Test("a channel that cannot be polled is named, and its cursor stays")
    func trouble() async throws {
        try await office.run(0)
        office.chat.fail("409")
        let report = try await office.run(15)
        #expect(report.troubles.contains("replies over chat: 409"))
        #expect(try office.ledger().replyCursor(channel: "chat") == nil)
    }
}
