import Model
import Testing
import Text

@testable import Alerting

@Suite("As many messages as it takes")
struct LetterTests {
    private static let channels: [String: ChannelFormat] = [
        "mail": .mail(from: "Jibu <jibu@qala.example>", domain: "qala.example"), "telegram": .telegram,
        "sms": .sms(segments: 2),
    ]
    private static let chat = [Recipient.Address(channel: "telegram", address: "77")]
    private static let phone = [Recipient.Address(channel: "sms", address: "+77001234567")]
    /// 08:00 in Almaty.
    private static let monday = Sample.instant("2026-11-23T03:00:00Z")
    private static let tuesday = Sample.instant("2026-11-24T03:00:00Z")

    private func desk(_ count: Int, _ person: Recipient, _ severity: Severity = .high) -> TestDesk {
        let claims = (0..<count).map { Sample.claim("claim-\($0)", title: "Title \($0)", severity: severity) }
        var desk = TestDesk(Sample.alerter(claims: claims, recipients: [person], channels: Self.channels))
        desk.take((0..<count).map { Sample.post("p\($0)", hit: "вода", claim: "claim-\($0)") }, at: Sample.now)
        return desk
    }

    @Test("a weekly reader of a chat gets the whole week on Monday, five entries a message")
    func week() {
        var desk = desk(12, Sample.person("aigul", channels: Self.chat, cadence: .weekly))
        let batch = desk.send(at: Self.monday)
        #expect(batch.digests.map(\.notices.count) == [5, 5, 2])
        #expect(Set(batch.digests.map(\.id)).count == 3 && desk.queue.isEmpty)
        #expect(batch.digests[0].text.contains("+7 more items follow"))
        #expect(!batch.digests[2].text.contains("more item"))
    }

    @Test("what four messages have no room for comes the next day, not the next week")
    func rest() {
        var desk = desk(30, Sample.person("aigul", channels: Self.chat, cadence: .weekly))
        #expect(desk.send(at: Self.monday).digests.map(\.notices.count) == [5, 5, 5, 5])
        #expect(desk.queue.count == 10 && desk.queue.allSatisfy { $0.notBefore == Self.tuesday })
        #expect(desk.queue.allSatisfy { $0.held?.hasPrefix("the digest was full; daily digest") == true })
        #expect(desk.send(at: Self.tuesday).digests.map(\.notices.count) == [5, 5] && desk.queue.isEmpty)
    }

    @Test("a weekly SMS reader gets four messages a day until all is told")
    func phones() {
        var desk = desk(6, Sample.person("aigul", channels: Self.phone, cadence: .weekly))
        #expect(desk.send(at: Self.monday).digests.count == 4)
        #expect(desk.send(at: Self.tuesday).digests.count == 2 && desk.queue.isEmpty)
    }

    @Test("further messages stay within the daily cap")
    func cap() {
        var desk = desk(30, Sample.person("aigul", channels: Self.chat, cadence: .weekly, cap: 2))
        #expect(desk.send(at: Self.monday).digests.count == 2)
        #expect(desk.send(at: Self.monday.advanced(by: .hours(3))).digests.isEmpty)
        #expect(desk.send(at: Self.tuesday).digests.count == 2)
    }

    @Test("critical news waits for no other day; other news does", arguments: [(Severity.critical, 3), (.high, 1)])
    func critical(severity: Severity, messages: Int) {
        var desk = desk(3, Sample.person("aigul", channels: Self.phone), severity)
        #expect(desk.send(at: Sample.now).digests.count == messages)
    }
}
