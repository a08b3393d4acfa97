import Foundation
import Model
import Testing

@testable import Storage

/// Erasure: what is gone is in no file any more, and nothing else changes.
struct ArchiveEraseTests {
    let folder: TemporaryFolder
    let archive: Archive
    let segments: [Segment]

    init() throws {
        folder = try TemporaryFolder()
        let archive = Archive(folder: folder.path + "/archive", frameContent: 4000)
        self.archive = archive
        segments = try (0..<4).map { number in
            let posts = (0..<10).map { makePost(number * 10 + $0, text: "Post \(number * 10 + $0) of the office") }
            return try #require(try archive.write(posts, startedAt: morning + .days(Int64(number)), run: "r"))
        }
    }

    private func lines(of segment: Segment) throws -> [[UInt8]] {
        var lines: [[UInt8]] = []
        _ = try archive.read(segment) { lines.append(PostLine.bytes(of: $0)) }
        return lines
    }

    @Test("an erased post is in no segment any more, the others are the same, and the chain is whole")
    func erases() throws {
        let untouched = try bytes(of: archive.path(of: segments[0]))
        let before = try lines(of: segments[2])
        let id = makePost(23).id
        let erasure = try archive.erase { $0.id == id }
        #expect(erasure.posts == [id] && erasure.versions == 1 && erasure.rewritten == [segments[2].name])
        #expect(try archive.everything().posts.count == 39)
        #expect(try bytes(of: archive.path(of: segments[0])) == untouched)
        #expect(try lines(of: segments[2]) == before.filter { !String(decoding: $0, as: UTF8.self).contains(id) })
        #expect(try archive.verify().isClean)
        #expect(try archive.erase { $0.id == id }.posts.isEmpty)
    }

    @Test("a segment without a post left stays as an empty one, which every tool reads")
    func empty() throws {
        let erasure = try archive.erase { Int($0.id, radix: 16).map { (10..<20).contains($0) } ?? false }
        #expect(erasure.versions == 10)
        #expect(try archive.verify().isClean)
        #expect(try archive.segments() == segments)
        #expect(try lines(of: segments[1]).isEmpty)
        if let unpacked = try output(of: "zstd", ["-dc", archive.path(of: segments[1])]) {
            #expect(unpacked.status == 0 && unpacked.text.isEmpty)
        }
    }

    @Test("a dry run finds the same and changes nothing")
    func dryRun() throws {
        let files = try segments.map { try bytes(of: archive.path(of: $0)) }
        let plan = try archive.erase(isDryRun: true) { $0.id == makePost(7).id }
        #expect(plan.rewritten == [segments[0].name])
        #expect(try segments.map { try bytes(of: archive.path(of: $0)) } == files)
    }

    @Test("a damaged segment is named, since it cannot be searched whole")
    func damaged() throws {
        let path = archive.path(of: segments[3])
        var damaged = try bytes(of: path)
        damaged[30] ^= 4
        try put(damaged, at: path)
        let erasure = try archive.erase { $0.id == makePost(1).id }
        #expect(erasure.damaged.map(\.segment) == [segments[3].name])
        #expect(erasure.rewritten == [segments[0].name])
    }

    @Test("the ledger forgets the words of an erased post and keeps its identity")
    func ledger() throws {
        let ledger = try Ledger.inMemory()
        var batch = makeBatch(alerts: [makeAlert("a1")])
        batch.members = [makeMember(0), makeMember(1)]
        batch.posts = [
            PostVersion(key: PostKey(id: "post-0", version: 1), fingerprint: "f", source: "s", seen: morning)
        ]
        try ledger.commit(batch)
        #expect(try ledger.erase(posts: ["post-0", "post-9"]) == 1)
        let alert = try #require(try ledger.alerts().first)
        #expect(alert.posts.count == 2)
        #expect(alert.posts[0].author == nil && alert.posts[0].url == nil && alert.posts[0].excerpt.matched.isEmpty)
        #expect(!alert.posts[1].excerpt.matched.isEmpty)
        #expect(try ledger.known(["post-0"]).count == 1)
    }
}
