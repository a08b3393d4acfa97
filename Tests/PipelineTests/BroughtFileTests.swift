import Foundation
import Intake
import Model
import Storage
import Testing

@testable import Pipeline

/// Files that people bring, opened without the command: how they come in pieces, and what a damaged one leaves behind.
final class BroughtFileTests {
    private static let now = Instant("2026-11-20T09:00:00Z") ?? Instant(milliseconds: 0)
    private let folder = FileManager.default.temporaryDirectory.appending(path: "jibu-brought-\(UUID().uuidString)").path

    init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func open(
        _ kind: ImportKind, _ bytes: some Sequence<UInt8>, _ adapt: (inout ImportOptions) -> Void = { _ in }
    ) throws -> any BroughtFile {
        let path = folder + "/file"
        try Data(bytes).write(to: URL(filePath: path))
        var options = ImportOptions(kind: kind)
        adapt(&options)
        return try options.open(path, office: "UTC", now: Self.now)
    }

    /// Records of every piece.
    private func read(_ file: any BroughtFile) throws -> [Int] {
        var records: [Int] = []
        while let piece = try file.next() { records.append(piece.read().records) }
        return records
    }

    @Test("a table whose first row is as long as a piece is read to its end")
    func longFirstRow() throws {
        for length in [100, 511 << 10, 600 << 10, 3 << 20] {
            let file = try open(.csv, "text,\(String(repeating: "x", count: length))\na,1\nb,2\n".utf8)
            #expect(try read(file).reduce(0, +) == 2, "\(length)")
            #expect(file.damage == nil)
        }
    }

    @Test("a table of hardly anything but commas comes in pieces that do not grow with it")
    func commas() throws {
        let row = String(repeating: ",", count: 999) + "\n"
        let file = try open(.csv, "text\(row)\(String(repeating: row, count: 2000))".utf8)
        let records = try read(file)
        #expect(records.reduce(0, +) == 2000)
        // A row takes some 8,000 bytes of memory and has no byte of text.
        #expect(try #require(records.max()) <= 600, "\(records)")
    }

    @Test("numbers are counts only when their commas part thousands", arguments: [
        ("1234", 1234), ("1,234", 1234), ("1 234 567", 1_234_567), ("12,345.0", 12_345), (" 7 ", 7), ("1,5", nil), ("1,2345", nil),
        ("12,34,567", nil), ("1,,234", nil), ("-3", nil), ("", nil), ("1.5", nil), ("99999999999999999999", nil),
    ])
    func counts(text: String, count: Int64?) { #expect(PostFields.count(text) == count) }

    /// A zstd frame that holds a text as it is.
    private static func frame(_ text: String, says length: Int? = nil) -> [UInt8] {
        let size = UInt8(truncatingIfNeeded: length ?? text.utf8.count)
        let block = UInt32(size) << 3 | 1
        return [0x28, 0xB5, 0x2F, 0xFD, 0x20, size]
            + [0, 8, 16].map { UInt8(truncatingIfNeeded: block >> $0) } + Array(text.utf8)
    }

    @Test("what is wrong with the file of a chat is said, in the report and in the reason of a failure")
    func damagedChat() throws {
        let chat = "20/11/2026, 14:03 - A: one\n20/11/2026, 14:04 - B: two\n"
        let whole = try open(.whatsapp, Self.frame(chat)) { $0.isPublicChannel = true }
        #expect(try read(whole) == [2] && whole.damage == nil)
        let cut = try open(.whatsapp, Self.frame(chat) + Self.frame("tail", says: 200)) { $0.isPublicChannel = true }
        #expect(try read(cut) == [2])
        #expect(try #require(cut.damage).hasPrefix("byte "))
        let problem = #expect(throws: PipelineError.self) {
            try open(.whatsapp, Self.frame("hello", says: 200)) { $0.isPublicChannel = true }
        }
        #expect("\(try #require(problem))".contains("(byte "))
        let telegram = try open(.telegram, "{\"name\":\"n\",\"type\":\"public_channel\",\"mess".utf8)
        let reason = #expect(throws: PipelineError.self) { try read(telegram) }
        #expect("\(try #require(reason))".contains("cut short"))
    }

    @Test("an endless message of a chat that is left out says nothing of that chat but that it was left out")
    func longMessages() throws {
        let long = "{\"id\":1,\"type\":\"message\",\"text\":\"\(String(repeating: "x", count: 5 << 20))\"}"
        func chat(_ type: String) throws -> (any BroughtFile, [Int]) {
            let file = try open(.telegram, "{\"name\":\"n\",\"type\":\"\(type)\",\"id\":7,\"messages\":[\(long)]}".utf8)
            return (file, try read(file))
        }
        let (personal, nothing) = try chat("personal_chat")
        #expect(nothing.isEmpty && personal.refusals.count == 1)
        let (channel, one) = try chat("public_channel")
        #expect(one == [1] && channel.refusals.isEmpty)
    }

    /// Gives some posts, and then cannot be read on.
    private final class Breaking: BroughtFile {
        let (size, offset) = (0, 0)
        var damage: String? { nil }
        private var given = 0

        func next() throws(PipelineError) -> BroughtPiece? {
            guard given < 20 else { throw .nothingScanned("the stick was pulled out") }
            given += 1
            let number = given
            return BroughtPiece(endOffset: 0) {
                var posts = BroughtPosts()
                posts.add(
                    RawPost(nativeID: "\(number)", text: "post \(number)", published: BroughtFileTests.now),
                    of: Intake.Origin(source: "s", platform: "p", authorKind: .outlet))
                return posts
            }
        }
    }

    @Test("what came before a file could not be read on is archived and covered, and the same post is known afterwards")
    func broken() async throws {
        let data = DataFolder(path: folder + "/data")
        let ledger = try data.ledger()
        let intake = Intake(
            pseudonyms: try #require(PseudonymKey(Secret([UInt8](repeating: 1, count: 32)))),
            sealing: try #require(SealingKey(Secret([UInt8](repeating: 2, count: 32)))))
        var imports = PostImport(
            archive: data.archive, ledger: ledger, intake: intake, segmentPosts: 100, now: Self.now, erased: try data.erased(),
            workers: 1)
        await #expect(throws: PipelineError.self) { try await imports.perform(Breaking()) { _, _ in } }
        let segments = try data.archive.segments()
        #expect(segments.count == 1)
        #expect(try ledger.uncovered(segments).isEmpty)
        let lines = (1...20).map { "{\"id\":\"\($0)\",\"text\":\"post \($0)\",\"source\":\"s\",\"platform\":\"p\"}\n" }.joined()
        let report = try await imports.perform(try open(.posts, lines.utf8) { $0.authorKind = .outlet }) { _, _ in }
        // What counts as known is there.
        #expect(report.repeated > 0 && report.posts + report.repeated == 20)
        var texts: [String] = []
        let reader = try data.archive.reader()
        while let chunk = reader.next() { texts += chunk.map(\.text) }
        #expect(texts.count == 20 && Set(texts).count == 20)
    }
}
