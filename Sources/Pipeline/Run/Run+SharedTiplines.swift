import Intake
import Model
import Storage

/// A tipline whose bot a channel reads. One bot has one reader, so the source is not asked itself; but it is watched,
/// or blind, like every other source: it has its line in the report, its health, and its gap.
extension Run {
    /// What the channel heard for such a source in this run.
    struct SharedTipline: Sendable {
        var tips = 0
        /// When the oldest of them was written.
        var oldest: Instant?
        /// Why the last poll gave no answer; nil when it did.
        var trouble: String?
    }

    /// How long a platform keeps what nobody fetched: a day at Telegram, the only one whose channels share a tipline.
    private static let keptByPlatform = TimeSpan.hours(24)

    /// What strangers write to the bot of a channel are tips, if the office has a tipline with the same bot: each is in
    /// the inbox before the channel's cursor moves. Else nobody asked for them. Gives the number of those that are left
    /// alone.
    mutating func handOn(_ poll: ReplyPoll, from channel: String) throws(PipelineError) -> Int {
        guard let source = edges.tiplines[channel] else { return poll.others.count }
        let tips = poll.others.compactMap { message -> (name: String, tip: Tip)? in
            // The members of a group did not write to the office: a group's number is negative.
            guard !message.text.hasPrefix("/"), !message.address.hasPrefix("-") else { return nil }
            // Known by day and words alone: the platform's id of a message names the chat, and identities have no key.
            let post = RawPost(
                text: message.text, authorKind: .person, published: message.at,
                consent: source.source.tiplineConsent)
            return tip(post, of: source)
        }
        for (name, tip) in tips { try tip.put(into: edges.inbox, as: name) }
        var heard = sharedTiplines[source.id] ?? SharedTipline()
        heard.tips += tips.count
        heard.oldest = (tips.map(\.tip.heard) + [heard.oldest].compactMap { $0 }).min()
        heard.trouble = poll.trouble
        sharedTiplines[source.id] = heard
        return poll.others.count - tips.count
    }

    /// The next states of these sources, and their gaps.
    mutating func takeSharedTiplines(_ states: [String: SourceState], into batch: inout CoveredBatch) {
        for source in edges.sources {
            guard let heard = sharedTiplines[source.id] else { continue }
            let before = states[source.id]
            let health: SourceHealth =
                heard.trouble.map { .failed($0) } ?? (heard.tips > 0 ? .healthy : .quiet)
            var state = before ?? SourceState(id: source.id, health: health)
            var day = SourceHistory.Day(number: SourceHistory.Day.number(of: now))
            (day.attempts, day.answers) = (1, health.isAnswer ? 1 : 0)
            state.remember([], on: day, now: now)
            (state.health, state.lastAttempt, state.nextDue, state.leftOut) = (health, now, nil, 0)
            if health.isAnswer {
                (state.failures, state.lastAnswer) = (0, now)
            } else if !edges.isOffline() {
                state.failures = min(state.failures + 1, 1000)
            }
            batch.sources.append(state)
            let answer = Answer(repeated: 0, oldest: heard.oldest, reach: reach(since: before?.lastAnswer))
            if let gap = gap(of: source, before: before, health: health, answer: health.isAnswer ? answer : nil) {
                batch.gaps.append(gap)
            }
            report.sources.append(line(of: source, heard, health, before))
        }
    }

    private func reach(since last: Instant?) -> Harvest.Reach {
        guard let last else { return .unknown }
        return now.since(last) > Self.keptByPlatform ? .part : .all
    }

    private func line(
        of source: ConfiguredSource, _ heard: SharedTipline, _ health: SourceHealth, _ before: SourceState?
    ) -> RunReport.SourceLine {
        var notes: [String] = []
        if heard.tips > 0 { notes.append("private messages put into the inbox, to be matched: \(heard.tips)") }
        if health.isAnswer, let last = before?.lastAnswer, reach(since: last) == .part {
            notes.append("nobody asked since \(last); the platform keeps messages for 24 hours, so older ones are lost")
        }
        return RunReport.SourceLine(id: source.id, health: health, posts: 0, new: 0, nextDue: nil, notes: notes)
    }
}
