import Model
import Testing

@testable import Storage

struct LedgerPurgeTests {
    @Test("an old alert goes with its notices and digests; a young one stays whole")
    func alerts() throws {
        let ledger = try Ledger.withOneDigest()
        let late = morning + .days(100)
        var young = makeAlert("a2")
        young.lastSeen = late
        try ledger.commit(makeBatch(alerts: [young], notices: [makeNotice("n2", alert: "a2")]))
        try ledger.commit([makeDigest("d2", notices: ["n2"])])
        _ = try ledger.begin("d1", at: morning, lease: .minutes(1))
        try ledger.finish("d1", .accepted(receipt: nil), at: morning)

        #expect(try ledger.purge(alerts: morning + .days(30), members: late) == 1)
        #expect(try ledger.alerts().map(\.id) == ["a2"])
        #expect(try ledger.delivery("d1") == nil)
        #expect(try ledger.notices(of: "a1").isEmpty && ledger.told(of: "a1").isEmpty)
        #expect(try ledger.delivery("d2")?.digest.notices == ["n2"])
    }

    @Test("a digest that also tells of a young alert stays until that one goes")
    func shared() throws {
        let ledger = try Ledger.inMemory()
        var young = makeAlert("a2")
        young.lastSeen = morning + .days(100)
        try ledger.commit(
            makeBatch(
                alerts: [makeAlert("a1"), young],
                notices: [makeNotice("n1", alert: "a1"), makeNotice("n2", alert: "a2")]))
        try ledger.commit([makeDigest("d1", notices: ["n1", "n2"])])
        #expect(try ledger.purge(alerts: morning + .days(30), members: morning) == 1)
        #expect(try ledger.delivery("d1") != nil)
        #expect(try ledger.purge(alerts: morning + .days(200), members: morning) == 1)
        #expect(try ledger.delivery("d1") == nil)
    }
}
