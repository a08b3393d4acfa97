import GRDB
import Model
import Testing

@testable import Storage

struct LedgerCountsTests {
    private let burst = Burst(
        language: "kk", hour: morning, posts: 12, tellings: 9, authors: 7, earlier: 3, hours: 84,
        lastLoud: morning + .hours(2))

    @Test("the bursts of an alert come back as they were written")
    func bursts() throws {
        let ledger = try Ledger.inMemory()
        var alert = makeAlert("a1")
        alert.bursts = [burst]
        try ledger.commit(makeBatch(alerts: [alert, makeAlert("a2")]))
        #expect(try ledger.alert("a1")?.bursts == [burst])
        #expect(try ledger.alert("a2")?.bursts == [])
    }

    @Test("a claim is watched since the first run that had it")
    func watched() throws {
        let ledger = try Ledger.inMemory()
        var batch = makeBatch()
        batch.watched = ["water-poison": morning]
        try ledger.commit(batch)
        batch.watched = ["water-poison": morning + .hours(1), "schools": morning + .hours(1)]
        try ledger.commit(batch)
        #expect(
            try ledger.state(at: morning).watched == ["water-poison": morning, "schools": morning + .hours(1)])
    }

    @Test("a ledger of before bursts keeps its alerts when it is brought up to date")
    func migration() throws {
        let queue = try DatabaseQueue()
        try Migrations.migrator.migrate(queue, upTo: "1 first tables")
        try queue.write { database in
            try database.execute(
                sql: """
                    INSERT INTO alert VALUES ('a1', 'water', 's', 'open', 1, 2, 'high', '[]', '[]', 'c0ffee', NULL)
                    """)
            #expect(try Ledger.watched(database).isEmpty)
            #expect(try Ledger.alerts(database, where: "1", []).map(\.bursts) == [[]])
        }
        try Migrations.migrator.migrate(queue)
        #expect(try queue.read { try Ledger.alerts($0, where: "1", []).map(\.id) } == ["a1"])
    }
}
