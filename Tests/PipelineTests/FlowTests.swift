import Model
import Testing
import Watchlists

@testable import Pipeline

/// The middle of the flow: the same answer for any number of workers.
struct FlowTests {
    /// One claim whose second pattern runs into its limit on hostile texts.
    private static let hostileClaims = ReplayOffice.claims.replacing(
        "match: {any: [{pattern: '\\bschools? (?:will )?close\\b'}]}",
        with: "match: {any: [{pattern: '\\bschools? (?:will )?close\\b'}, {id: heavy, pattern: '(?:x+y?)+z'}]}"
    )

    private func office() throws -> ReplayOffice { try ReplayOffice(claims: Self.hostileClaims, probesPatterns: false) }

    /// Three chunks and a bit: hits, ordinary texts, and in the second chunk texts that the heavy pattern fails at.
    private func posts(_ office: ReplayOffice) -> [Post] {
        let texts = (0..<3300).map { number -> (id: String, text: String) in
            switch number {
            case _ where number % 50 == 7: ("p\(number)", "Number \(number): the water is poisoned in Qala")
            case 1100..<1110: ("p\(number)", "\(number) " + String(repeating: "x", count: 4000) + " z")
            case _ where number % 100 == 3: ("p\(number)", "Number \(number) says xxz and nothing more")
            default: ("p\(number)", "Ordinary words of number \(number)")
            }
        }
        return office.posts(texts, at: ReplayOffice.start)
    }

    @Test("matches, undecided posts and switched-off patterns are the same for one worker and for many")
    func workers() async throws {
        let office = try office()
        let posts = posts(office)
        #expect(posts.count == 3300)
        var answers: [[String]] = []
        var limits: [LimitLedger] = []
        for workers in [1, 2, 5] {
            var ledger = LimitLedger()
            let reads = await office.flow.read(posts, limits: &ledger, workers: workers)
            #expect(reads.map(\.post.key) == posts.map(\.key), "the order of the archive")
            answers.append(reads.map { "\($0.found.matches) \($0.found.undecided) \($0.places)" })
            limits.append(ledger)
        }
        #expect(answers[0] == answers[1])
        #expect(answers[0] == answers[2])
        #expect(limits[0] == limits[1])
        #expect(limits[0] == limits[2])
        #expect(answers[0].contains { $0.contains("water/1") })
        #expect(limits[0].switchedOff == ["heavy"], "the sample does switch a pattern off")
    }

    @Test("alerts, notices and the state after them are the same for one worker and for two")
    func changes() async throws {
        let office = try office()
        for hour in 0..<3 {
            let texts = (0..<20).map { number in
                ("\(hour)-\(number)", number % 4 == 0 ? "Hour \(hour): the water is poisoned" : "Words \(number)")
            }
            try office.collect(texts, at: ReplayOffice.start.advanced(by: .hours(Int64(hour))))
        }
        let one = try await office.replay(workers: 1)
        let two = try await office.replay(workers: 2)
        #expect(one.alerts == two.alerts)
        #expect(one.digests == two.digests)
        #expect(!one.digests.isEmpty)
    }

    @Test("inOrder gives the results in the order of the items, whichever ends first")
    func order() async {
        let gate = Gate()
        let results = await inOrder(Array(0..<20), width: 4) { number in
            // The first one waits for the last of its group.
            if number == 0 { await gate.wait() }
            if number == 3 { await gate.open() }
            return number * 10
        }
        #expect(results == (0..<20).map { $0 * 10 })
        #expect(await inOrder([Int](), width: 4) { $0 }.isEmpty)
        #expect(await inOrder([1], width: 0) { $0 } == [1])
    }
}

/// Opens once.
private actor Gate {
    private var isOpen = false
    private var waiters: [CheckedContinuation<Void, Never>] = []

    func wait() async {
        if isOpen { return }
        await withCheckedContinuation { waiters.append($0) }
    }

    func open() {
        isOpen = true
        for waiter in waiters { waiter.resume() }
        waiters = []
    }
}
