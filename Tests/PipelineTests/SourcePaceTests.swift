import Model
import Storage
import Testing

@testable import Pipeline

/// When a silence is worth a word, by the source's own past.
struct SourcePaceTests {
    /// Friday 20 November 2026, 09:00 UTC.
    private static let now = Instant("2026-11-20T09:00:00Z") ?? Instant(milliseconds: 0)
    private static let today = SourceHistory.Day.number(of: now)

    struct Row: Sendable, CustomTestStringConvertible {
        var what: String
        /// Days ago to posts of that day.
        var posts: [Int: Int]
        var seen: Instant? = SourcePaceTests.now
        var isSilent: Bool
        var testDescription: String { what }
    }

    /// The same number on each day of a span, days ago.
    static func daily(_ posts: Int, _ days: ClosedRange<Int>, where isDay: (Int) -> Bool = { _ in true }) -> [Int: Int] {
        Dictionary(days.filter(isDay).map { ($0, posts) }) { first, _ in first }
    }

    static let rows = [
        Row(what: "40 posts a day, silent for two whole days", posts: daily(40, 3...30), isSilent: true),
        Row(what: "40 posts a day, silent for one whole day", posts: daily(40, 2...30), isSilent: false),
        Row(what: "40 posts a day, the last one yesterday", posts: daily(40, 1...30), isSilent: false),
        Row(what: "40 posts a day, not read since: nobody knows", posts: daily(40, 3...30),
            seen: now.advanced(by: .days(-2)), isSilent: false),
        Row(what: "never read", posts: daily(40, 3...30), seen: nil, isSilent: false),
        Row(what: "one post a month", posts: [1: 1, 31: 1], isSilent: false),
        Row(what: "one post a month, silent for a month", posts: [34: 1], isSilent: false),
        Row(what: "rests at weekends, Saturday and Sunday over, now Monday",
            posts: daily(10, 3...30) { ![4, 5, 11, 12, 18, 19, 25, 26].contains($0) }, isSilent: false),
        Row(what: "rests at weekends, silent for five days",
            posts: daily(10, 6...30) { ![8, 9, 15, 16, 22, 23].contains($0) }, isSilent: true),
        Row(what: "a post a week, silent for five days", posts: [6: 1, 13: 1, 20: 1, 27: 1], isSilent: false),
        Row(what: "everything came on one day", posts: [5: 200], isSilent: false),
        Row(what: "nine posts", posts: daily(3, 4...6), isSilent: false),
        Row(what: "ten posts on three days", posts: [4: 3, 5: 3, 6: 4], isSilent: true),
        Row(what: "an old post that stayed on top: its pause is believed", posts: [3: 40, 4: 40, 5: 40, 25: 1], isSilent: false),
        Row(what: "no posts at all", posts: [:], isSilent: false),
    ]

    static func history(_ posts: [Int: Int], attempts: Bool = true) -> SourceHistory {
        SourceHistory().adding(
            posts.map { ago, count in
                var day = SourceHistory.Day(number: today - ago)
                day.posts = count
                day.attempts = attempts ? 24 : 0
                return day
            }, now: now)
    }

    @Test("a silence is worth a word when it is long for this source", arguments: rows)
    func silence(row: Row) {
        let pace = SourcePace(Self.history(row.posts), seen: row.seen, now: Self.now)
        #expect(pace.isUnusuallySilent == row.isSilent)
        #expect((pace.word != nil) == row.isSilent)
    }

    @Test("the word names the silence and what was usual")
    func word() {
        let pace = SourcePace(Self.history(Self.daily(40, 3...30)), seen: Self.now, now: Self.now)
        #expect(pace.word == "silent for 2 days, though it gave about 40 posts a day before and never missed a day")
    }

    struct Period: Sendable, CustomTestStringConvertible {
        var what: String
        var posts: [Int: Int]
        var period: TimeSpan
        var testDescription: String { what }
    }

    static let periods = [
        Period(what: "nothing known", posts: [:], period: .hours(1)),
        Period(what: "two days known", posts: daily(5, 0...1), period: .hours(1)),
        Period(what: "40 posts a day: not below the minimum", posts: daily(40, 0...27), period: .minutes(15)),
        Period(what: "six posts a day: twice for each", posts: daily(6, 1...28), period: TimeSpan(milliseconds: 7_289_423)),
        Period(what: "a post a week: not above the maximum", posts: [6: 1, 13: 1, 20: 1], period: .hours(6)),
        Period(what: "a quiet source that became busy three days ago",
            posts: daily(1, 3...27).merging(daily(24, 0...2)) { $1 }, period: TimeSpan(milliseconds: 1_425_000)),
    ]

    @Test("a source without a period of its own is asked twice for each of its posts", arguments: periods)
    func period(row: Period) throws {
        let schedule = Schedule(minimum: .minutes(15), runEvery: .minutes(15))
        var state = SourceState(id: "qala", health: .healthy, lastAnswer: Self.now)
        state.history = Self.history(row.posts)
        let source = try #require(try Self.source())
        let period = schedule.period(of: source, state, now: Self.now)
        #expect(abs(period.milliseconds - row.period.milliseconds) < 60_000, "\(period.milliseconds)")
        #expect(schedule.period(of: source, state, now: Self.now) == period)
    }

    /// A source of jibu.yaml that names no period.
    private static func source() throws -> ConfiguredSource? {
        try ConfigFixtureTests.load("valid-short").0?.sources.first { $0.every == nil }
    }
}
