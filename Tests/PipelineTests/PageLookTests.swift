import Alerting
import BuiltIn
import Foundation
import Model
import TestSupport
import Testing

@testable import Pipeline
@testable import Storage

/// How often a run looks whether an answer stands on the office's site.
struct PageLookTests {
    private static let start = Instant("2026-11-20T09:00:00Z") ?? Instant(milliseconds: 0)
    private static let page = Publication(claim: "water", url: "https://qala.example/1", recorded: start)

    /// Looks in vain whenever it is time, and gives the hours after the first one.
    private func looks(_ page: Publication, hash: String = "h", days: Int64 = 30) -> (hours: [Int64], last: Publication) {
        var page = page
        var hours: [Int64] = []
        for minutes in stride(from: Int64(0), to: days * 1440, by: 5) {
            let now = Self.start.advanced(by: .minutes(minutes))
            guard page.isDue(hash, at: now) else { continue }
            page = page.after(.notThere, of: hash, isAsked: false, at: now)
            hours.append(minutes / 60)
        }
        return (hours, page)
    }

    @Test("in vain: less and less often, once a day in the end, and after more than a week not any more")
    func pauses() {
        let (hours, last) = looks(Self.page)
        #expect(hours == [0, 0, 0, 1, 4, 10, 22, 46, 70, 94, 118, 142, 166, 190])
        #expect(last.next == nil && !last.isDue("h", at: Self.start.advanced(by: .days(300))))
    }

    @Test("other words, a page that is said anew and a clock that was set back begin anew")
    func anew() {
        let (_, last) = looks(Self.page)
        let later = Self.start.advanced(by: .days(40))
        #expect(last.isDue("other words", at: later))
        #expect(last.after(.unreadable("status 404"), of: "other words", isAsked: false, at: later).tries == 1)
        #expect(last.after(.notThere, of: "h", isAsked: true, at: later).next == later.advanced(by: .minutes(15)))
        #expect(last.isDue("h", at: Self.start.advanced(by: .hours(-1))))
        let found = last.after(.found, of: "h", isAsked: false, at: later)
        #expect(found.foundHash == "h" && found.tries == 0 && found.next == nil)
        #expect(found.isDue("other words", at: later))
    }

    @Test("whole runs: one look a pause; publish and responded ask at once; what is found is left alone")
    func runs() async throws {
        let office = try AckOffice()
        let server = try LoopbackHTTP()
        defer { server.stop() }
        try office.write(AckOffice.house(allow: server.port), "jibu.yaml")
        try office.write(OfficeText.response(to: "water"), "watchlists/responses/water.yaml")
        server.script("/water", .ok("<h1>Answers</h1><p>Soon.</p>"))
        server.script("/elsewhere", .ok("<p>Here"))
        var asked: Int { server.requests.count { $0.path == "/water" } }
        func publish(_ minutes: Int64) throws {
            let house = try House.open(config: office.path, kinds: builtInSources, now: office.at(minutes))
            try AnswerDesk(house: house).record("water", at: server.url("/water"))
        }
        try await office.run(0)
        try publish(1)
        let first = try await office.run(5)
        #expect(asked == 1 && first.troubles.contains { $0.contains("is not at \(server.url("/water")) yet") })
        try await office.run(10)
        #expect(asked == 1, "a run a few minutes later asks nothing")
        let second = try await office.run(21)
        #expect(asked == 2 && !second.troubles.contains { $0.contains("/water") })
        #expect(second.remarks.contains { $0.contains("it is looked for again after 2026-11-20T09:51") })
        try await office.run(30)
        #expect(asked == 2)
        try office.leave(try office.code(), by: "aigul", .respond(url: server.url("/elsewhere")), at: 31)
        try await office.run(32)
        #expect(asked == 3, "somebody said that the answer is out")
        try publish(33)
        try await office.run(34)
        #expect(asked == 4)
        server.script("/water", .ok("<p>The water was tested on 16 November and it is safe.</p>"))
        let last = try await office.run(50)
        #expect(asked == 5 && last.remarks.contains("the answer to water was found at \(server.url("/water"))"))
        try await office.run(70)
        #expect(asked == 5)
    }
}
