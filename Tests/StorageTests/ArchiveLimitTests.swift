import CZstd
import Foundation
import Model
import Testing

@testable import Storage

/// trust.md S4: somebody else's archive may be a bomb.
struct ArchiveLimitTests {
    private func read(_ bytes: [UInt8]) throws -> (posts: Int, report: ReadReport) {
        let folder = try TemporaryFolder()
        let archive = Archive(folder: folder.path)
        let segment = try #require(Segment(name: "date=2026-11-21/x.ndjson.zst"))
        try Folders.make(folder.path + "/date=2026-11-21")
        try put(bytes, at: archive.path(of: segment))
        var posts = 0
        let report = try archive.read(segment) { _ in posts += 1 }
        return (posts, report)
    }

    /// A frame as a stranger may write it: any size, with or without its content size.
    private func frame(_ content: [UInt8], isSizeKnown: Bool = true) throws -> [UInt8] {
        let context = try #require(ZSTD_createCCtx())
        defer { ZSTD_freeCCtx(context) }
        ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
        ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, isSizeKnown ? 1 : 0)
        var frame = [UInt8](repeating: 0, count: ZSTD_compressBound(content.count))
        let size = ZSTD_compress2(context, &frame, frame.count, content, content.count)
        try #require(ZSTD_isError(size) == 0)
        return Array(frame.prefix(size))
    }

    private let good = PostLine.bytes(of: makePost(1))

    @Test("a frame that holds too much is not opened, and the next one is read", arguments: [true, false])
    func tooLarge(isSizeKnown: Bool) throws {
        let bomb = try frame([UInt8](repeating: 0x20, count: 64 << 20), isSizeKnown: isSizeKnown)
        let (posts, report) = try read(bomb + frame(good))
        #expect(posts == 1)
        #expect(report.damages.map(\.kind) == [.refusedFrame, .brokenIndex])
    }

    @Test("a frame within the size that grows too many times is refused")
    func ratio() throws {
        let (posts, report) = try read(try frame([UInt8](repeating: 0x0A, count: 7 << 20)) + frame(good))
        #expect(posts == 1)
        #expect(report.damages.map(\.kind) == [.refusedFrame, .brokenIndex])
        #expect(report.damages.first?.detail == "it grows more than 200 times")
    }

    @Test("a window over 8 MiB is refused")
    func window() throws {
        // By hand: no content size, window 2^27, one last raw block (RFC 8878, 3.1.1).
        let block = UInt32(good.count) << 3 | 1
        let header: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 17 << 3] + (0..<3).map { UInt8(block >> ($0 * 8) & 0xFF) }
        let (posts, report) = try read(try header + good + frame(good))
        #expect(posts == 1)
        #expect(report.damages.map(\.kind) == [.refusedFrame, .brokenIndex])
        #expect(report.damages.first?.detail == "it asks for more than 8388608 bytes of memory")
        // The same frame with a window of 8 MiB is read.
        #expect(try read([0x28, 0xB5, 0x2F, 0xFD, 0x00, 13 << 3] + header[6...] + good).posts == 1)
    }

    @Test("a line over the cap is refused and the others are read")
    func longLine() throws {
        var dice = Dice(3)
        let long = (0..<Limits.lineBytes + 10).map { _ in UInt8.random(in: 33..<127, using: &dice) }
        let (posts, report) = try read(try frame(good + long + [0x0A] + good))
        #expect(posts == 2)
        #expect(report.damages.map(\.kind) == [.badLine, .brokenIndex])
    }

    @Test("frames of other zstd programs are read: no content size, skippable frames, an empty frame, no last newline")
    func foreign() throws {
        let skippable: [UInt8] = [0x53, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
        let (posts, report) = try read(
            try frame(good, isSizeKnown: false) + skippable + frame([]) + frame(good.dropLast()))
        #expect(posts == 2)
        #expect(report.damages.map(\.kind) == [.brokenIndex])
    }

    @Test("a skippable frame that claims to be longer than the file is damage")
    func endlessSkippable() throws {
        let (posts, report) = try read([0x50, 0x2A, 0x4D, 0x18, 0xFF, 0xFF, 0xFF, 0xFF] + frame(good))
        #expect(posts == 1)
        #expect(report.damages.map(\.kind) == [.brokenFrame, .brokenIndex])
    }

    @Test("thousands of damages are counted, not listed")
    func manyDamages() throws {
        let (posts, report) = try read(try frame(Array(repeating: UInt8(ascii: "x"), count: 1)
            + (0..<5000).flatMap { _ in [UInt8(ascii: "\n"), UInt8(ascii: "x")] }))
        #expect(posts == 0)
        #expect(report.damages.count == 100)
        // 5,001 lines and the missing index.
        #expect(report.unlisted == 5002 - 100)
    }

    @Test("random bytes are never read as posts", arguments: 0..<20)
    func noise(seed: UInt64) throws {
        var dice = Dice(seed)
        let noise = (0..<Int.random(in: 0..<200_000, using: &dice)).map { _ in UInt8.random(in: 0...255, using: &dice) }
        let (posts, report) = try read(noise + frame(good) + noise)
        #expect(posts == 1)
        #expect(!report.isClean)
    }
}
