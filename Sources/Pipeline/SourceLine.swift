import Model
import Reading
import Storage

/// One configured source with what the last runs saw, for `jibu sources`.
package struct SourceLine: Sendable {
    package var id: String
    package var kind: String
    package var health: String
    package var detail: String?
    package var lastAnswer: Instant?
    package var nextDue: Instant?
    /// How often it is asked at present; nil for files, which are read in every run.
    package var every: TimeSpan?
    /// How often it posts, and whether its silence is worth a word.
    package var pace: SourcePace
    package var lastPost: Instant?
    /// Runs in a row that left it out for want of budget.
    package var leftOut: Int
    /// The last period in which it was not watched.
    package var gap: Gap?

    init(_ source: ConfiguredSource, _ state: SourceState?, gap: Gap?, schedule: Schedule, now: Instant) {
        self.gap = gap
        id = source.id
        kind = source.kind
        // One that was only left out so far has a state, and no health.
        let health = state.flatMap { $0.lastAttempt == nil ? nil : $0.health }
        self.health = health?.name ?? "not read yet"
        detail = health?.detail
        lastAnswer = state?.lastAnswer
        nextDue = state?.nextDue
        every = source.source.isLocal ? nil : max(schedule.period(of: source, state, now: now), schedule.minimum)
        pace = state?.pace(now: now) ?? SourcePace(SourceHistory(), seen: nil, now: now)
        lastPost = state?.lastPost
        leftOut = state?.leftOut ?? 0
    }

    /// What there is to say beside health and gap, in plain words; empty for most.
    package var words: [String] {
        var words: [String] = []
        if let word = pace.word { words.append(word) }
        if leftOut > 0 {
            let runs = leftOut == 1 ? "run" : "\(leftOut) runs"
            words.append("left out of the last \(runs): the budget was used up before it")
        }
        return words
    }

    /// `about 12 posts a day, asked every 2h`; nil when neither is known.
    package var habit: String? {
        let posts = pace.postsPerDay.map { rate in
            rate >= 1.5 ? "about \(Int(rate.rounded())) posts a day"
                : rate >= 1.5 / 7 ? "about \(Int((rate * 7).rounded())) posts a week"
                : "about \(max(1, Int((rate * 30).rounded()))) posts a month"
        }
        let parts = [posts, every.map { "asked every \($0)" }].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    package var json: JSONValue {
        .object([
            ("id", .string(id)), ("kind", .string(kind)), ("health", .string(health)),
            ("detail", detail.map { .string($0) } ?? .null),
            ("last_answer", lastAnswer.map { .string($0.description) } ?? .null),
            ("last_post", lastPost.map { .string($0.description) } ?? .null),
            ("next_due", nextDue.map { .string($0.description) } ?? .null),
            ("every", every.map { .string($0.description) } ?? .null),
            ("posts_per_day", pace.postsPerDay.map { .number(Rounded.text($0)) } ?? .null),
            ("silent_days", .integer(Int64(pace.silentDays))), ("unusually_silent", .bool(pace.isUnusuallySilent)),
            ("words", .array(words.map { .string($0) })), ("left_out", .integer(Int64(leftOut))),
            ("gap", gap?.json ?? .null),
        ])
    }
}

/// Numbers with one place behind the point, for people and for JSON.
enum Rounded {
    static func text(_ value: Double) -> String {
        guard value.isFinite, value.magnitude < 1e15 else { return "0" }
        let tenths = Int64((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\((tenths % 10).magnitude)"
    }
}
