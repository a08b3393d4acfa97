import Model
import Storage

/// How often a source posts by its own past, and what follows from it: whether its silence is worth a word, and how
/// often it is worth asking.
///
/// The rule for silence, in words: **a source that gave ten posts or more in the four weeks before, on three days or
/// more, is unusually silent when two whole days or more passed without a post, and more than twice as many as in its
/// longest pause of those weeks.** So a portal with 40 posts a day is named after two days, one that rests at weekends
/// after five, and a blog with one post a month never.
package struct SourcePace: Sendable, Hashable {
    /// Posts a day in the four weeks up to its last post; nil while there are fewer than three days to judge by.
    package let postsPerDay: Double?
    /// Days that passed whole without a post since the last one, as far as the source was read.
    package let silentDays: Int
    /// The most whole days without a post between two of them, in the four weeks up to its last post.
    package let longestPause: Int
    /// True when the silence is worth a word.
    package let isUnusuallySilent: Bool
    /// Posts a day now: of the last three days or of four weeks, whichever is more; nil when it was not watched on
    /// three days.
    let recentRate: Double?

    private static let weeks = 28
    private static let leastPosts = 10
    private static let leastDays = 3

    /// - Parameter seen: the last answer of the source: what came later nobody knows.
    package init(_ history: SourceHistory, seen: Instant?, now: Instant) {
        let days = history.days
        let posts = Dictionary(days.map { ($0.number, $0.posts) }) { $0 + $1 }.filter { $0.value > 0 }
        let today = SourceHistory.Day.number(of: now)
        recentRate = Self.rate(days, today: today, now: now)
        guard let last = posts.keys.max(), let seen else {
            (postsPerDay, silentDays, longestPause, isUnusuallySilent) = (nil, 0, 0, false)
            return
        }
        let window = posts.filter { $0.key > last - Self.weeks }
        let total = window.values.reduce(0, +)
        let order = window.keys.sorted()
        let span = last - (order.first ?? last) + 1
        postsPerDay = span >= Self.leastDays ? Double(total) / Double(span) : nil
        longestPause = zip(order, order.dropFirst()).map { $1 - $0 - 1 }.max() ?? 0
        silentDays = max(0, SourceHistory.Day.number(of: seen) - last - 1)
        isUnusuallySilent = total >= Self.leastPosts && order.count >= Self.leastDays && silentDays >= 2
            && silentDays > 2 * longestPause
    }

    /// The sentence for people; nil when there is nothing to say.
    package var word: String? {
        guard isUnusuallySilent, let postsPerDay else { return nil }
        let usual = postsPerDay >= 1.5 ? "\(Int(postsPerDay.rounded())) posts a day" : "a post a day"
        let pause = switch longestPause {
        case 0: "never missed a day"
        case 1: "never paused longer than a day"
        default: "never paused longer than \(longestPause) days"
        }
        return "silent for \(silentDays) days, though it gave about \(usual) before and \(pause)"
    }

    private static func rate(_ days: [SourceHistory.Day], today: Int, now: Instant) -> Double? {
        let watched = days.filter { $0.attempts > 0 && $0.number > today - weeks }
        guard watched.count >= leastDays, let first = days.first(where: { $0.number > today - weeks })?.number else {
            return nil
        }
        func sum(from start: Int) -> Double { Double(days.filter { $0.number >= start }.reduce(0) { $0 + $1.posts }) }
        let startOfToday = Instant(milliseconds: Int64(today) * 86_400_000)
        let elapsed = Double(now.since(startOfToday).milliseconds) / 86_400_000
        let month = sum(from: first) / max(1, Double(today - first) + elapsed)
        return max(month, sum(from: today - 2) / (2 + elapsed))
    }
}
