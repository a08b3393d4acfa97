import Foundation
import Testing

/// `jibu scan` on archives: order, workers, packed and damaged files, long lines, and what happens to its output.
struct ScanArchiveTests {
    private let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        // The last one reaches the limit of steps on some posts and is switched off on the way.
        try folder.write("\\bсу\\w* улан\\w+\nwater\n^(a|aa)+$\n", to: "patterns.txt")
    }

    /// Posts of different lengths; every 13th matches, every 700th makes the last pattern run away.
    private static func posts(_ count: Int, from first: Int = 0) -> [String] {
        (first..<first + count).map { number in
            let text =
                switch number {
                case _ where number % 700 == 650: String(repeating: "a", count: 60) + "b"
                case _ where number % 13 == 0: "water \(number) \\u0441\\u0443 уланған — бұл"
                default: String(repeating: "тыныш мәтін ", count: number % 31)
                }
            return "{\"n\":{\"x\":[\(number)]},\"text\":\"\(text)\",\"id\":\"p\(number)\"}\n"
        }
    }

    private func scan(_ arguments: String..., input: [UInt8] = []) async throws -> JibuProcess.Ending {
        try await JibuProcess.run(["scan", "--patterns", "patterns.txt"] + arguments, in: folder.url, input: input)
    }

    private func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: folder.url.appending(path: name))
    }

    @Test("the output is the same for any number of workers, and in the order of the input")
    func workers() async throws {
        let posts = Self.posts(9000)
        try write(Array(posts[..<2500].joined().utf8), to: "a.ndjson")
        try write(ZstdFrame.frames(Array(posts[2500...].joined().utf8), size: 100_000), to: "b.ndjson.zst")
        let one = try await scan("--workers", "1", "a.ndjson", "b.ndjson.zst")
        #expect(one.lines.count > 1300)
        #expect(one.errors.contains("pattern 3 ran too long") && one.errors.contains("switched off"), "\(one.errors)")
        #expect(one.status == 1)
        let numbers = one.lines.compactMap { Int($0.dropFirst("{\"post\":\"p".count).prefix { $0.isNumber }) }
        #expect(numbers == numbers.sorted() && numbers.count == one.lines.count)
        for workers in ["2", "8"] {
            let many = try await scan("--workers", workers, "a.ndjson", "b.ndjson.zst")
            #expect(many.bytes == one.bytes, "\(workers) workers")
            #expect(many.errors == one.errors, "\(workers) workers")
            #expect(many.status == one.status)
        }
        // Where files end and how they are packed makes no difference.
        let piped = try await scan("--workers", "2", input: Array(posts.joined().utf8))
        #expect(piped.bytes == one.bytes)
    }

    @Test("--json tells what was done as one object on stderr")
    func summary() async throws {
        let input = Array((Self.posts(3000) + ["no post\n"]).joined().utf8)
        let ending = try await scan("--json", "--workers", "2", input: input)
        struct Summary: Decodable {
            struct Undecided: Decodable, Equatable {
                let pattern: String
                let posts: Int
                let limit_hits: Int
                let switched_off: Bool
            }
            let posts: Int
            let matches: Int
            let matched_posts: Int
            let unreadable_lines: Int
            let undecided: [Undecided]
        }
        let summary = try JSONDecoder().decode(Summary.self, from: Data(ending.errors.utf8))
        #expect(summary.posts == 3000)
        #expect(summary.unreadable_lines == 1)
        #expect(summary.matches == ending.lines.count)
        #expect(summary.matched_posts > 0 && summary.matched_posts < summary.matches)
        #expect(summary.undecided.map(\.pattern) == ["3"])
        #expect(ending.status == 1)
    }

    @Test("a damaged frame costs that frame, and is told")
    func damaged() async throws {
        let parts = [Self.posts(300), Self.posts(300, from: 300), Self.posts(300, from: 600)].map {
            Array($0.joined().utf8)
        }
        let frames = parts.map { ZstdFrame.raw($0) }
        var bad = frames[1]
        // The type of the first block becomes the reserved one.
        bad[9] |= 0b110
        try write(frames[0] + bad + frames[2], to: "archive")
        let ending = try await scan("archive")
        try write(frames[0] + frames[2], to: "rest")
        let rest = try await scan("rest")
        #expect(!rest.bytes.isEmpty)
        #expect(ending.bytes == rest.bytes)
        #expect(ending.status == 1)
        #expect(ending.errors.contains("archive: damaged at byte \(frames[0].count)"), "\(ending.errors)")
    }

    @Test("a bomb ends at the limit, and what came before it was scanned")
    func bomb() async throws {
        let good = ZstdFrame.raw(Array(Self.posts(100).joined().utf8))
        try write(good + (0..<60).flatMap { _ in ZstdFrame.run(of: 0x0A, blocks: 8) }, to: "bomb.zst")
        let ending = try await scan("bomb.zst")
        #expect(ending.lines.count >= 8)
        #expect(ending.status == 1)
        #expect(ending.errors.contains("grows more than 200 times"), "\(ending.errors)")
        try write(ZstdFrame.wideWindow, to: "wide.zst")
        let wide = try await scan("wide.zst")
        #expect(wide.status == 1)
        #expect(wide.errors.contains("asks for more than 8 MiB"), "\(wide.errors)")
    }

    @Test("gzip is named with the command that unpacks it; the other files are scanned; the status is 2")
    func gzip() async throws {
        try write([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3], to: "old.gz")
        try write(Array("{\"id\":1,\"text\":\"water\"}".utf8), to: "new")
        let ending = try await scan("old.gz", "missing", "new")
        #expect(ending.status == 2)
        #expect(ending.lines.count == 1)
        #expect(ending.errors.contains("zcat old.gz"))
        #expect(ending.errors.contains("missing: cannot be opened"))
    }

    @Test("lines up to 1 MiB are read, longer ones are named with their number, and the next ones go on")
    func longLines() async throws {
        func line(_ id: Int, _ bytes: Int) -> String {
            let start = "{\"id\":\(id),\"text\":\"water "
            return start + String(repeating: "x", count: bytes - start.utf8.count - 2) + "\"}"
        }
        let limit = 1 << 20
        let input = [
            line(1, 100), line(2, limit), line(3, limit + 1), line(4, 3 * limit), line(5, 100), line(6, 9 * limit),
        ]
        for workers in ["1", "2"] {
            let ending = try await scan("--workers", workers, input: Array(input.joined(separator: "\n").utf8))
            #expect(ending.lines.map { $0.prefix(12) } == ["{\"post\":\"1\",", "{\"post\":\"2\",", "{\"post\":\"5\","])
            for number in [3, 4, 6] {
                #expect(ending.errors.contains("-:\(number): the line is longer"), "\(ending.errors)")
            }
            #expect(!ending.errors.contains("-:5:"))
            #expect(ending.status == 1)
        }
    }

    @Test("a last line without an end, line ends of other systems and blank lines are fine")
    func lineEnds() async throws {
        let input = "\r\n{\"id\":1,\"text\":\"water\"}\r\n  \n\n{\"id\":2,\"text\":\"water\"}"
        let ending = try await scan(input: Array(input.utf8))
        #expect(ending.lines.count == 2)
        #expect(ending.status == 0, "\(ending.errors)")
    }

    @Test(
        "when the output cannot be written the scan stops with a message and status 2",
        arguments: ["| true", "> /dev/full"])
    func output(end: String) async throws {
        try write(Array(Self.posts(60_000).joined().utf8), to: "many")
        let jibu = try JibuProcess.path()
        for workers in [1, 2] {
            let process = Process()
            process.executableURL = URL(filePath: "/bin/bash")
            process.currentDirectoryURL = folder.url
            process.arguments = [
                "-c",
                "'\(jibu)' scan --workers \(workers) --patterns patterns.txt many 2>errors \(end); echo ${PIPESTATUS[0]} >status",
            ]
            process.standardOutput = FileHandle.nullDevice
            let status: Int32 = try await withCheckedThrowingContinuation { continuation in
                process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
                do { try process.run() } catch { continuation.resume(throwing: error) }
            }
            #expect(status == 0)
            #expect(try folder.read("status") == "2\n")
            #expect(try folder.read("errors").contains("The output ends early"))
        }
    }
}

/// zstd frames written by hand (RFC 8878), for tests that have no compressor.
enum ZstdFrame {
    private static let magic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]

    private static func header(of block: Int, type: Int, isLast: Bool) -> [UInt8] {
        let value = block << 3 | type << 1 | (isLast ? 1 : 0)
        return [UInt8(value & 0xFF), UInt8(value >> 8 & 0xFF), UInt8(value >> 16 & 0xFF)]
    }

    /// A frame that stores its content: header with the size, blocks of at most 128 KiB.
    static func raw(_ content: [UInt8]) -> [UInt8] {
        // One segment, four bytes of content size.
        var frame = magic + [0xA0] + (0..<4).map { UInt8(content.count >> ($0 * 8) & 0xFF) }
        var start = 0
        repeat {
            let size = min(128 << 10, content.count - start)
            frame += header(of: size, type: 0, isLast: start + size == content.count) + content[start..<start + size]
            start += size
        } while start < content.count
        return frame
    }

    /// Content in frames of `size` bytes, cut wherever that is.
    static func frames(_ content: [UInt8], size: Int) -> [UInt8] {
        stride(from: 0, to: content.count, by: size).flatMap { raw(Array(content[$0..<min($0 + size, content.count)])) }
    }

    /// A frame whose blocks repeat one byte 128 Ki times each.
    static func run(of byte: UInt8, blocks: Int) -> [UInt8] {
        // A window of 1 MiB, no content size.
        magic + [0x00, 0x50]
            + (0..<blocks).flatMap { header(of: 128 << 10, type: 1, isLast: $0 == blocks - 1) + [byte] }
    }

    /// A frame that asks for a window of 128 MiB.
    static let wideWindow: [UInt8] = magic + [0x00, 17 << 3] + header(of: 1, type: 1, isLast: true) + [0x0A]
}
