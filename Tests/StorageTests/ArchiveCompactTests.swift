import Foundation
import Model
import Testing

@testable import Storage

/// A day's small segments become one, whenever the process ends.
struct ArchiveCompactTests {
    let folder: TemporaryFolder
    let archive: Archive
    /// Twelve segments of one day with five posts each, and one of the day after.
    let segments: [Segment]
    let tomorrow: CivilDate
    let ledger: Ledger

    init() throws {
        folder = try TemporaryFolder()
        let archive = Archive(folder: folder.path + "/archive", frameContent: 2000)
        ledger = try Ledger.inMemory()
        self.archive = archive
        segments = try (0..<13).map { number in
            let start = number == 12 ? morning + .days(1) : morning + .minutes(Int64(number))
            let posts = (0..<5).map { makePost(number * 5 + $0, collected: start) }
            return try #require(try archive.write(posts, startedAt: start, run: "\(number)"))
        }
        tomorrow = (morning + .days(1)).date
        var batch = CoveredBatch(at: morning)
        batch.segments = segments.map(\.name)
        try ledger.commit(batch)
    }

    private func compact(
        most: Int = 1000, step: (Archive.CompactionStep) throws(StorageError) -> Void = { (_) throws(StorageError) in }
    ) throws -> Archive.Compaction {
        let ledger = ledger
        return try archive.compact(
            before: tomorrow, covered: try ledger.coveredSegments(), most: most, isDryRun: false,
            forget: { (names) throws(StorageError) in try ledger.forget(segments: names) }, step: step)
    }

    /// Nothing lost, nothing doubled, the same order; the ledger and the chain of segments are right.
    private func expectWhole(_ place: String = "") throws {
        let all = try archive.everything()
        #expect(all.posts.map { Int($0.id, radix: 16) } == Array(0..<65), "\(place)")
        let proof = try archive.verify()
        let cutOff = Set(try archive.cutOffCompaction())
        #expect(proof.reports.allSatisfy(\.isClean) && Set(proof.missing).subtracting(cutOff).isEmpty, "\(place)")
        #expect(try ledger.uncovered(archive.segments()).isEmpty, "a covered post must not be decided again: \(place)")
    }

    @Test("the segments of a past day become one, with the last one's name; today's stays")
    func merges() throws {
        let result = try compact()
        #expect(result.merges.map(\.into) == [segments[11].name])
        #expect(result.merges.first?.posts == 60 && result.damaged.isEmpty)
        #expect(try archive.segments() == [segments[11], segments[12]])
        #expect(try ledger.coveredSegments() == [segments[11].name, segments[12].name])
        try expectWhole()
        #expect(try compact().merges.isEmpty, "there is nothing left to merge")
    }

    @Test("a process that ends at any step loses nothing and doubles nothing, and the next call ends the work")
    func kills() throws {
        // planned, written, 11 removed, removedAll, forgotten
        for last in 0..<15 {
            let test = try ArchiveCompactTests()
            var steps = 0
            #expect(throws: StorageError.self, "step \(last)") {
                _ = try test.compact { (_) throws(StorageError) in
                    if steps == last { throw .diskFull(path: "here the process ends") }
                    steps += 1
                }
            }
            try test.expectWhole("ended at step \(last)")
            _ = try test.compact()
            try test.expectWhole("after step \(last)")
            #expect(try test.archive.segments().count == 2)
            #expect(try test.ledger.coveredSegments().count == 2, "step \(last)")
            #expect(try test.archive.cutOffCompaction().isEmpty)
        }
    }

    @Test("a half-written merged segment is no segment, and the next run takes it away")
    func orphan() throws {
        let path = archive.partialPath(of: segments[11])
        try put([1, 2, 3], at: path)
        try expectWhole()
        #expect(try archive.removeOrphans().count == 1)
        _ = try compact()
        try expectWhole()
    }

    @Test("merged segments hold at most so many posts")
    func most() throws {
        let result = try compact(most: 22)
        #expect(result.merges.map(\.posts) == [20, 20, 20])
        try expectWhole()
    }

    @Test("a damaged segment is left as it is and named; what is beside it is merged", arguments: [0, 5, 11])
    func damaged(at place: Int) throws {
        let path = archive.path(of: segments[place])
        var bytes = try bytes(of: path)
        bytes[20] ^= 1
        try put(bytes, at: path)
        let before = try archive.everything().posts
        let result = try compact()
        #expect(result.damaged.map(\.segment) == [segments[place].name])
        #expect(try StorageTests.bytes(of: path) == bytes)
        #expect(try archive.everything().posts == before)
        #expect(try archive.verify().missing.isEmpty)
        #expect(try archive.segments().count == (place == 5 ? 4 : 3))
    }

    @Test("what no transaction covers is left for the next run")
    func uncovered() throws {
        try ledger.forget(segments: [segments[4].name])
        let result = try compact()
        #expect(result.merges.count == 2)
        #expect(try ledger.uncovered(archive.segments()) == [segments[4]])
        #expect(try archive.everything().posts.count == 65)
    }

    @Test("repeated posts are dropped, and a segment that another one names keeps its name")
    func chain() throws {
        // Written late, on the day before, after segment 3: a clock that went back.
        let late = try #require(try archive.write([makePost(3)], startedAt: morning + .hours(-24), run: "late"))
        var batch = CoveredBatch(at: morning)
        batch.segments = [late.name]
        try ledger.commit(batch)
        let posts = try archive.everything().posts
        _ = try compact()
        #expect(try archive.everything().posts == posts)
        #expect(try archive.verify().missing.isEmpty)
    }

    @Test("a dry run says what would be merged and changes nothing")
    func dryRun() throws {
        let plan = try archive.compact(
            before: tomorrow, covered: try ledger.coveredSegments(), most: 1000, isDryRun: true
        ) { (_) throws(StorageError) in }
        #expect(plan.merges.map(\.from.count) == [12])
        #expect(try archive.segments() == segments)
    }
}
