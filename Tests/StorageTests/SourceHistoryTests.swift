import Model
import Testing

@testable import Storage

/// What a source gave and cost, in one column.
struct SourceHistoryTests {
    private let now = Instant("2026-11-20T09:00:00Z") ?? Instant(milliseconds: 0)

    private func day(_ ago: Int, posts: Int = 0, bytes: Int = 0) -> SourceHistory.Day {
        var day = SourceHistory.Day(number: SourceHistory.Day.number(of: now) - ago)
        (day.posts, day.bytes, day.attempts) = (posts, bytes, 1)
        return day
    }

    @Test("days add up, stay in order, and survive the way through the column")
    func adding() {
        var history = SourceHistory()
        for day in [day(0, posts: 2, bytes: 100), day(3, posts: 5), day(0, posts: 1, bytes: 50)] {
            history = SourceHistory(text: history.adding([day], now: now).text)
        }
        #expect(history.days.map(\.posts) == [5, 3])
        #expect(history.days.map(\.bytes) == [0, 150])
        #expect(history.days.map(\.attempts) == [1, 2])
        #expect(history.text == "20774:5,1,0,0,0,0,0;20777:3,2,0,0,0,150,0")
    }

    @Test("what is older than five weeks is forgotten, and what lies in the future is not kept")
    func window() {
        let history = SourceHistory().adding([day(34, posts: 1), day(35, posts: 2), day(-1, posts: 3)], now: now)
        #expect(history.days.map(\.posts) == [1])
    }

    @Test("a damaged column is read as far as it can be, and never traps", arguments: [
        "", ";;;", "abc", "20777", "20777:", "20777:1,2", ":1,1,1,1,1,1,1", "20777:1,1,1,1,1,1,1,1",
        "99999999999999999999:1,1,1,1,1,1,1", "9223372036854775807:1,1,1,1,1,1,1", "x:1,1,1,1,1,1,1",
    ])
    func damaged(text: String) { #expect(SourceHistory(text: text).days.isEmpty) }

    @Test("numbers that are too large or below zero do no harm")
    func extremes() {
        let history = SourceHistory(text: "20777:-5,\(Int.max),1,1,1,1,1").adding([day(0, posts: 1)], now: now)
        #expect(history.days.map(\.posts) == [1])
        #expect(history.days.map(\.attempts) == [1 << 40])
    }

    @Test("days before 1970 are days too")
    func past() {
        #expect(SourceHistory.Day.number(of: Instant(milliseconds: -1)) == -1)
        #expect(SourceHistory.Day.number(of: Instant(milliseconds: .min)) < 0)
    }
}
