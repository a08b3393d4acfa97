import Intake
import Model
import Storage

/// What a run costs, and what it leaves out when its budget is used up.
extension Run {
    /// Adds what a fetch cost to the report and to the source's day.
    mutating func note(_ spent: Spent, in day: inout SourceHistory.Day) {
        report.spent += spent.traffic
        day.attempts += 1
        day.requests += spent.traffic.requests
        day.bytes += spent.traffic.bytes
        day.units += spent.units
    }

    /// A source that the budget left too little for: it is due at once, and comes first after some times.
    mutating func leaveOut(_ fetched: Fetched, _ before: SourceState?, into batch: inout CoveredBatch) {
        report.leftOut.append(fetched.source.id)
        var state = before ?? SourceState(id: fetched.source.id, health: .quiet)
        var askedFor: Instant?
        if let pulled = fetched.pulled {
            var day = SourceHistory.Day(number: SourceHistory.Day.number(of: now))
            note(pulled.spent, in: &day)
            state.history = state.history.adding([day], now: now)
            if case .failure(let failure) = pulled.result { askedFor = failure.retryAt }
        }
        state.leftOut = min(state.leftOut + 1, 1000)
        state.nextDue = edges.schedule.allowed(askedFor, now: now)
        batch.sources.append(state)
        if state.leftOut >= Precedence.patience { report.starved.append(fetched.source.id) }
        if let gap = gap(ofWaiting: fetched.source, state) { batch.gaps.append(gap) }
    }

    /// One sentence for all of them; somebody should look when one waits for the third time.
    mutating func sayWhatWasLeftOut(of due: Int) {
        guard !report.leftOut.isEmpty, let limit = edges.budget.bytes else { return }
        report.leftOut.sort()
        report.remarks.append(
            "the budget of this run (\(ByteCount.text(limit))) was used up: \(report.leftOut.count) of \(due) sources "
                + "wait for the next run")
        if !report.starved.isEmpty {
            let more = report.starved.count > 20 ? " and \(report.starved.count - 20) more" : ""
            report.troubles.append(
                "left out \(Precedence.patience) runs in a row or more, since the budget was used up before their turn: "
                    + report.starved.sorted().prefix(20).joined(separator: ", ") + more
                    + ". The next run begins with those that wait longest. Raise the budget in jibu.yaml, or ask sources "
                    + "less often (jibu sources cost)")
        }
    }

    /// What to tell the operator of a source that no run can afford.
    func tooLarge(_ source: ConfiguredSource) -> String {
        let limit = edges.budget.bytes.map { " (\(ByteCount.text($0)))" } ?? ""
        return "\(source.id): one fetch takes more than the budget of a whole run\(limit), so it is never read to its end; "
            + "raise the budget in jibu.yaml, or switch the source off"
    }
}

/// A window that is suddenly empty: a page or feed that always showed posts and now shows none is broken more often
/// than emptied (trust.md R25).
///
/// In words: **an answer without a post is a soft failure when the last full one held five posts or more and no
/// believed answer of the last five weeks was empty.** It stays one until posts come again. Who was rightly empty once
/// may be empty again; an emptiness that nobody believed proves nothing.
struct Emptiness {
    private let before: SourceState?
    private let isWindow: Bool
    private static let leastPosts = 5

    init(_ before: SourceState?, isWindow: Bool) {
        self.before = before
        self.isWindow = isWindow
    }

    func judged(_ result: Result<Harvest, SourceFailure>) -> Result<Harvest, SourceFailure> {
        guard isWindow, let before, let last = before.lastPosts, last >= Self.leastPosts,
            case .success(let harvest) = result, harvest.posts.isEmpty, harvest.health == .quiet
        else { return result }
        let words = "the answer is empty, though the one before held \(last) posts and none was ever empty"
        let goesOn = before.health == .softFailed(words)
        let wasEmpty = before.history.days.contains { $0.empties > 0 }
        return goesOn || !wasEmpty ? .failure(.notAnAnswer(url: "", what: words)) : result
    }
}

extension SourceState {
    func pace(now: Instant) -> SourcePace { SourcePace(history, seen: lastAnswer, now: now) }

    /// Counts new posts on the days on which they were published, and adds what the day cost.
    mutating func remember(_ posts: [Post], on day: SourceHistory.Day, now: Instant) {
        var days = [day]
        for post in posts where post.version == 1 {
            let moment = min(post.published ?? now, now)
            lastPost = max(lastPost ?? moment, moment)
            var published = SourceHistory.Day(number: SourceHistory.Day.number(of: moment))
            published.posts = 1
            days.append(published)
        }
        history = history.adding(days, now: now)
    }
}

extension SourceHistory {
    /// The mean of all attempts that are known; nil before the first one.
    var bytesOfOneAttempt: Int? {
        let days = days
        let attempts = days.reduce(0) { $0 + $1.attempts }
        return attempts > 0 ? days.reduce(0) { $0 + $1.bytes } / attempts : nil
    }
}
