import CZstd
import Foundation
import Testing

@testable import Storage

/// Reading what somebody else packed: told apart by its bytes, damage costs a frame, bombs are refused.
struct ZstdInputTests {
    /// What came out, and what is said of it.
    private struct Reading {
        var bytes: [UInt8] = []
        var damages: [ZstdInput.Damage] = []
        var failure: ZstdInput.Failure?
        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// Reads bytes from a file with pieces of a given size.
    private func read(_ packed: [UInt8], step: Int = 1000) throws -> Reading {
        let folder = try TemporaryFolder()
        let path = folder.path + "/input"
        try put(packed, at: path)
        let descriptor = open(path, O_RDONLY)
        defer { close(descriptor) }
        let input = try ZstdInput(descriptor)
        var reading = Reading()
        var buffer = [UInt8](repeating: 0, count: step)
        do throws(ZstdInput.Failure) {
            while true {
                let count = try input.read(step: step, into: &buffer)
                if count == 0 { break }
                reading.bytes += buffer[..<count]
            }
        } catch { reading.failure = error }
        reading.damages = input.damages
        return reading
    }

    /// A frame with real compression.
    private func frame(_ content: [UInt8], level: Int32 = 3, windowLog: Int32 = 0) throws -> [UInt8] {
        let context = try #require(ZSTD_createCCtx())
        defer { ZSTD_freeCCtx(context) }
        ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level)
        ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
        ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0)
        if windowLog > 0 { ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, windowLog) }
        var frame = [UInt8](repeating: 0, count: ZSTD_compressBound(content.count))
        let size = ZSTD_compress2(context, &frame, frame.count, content, content.count)
        try #require(ZSTD_isError(size) == 0)
        return Array(frame.prefix(size))
    }

    /// Text that does not pack well, different for each number.
    private func lines(_ number: Int, count: Int = 2000) -> [UInt8] {
        var state = UInt64(number + 1)
        return (0..<count).flatMap { line -> [UInt8] in
            state = state &* 6_364_136_223_846_793_005 &+ 1
            return Array("\(number) \(line) \(state)\n".utf8)
        }
    }

    private static let skippable: [UInt8] = [0x53, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]

    @Test(
        "frames one after the other give their bytes, whatever the size of the reads", arguments: [1, 7, 4096, 1 << 20])
    func frames(step: Int) throws {
        let parts = (0..<4).map { lines($0, count: step == 1 ? 50 : 20_000) }
        let packed = try parts.flatMap { try frame($0) + Self.skippable }
        let reading = try read(Self.skippable + packed, step: step)
        #expect(reading.bytes == parts.flatMap { $0 })
        #expect(reading.damages.isEmpty && reading.failure == nil)
    }

    @Test("plain bytes come out as they are, and so does nothing", arguments: ["", "{", "{\"id\":1}\n", "(\u{B5}/"])
    func plain(text: String) throws {
        let reading = try read(Array(text.utf8))
        #expect(reading.text == text)
        #expect(reading.failure == nil)
    }

    @Test(
        "other ways of packing are named",
        arguments: [
            ([0x1F, 0x8B, 8, 0, 0, 0, 0], "zcat"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "xzcat"),
            ([0x42, 0x5A, 0x68, 0x39], "bzcat"),
            ([0x50, 0x4B, 3, 4], "unzip -p"),
        ] as [([UInt8], String)])
    func otherFormats(bytes: [UInt8], command: String) throws {
        guard case .otherFormat(_, command) = try read(bytes).failure else {
            Issue.record("not told apart")
            return
        }
    }

    @Test("damage anywhere in the middle frame costs nothing before and nothing behind it")
    func damage() throws {
        let parts = (0..<3).map { lines($0) }
        let packed = try parts.map { try frame($0) }
        for place in stride(from: 0, to: packed[1].count, by: 401) {
            var bad = packed[1]
            bad[place] ^= 0x20
            let reading = try read(packed[0] + bad + packed[2])
            #expect(reading.failure == nil)
            #expect(reading.damages.count == 1, "byte \(place)")
            #expect(reading.damages.first?.offset == packed[0].count, "byte \(place)")
            #expect(reading.bytes.starts(with: parts[0]), "byte \(place)")
            #expect(reading.bytes.suffix(parts[2].count).elementsEqual(parts[2]), "byte \(place)")
        }
    }

    @Test("a line that damage cut does not run into the next one")
    func breaks() throws {
        let cut = Array(try frame(lines(1, count: 30_000)).dropLast(3000))
        let reading = try read(cut + frame(Array("next\n".utf8)))
        #expect(reading.bytes.count > 100_000)
        #expect(reading.text.hasSuffix("\nnext\n"))
    }

    @Test("a frame that is cut short at the end is told, and its beginning is given")
    func cut() throws {
        let content = lines(5, count: 30_000)
        let packed = try frame(content)
        let reading = try read(Array(packed.prefix(packed.count / 2)))
        #expect(reading.damages.map(\.why) == ["it is cut short"])
        #expect(reading.bytes.count > content.count / 4)
        #expect(content.starts(with: reading.bytes.dropLast()))
        #expect(reading.bytes.last == UInt8(ascii: "\n"))
    }

    @Test("bytes that are no frame are passed over")
    func garbage() throws {
        let good = lines(1)
        let reading = try read(try frame(good) + [UInt8](repeating: 0x28, count: 5000) + frame(good))
        #expect(reading.bytes == good + good)
        #expect(reading.damages.map(\.why) == ["no frame begins here"])
        #expect(reading.damages.first?.bytes == 5000)
    }

    @Test("a frame that asks for a large window is refused, and the next one is read")
    func window() throws {
        let good = lines(1)
        let reading = try read(
            try frame([UInt8](repeating: 0x41, count: 17 << 20), windowLog: 24) + frame(good), step: 1 << 20)
        #expect(reading.bytes == good)
        #expect(reading.damages.first?.why.contains("asks for more than 8 MiB") == true)
    }

    @Test("a frame that grows too much is left, and the next one is read")
    func ratio() throws {
        // Enough honest bytes first, so that the whole is no bomb.
        let good = lines(1, count: 60_000)
        let reading = try read(
            try frame(good) + frame([UInt8](repeating: 0x0A, count: 64 << 20)) + frame(good), step: 1 << 16)
        #expect(reading.damages.map(\.why) == ["it grows more than 200 times"])
        #expect(reading.bytes.starts(with: good) && reading.bytes.suffix(good.count).elementsEqual(good))
        #expect(reading.bytes.count < 8 << 20)
    }

    @Test("many small frames that grow too much together end the reading")
    func manySmallBombs() throws {
        let small = try frame([UInt8](repeating: 0x0A, count: 1 << 20))
        let reading = try read((0..<100).flatMap { _ in small }, step: 1 << 16)
        guard case .bomb = reading.failure else {
            Issue.record("it was read to the end: \(reading.bytes.count) bytes")
            return
        }
        #expect(reading.bytes.count < 4 << 20)
    }
}

extension ZstdInput {
    fileprivate func read(step: Int, into buffer: inout [UInt8]) throws(Failure) -> Int {
        var failure: Failure?
        let count = buffer.withUnsafeMutableBytes { bytes -> Int in
            do throws(Failure) { return try read(into: bytes) } catch {
                failure = error
                return 0
            }
        }
        if let failure { throw failure }
        return count
    }
}
