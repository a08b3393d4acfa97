import Foundation
import Model
import Testing

@testable import Storage

/// Frames that are opened ahead change nothing: the same posts, the same reports, in the same order.
struct ParallelReadingTests {
    let folder: TemporaryFolder
    let archive: Archive

    init() throws {
        folder = try TemporaryFolder()
        archive = Archive(folder: folder.path + "/archive", frameContent: 6000)
        var number = 0
        for run in 0..<40 {
            // One frame, many frames, and posts that an earlier segment has.
            let count = [1, 3, 40][run % 3]
            let posts = (0..<count).map { _ in
                number += 1
                return makePost(number % 150, text: String(repeating: "Судың сапасы \(number % 150) ", count: 20))
            }
            _ = try archive.write(posts, startedAt: morning + .hours(Int64(run)), run: "\(run)")
        }
    }

    private func read(_ workers: Int) throws -> (keys: [PostKey], reports: [ReadReport]) {
        let reader = try archive.reader(workers: workers)
        var keys: [PostKey] = []
        while let posts = reader.next() { keys += posts.map(\.key) }
        return (keys, reader.reports)
    }

    @Test("any number of workers gives the same", arguments: [2, 3, 8])
    func same(workers: Int) throws {
        let alone = try read(1)
        let together = try read(workers)
        #expect(alone.keys.count == 150)
        #expect(together.keys == alone.keys && together.reports == alone.reports)
        #expect(try archive.verify(workers: workers) == archive.verify())
    }

    @Test("also on a damaged archive: bits, cuts, segments that are gone or no files", arguments: 0..<30)
    func damaged(seed: UInt64) throws {
        var dice = Dice(seed)
        let segments = try archive.segments()
        for _ in 0..<6 {
            let path = archive.path(of: segments[Int.random(in: 0..<segments.count, using: &dice)])
            guard var whole = try? bytes(of: path), whole.count > 40 else { continue }
            switch Int.random(in: 0..<4, using: &dice) {
            case 0: whole.removeLast(Int.random(in: 1..<whole.count, using: &dice))
            case 1: try FileManager.default.removeItem(atPath: path); continue
            case 2: whole.insert(contentsOf: [0x28, 0xB5, 0x2F, 0xFD, 9], at: Int.random(in: 0..<whole.count, using: &dice))
            default: whole[Int.random(in: 0..<whole.count, using: &dice)] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
            }
            try put(whole, at: path)
        }
        let alone = try read(1)
        let together = try read(3)
        #expect(!alone.reports.allSatisfy(\.isClean) || alone.reports.count < segments.count)
        #expect(together.keys == alone.keys && together.reports == alone.reports)
    }

    @Test("a segment that cannot be opened is reported in its place")
    func unopened() throws {
        let segments = try archive.segments()
        let gone = try #require(Segment(name: "date=2026-11-20/20261120T000000.000Z-x-0001.ndjson.zst"))
        let reader = ArchiveReader(archive, [segments[0], gone, segments[1]], workers: 4)
        while reader.next() != nil {}
        #expect(reader.reports.map(\.segment) == [segments[0].name, gone.name, segments[1].name])
        #expect(reader.reports.map { $0.damages.map(\.kind) } == [[], [.unreadable], []])
    }
}
