import Foundation
import GRDB
import Testing

@testable import Storage

struct LedgerFileTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/data/ledger.sqlite"
    }

    /// Changes a closed ledger behind its back.
    private func tamper(_ sql: String) throws {
        try DatabaseQueue(path: path).writeWithoutTransaction { try $0.execute(sql: sql) }
    }

    @Test("a new ledger has all tables and belongs to its owner only")
    func new() throws {
        let ledger = try Ledger.open(path: path)
        #expect(try ledger.state(at: morning) == LedgerState())
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        #expect(try mode(path) == 0o600 && mode(folder.path + "/data") == 0o700)
    }

    @Test(
        "the connection has the settings that power cuts ask for",
        arguments: [
            ("journal_mode", "truncate"), ("synchronous", "2"), ("foreign_keys", "1"), ("secure_delete", "1"),
            ("trusted_schema", "0"), ("application_id", "1246315093"),
        ])
    func settings(name: String, value: String) throws {
        let ledger = try Ledger.open(path: path)
        #expect(try ledger.read { try String.fetchOne($0, sql: "PRAGMA \(name)") } == value)
    }

    @Test("opening again finds what was committed, and migrates nothing twice")
    func again() throws {
        try Ledger.open(path: path).commit(makeBatch(alerts: [makeAlert("a1")]))
        #expect(try Ledger.open(path: path).alert("a1") == makeAlert("a1"))
    }

    @Test("a reader needs a ledger, sees it, and cannot write")
    func readOnly() throws {
        #expect(throws: StorageError.noLedger(path: path)) { try Ledger.open(path: path, readOnly: true) }
        let writer = try Ledger.open(path: path)
        try writer.commit(makeBatch(alerts: [makeAlert("a1")]))
        let reader = try Ledger.open(path: path, readOnly: true)
        #expect(try reader.alert("a1") != nil)
        #expect(throws: StorageError.self) { try reader.commit(makeBatch(alerts: [makeAlert("a2")])) }
        #expect(try writer.alert("a2") == nil)
    }

    @Test("a ledger of a newer Jibu is refused by the names of its changes")
    func newer() throws {
        _ = try Ledger.open(path: path)
        try tamper("INSERT INTO grdb_migrations (identifier) VALUES ('9 from the future')")
        for readOnly in [false, true] {
            #expect(throws: StorageError.newerLedger(path: path, changes: ["9 from the future"])) {
                try Ledger.open(path: path, readOnly: readOnly)
            }
        }
    }

    @Test(
        "a run killed while it made the ledger does not stop the next one",
        arguments: [
            [], ["PRAGMA application_id = 1246315093"],
            ["PRAGMA application_id = 1246315093", "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)"],
        ])
    func halfMade(steps: [String]) throws {
        try FileManager.default.createDirectory(atPath: folder.path + "/data", withIntermediateDirectories: true)
        try put([], at: path)
        for step in steps { try tamper(step) }
        #expect(throws: StorageError.noLedger(path: path)) { try Ledger.open(path: path, readOnly: true) }
        #expect(try Ledger.inMemoryCopy(of: path).alerts().isEmpty)
        try Ledger.open(path: path).commit(makeBatch(alerts: [makeAlert("a1")]))
        #expect(try Ledger.open(path: path, readOnly: true).alert("a1") != nil)
        #expect(try Ledger.inMemoryCopy(of: path).alert("a1") != nil)
    }

    @Test("the database of another program is refused and not touched")
    func foreign() throws {
        try FileManager.default.createDirectory(atPath: folder.path + "/data", withIntermediateDirectories: true)
        try tamper("CREATE TABLE notes (text TEXT)")
        let before = try bytes(of: path)
        #expect {
            try Ledger.open(path: path)
        } throws: {
            if case .notALedger? = $0 as? StorageError { true } else { false }
        }
        #expect(try bytes(of: path) == before)
    }

    @Test("a file that is no database is refused")
    func garbage() throws {
        try FileManager.default.createDirectory(atPath: folder.path + "/data", withIntermediateDirectories: true)
        try put(
            Array("not a database, but longer than a header of one hundred bytes".utf8)
                + Array(repeating: 7, count: 8000), at: path)
        #expect {
            try Ledger.open(path: path)
        } throws: {
            if case .notALedger? = $0 as? StorageError { true } else { false }
        }
    }

    @Test("a damaged ledger never crashes: it opens whole, or it is refused", arguments: 0..<60)
    func damaged(seed: UInt64) throws {
        do {
            let ledger = try Ledger.open(path: path)
            try ledger.commit(
                makeBatch(
                    alerts: (0..<40).map { makeAlert("a\($0)", posts: 5) },
                    notices: (0..<40).map { makeNotice("n\($0)", alert: "a\($0)") }))
        }
        var dice = Dice(seed)
        var damaged = try bytes(of: path)
        let page = 4096 * Int.random(in: 0..<damaged.count / 4096, using: &dice)
        switch seed % 3 {
        case 0: damaged[Int.random(in: 0..<damaged.count, using: &dice)] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
        case 1: for place in page..<page + 4096 { damaged[place] = 0 }
        default: damaged = Array(damaged.prefix(page + 100))
        }
        try put(damaged, at: path)
        do {
            let ledger = try Ledger.open(path: path)
            _ = try ledger.state(at: morning)
            _ = try ledger.alerts()
            _ = try ledger.queuedNotices()
        } catch {
            #expect(error.description.contains(path))
        }
    }

    @Test("a run killed in the middle of a transaction leaves the state before it")
    func killed() throws {
        let ledger = try Ledger.open(path: path)
        try ledger.commit(makeBatch(alerts: [makeAlert("a1")]))
        let copy = folder.path + "/copy"
        try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
        struct Killed: Error {}
        #expect(throws: StorageError.self) {
            try ledger.write { database in
                // A tiny cache makes SQLite write pages of the unfinished transaction into the file.
                try database.execute(sql: "PRAGMA cache_size = 2")
                for number in 0..<500 { try Ledger.save(makeAlert("b\(number)"), database) }
                try database.execute(sql: "UPDATE alert SET state = 'dismissed'")
                for name in ["ledger.sqlite", "ledger.sqlite-journal"] {
                    try FileManager.default.copyItem(atPath: folder.path + "/data/" + name, toPath: copy + "/" + name)
                }
                throw Killed()
            }
        }
        #expect(try bytes(of: copy + "/ledger.sqlite") != bytes(of: path))
        // The first to open it may be a reader.
        let reader = try Ledger.open(path: copy + "/ledger.sqlite", readOnly: true)
        #expect(try reader.alerts() == [makeAlert("a1")])
        #expect(try Ledger.open(path: copy + "/ledger.sqlite").alerts() == [makeAlert("a1")])
        #expect(try ledger.alerts() == [makeAlert("a1")])
    }

    @Test("after each commit a copy of the files has all that was committed")
    func durableAfterEachCommit() throws {
        let ledger = try Ledger.open(path: path)
        var step = 0
        func copied() throws -> Ledger {
            step += 1
            let copy = folder.path + "/copy\(step)"
            try FileManager.default.copyItem(atPath: folder.path + "/data", toPath: copy)
            return try Ledger.open(path: copy + "/ledger.sqlite")
        }
        try ledger.commit(makeBatch(alerts: [makeAlert("a1")], notices: [makeNotice("n1", alert: "a1")]))
        #expect(try copied().queuedNotices() == [makeNotice("n1", alert: "a1")])
        try ledger.commit([makeDigest("d1", notices: ["n1"])])
        #expect(try copied().dueDeliveries(at: morning).map(\.digest) == [makeDigest("d1", notices: ["n1"])])
        _ = try ledger.begin("d1", at: morning, lease: .minutes(5))
        let dead = try copied()
        #expect(try dead.dueDeliveries(at: morning).isEmpty)
        #expect(try dead.recoverInflight(at: morning, isOnlyRun: true).map(\.state) == [.unknown])
        try ledger.finish("d1", .accepted(receipt: "250 ok"), at: morning)
        let after = try copied()
        #expect(try after.recoverInflight(at: morning, isOnlyRun: true).isEmpty)
        #expect(try after.told(of: "a1").map(\.notice) == ["n1"])
    }
}
