import Model
import Testing

@testable import Storage

/// Two alerts that turn out to be one story, each with a standing of its own.
@Suite("Ledger: merged alerts")
struct LedgerMergeTests {
    private let lease = AckEvent.Lease(until: morning + .hours(4), remindAt: morning + .hours(3))

    private func event(_ kind: AckEvent.Kind, by actor: String, of alert: String, id: String = "m1") -> AckEvent {
        AckEvent(
            alert: alert, code: "", actor: actor, channel: "chat", externalID: id, at: morning, kind: kind, rawHash: "")
    }

    /// Two alerts, each told to somebody: `a1` to aigul, `a2` to daniyar; grace waits for a message about each.
    private func ledger() throws -> Ledger {
        let ledger = try Ledger.inMemory()
        let notices = [
            makeNotice("n1", alert: "a1"), makeNotice("n2", alert: "a2", recipient: "daniyar"),
            makeNotice("w1", alert: "a1", recipient: "grace"), makeNotice("w2", alert: "a2", recipient: "grace"),
        ]
        try ledger.commit(makeBatch(alerts: [makeAlert("a1"), makeAlert("a2")], notices: notices))
        try ledger.commit([makeDigest("d1", notices: ["n1"]), makeDigest("d2", notices: ["n2"])])
        for id in ["d1", "d2"] {
            _ = try ledger.begin(id, at: morning, lease: .minutes(1))
            try ledger.finish(id, .accepted(receipt: nil), at: morning)
        }
        return ledger
    }

    private func merge(_ ledger: Ledger) throws {
        try ledger.commit(makeBatch(alerts: [makeAlert("a1"), makeAlert("a2", state: .merged, mergedInto: "a1")]))
    }

    private func waiting(_ ledger: Ledger) throws -> [String] { try ledger.queuedNotices().map(\.id).sorted() }

    @Test("a dismissal of one does not end a lease of the other")
    func leaseWins() throws {
        for (taken, closed) in [("a1", "a2"), ("a2", "a1")] {
            let ledger = try ledger()
            try ledger.commit(AckBatch(at: morning, events: [event(.claimed(lease), by: "daniyar", of: taken)]))
            let dismissal = event(.dismissed(.notOurs), by: "aigul", of: closed, id: "m2")
            try ledger.commit(AckBatch(at: morning, events: [dismissal]))
            try merge(ledger)
            #expect(try ledger.alert("a1")?.state == .claimed, "\(taken)")
            #expect(try ledger.ackBook()["a1"]?.standing.holder(at: morning) == "daniyar")
            #expect(try ledger.standings()["a1"]?.holder(at: morning) == "daniyar")
            #expect(try waiting(ledger).isEmpty, "nobody else is told while the lease runs")
            #expect(try ledger.ackEvents(of: "a1").map(\.kind).contains(.merged(from: "a2")))
            // Given back, it is open to all: the dismissal was of another story.
            try ledger.commit(AckBatch(at: morning, events: [event(.released, by: "daniyar", of: "a1", id: "m3")]))
            #expect(try ledger.alert("a1")?.state == .notified && waiting(ledger) == ["w1", "w2"])
        }
    }

    @Test("what was told and nobody has finished with stands open, whichever of the two was closed")
    func openWins() throws {
        for closed in ["a1", "a2"] {
            let ledger = try ledger()
            try ledger.commit(AckBatch(at: morning, events: [event(.dismissed(.notOurs), by: "aigul", of: closed)]))
            try merge(ledger)
            #expect(try ledger.alert("a1")?.state == .notified, "\(closed)")
            #expect(try waiting(ledger) == ["w1", "w2"])
        }
    }

    @Test("the page of an answer is still looked for beside a story that came open")
    func proofStays() throws {
        let ledger = try ledger()
        try ledger.commit(
            AckBatch(at: morning, events: [event(.responded(url: "https://qala.example/1"), by: "aigul", of: "a1")]))
        try merge(ledger)
        #expect(try ledger.alert("a1")?.state == .notified)
        #expect(try ledger.proof(of: "a1")?.url == "https://qala.example/1")
    }

    @Test("a younger alert that nobody was told of changes nothing, and the same batch again neither")
    func untold() throws {
        let ledger = try ledger()
        try ledger.commit(makeBatch(alerts: [makeAlert("a3")]))
        try ledger.commit(AckBatch(at: morning, events: [event(.dismissed(.notOurs), by: "aigul", of: "a1")]))
        for _ in 0..<2 {
            try ledger.commit(makeBatch(alerts: [makeAlert("a1"), makeAlert("a3", state: .merged, mergedInto: "a1")]))
        }
        #expect(try ledger.alert("a1")?.state == .dismissed)
        #expect(try ledger.ackEvents(of: "a1").count == 1)
    }

    @Test("an alert that only changes its story keeps what was said of it")
    func renamed() throws {
        let ledger = try ledger()
        try ledger.commit(AckBatch(at: morning, events: [event(.dismissed(.notOurs), by: "aigul", of: "a2")]))
        for _ in 0..<2 {
            let alerts = [makeAlert("a0", state: .dismissed), makeAlert("a2", state: .merged, mergedInto: "a0")]
            try ledger.commit(makeBatch(alerts: alerts))
        }
        #expect(try ledger.alert("a0")?.state == .dismissed)
    }
}
