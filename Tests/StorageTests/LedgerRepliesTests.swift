import Model
import Testing

@testable import Storage

@Suite("Ledger: replies, and what deliverers remember")
struct LedgerRepliesTests {
    @Test("a reply is taken once, whatever comes again, and the cursor goes with it")
    func once() throws {
        let ledger = try Ledger.inMemory()
        let reply = ReplyName(channel: "chat", id: "4711/7")
        #expect(try ledger.replyCursor(channel: "chat") == nil)
        let first = try ledger.write { database in
            try Ledger.saveReplyCursor("1005", channel: "chat", at: morning, database)
            return try Ledger.take(reply, at: morning, database)
        }
        #expect(first)
        #expect(try !ledger.write { try Ledger.take(reply, at: morning, $0) })
        var other = reply
        other.channel = "mail"
        #expect(try ledger.write { try Ledger.take(other, at: morning, $0) })
        #expect(try ledger.replyCursor(channel: "chat") == "1005")
        #expect(try ledger.replyCursor(channel: "mail") == nil)
    }

    @Test("parts of a digest are in doubt from their beginning to their receipt, and are found by it")
    func parts() throws {
        let ledger = try Ledger.withOneDigest()
        try ledger.begin(part: 0, of: "d1", at: morning)
        try ledger.begin(part: 1, of: "d1", at: morning)
        try ledger.end(part: 0, of: "d1", receipt: "4711/1")
        #expect(try ledger.parts(of: "d1") == [0: .accepted(receipt: "4711/1"), 1: .inDoubt])
        try ledger.end(part: 1, of: "d1", receipt: nil)
        #expect(try ledger.parts(of: "d1") == [0: .accepted(receipt: "4711/1")])
        #expect(try ledger.digest(ofReceipt: "4711/1", channel: "mail") == "d1")
        #expect(try ledger.digest(ofReceipt: "4711/1", channel: "chat") == nil)
        #expect(try ledger.digest(beginning: "d") == "d1" && ledger.digest(beginning: "e") == nil)
    }

    @Test("what certainly was not sent gives back what was spent for it on its day, once")
    func givenBack() throws {
        let ledger = try Ledger.withOneDigest()
        try ledger.spend(5, channel: "sms", day: morning.date)
        try ledger.spend(5, channel: "sms", day: (morning + .days(1)).date)
        try ledger.begin(part: 0, of: "d1", at: morning)
        try ledger.undo(part: 0, of: "d1", giving: 2, channel: "sms")
        try ledger.undo(part: 0, of: "d1", giving: 2, channel: "sms")
        #expect(try ledger.parts(of: "d1").isEmpty)
        #expect(try ledger.spent(channel: "sms", day: morning.date) == 3)
        #expect(try ledger.spent(channel: "sms", day: (morning + .days(1)).date) == 5)
        try ledger.begin(part: 0, of: "d1", at: morning)
        try ledger.end(part: 0, of: "d1", receipt: "7")
        try ledger.undo(part: 0, of: "d1", giving: 2, channel: "sms")
        #expect(try ledger.spent(channel: "sms", day: morning.date) == 3, "what was taken stays paid")
    }

    @Test("addresses move, and money is counted by day")
    func moves() throws {
        let ledger = try Ledger.inMemory()
        #expect(try ledger.address("1", channel: "chat") == "1")
        try ledger.move("1", to: "-2", channel: "chat", at: morning)
        #expect(try ledger.address("1", channel: "chat") == "-2" && ledger.address("1", channel: "other") == "1")
        let (today, tomorrow) = (morning.date, (morning + .days(1)).date)
        try ledger.spend(2, channel: "sms", day: today)
        try ledger.spend(3, channel: "sms", day: today)
        #expect(try ledger.spent(channel: "sms", day: today) == 5 && ledger.spent(channel: "sms", day: tomorrow) == 0)
    }

    @Test("a digest that came back is dead after all: it is settled again, and its notices are told anew")
    func bounced() throws {
        let ledger = try Ledger.withOneDigest()
        #expect(try !ledger.write { try Ledger.bounce("d1", why: "5.1.1", $0) }, "it was never out")
        _ = try ledger.begin("d1", at: morning, lease: .minutes(1))
        try ledger.finish("d1", .accepted(receipt: "250"), at: morning)
        #expect(try ledger.write { try Ledger.bounce("d1", why: "5.1.1 no such user", $0) })
        #expect(try ledger.delivery("d1")?.state == .recipientDead)
        #expect(try ledger.unsettled().map(\.detail) == ["it came back: 5.1.1 no such user"])
        #expect(try !ledger.write { try Ledger.bounce("d1", why: "5.1.1", $0) }, "once")
        let address = Recipient.Address(channel: "mail", address: "aigul@qala.example")
        #expect(try ledger.deadEnds(since: morning).refuses(address, of: "aigul"))
    }

    @Test("a thread begins with the first digest about a claim that arrived")
    func threads() throws {
        let ledger = try Ledger.withOneDigest()
        try ledger.commit(makeBatch(alerts: [makeAlert("a2")], notices: [makeNotice("n2", alert: "a2")]))
        try ledger.commit([makeDigest("d2", notices: ["n2"], created: morning + .hours(1))])
        #expect(try ledger.threads(of: ["water-poison"]).isEmpty, "nothing arrived yet")
        for (hour, digest) in [(1, "d2"), (2, "d1")] as [(Int64, String)] {
            _ = try ledger.begin(digest, at: morning + .hours(hour), lease: .minutes(1))
            try ledger.finish(digest, .accepted(receipt: nil), at: morning + .hours(hour))
        }
        let thread = [ClaimThread(recipient: "aigul", channel: "mail", claim: "water-poison"): "d2"]
        #expect(try ledger.threads(of: ["water-poison", "other"]) == thread)
        #expect(try ledger.threads(of: ["other"]).isEmpty && ledger.threads(of: []).isEmpty)
        #expect(try ledger.ackBook().entry(of: "a1")?.threads == thread)
    }

    @Test("a report ends the doubt about a digest that may have arrived, and says nothing of one that never went out")
    func bouncedInDoubt() throws {
        for outcome in [Outcome.unknown(why: "cut"), .retry(after: nil, why: "busy")] {
            let ledger = try Ledger.withOneDigest()
            _ = try ledger.begin("d1", at: morning, lease: .minutes(1))
            try ledger.finish("d1", outcome, at: morning)
            let isInDoubt = outcome.name == "unknown"
            #expect(try ledger.write { try Ledger.bounce("d1", why: "5.1.1", $0) } == isInDoubt)
            #expect(try ledger.delivery("d1")?.state == (isInDoubt ? .recipientDead : .retry))
        }
    }
}
