import Foundation
import Model
import Testing

@testable import Storage

/// trust.md R3 and R16: damage is always found, costs the damaged frame only, and never stops the reading.
struct ArchiveDamageTests {
    let folder: TemporaryFolder
    let archive: Archive
    let posts: [Post]
    let segment: Segment
    let whole: [UInt8]
    let index: SegmentIndex

    init() throws {
        folder = try TemporaryFolder()
        archive = Archive(folder: folder.path + "/archive", frameContent: 16_000)
        posts = makeBulkyPosts(40, bytes: 2000)
        segment = try #require(try archive.write(posts, startedAt: morning, run: "r"))
        whole = try bytes(of: archive.path(of: segment))
        index = try #require(try SegmentReader(segment, at: archive.path(of: segment)).index)
        try #require(index.frames.count >= 4)
    }

    private func readDamaged(_ bytes: [UInt8]) throws -> (posts: [Post], report: ReadReport) {
        try put(bytes, at: archive.path(of: segment))
        var read: [Post] = []
        let report = try archive.read(segment) { read.append($0) }
        return (read, report)
    }

    /// The posts that stood in all frames but these.
    private func posts(without frames: Set<Int>) -> [Post] {
        var kept: [Post] = []
        var position = 0
        for (ordinal, frame) in index.frames.enumerated() {
            if !frames.contains(ordinal) { kept += posts[position..<position + frame.posts] }
            position += frame.posts
        }
        return kept
    }

    @Test("a flipped bit in any region is found and costs at most its frame", arguments: 0..<40)
    func flips(seed: UInt64) throws {
        var dice = Dice(seed)
        var damaged = whole
        // Headers and borders are few bytes of many: they get most of the cases.
        let regions = [
            0..<12, index.frames[1].offset..<index.frames[1].offset + 12, index.frames[0].end - 8..<index.frames[0].end,
            index.start..<index.start + 8, index.start..<whole.count, whole.count - 16..<whole.count, 0..<whole.count,
        ]
        let place = Int.random(in: regions[Int(seed) % regions.count], using: &dice)
        damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
        let (read, report) = try readDamaged(damaged)
        #expect(!report.isClean, "byte \(place)")
        let hit = index.frames.firstIndex { ($0.offset..<$0.end).contains(place) }
        let lost = posts(without: hit.map { [$0] } ?? [])
        #expect(read == posts || read == lost, "byte \(place)")
        if read != posts { #expect(report.lost == posts.count - read.count) }
    }

    @Test("every bit of a small segment can flip and each flip is found")
    func everyBit() throws {
        let archive = Archive(folder: folder.path + "/small")
        let segment = try #require(try archive.write([makePost(1), makePost(2)], startedAt: morning, run: "r"))
        let path = archive.path(of: segment)
        let whole = try bytes(of: path)
        for place in whole.indices {
            for bit in 0..<8 {
                var damaged = whole
                damaged[place] ^= 1 << UInt8(bit)
                try put(damaged, at: path)
                var read: [Post] = []
                let report = try archive.read(segment) { read.append($0) }
                #expect(!report.isClean, "byte \(place), bit \(bit)")
                #expect(read.isEmpty || read == [makePost(1), makePost(2)], "byte \(place), bit \(bit)")
            }
        }
    }

    @Test("a file cut anywhere gives every frame before the cut and says that it was cut")
    func cuts() throws {
        var places = [0, 1, 3, 4, 17, index.start, index.start + 7, whole.count - 1, whole.count - 16]
        for frame in index.frames {
            places += [frame.offset, frame.offset + 1, frame.offset + 9, frame.end - 1, frame.end - 4]
        }
        var dice = Dice(1)
        places += (0..<20).map { _ in Int.random(in: 0..<whole.count, using: &dice) }
        for place in places {
            let (read, report) = try readDamaged(Array(whole.prefix(place)))
            let lost = Set(index.frames.indices.filter { index.frames[$0].end > place })
            #expect(read == posts(without: lost), "cut at \(place)")
            #expect(report.damages.contains { $0.kind == .brokenIndex }, "cut at \(place)")
        }
    }

    @Test("a small segment cut at every byte is never read as more than it holds")
    func everyCut() throws {
        let archive = Archive(folder: folder.path + "/small")
        let segment = try #require(try archive.write([makePost(1)], startedAt: morning, run: "r"))
        let whole = try bytes(of: archive.path(of: segment))
        for place in whole.indices {
            try put(Array(whole.prefix(place)), at: archive.path(of: segment))
            var read: [Post] = []
            let report = try archive.read(segment) { read.append($0) }
            #expect(!report.isClean && (read.isEmpty || read == [makePost(1)]), "cut at \(place)")
        }
    }

    @Test("a run of zeros over two frames costs these two", arguments: [1, 100, 4096])
    func zeros(count: Int) throws {
        var damaged = whole
        let border = index.frames[2].offset
        for place in border - count..<border + count { damaged[place] = 0 }
        let (read, report) = try readDamaged(damaged)
        #expect(read == posts(without: [1, 2]))
        #expect(report.lost == index.frames[1].posts + index.frames[2].posts)
        #expect(report.damages.map(\.kind) == [.brokenFrame, .brokenFrame])
        #expect(report.damages.map(\.frame) == [1, 2])
        #expect(report.damages.map(\.offset) == [index.frames[1].offset, index.frames[2].offset])
        #expect(report.damages.map(\.lost) == [index.frames[1].posts, index.frames[2].posts])
    }

    @Test("frames in another order are all read, and the change is found")
    func reorderedFrames() throws {
        let parts = index.frames.map { Array(whole[$0.offset..<$0.end]) }
        let order = [1, 0] + Array(2..<parts.count)
        let (read, report) = try readDamaged(order.flatMap { parts[$0] } + whole[index.start...])
        #expect(Set(read.map(\.id)) == Set(posts.map(\.id)) && read.count == posts.count)
        #expect(report.damages.contains { $0.kind == .changedFrame })
        #expect(report.lost == 0)
    }

    @Test("a frame taken out is missed, and the rest is read")
    func removedFrame() throws {
        let (read, report) = try readDamaged(Array(whole[..<index.frames[1].offset] + whole[index.frames[1].end...]))
        #expect(read == posts(without: [1]))
        #expect(report.lost == index.frames[1].posts)
        #expect(report.damages.contains { $0.kind == .missingFrame })
    }

    @Test("bytes put between two frames cost nothing and are found")
    func insertedBytes() throws {
        let (read, report) = try readDamaged(
            Array(
                whole[..<index.frames[1].offset] + Array(repeating: 0x28, count: 99) + whole[index.frames[1].offset...])
        )
        #expect(read == posts)
        #expect(!report.isClean && report.lost == 0)
    }

    @Test("a line that is no post costs that line only")
    func badLine() throws {
        let lines = [PostLine.bytes(of: makePost(1)), Array("{\"schema\":1\n".utf8), PostLine.bytes(of: makePost(2))]
        let frame = try FrameCompressor().frame(lines.flatMap { $0 })
        var index = SegmentIndex(segment: segment.name, previous: "")
        index.add(frame: frame, content: 1, posts: 3)
        let (read, report) = try readDamaged(frame + index.encoded())
        #expect(read == [makePost(1), makePost(2)])
        #expect(report.damages.map(\.kind) == [.badLine] && report.lost == 1)
        #expect(report.damages.first?.detail.hasPrefix("line 2: not JSON") == true)
    }

    @Test("segments that were swapped, renamed or removed are found")
    func segments() throws {
        let second = try #require(try archive.write([makePost(100)], startedAt: morning, run: "s"))
        let third = try #require(try archive.write([makePost(200)], startedAt: morning, run: "t"))
        #expect(try archive.verify().isClean)
        let two = try bytes(of: archive.path(of: second))
        try put(try bytes(of: archive.path(of: third)), at: archive.path(of: second))
        try put(two, at: archive.path(of: third))
        let swapped = try archive.verify()
        #expect(swapped.reports.map { $0.damages.map(\.kind) } == [[], [.renamed], [.renamed]])
        #expect(try archive.everything().posts.count == posts.count + 2)

        try put(try bytes(of: archive.path(of: second)), at: archive.path(of: third))
        try FileManager.default.removeItem(atPath: archive.path(of: second))
        #expect(try archive.verify().missing == [second.name])
    }

    @Test("a copy in the place of another segment hides no loss, the ledger's newest and oldest are missed, a merge is none")
    func places() throws {
        let second = try #require(try archive.write([makePost(100)], startedAt: morning, run: "s"))
        let third = try #require(try archive.write([makePost(200)], startedAt: morning + .days(1), run: "t"))
        let known = Set([segment, second, third].map(\.name))
        #expect(try archive.verify(expected: known).isClean)
        let lost = try bytes(of: archive.path(of: second))
        try put(try bytes(of: archive.path(of: third)), at: archive.path(of: second))
        #expect(try archive.verify().missing == [second.name])
        try put(lost, at: archive.path(of: second))
        try FileManager.default.removeItem(atPath: archive.path(of: third))
        #expect(try archive.verify().missing.isEmpty, "nobody but the ledger knows of the newest one")
        #expect(try archive.verify(expected: known).missing == [third.name])
        for gone in [segment, second] { try FileManager.default.removeItem(atPath: archive.path(of: gone)) }
        #expect(try archive.verify(expected: known).missing == known.sorted())
        let link = SegmentChain.Link(name: third.name, previous: second.name, writtenAs: nil)
        #expect(SegmentChain([link], expected: known, merged: [segment.name, second.name]).missing().isEmpty)
        let renamed = SegmentChain.Link(name: second.name, previous: nil, writtenAs: third.name)
        #expect(SegmentChain([renamed], expected: [third.name]).missing().isEmpty, "a new name loses nothing")
    }

    @Test("a segment that cannot be opened is in the reports and the next one is read")
    func unreadable() throws {
        let gone = try #require(Segment(name: "date=2026-11-20/20261120T000000.000Z-x-0001.ndjson.zst"))
        let reader = ArchiveReader(archive, [gone, segment])
        var count = 0
        let reports = reader.forEach { _ in count += 1 }
        #expect(count == posts.count)
        #expect(reports.map { $0.damages.map(\.kind) } == [[.unreadable], []])
    }
}
