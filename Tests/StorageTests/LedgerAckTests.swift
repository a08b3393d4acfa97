import Model
import Testing

@testable import Storage

@Suite("Ledger: acknowledgements")
struct LedgerAckTests {
    private let lease = AckEvent.Lease(until: morning + .hours(4), remindAt: morning + .hours(3))

    private func event(
        _ kind: AckEvent.Kind, by actor: String = "aigul", of alert: String = "a1", id: String = "m1", at: Instant = morning
    ) -> AckEvent {
        AckEvent(
            alert: alert, code: "", actor: actor, channel: "chat", externalID: id, at: at, kind: kind, rawHash: "")
    }

    private func commit(_ ledger: Ledger, _ events: AckEvent..., answers: [Digest] = [], at: Instant = morning) throws {
        try ledger.commit(AckBatch(at: at, events: events, answers: answers))
    }

    /// Two alerts; Aigul, Daniyar and Grace have a notice of the first, and Daniyar and Grace of the second.
    private func ledger() throws -> Ledger {
        let ledger = try Ledger.inMemory()
        let notices = [
            makeNotice("n-aigul", alert: "a1"), makeNotice("n-daniyar", alert: "a1", recipient: "daniyar"),
            makeNotice("n-grace", alert: "a1", recipient: "grace"), makeNotice("m-daniyar", alert: "a2", recipient: "daniyar"),
            makeNotice("m-grace", alert: "a2", recipient: "grace"),
        ]
        try ledger.commit(makeBatch(alerts: [makeAlert("a1"), makeAlert("a2")], notices: notices))
        return ledger
    }

    private func digest(_ id: String, to recipient: String, _ notices: [String]) -> Digest {
        var digest = makeDigest(id, notices: notices)
        digest.recipient = recipient
        return digest
    }

    private func queued(_ ledger: Ledger) throws -> [String] { try ledger.queuedNotices().map(\.id).sorted() }

    @Test("an alert has a code from its first notice on, and keeps it")
    func codes() throws {
        let ledger = try ledger()
        let codes = try ledger.codes(of: ["a1", "a2", "a3"])
        #expect(codes.keys.sorted() == ["a1", "a2"])
        #expect(codes.values.allSatisfy { AckCode.isValid($0) && $0.utf8.count == 5 } && codes["a1"] != codes["a2"])
        try ledger.commit(makeBatch(notices: [makeNotice("n2", alert: "a1", recipient: "omar")]))
        #expect(try ledger.codes(of: ["a1"]) == ["a1": codes["a1"]])
        #expect(try ledger.ackBook().entry(ofCode: codes["a1"] ?? "")?.alert == "a1")
    }

    @Test("people were told when a message reached them, or may have; one that waits tells nobody")
    func told() throws {
        let ledger = try ledger()
        #expect(try ledger.ackBook()["a1"]?.told == [])
        try ledger.commit([
            digest("d-aigul", to: "aigul", ["n-aigul"]), digest("d-daniyar", to: "daniyar", ["n-daniyar"]),
            digest("d-grace", to: "grace", ["n-grace", "m-grace"]),
        ])
        for (id, outcome) in [("d-aigul", Outcome.accepted(receipt: nil)), ("d-daniyar", .unknown(why: "cut"))] {
            _ = try ledger.begin(id, at: morning, lease: .minutes(1))
            try ledger.finish(id, outcome, at: morning)
        }
        let book = try ledger.ackBook()
        #expect(book["a1"]?.told == ["aigul", "daniyar"] && book["a2"]?.told == [])
    }

    @Test("a step of a chain that was cancelled stays cancelled when the alert comes back: it has steps of its own then")
    func steps() throws {
        let ledger = try ledger()
        var step = makeNotice("step", alert: "a1", recipient: "omar", notBefore: morning + .hours(1))
        step.kind = .escalation
        try ledger.commit(makeBatch(notices: [step]))
        try commit(ledger, event(.claimed(lease)))
        try commit(ledger, event(.released, id: "m2"))
        #expect(try queued(ledger).contains("n-grace") && !queued(ledger).contains("step"))
    }

    @Test("an answer that is taken back is open again, and its page is not looked for")
    func answerBack() throws {
        let ledger = try ledger()
        try commit(ledger, event(.responded(url: "https://qala.example/1")))
        try commit(ledger, event(.responded(url: "https://qala.example/2"), id: "m2"))
        #expect(try ledger.proof(of: "a1")?.url == "https://qala.example/2")
        try commit(ledger, event(.released, id: "m3"))
        #expect(try ledger.proof(of: "a1") == nil && ledger.alert("a1")?.state == .open)
    }

    @Test("drills are no notices of a month, and their messages tell of no alert")
    func drills() throws {
        let ledger = try Ledger.inMemory()
        var drill = makeAlert("a2")
        drill.claim = Exercise.claim(of: drill.claim)
        try ledger.commit(
            makeBatch(alerts: [makeAlert("a1"), drill], notices: [makeNotice("n1", alert: "a1"), makeNotice("n2", alert: "a2")]))
        try ledger.commit([makeDigest("d1", notices: ["n1"]), makeDigest("d2", notices: ["n2"])])
        #expect(try ledger.noticeTimes(from: morning, until: morning + .hours(1)).count == 1)
        #expect(try ledger.sentDigests(since: morning).map(\.tellsOfAlerts) == [true, false])
    }

    @Test("10,000 alerts have 10,000 codes; the short ones are given first")
    func many() throws {
        var used: Set<String> = []
        for number in 0..<10_000 {
            let code = Ledger.freeCode(for: "alert \(number)", besides: used)
            #expect(used.insert(code).inserted && AckCode.isValid(code))
        }
        #expect(used.count { $0.utf8.count == 5 } == 9000)
    }

    @Test("a code rests for 90 days after its alert was last heard of, and never leaves a live one")
    func rest() throws {
        func open(_ alert: String, in ledger: Ledger, at: Instant, state: Alert.State = .dismissed) throws -> String? {
            var batch = CoveredBatch(at: at)
            batch.alerts = [makeAlert(alert, state: state, opened: at, lastSeen: at)]
            batch.notices = [makeNotice("n \(alert)", alert: alert)]
            try ledger.commit(batch)
            return try ledger.codes(of: [alert])[alert]
        }
        let ledger = try Ledger.inMemory()
        let first = try #require(try open("a0", in: ledger, at: morning))
        // Alerts whose search for a code begins at the same one: only that it is in use keeps it from them.
        let rivals = (1..<200_000).lazy.map { "a\($0)" }.filter { Ledger.freeCode(for: $0, besides: []) == first }
        let names = Array(rivals.prefix(2))
        try #require(names.count == 2)
        #expect(try open(names[0], in: ledger, at: morning + .days(89)) != first)
        #expect(try open(names[1], in: ledger, at: morning + .days(91)) == first)

        let living = try Ledger.inMemory()
        #expect(try open("a0", in: living, at: morning, state: .open) == first)
        #expect(try open(names[0], in: living, at: morning + .days(400)) != first)
    }

    @Test("a claim cancels what waits for the others: queued notices, and digests that nobody tried to deliver")
    func claiming() throws {
        let ledger = try ledger()
        try ledger.commit([
            digest("d-aigul", to: "aigul", ["n-aigul"]), digest("d-daniyar", to: "daniyar", ["n-daniyar", "m-daniyar"]),
        ])
        try commit(ledger, event(.claimed(lease)))
        #expect(try ledger.alert("a1")?.state == .claimed)
        #expect(try ledger.delivery("d-aigul")?.state == .pending, "the holder's own")
        #expect(try ledger.delivery("d-daniyar")?.state == .cancelled)
        #expect(try ledger.delivery("d-daniyar")?.detail == "aigul has it")
        #expect(try queued(ledger) == ["m-daniyar", "m-grace"], "what it told of another alert is rendered anew")
        #expect(try ledger.queuedNotices().first { $0.id == "m-daniyar" }?.carried == 1)
        #expect(try ledger.unsettled().isEmpty && ledger.untold().isEmpty, "nothing follows from it, nobody is told")
        let state = try ledger.state(at: morning)
        #expect(!state.notices.contains { $0.id == "n-grace" }, "nobody takes it for told")
    }

    @Test("a digest that was tried may have arrived, and stays", arguments: [
        Outcome.accepted(receipt: nil), .retry(after: nil, why: "451"), .unknown(why: "cut"),
    ])
    func attempted(outcome: Outcome) throws {
        let ledger = try ledger()
        try ledger.commit([digest("d-daniyar", to: "daniyar", ["n-daniyar"])])
        _ = try ledger.begin("d-daniyar", at: morning, lease: .minutes(1))
        try ledger.finish("d-daniyar", outcome, at: morning)
        let before = try ledger.delivery("d-daniyar")
        try commit(ledger, event(.claimed(lease)))
        #expect(try ledger.delivery("d-daniyar") == before)
    }

    @Test("one on its way is not touched either")
    func inflight() throws {
        let ledger = try ledger()
        try ledger.commit([digest("d-daniyar", to: "daniyar", ["n-daniyar"])])
        _ = try ledger.begin("d-daniyar", at: morning, lease: .minutes(1))
        try commit(ledger, event(.claimed(lease)))
        #expect(try ledger.delivery("d-daniyar")?.state == .inflight)
        try ledger.finish("d-daniyar", .accepted(receipt: nil), at: morning)
        #expect(try ledger.alert("a1")?.state == .claimed, "an acceptance does not undo a claim")
    }

    @Test("what was given back or lapsed goes out to the others after all", arguments: [
        AckEvent.Kind.released, .lapsed,
    ])
    func back(kind: AckEvent.Kind) throws {
        let ledger = try ledger()
        try commit(ledger, event(.claimed(lease)))
        #expect(try queued(ledger) == ["m-daniyar", "m-grace", "n-aigul"])
        try commit(ledger, event(kind, id: "m2", at: lease.until))
        #expect(try queued(ledger) == ["m-daniyar", "m-grace", "n-aigul", "n-daniyar", "n-grace"])
        #expect(try ledger.alert("a1")?.state == .open)
    }

    @Test("an answer or a dismissal cancels everybody's")
    func over() throws {
        for kind in [AckEvent.Kind.responded(url: "https://qala.example/1"), .dismissed(.notOurs)] {
            let ledger = try ledger()
            try commit(ledger, event(kind))
            #expect(try queued(ledger) == ["m-daniyar", "m-grace"])
            let proof = try ledger.proof(of: "a1")
            #expect(kind == .dismissed(.notOurs) ? proof == nil : proof?.next == morning)
        }
    }

    @Test("the same reply twice is one event, and one answer")
    func twice() throws {
        let ledger = try ledger()
        let answer = digest("w1", to: "aigul", [])
        for _ in 0..<2 { try commit(ledger, event(.claimed(lease)), answers: [answer]) }
        #expect(try ledger.ackEvents(of: "a1").count == 1)
        #expect(try ledger.dueDeliveries(at: morning).map(\.digest.id) == ["w1"])
    }

    @Test("a later claim is kept as said and changes nothing")
    func second() throws {
        let ledger = try ledger()
        try commit(ledger, event(.claimed(lease)), event(.claimed(lease), by: "daniyar", id: "m2"))
        #expect(try ledger.ackEvents(of: "a1").map(\.actor) == ["aigul", "daniyar"])
        #expect(try ledger.ackBook()["a1"]?.standing.holder(at: morning) == "aigul")
        #expect(try queued(ledger).contains("n-aigul") && !queued(ledger).contains("n-daniyar"))
    }

    @Test("a run whose state is older cannot open what was taken, and notices that it makes are held back")
    func stale() throws {
        let ledger = try ledger()
        try commit(ledger, event(.claimed(lease)))
        try ledger.commit(
            makeBatch(alerts: [makeAlert("a1", state: .notified)], notices: [makeNotice("late", alert: "a1", recipient: "omar")]))
        #expect(try ledger.alert("a1")?.state == .claimed)
        #expect(try queued(ledger).contains("late"))
        try ledger.cancelTaken(at: morning)
        #expect(try !queued(ledger).contains("late"))
        #expect(try queued(ledger).contains("n-aigul"))
    }

    @Test("who took an alert that is merged has the alert that took its posts")
    func merged() throws {
        let ledger = try ledger()
        let code = try #require(try ledger.codes(of: ["a2"])["a2"])
        try commit(ledger, event(.claimed(lease), by: "daniyar", of: "a2"))
        try ledger.commit(makeBatch(alerts: [makeAlert("a1"), makeAlert("a2", state: .merged, mergedInto: "a1")]))
        #expect(try ledger.alert("a1")?.state == .claimed)
        #expect(try ledger.ackBook().entry(ofCode: code)?.alert == "a1")
        #expect(try ledger.ackBook().entry(of: "a2")?.alert == "a1", "what was said before the merge")
        #expect(try ledger.ackBook()["a1"]?.standing.holder(at: morning) == "daniyar")
        #expect(try queued(ledger) == ["m-daniyar", "n-daniyar"])
    }

    @Test("replies and cursors are durable with what they led to")
    func inbound() throws {
        let ledger = try Ledger.inMemory()
        let names = ["1", "2"].map { ReplyName(channel: "chat", id: $0) }
        try ledger.commit(AckBatch(at: morning, replies: [names[0]], cursors: ["chat": "1"]))
        #expect(try ledger.unseen(names) == [names[1]])
        #expect(try ledger.replyCursor(channel: "chat") == "1")
        #expect(try ledger.replyCursor(channel: "mail") == nil)
    }

    @Test("what was said of an alert goes with it; its code rests on")
    func purge() throws {
        let ledger = try ledger()
        try commit(ledger, event(.responded(url: "https://qala.example/1")))
        _ = try ledger.purge(alerts: morning + .days(1), members: morning)
        #expect(try ledger.ackEvents(of: "a1").isEmpty && ledger.proof(of: "a1") == nil)
        #expect(try ledger.codes(of: ["a1"]).count == 1)
        _ = try ledger.purge(alerts: morning + .days(92), members: morning)
        #expect(try ledger.codes(of: ["a1"]).isEmpty)
    }
}
