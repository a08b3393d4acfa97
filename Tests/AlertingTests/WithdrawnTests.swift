import Model
import Testing

@testable import Alerting

@Suite("Notices that are never told")
struct WithdrawnTests {
    private static let chat = [Recipient.Address(channel: "telegram", address: "77")]

    @Test("what was withdrawn was not told: the first plain telling after it is new, and may ring")
    func forgotten() throws {
        var desk = TestDesk(
            Sample.alerter(
                recipients: [Sample.person("aigul", channels: Self.chat)], channels: ["telegram": .telegram]))
        let satire = Sample.post("s1", "#сатира Срочно: вода отравлена, пейте квас", hit: "вода отравлена", author: "S")
        desk.take(satire, at: Sample.now)
        let morning = Sample.instant("2026-11-21T03:00:00Z")
        let none = desk.send(at: morning)
        #expect(none.digests.isEmpty && none.withdrawn.map(\.alert) == desk.state.alerts.keys.map { $0 })
        #expect(desk.state.notices(to: "aigul", of: "water-poison").isEmpty)

        let later = morning.advanced(by: .hours(1))
        desk.take(Sample.post("p1", at: later), at: later)
        #expect(desk.queue.map(\.kind) == [.new] && desk.queue.allSatisfy(\.interrupts))
        let told = desk.send(at: later)
        #expect(told.digests.count == 1 && desk.queue.isEmpty)
        #expect(desk.state.notices(to: "aigul", of: "water-poison").map(\.id) == told.digests[0].notices)
    }

    @Test("what a message carried that did not arrive stays on record")
    func carried() {
        var notice = Notice(
            id: "n", alert: "a", recipient: "aigul", route: "root", kind: .new, created: Sample.now,
            notBefore: Sample.now, held: nil)
        notice.carried = 1
        #expect(DigestBatch.Withdrawal(notice, why: "").wasCarried)
    }
}
