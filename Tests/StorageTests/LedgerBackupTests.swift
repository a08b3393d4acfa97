import Foundation
import GRDB
import Model
import Testing

@testable import Storage

@Suite("Ledger: before its tables change")
struct LedgerBackupTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/data/ledger.sqlite" }
    private var copy: String { folder.path + "/data/ledger.before-3.sqlite" }

    /// A ledger as the Jibu before migration 3 left it, with one run.
    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.path + "/data", withIntermediateDirectories: true)
        let queue = try DatabaseQueue(path: folder.path + "/data/ledger.sqlite")
        try queue.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA application_id = \(LedgerFile.applicationID)")
        }
        try Migrations.migrator.migrate(queue, upTo: "2 bursts")
        try queue.write {
            try $0.execute(
                sql: "INSERT INTO meta (key, value) VALUES ('clock', ?)", arguments: [String(morning.milliseconds)])
        }
        try queue.close()
    }

    private func migrations(of path: String) throws -> [String] {
        try DatabaseQueue(path: path).read { try Migrations.migrator.appliedMigrations($0) }
    }

    @Test("the older ledger is kept whole beside the new one, for its owner alone")
    func kept() throws {
        let ledger = try Ledger.open(path: path)
        #expect(try ledger.lastClock() == morning)
        #expect(try migrations(of: copy) == ["1 first tables", "2 bursts"])
        #expect(try migrations(of: path) == Migrations.migrator.migrations)
        let mode = try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(!FileManager.default.fileExists(atPath: copy + ".tmp"))
    }

    @Test("a copy that a killed run left half made is made again, and a new ledger has none")
    func killed() throws {
        try put(Array("half".utf8), at: copy + ".tmp")
        _ = try Ledger.open(path: path)
        #expect(try migrations(of: copy).count == 2)
        let other = folder.path + "/other/ledger.sqlite"
        _ = try Ledger.open(path: other)
        _ = try Ledger.open(path: other)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/other")
        #expect(names.contains("ledger.sqlite") && !names.contains { $0.contains("before") })
    }

    @Test("the copy goes away with the retention of what it holds")
    func dropped() throws {
        let ledger = try Ledger.open(path: path)
        try ledger.dropBackups(before: morning)
        #expect(FileManager.default.fileExists(atPath: copy))
        try ledger.dropBackups(before: morning + .seconds(1))
        #expect(!FileManager.default.fileExists(atPath: copy))
    }
}
