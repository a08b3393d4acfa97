import GRDB
import Model
import Testing

@testable import Storage

/// Words that may go over one channel or another, and addresses that are left alone for a while.
struct LedgerSameWordsTests {
    private func word(_ id: String, over channel: String, same: String? = "w") -> Digest {
        var digest = makeDigest(id, notices: [])
        (digest.channel, digest.sameAs) = (channel, same)
        return digest
    }

    private func ids(_ ledger: Ledger) throws -> [String] {
        try ledger.deliveries(in: Set(Delivery.State.allCases)).map(\.digest.id).sorted()
    }

    @Test("the same word is not put into the outbox over another channel while one may arrive")
    func once() throws {
        let ledger = try Ledger.inMemory()
        try ledger.commit([word("a", over: "chat")])
        #expect(try ledger.delivery("a")?.digest.sameAs == "w")
        try ledger.commit([word("b", over: "mail"), word("c", over: "mail", same: "other"), word("d", over: "mail", same: nil)])
        #expect(try ids(ledger) == ["a", "c", "d"])
        _ = try ledger.begin("a", at: morning, lease: .minutes(15))
        try ledger.finish("a", .accepted(receipt: nil), at: morning)
        try ledger.commit([word("b", over: "mail")])
        #expect(try ids(ledger) == ["a", "c", "d"])
    }

    @Test("what an address refused is said over another one; what may have arrived is not")
    func refused() throws {
        let ledger = try Ledger.inMemory()
        try ledger.commit([word("a", over: "chat"), word("x", over: "chat", same: "y")])
        for id in ["a", "x"] { _ = try ledger.begin(id, at: morning, lease: .minutes(15)) }
        try ledger.finish("a", .recipientDead(why: "gone"), at: morning)
        try ledger.finish("x", .unknown(why: "cut"), at: morning, expired: "nobody knows")
        try ledger.commit([word("b", over: "mail"), word("z", over: "mail", same: "y")])
        #expect(try ids(ledger) == ["a", "b", "x"])
    }

    @Test("a word is cancelled and said over another channel in one step")
    func settled() throws {
        let ledger = try Ledger.inMemory()
        try ledger.commit([word("a", over: "chat")])
        var settlement = Settlement()
        settlement.cancelled["a"] = "the channel chat cannot be used"
        settlement.settled = ["a"]
        settlement.again = [word("b", over: "mail")]
        #expect(!settlement.isEmpty)
        try ledger.commit(settlement, at: morning)
        #expect(try ledger.delivery("a")?.state == .cancelled)
        #expect(try ledger.delivery("b")?.state == .pending)
    }

    @Test("an address is left alone until its time, and no other with it")
    func held() throws {
        let ledger = try Ledger.inMemory()
        try ledger.hold("4711", channel: "telegram", until: morning + .hours(1), at: morning)
        try ledger.hold("99", channel: "other", until: morning + .hours(2), at: morning)
        #expect(try ledger.held(channel: "telegram", at: morning) == ["4711": morning + .hours(1)])
        #expect(try ledger.held(channel: "telegram", at: morning + .hours(1)).isEmpty)
        try ledger.hold("4711", channel: "telegram", until: morning + .hours(3), at: morning + .hours(2))
        #expect(try ledger.held(channel: "telegram", at: morning + .hours(2)) == ["4711": morning + .hours(3)])
        let rows = try ledger.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM held_address") }
        #expect(rows == 1, "what is over is not kept")
    }
}
