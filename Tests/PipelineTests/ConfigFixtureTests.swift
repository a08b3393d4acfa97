import BuiltIn
import Foundation
import Model
import Testing

@testable import Pipeline

/// Folders with a jibu.yaml and a places.yaml, one mistake each; the name says which.
///
/// `expect.txt` is written by hand: what is wrong, then `file:line:column code` for each finding. `findings.txt` is
/// what the owner reads, recorded with `RECORD_SNAPSHOTS=1`.
struct ConfigFixtureTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/config")

    static let names: [String] = {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return all.filter { !$0.hasPrefix(".") }.sorted()
    }()

    @Test("each mistake is told with its code at its exact place, and with words that help", arguments: names)
    func findings(name: String) throws {
        let (configuration, findings) = try Self.load(name)
        let expected = try Self.text(name, "expect.txt").split(separator: "\n").filter { !$0.hasPrefix("#") }.map(
            String.init)
        let found = findings.map { "\($0.place.file):\($0.place.line):\($0.place.column) \($0.code)" }
        #expect(found.sorted() == expected.sorted())
        #expect((configuration == nil) == findings.hasErrors)
        #expect(findings.allSatisfy { !$0.description.contains("canary") }, "a finding repeats a secret")
        if name.hasPrefix("valid-") {
            #expect(findings.isEmpty)
            return
        }
        try expectSnapshot(findings.map { "\($0)\n" }.joined(), Self.folder.appending(path: "\(name)/findings.txt"))
    }

    @Test("the folder holds the mistakes that people make")
    func size() { #expect(Self.names.count >= 45) }

    @Test("a file that is cut after any line gives findings or a configuration, never a trap", arguments: names)
    func cutAfterAnyLine(name: String) throws {
        let bytes = try Self.bytes(name, "jibu.yaml")
        for (index, byte) in bytes.enumerated() where byte == 0x0A {
            let (configuration, findings) = Self.load(name, jibu: Array(bytes[...index]))
            #expect((configuration == nil) == findings.hasErrors)
        }
    }

    @Test("a file with damaged bytes gives findings or a configuration, never a trap", arguments: 0..<8)
    func damagedBytes(seed: UInt64) throws {
        let whole = try Self.bytes("valid-full", "jibu.yaml")
        let signs = Array("\0\t\n\r \"'#&*-:,?[]{}|>!%@`~\\<09azZ".utf8) + [0x80, 0xC3, 0xEF, 0xFF]
        var state = seed
        func roll(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(count))
        }
        for _ in 0..<100 {
            var bytes = whole
            for _ in 0...roll(4) {
                let start = roll(bytes.count - 40)
                switch roll(3) {
                case 0: bytes[start] = signs[roll(signs.count)]
                case 1: bytes.insert(signs[roll(signs.count)], at: start)
                default: bytes.removeSubrange(start..<start + 1 + roll(30))
                }
            }
            let (configuration, findings) = Self.load("valid-full", jibu: bytes)
            #expect((configuration == nil) == findings.hasErrors)
            #expect(findings.allSatisfy { $0.place.line >= 1 && $0.place.column >= 1 })
        }
    }

    static func bytes(_ name: String, _ file: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: "\(name)/\(file)")))
    }

    static func text(_ name: String, _ file: String) throws -> String {
        String(decoding: try bytes(name, file), as: UTF8.self)
    }

    static func load(_ name: String) throws -> (Configuration?, [Finding]) {
        load(name, jibu: try bytes(name, "jibu.yaml"))
    }

    /// Reads with the fixture's folder as the working folder, on a fixed day.
    static func load(_ name: String, jibu: [UInt8]) -> (Configuration?, [Finding]) {
        Configuration.load(bytes: jibu, file: "jibu.yaml", kinds: builtInSources, today: CivilDate("2026-11-21")) {
            path, findings in
            if let bytes = try? bytes(name, path) { return bytes }
            findings.append(Finding("file-unreadable", .error, at: FilePlace(file: path), "the file cannot be read"))
            return nil
        }
    }
}

/// Compares with a file; with `RECORD_SNAPSHOTS=1` writes it and fails, so that no run records by accident.
func expectSnapshot(_ text: String, _ file: URL) throws {
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        Issue.record("recorded \(file.lastPathComponent); run again without RECORD_SNAPSHOTS")
        return
    }
    let expected = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    #expect(text == expected, "\(file.lastPathComponent) differs")
}
