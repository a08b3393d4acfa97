import Model
import Testing

@testable import Storage

@Suite("Ledger: deliveries that lead nowhere")
struct LedgerDeadEndTests {
    private let mail = Recipient.Address(channel: "mail", address: "aigul@qala.example")

    private func broken(_ why: String = "535 no", refusals: Int = 1, told: Instant? = nil) -> BrokenChannel {
        BrokenChannel(
            channel: "mail", since: morning, why: why, fingerprint: "f1", refusals: refusals,
            nextTry: morning + .hours(1), told: told)
    }

    /// `d1` after one attempt with this ending.
    private func ledger(_ outcome: Outcome, breaker: BrokenChannel? = nil) throws -> Ledger {
        let ledger = try Ledger.withOneDigest()
        _ = try ledger.begin("d1", at: morning, lease: .minutes(1))
        try ledger.finish("d1", outcome, at: morning, breaker: breaker)
        return ledger
    }

    @Test("a refused login opens the channel's breaker in the same step, and mended settings close it")
    func breaker() throws {
        let ledger = try ledger(.configurationDead(why: "535 no"), breaker: broken())
        #expect(try ledger.brokenChannels() == [broken()])
        #expect(try ledger.deadEnds(since: morning).brokenChannels == ["mail"])
        #expect(try ledger.dueDeliveries(at: morning + .hours(5)).isEmpty)
        #expect(try ledger.mend(channel: "chat", at: morning) == 0)
        #expect(try ledger.mend(channel: "mail", at: morning + .hours(2)) == 1)
        #expect(try ledger.brokenChannels().isEmpty)
        #expect(try ledger.dueDeliveries(at: morning + .hours(2)).map(\.state) == [.retry])
    }

    @Test("a channel that takes a mail again closes its breaker, and what waited is due")
    func provesItself() throws {
        let ledger = try ledger(.configurationDead(why: "535 no"), breaker: broken())
        try ledger.commit(makeBatch(notices: [makeNotice("n2", alert: "a1")]))
        try ledger.commit([makeDigest("d2", notices: ["n2"])])
        _ = try ledger.begin("d2", at: morning, lease: .minutes(1))
        try ledger.finish("d2", .retry(after: nil, why: "busy"), at: morning)
        #expect(try ledger.brokenChannels().count == 1, "a server that is busy has proved nothing")
        _ = try ledger.begin("d2", at: morning, lease: .minutes(1))
        try ledger.finish("d2", .accepted(receipt: nil), at: morning)
        #expect(try ledger.brokenChannels().isEmpty)
        #expect(try ledger.delivery("d1")?.state == .retry)
    }

    @Test("what follows from a dead delivery follows once, and its notices know that they were carried")
    func settled() throws {
        let ledger = try ledger(.recipientDead(why: "550"))
        #expect(try ledger.unsettled().map(\.digest.id) == ["d1"])
        #expect(try ledger.queuedNotices().isEmpty)
        var settlement = Settlement()
        (settlement.freed, settlement.settled) = (["d1"], ["d1"])
        try ledger.commit(settlement, at: morning)
        #expect(try ledger.unsettled().isEmpty)
        #expect(try ledger.queuedNotices().map(\.carried) == [1])
        #expect(try ledger.untold().map(\.digest.id) == ["d1"], "nobody was told yet")
        var word = makeDigest("w1", notices: [])
        word.recipient = "grace"
        try ledger.commit(Words(digests: [word], deliveries: ["d1"], channels: []), at: morning)
        #expect(try ledger.untold().isEmpty)
        #expect(try ledger.dueDeliveries(at: morning).map(\.digest) == [word])
    }

    @Test("a digest that was accepted or is on its way cannot be cancelled")
    func cancelling() throws {
        let pending = try Ledger.withOneDigest()
        var settlement = Settlement()
        settlement.cancelled = ["d1": "no such channel"]
        (settlement.freed, settlement.settled) = (["d1"], ["d1"])
        try pending.commit(settlement, at: morning)
        #expect(try pending.delivery("d1")?.state == .cancelled)
        #expect(try pending.queuedNotices().count == 1)
        #expect(try pending.untold().isEmpty, "what broke the channel is told instead")
        for outcome in [Outcome.accepted(receipt: nil), .unknown(why: "cut")] {
            let ledger = try ledger(outcome)
            #expect(throws: StorageError.self) { try ledger.commit(settlement, at: morning) }
            #expect(try ledger.queuedNotices().isEmpty)
        }
    }

    @Test("an address that refused is closed for a time, until it takes a mail again")
    func addresses() throws {
        let ledger = try ledger(.recipientDead(why: "550"))
        #expect(try ledger.deadEnds(since: morning).refused == ["aigul": [mail]])
        #expect(try ledger.deadEnds(since: morning + .seconds(1)).refused.isEmpty)
        try ledger.commit(makeBatch(notices: [makeNotice("n2", alert: "a1")]))
        try ledger.commit([makeDigest("d2", notices: ["n2"], created: morning + .hours(1))])
        #expect(try ledger.deadEnds(since: morning).refused == ["aigul": [mail]])
        _ = try ledger.begin("d2", at: morning + .hours(1), lease: .minutes(1))
        try ledger.finish("d2", .accepted(receipt: nil), at: morning + .hours(1))
        #expect(try ledger.deadEnds(since: morning) == DeadEnds())
    }

    @Test("who writes from an address after it refused opens it again; what was written before opens nothing")
    func reopened() throws {
        let ledger = try ledger(.recipientDead(why: "403"))
        try ledger.commit(AckBatch(at: morning, heard: [mail: morning]))
        #expect(try ledger.deadEnds(since: morning).refused == ["aigul": [mail]])
        let other = Recipient.Address(channel: "chat", address: mail.address)
        try ledger.commit(AckBatch(at: morning + .hours(1), heard: [other: morning + .hours(1)]))
        #expect(try ledger.deadEnds(since: morning).refused == ["aigul": [mail]])
        try ledger.commit(AckBatch(at: morning + .hours(2), heard: [mail: morning + .seconds(1)]))
        #expect(try ledger.deadEnds(since: morning) == DeadEnds())
        try ledger.commit(makeBatch(notices: [makeNotice("n2", alert: "a1")]))
        try ledger.commit([makeDigest("d2", notices: ["n2"], created: morning + .hours(3))])
        _ = try ledger.begin("d2", at: morning + .hours(3), lease: .minutes(1))
        try ledger.finish("d2", .recipientDead(why: "403"), at: morning + .hours(3))
        #expect(try ledger.deadEnds(since: morning).refused == ["aigul": [mail]], "it refused once more after that")
    }

    @Test("an address that refused a text is closed for what it told, and for nothing else")
    func textRefused() throws {
        let ledger = try ledger(.digestRefused(why: "422"))
        #expect(try ledger.delivery("d1")?.state == .recipientDead)
        let ends = DeadEnds(refusedTexts: ["n1": [mail]])
        #expect(try ledger.deadEnds(since: morning) == ends)
        #expect(ends.holding(for: ["n1"], of: "aigul").refuses(mail, of: "aigul"))
        #expect(ends.holding(for: ["n2"], of: "aigul") == ends)
        try ledger.commit(makeBatch(notices: [makeNotice("n2", alert: "a1")]))
        try ledger.commit([makeDigest("d2", notices: ["n2"], created: morning + .hours(1))])
        _ = try ledger.begin("d2", at: morning + .hours(1), lease: .minutes(1))
        try ledger.finish("d2", .accepted(receipt: nil), at: morning + .hours(1))
        #expect(try ledger.deadEnds(since: morning) == ends, "that it takes others does not make it take this one")
        #expect(try ledger.deadEnds(since: morning + .seconds(1)) == DeadEnds())
    }

    @Test("a word to an operator that is refused closes the address: no word follows about it")
    func wordRefused() throws {
        let ledger = try Ledger.inMemory()
        try ledger.commit([makeDigest("w1", notices: [])])
        _ = try ledger.begin("w1", at: morning, lease: .minutes(1))
        try ledger.finish("w1", .digestRefused(why: "422"), at: morning)
        #expect(try ledger.deadEnds(since: morning) == DeadEnds(refused: ["aigul": [mail]]))
    }

    @Test("an address over which a digest ran out of time comes last")
    func slow() throws {
        let ledger = try Ledger.withOneDigest()
        _ = try ledger.begin("d1", at: morning, lease: .minutes(1))
        try ledger.finish("d1", .retry(after: nil, why: "451"), at: morning, expired: "not before 9")
        #expect(try ledger.delivery("d1")?.state == .expired)
        #expect(try ledger.delivery("d1")?.detail == "not before 9")
        #expect(try ledger.deadEnds(since: morning) == DeadEnds(slow: ["aigul": [mail]]))
    }

    @Test("attempts without an answer are counted, with the time of the last")
    func doubts() throws {
        let ledger = try ledger(.unknown(why: "cut"))
        #expect(try ledger.delivery("d1")?.doubts == 1)
        _ = try ledger.begin("d1", at: morning + .hours(1), lease: .minutes(1))
        _ = try ledger.recoverInflight(at: morning + .hours(2))
        let delivery = try ledger.delivery("d1")
        #expect(delivery?.doubts == 2 && delivery?.begun == morning + .hours(1))
    }

    @Test("a word to the operators outlives a purge while it is young")
    func purge() throws {
        let ledger = try Ledger.inMemory()
        try ledger.commit(Words(digests: [makeDigest("w1", notices: [])], deliveries: [], channels: []), at: morning)
        _ = try ledger.purge(alerts: morning, members: morning)
        #expect(try ledger.delivery("w1") != nil)
        _ = try ledger.purge(alerts: morning + .seconds(1), members: morning)
        #expect(try ledger.delivery("w1") == nil)
    }

    @Test("a gap grows while it is open, and is closed once")
    func gaps() throws {
        let ledger = try Ledger.inMemory()
        func save(_ gap: Gap) throws {
            var batch = CoveredBatch(at: gap.stop)
            batch.gaps = [gap]
            try ledger.commit(batch)
        }
        var gap = Gap(source: "news", start: morning, stop: morning + .hours(1), reason: .failed, isOpen: true)
        try save(gap)
        gap.stop = morning + .hours(2)
        try save(gap)
        #expect(try ledger.gaps(since: Instant(milliseconds: .max)) == [gap])
        (gap.stop, gap.isOpen, gap.seenBackTo) = (morning + .hours(3), false, morning + .hours(1))
        try save(gap)
        #expect(try ledger.gaps(since: Instant(milliseconds: .max)).isEmpty)
        #expect(try ledger.gaps(since: morning) == [gap])
        #expect(gap.mayHaveMissed)
    }
}
