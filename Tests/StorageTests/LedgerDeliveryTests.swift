import Model
import Testing

@testable import Storage

struct LedgerDeliveryTests {
    @Test("a digest waits in the outbox with its bytes, and its notices are queued no more")
    func outbox() throws {
        let ledger = try Ledger.withOneDigest()
        #expect(
            try ledger.dueDeliveries(at: morning) == [
                Delivery(
                    digest: makeDigest("d1", notices: ["n1"]), state: .pending, attempts: 0, nextAttempt: morning,
                    detail: nil)
            ])
        #expect(try ledger.queuedNotices().isEmpty)
        #expect(try ledger.state(at: morning).queued.isEmpty && ledger.state(at: morning).notices.map(\.id) == ["n1"])
    }

    @Test("notices are due at their time, held ones later")
    func due() throws {
        let ledger = try Ledger.inMemory()
        let held = makeNotice("n2", alert: "a1", notBefore: morning + .hours(9), held: "quiet hours")
        try ledger.commit(makeBatch(alerts: [makeAlert("a1")], notices: [held, makeNotice("n1", alert: "a1")]))
        #expect(try ledger.queuedNotices(dueAt: morning).map(\.id) == ["n1"])
        #expect(try ledger.queuedNotices(dueAt: morning + .hours(9)).map(\.id) == ["n1", "n2"])
        #expect(try ledger.queuedNotices().map(\.id) == ["n1", "n2"])
    }

    @Test("a notice never goes into two digests, and the second digest leaves nothing behind")
    func oneDigestPerNotice() throws {
        let ledger = try Ledger.withOneDigest()
        try ledger.commit(makeBatch(notices: [makeNotice("n2", alert: "a1")]))
        #expect(throws: StorageError.self) { try ledger.commit([makeDigest("d2", notices: ["n2", "n1"])]) }
        #expect(try ledger.delivery("d2") == nil)
        #expect(try ledger.queuedNotices().map(\.id) == ["n2"])
        #expect(throws: StorageError.self) { try ledger.commit([makeDigest("d3", notices: ["nobody"])]) }
    }

    @Test("the same digest again changes no byte and no state")
    func frozen() throws {
        let ledger = try Ledger.withOneDigest()
        _ = try ledger.begin("d1", at: morning, lease: .minutes(1))
        var other = makeDigest("d1", notices: ["n1"])
        other.bytes = [0]
        try ledger.commit([other])
        #expect(try ledger.delivery("d1")?.digest == makeDigest("d1", notices: ["n1"]))
        #expect(try ledger.delivery("d1")?.state == .inflight)
    }

    @Test(
        "each outcome leads to its state",
        arguments: [
            (Outcome.accepted(receipt: "250 ok"), Delivery.State.accepted, false),
            (.retry(after: nil, why: "450 greylisted"), .retry, true),
            (.unknown(why: "no answer after the final dot"), .unknown, true),
            (.recipientDead(why: "550 no such user"), .recipientDead, false),
            (.configurationDead(why: "535 wrong password"), .configurationDead, false),
        ])
    func outcomes(outcome: Outcome, state: Delivery.State, isDueAgain: Bool) throws {
        let ledger = try Ledger.withOneDigest()
        let begun = try ledger.begin("d1", at: morning, lease: .minutes(1))
        #expect(begun.state == .inflight && begun.attempts == 1)
        #expect(try ledger.dueDeliveries(at: morning + .hours(9)).isEmpty)
        try ledger.finish("d1", outcome, at: morning, next: morning + .hours(1))
        let delivery = try ledger.delivery("d1")
        #expect(delivery?.state == state && delivery?.detail == outcome.detail)
        #expect(try ledger.dueDeliveries(at: morning).isEmpty)
        #expect(try ledger.dueDeliveries(at: morning + .hours(1)).isEmpty == !isDueAgain)
        let isTold = state == .accepted
        #expect(try ledger.told(of: "a1").isEmpty == !isTold)
        #expect(try ledger.alert("a1")?.state == (isTold ? .notified : .open))
        #expect(try ledger.state(at: morning).told.map(\.notice) == (isTold ? ["n1"] : []))
    }

    @Test("an unknown delivery can be reconciled without a new attempt, or begun again")
    func unknown() throws {
        let ledger = try Ledger.withOneDigest()
        _ = try ledger.begin("d1", at: morning, lease: .minutes(1))
        try ledger.finish("d1", .unknown(why: "cut"), at: morning)
        #expect(try ledger.begin("d1", at: morning, lease: .minutes(1)).attempts == 2)
        try ledger.finish("d1", .unknown(why: "cut"), at: morning)
        try ledger.finish("d1", .accepted(receipt: nil), at: morning)
        #expect(try ledger.delivery("d1")?.attempts == 2)
        #expect(try ledger.told(of: "a1").count == 1)
    }

    @Test("the proof that nothing was sent leaves no attempt in doubt")
    func notSent() throws {
        let ledger = try Ledger.withOneDigest()
        for doubts in 1...2 {
            _ = try ledger.begin("d1", at: morning, lease: .minutes(1))
            try ledger.finish("d1", .unknown(why: "cut"), at: morning)
            #expect(try ledger.delivery("d1")?.doubts == doubts)
        }
        try ledger.finish("d1", .retry(after: nil, why: "not among the sent"), at: morning, next: morning + .hours(1))
        let delivery = try ledger.delivery("d1")
        #expect(delivery?.state == .retry && delivery?.doubts == 0 && delivery?.nextAttempt == morning + .hours(1))
        // A refusal of this attempt alone proves nothing of those before.
        _ = try ledger.begin("d1", at: morning, lease: .minutes(1))
        try ledger.finish("d1", .unknown(why: "cut"), at: morning)
        _ = try ledger.begin("d1", at: morning, lease: .minutes(1))
        try ledger.finish("d1", .retry(after: nil, why: "451"), at: morning)
        #expect(try ledger.delivery("d1")?.doubts == 1)
    }

    @Test("what a state does not allow is refused and changes nothing")
    func refused() throws {
        let ledger = try Ledger.withOneDigest()
        #expect(throws: StorageError.wrongState(digest: "d1", state: "pending", asked: "end a delivery")) {
            try ledger.finish("d1", .accepted(receipt: nil), at: morning)
        }
        _ = try ledger.begin("d1", at: morning, lease: .minutes(1))
        #expect(throws: StorageError.wrongState(digest: "d1", state: "inflight", asked: "start a delivery")) {
            try ledger.begin("d1", at: morning, lease: .minutes(1))
        }
        try ledger.finish("d1", .accepted(receipt: nil), at: morning)
        for outcome in [Outcome.retry(after: nil, why: "x"), .unknown(why: "x"), .accepted(receipt: nil)] {
            #expect(throws: StorageError.self) { try ledger.finish("d1", outcome, at: morning) }
        }
        #expect(throws: StorageError.self) { try ledger.begin("d1", at: morning, lease: .minutes(1)) }
        #expect(throws: StorageError.self) { try ledger.requeueNotices(of: "d1") }
        #expect(try ledger.delivery("d1")?.state == .accepted)
        #expect(throws: StorageError.unknownDigest(id: "nobody")) {
            try ledger.begin("nobody", at: morning, lease: .minutes(1))
        }
    }

    @Test("an expired lease becomes unknown, never retry; a running one stays")
    func lease() throws {
        let ledger = try Ledger.withOneDigest()
        _ = try ledger.begin("d1", at: morning, lease: .minutes(5))
        #expect(try ledger.recoverInflight(at: morning + .minutes(4)).isEmpty)
        let recovered = try ledger.recoverInflight(at: morning + .minutes(5))
        #expect(recovered.map(\.state) == [.unknown])
        #expect(recovered.first?.detail == "the run ended during attempt 1")
        #expect(try ledger.recoverInflight(at: morning + .minutes(6)).isEmpty)
        #expect(try ledger.dueDeliveries(at: morning + .minutes(5)).map(\.state) == [.unknown])
    }

    @Test("a lease counts for nothing under the run lock, or when it began in the future")
    func deadLease() throws {
        let locked = try Ledger.withOneDigest()
        _ = try locked.begin("d1", at: morning, lease: .hours(5))
        #expect(try locked.recoverInflight(at: morning, isOnlyRun: true).count == 1)
        let setBack = try Ledger.withOneDigest()
        _ = try setBack.begin("d1", at: morning + .days(3000), lease: .minutes(5))
        #expect(try setBack.recoverInflight(at: morning).count == 1)
    }

    @Test("a digest past its time is given up once, and its notices can go into a new one")
    func expired() throws {
        let ledger = try Ledger.withOneDigest()
        let late = morning + .hours(24)
        #expect(try ledger.expireDeliveries(at: late.advanced(by: .seconds(-1))).isEmpty)
        #expect(try ledger.dueDeliveries(at: late).isEmpty)
        #expect(try ledger.expireDeliveries(at: late).map(\.state) == [.expired])
        #expect(try ledger.expireDeliveries(at: late).isEmpty)
        try ledger.requeueNotices(of: "d1")
        #expect(try ledger.queuedNotices().map(\.id) == ["n1"])
        try ledger.commit([makeDigest("d2", notices: ["n1"], created: late)])
        #expect(
            try ledger.deliveries(of: "a1").map { [$0.digest.id, $0.state.rawValue] } == [
                ["d1", "expired"], ["d2", "pending"],
            ])
    }

    @Test("deliveries of a mended channel are due again, those of others are not")
    func resume() throws {
        let ledger = try Ledger.withOneDigest()
        _ = try ledger.begin("d1", at: morning, lease: .minutes(1))
        try ledger.finish("d1", .configurationDead(why: "535"), at: morning)
        #expect(try ledger.resumeDeliveries(channel: "telegram", at: morning) == 0)
        #expect(try ledger.resumeDeliveries(channel: "mail", at: morning) == 1)
        #expect(try ledger.dueDeliveries(at: morning).map(\.state) == [.retry])
        #expect(try ledger.deliveries(in: [.retry, .pending]).count == 1)
    }

    @Test("transaction 2 sends, postpones and withdraws in one step")
    func batch() throws {
        let ledger = try Ledger.inMemory()
        try ledger.commit(
            makeBatch(alerts: [makeAlert("a1")], notices: ["n1", "n2", "n3"].map { makeNotice($0, alert: "a1") }))
        let later = makeNotice("n2", alert: "a1", notBefore: morning + .hours(9), held: "quiet hours")
        try ledger.commit(
            OutboxBatch(digests: [makeDigest("d1", notices: ["n1"])], postponed: [later], withdrawn: ["n3"]))
        #expect(try ledger.queuedNotices() == [later])
        #expect(try ledger.notices(of: "a1").map(\.id) == ["n1", "n2"])
    }

    @Test("a notice that a dead digest carried can be withdrawn, and the record keeps it")
    func withdrawnAfterRequeue() throws {
        let ledger = try Ledger.withOneDigest()
        _ = try ledger.expireDeliveries(at: morning + .days(2))
        try ledger.requeueNotices(of: "d1")
        try ledger.commit(OutboxBatch(digests: [], withdrawn: ["n1"]))
        #expect(try ledger.queuedNotices().isEmpty)
        #expect(try ledger.delivery("d1")?.digest.notices == ["n1"])
        #expect(try ledger.notices(of: "a1").map(\.id) == ["n1"])
    }

    @Test("runs are numbered whatever the clock says")
    func numbers() throws {
        let ledger = try Ledger.inMemory()
        #expect(try ledger.startRun(at: morning) == 1)
        #expect(try ledger.startRun(at: morning.advanced(by: .days(-9))) == 2)
    }

    @Test("what may have arrived counts as sent; what certainly reached nobody does not, and a word tells of no alert")
    func sent() throws {
        let ledger = try Ledger.withOneDigest()
        try ledger.commit([makeDigest("word", notices: [], created: morning + .hours(1))])
        let sent = try ledger.sentDigests(since: morning)
        #expect(sent.map(\.recipient) == ["aigul", "aigul"] && sent.map(\.tellsOfAlerts) == [true, false])
        #expect(try ledger.sentDigests(since: morning + .minutes(1)).map(\.created) == [morning + .hours(1)])
        _ = try ledger.begin("d1", at: morning, lease: .minutes(15))
        #expect(try ledger.sentDigests(since: morning).count == 2)
        try ledger.finish("d1", .recipientDead(why: "550"), at: morning)
        #expect(try ledger.sentDigests(since: morning).map(\.tellsOfAlerts) == [false])
        #expect(try ledger.digestIDs(since: morning) == ["d1", "word"])
    }
}
