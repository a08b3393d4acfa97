import Foundation
import Model
import Testing

@testable import Programs

/// The pure parts: lines, tails, orders, reports.
@Suite struct LimitTests {
    @Test("lines come whole however the output is cut into pieces", arguments: [1, 2, 3, 7, 100])
    func pieces(size: Int) {
        let lines = collect("one\ntwo\r\n\nthree", size: size)
        #expect(lines.texts == ["one", "two", "three"])
        #expect(lines.budget.stop == nil)
    }

    @Test("a line over the limit is left out, and the next one is whole")
    func longLine() {
        var limits = ProgramLimits()
        limits.lineBytes = 10
        let lines = collect("short\n" + String(repeating: "x", count: 5000) + "\nafter\n", size: 64, limits)
        #expect(lines.texts == ["short", "(5000)", "after"])
    }

    @Test("too many bytes and too many lines stop the program, each with its name")
    func stops() {
        var limits = ProgramLimits()
        limits.outputBytes = 100
        #expect(
            collect(String(repeating: "line\n", count: 50), size: 64, limits).budget.stop
                == .overLimit("100 bytes of output"))
        limits = ProgramLimits()
        limits.lines = 3
        let lines = collect("1\n2\n3\n4\n5\n", size: 64, limits)
        #expect(lines.texts == ["1", "2", "3"])
        #expect(lines.budget.stop == .overLimit("3 lines"))
    }

    @Test("exactly the limit is allowed")
    func exact() {
        var limits = ProgramLimits()
        limits.outputBytes = 10
        limits.lines = 2
        let lines = collect("1234\n1234\n", size: 64, limits)
        #expect(lines.budget.stop == nil)
        #expect(lines.texts.count == 2)
    }

    @Test("the end of standard error is kept, whatever came before", arguments: [1, 5, 1000])
    func tail(size: Int) {
        var tail = TailBuffer(capacity: 8)
        let bytes = Array(String(repeating: "x", count: 1000).utf8) + Array("the end.".utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            Array(bytes[start..<min(start + size, bytes.count)]).withUnsafeBufferPointer { tail.add($0) }
        }
        #expect(String(decoding: tail.bytes, as: UTF8.self) == "the end.")
        #expect(tail.total == 1008)
    }

    @Test("an order survives its command line, with odd words in it")
    func order() throws {
        var request = ProgramRequest(path: "/opt/a b/tap", reads: ["/opt/a b", "/srv/x"], network: true)
        request.limits.processes = 7
        let order = GuardOrder(request, arguments: ["--config", "", "-x", "--", "\n"], folder: "/tmp/f")
        #expect(GuardOrder(words: order.words) == order)
    }

    @Test(
        "words that are no order are refused",
        arguments: [
            [], ["/tmp"], ["/tmp", "network", "1", "1", "1", "1", "1", "1", "9", "/bin/true"],
            ["/tmp", "maybe", "1", "1", "1", "1", "1", "1", "0", "/bin/true"],
            ["/tmp", "network", "1", "1", "x", "1", "1", "1", "0", "/bin/true"],
            ["/tmp", "network", "1", "1", "1", "1", "1", "1", "-1", "/bin/true"],
        ])
    func noOrder(words: [String]) { #expect(GuardOrder(words: words) == nil) }

    @Test("only a program's own folder is removed")
    func scratch() throws {
        let base = NSTemporaryDirectory() + "jibu-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: base, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: base) }
        Scratch(path: base).remove()
        #expect(FileManager.default.fileExists(atPath: base))
        let made = Scratch.make(below: base, files: ["a": [1]], input: [2])
        let folder = try #require(made.0, "\(made.problem)")
        #expect(FileManager.default.contents(atPath: "\(folder.path)/a") == Data([1]))
        folder.remove()
        #expect(!FileManager.default.fileExists(atPath: folder.path))
        #expect(Scratch.make(below: base, files: ["../b": []], input: []).0 == nil)
        #expect(try FileManager.default.contentsOfDirectory(atPath: base) == [])
    }

    @Test("a refusal counts for more than the status that follows it")
    func report() {
        let report = GuardReport(Array("note odd kernel\nrefused no such program\nexited 127\nended 0\nrubbish\n".utf8))
        #expect(report.how == .notStarted("no such program"))
        #expect(report.notes == ["odd kernel"])
        #expect(report.leftBehind == 0)
        #expect(GuardReport([]).how == nil)
    }

    private func collect(
        _ output: String, size: Int, _ limits: ProgramLimits = ProgramLimits()
    ) -> (texts: [String], budget: LineBudget) {
        var budget = LineBudget(limits)
        var texts: [String] = []
        func take(_ line: ProgramLine) -> Bool {
            switch line {
            case .whole(let bytes): texts.append(String(decoding: bytes, as: UTF8.self))
            case .tooLong(let bytes): texts.append("(\(bytes))")
            }
            return true
        }
        let bytes = Array(output.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            Array(bytes[start..<min(start + size, bytes.count)]).withUnsafeBufferPointer { budget.add($0, take) }
        }
        budget.finish(take)
        return (texts, budget)
    }
}
