import Model
import Testing

@testable import Storage

/// Posts that a pattern left undecided wait in the ledger, as rows of transaction 1.
struct LedgerUndecidedTests {
    private let ledger: Ledger
    private let day = morning.date

    init() throws {
        ledger = try Ledger.inMemory()
        var batch = CoveredBatch(at: morning)
        batch.undecided = (0..<3).flatMap { [row($0, "slow/1", "aa"), row($0, "slow/2", "bb")] }
        try ledger.commit(batch)
    }

    private func row(_ number: Int, _ pattern: String, _ hash: String, version: Int = 1) -> UndecidedPost {
        UndecidedPost(
            key: PostKey(id: "p\(number)", version: version), pattern: pattern, patternHash: hash,
            day: day.advanced(by: number))
    }

    private func waiting() throws -> [String] {
        try ledger.undecidedPatterns().map { "\($0.id) \($0.hash) \($0.posts) \($0.since)" }
    }

    @Test("they are counted by pattern, and read by day, no more than asked for")
    func counted() throws {
        #expect(try waiting() == ["slow/1 aa 3 \(day)", "slow/2 bb 3 \(day)"])
        let one = try #require(try ledger.undecidedPatterns().first)
        #expect(try ledger.undecidedPosts(of: [one], most: 2).map(\.key.id) == ["p0", "p1"])
        #expect(try ledger.undecidedPosts(of: try ledger.undecidedPatterns(), most: 9).count == 3, "each post once")
    }

    @Test("a post that is matched again owes only what is undecided then, whatever it owed before")
    func rematched() throws {
        var batch = CoveredBatch(at: morning)
        batch.rematched = [PostKey(id: "p0", version: 1), PostKey(id: "p1", version: 1)]
        batch.undecided = [row(1, "slow/1", "cc")]
        try ledger.commit(batch)
        try ledger.commit(batch)
        #expect(
            try waiting() == [
                "slow/1 aa 1 \(day.advanced(by: 2))", "slow/1 cc 1 \(day.advanced(by: 1))",
                "slow/2 bb 1 \(day.advanced(by: 2))",
            ])
    }

    @Test("erasing a post and removing its day end its debts")
    func forgotten() throws {
        _ = try ledger.erase(posts: ["p1"])
        #expect(try waiting() == ["slow/1 aa 2 \(day)", "slow/2 bb 2 \(day)"])
        try ledger.forget(before: day.advanced(by: 2))
        #expect(try waiting() == ["slow/1 aa 1 \(day.advanced(by: 2))", "slow/2 bb 1 \(day.advanced(by: 2))"])
    }

    @Test("what a purge removed is forgotten, also when an earlier purge was cut off before it was")
    func segments() throws {
        var batch = CoveredBatch(at: morning)
        batch.segments = (0..<3).map { "date=\(day.advanced(by: $0))/x.ndjson.zst" }
        try ledger.commit(batch)
        try ledger.forget(before: day.advanced(by: 2))
        #expect(try ledger.coveredSegments() == [batch.segments[2]])
    }
}
