import Foundation
import Model
import Storage
import Testing
import Watchlists

@testable import Pipeline

/// Evidence that cannot be opened any more: what runs remember, and what lint makes of it.
struct EvidenceTests {
    private let start = Instant("2026-11-20T09:00:00Z") ?? Instant(milliseconds: 0)
    private let url = "https://qala.example/water"

    private func memory(_ finding: EvidenceMemory.Finding, hours: [Int64]) -> EvidenceMemory {
        var memory = EvidenceMemory()
        for hour in hours { memory.note(finding, at: url, now: start.advanced(by: .hours(hour))) }
        return memory
    }

    @Test(
        "one bad day says nothing: gone needs two days, no answer a week",
        arguments: [
            (EvidenceMemory.Finding.gone("the server answers 404"), [Int64(0)], false), (.gone("x"), [0, 1], false),
            (.gone("x"), [0, 24], true), (.failed("no answer"), [0, 24], false), (.failed("no answer"), [0, 24, 168], true),
            (.failed("no answer"), [0, 167], false), (.there, [0, 200], false),
        ])
    func dead(finding: EvidenceMemory.Finding, hours: [Int64], isDead: Bool) {
        #expect((memory(finding, hours: hours).dead[url] != nil) == isDead)
    }

    @Test("a page that came back is not dead, and its time begins anew")
    func back() {
        var memory = memory(.gone("x"), hours: [0, 24])
        #expect(memory.dead[url]?.since == start.date)
        memory.note(.there, at: url, now: start.advanced(by: .hours(48)))
        #expect(memory.dead.isEmpty)
        memory.note(.gone("x"), at: url, now: start.advanced(by: .hours(72)))
        #expect(memory.dead.isEmpty)
    }

    @Test("what was never looked at comes first, then the oldest; what fails is looked at again after a day")
    func due() {
        var memory = EvidenceMemory()
        memory.note(.there, at: "b", now: start)
        memory.note(.there, at: "a", now: start.advanced(by: .hours(-1)))
        memory.note(.gone("x"), at: "c", now: start)
        let all: Set<String> = ["a", "b", "c", "d"]
        #expect(memory.due(all, every: .days(7), at: start.advanced(by: .hours(1))) == ["d"])
        #expect(memory.due(all, every: .days(7), at: start.advanced(by: .hours(24))) == ["d", "c"])
        #expect(memory.due(all, every: .days(7), at: start.advanced(by: .days(8))) == ["d", "a", "b", "c"])
    }

    @Test("it is kept in the data folder, without pages that nobody cites; what cannot be read is nothing")
    func kept() throws {
        let folder = NSTemporaryDirectory() + "jibu-evidence-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let data = Inbox(folder: folder)
        var memory = memory(.gone("the server answers 410"), hours: [0, 30])
        memory.note(.there, at: "https://old.example/", now: start)
        try memory.remember([url], in: data)
        let read = try EvidenceMemory(folder: folder)
        #expect(read.looks == memory.looks.filter { $0.key == url })
        #expect(read.dead[url] == Watchlists.DeadLink(since: start.date, why: "the server answers 410"))
        try Data("{\"pages\": [{\"url\": 7}, 3]".utf8).write(to: URL(filePath: folder + "/evidence.json"))
        #expect(try EvidenceMemory(folder: folder).looks.isEmpty)
    }
}
