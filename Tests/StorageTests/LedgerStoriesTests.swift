import Foundation
import GRDB
import Model
import Testing

@testable import Storage

@Suite("Ledger: the stories of the week")
struct LedgerStoriesTests {
    private func commit(_ members: [StoryMember], to ledger: Ledger) throws {
        var batch = CoveredBatch(at: morning)
        batch.members = members
        try ledger.commit(batch)
    }

    @Test("members come back in the order in which they came, a changed one in its place, one that came again last")
    func order() throws {
        let ledger = try Ledger.inMemory()
        try commit([makeMember(3), makeMember(1, seen: morning + .seconds(5)), makeMember(2)], to: ledger)
        var moved = makeMember(1, seen: morning + .seconds(5))
        moved.story = moved.post
        let again = makeMember(3, seen: morning + .seconds(9))
        try commit([again, moved], to: ledger)
        #expect(try ledger.state(at: morning).members == [moved, makeMember(2), again])
    }

    @Test("an older ledger's members are kept, in the order in which they were read so far")
    func migrates() throws {
        let queue = try DatabaseQueue()
        try Migrations.migrator.migrate(queue, upTo: "4 what sources give and cost")
        let alone = StoryMember(post: "b", story: "b", seen: morning, signature: makeSignature(2))
        let member = StoryMember(post: "c", story: "b", seen: morning, signature: makeSignature(3))
        let earlier = StoryMember(post: "z", story: "y", seen: morning + .seconds(-9), signature: makeSignature(1))
        try queue.write { database in
            for row in [member, earlier, alone] {
                try database.execute(
                    sql: "INSERT INTO story_member (post, story, seen, signature) VALUES (?, ?, ?, ?)",
                    arguments: [row.post, row.story, row.seen, Data(row.signature.encoded)])
            }
        }
        try Migrations.migrator.migrate(queue)
        let folder = try TemporaryFolder()
        let path = folder.path + "/ledger.sqlite"
        let file = try DatabaseQueue(path: path)
        try queue.backup(to: file)
        try file.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA application_id = \(LedgerFile.applicationID)")
        }
        try file.close()
        #expect(try Ledger.open(path: path).state(at: morning).members == [earlier, alone, member])
    }
}
