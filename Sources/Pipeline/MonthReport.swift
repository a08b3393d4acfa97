import Model
import Reading
import Storage

/// What a month brought: for the office's own account, and for whoever asks what Jibu does. It counts claims, sources
/// and minutes, and no author, party or person.
package struct MonthReport: Sendable {
    /// A name and what was counted for it.
    package struct Line: Sendable, Hashable {
        package var name: String
        package var alerts: Int
        package var posts: Int
    }

    /// Minutes from one moment to another, over some notices or alerts.
    package struct Minutes: Sendable, Hashable {
        package var count: Int
        package var median: Int
        /// Nine in ten took no longer.
        package var ninety: Int

        init?(_ spans: [TimeSpan]) {
            let minutes = spans.map { Int(clamping: max(0, $0.seconds) / 60) }.sorted()
            guard let last = minutes.indices.last else { return nil }
            count = minutes.count
            median = minutes[last / 2]
            ninety = minutes[last * 9 / 10]
        }
    }

    /// `2026-11`.
    package var month: String
    package var from: Instant
    package var until: Instant
    package var runs: Int
    package var posts: Int
    /// Alerts that were opened in the month and stand for themselves, without drills.
    package var alerts: Int
    /// By topic of the claim, by claim, and by source of the posts; the most alerts first.
    package var topics: [Line]
    package var claims: [Line]
    package var sources: [Line]
    package var notices: Int
    package var told: Int
    /// From the instant at which a notice was to be sent to the one at which it arrived.
    package var delivery: Minutes?
    /// From the instant at which it was made: quiet hours and digest times are in it.
    package var waiting: Minutes?
    /// From the instant at which an alert was opened: to the first phone, to a claim, to an answer, as drills have it.
    package var phone: Minutes?
    package var claim: Minutes?
    package var answer: Minutes?
    /// Alerts that somebody was told of, and nobody took, answered or closed.
    package var untaken: Int
    package var channels: [(name: String, told: Int)]
    /// What was corrected, by claim.
    package var corrections: [CorrectionCount]
    /// Posts that hold pictures or sound and no text.
    package var withoutText: Int
    package var gaps: [Gap]
    /// Platforms that no source watches.
    package var unwatched: [String]
}

extension LedgerView {
    /// - Parameter day: any day of the month; days are UTC days, as those of the archive.
    package func report(monthOf day: CivilDate) throws(PipelineError) -> MonthReport {
        let first = day.advanced(by: 1 - day.day)
        let next = first.advanced(by: 31)
        let (from, until) = (first.start, next.advanced(by: 1 - next.day).start)
        let ledger = try ledger()
        let all = try storage { () throws(StorageError) in try ledger.alerts(AlertFilter(since: from)) }
        let alerts = all.filter { $0.state != .merged && !$0.isExercise && $0.opened >= from && $0.opened < until }
        let times = try storage { () throws(StorageError) in try ledger.noticeTimes(from: from, until: until) }
        let corrections = try storage { () throws(StorageError) in try ledger.corrections(from: from, until: until) }
        let runs = try storage { () throws(StorageError) in try ledger.runReports(from: from, until: until) }
            .compactMap { try? JSONValue.parse(Array($0.utf8)) }
        func sum(_ name: String) -> Int { runs.reduce(0) { $0 + Int(clamping: $1[name]?.integer ?? 0) } }
        let courses = try storage { () throws(StorageError) in
            try alerts.map { alert throws(StorageError) in try AlertCourse(of: alert, in: ledger) }
        }
        let arrived = times.compactMap { notice in notice.accepted.map { (notice, $0) } }
        return MonthReport(
            month: String(first.description.prefix(7)), from: from, until: until, runs: runs.count, posts: sum("posts"),
            alerts: alerts.count, topics: MonthReport.lines(alerts) { $0.topics },
            claims: MonthReport.lines(alerts) { [$0.claim] },
            sources: MonthReport.lines(alerts) { Array(Set($0.posts.map(\.source))) } posts: { alert, source in
                alert.posts.count { $0.source == source }
            }, notices: times.count, told: arrived.count,
            delivery: MonthReport.Minutes(arrived.map { $0.1.since($0.0.due) }),
            waiting: MonthReport.Minutes(arrived.map { $0.1.since($0.0.created) }),
            phone: MonthReport.Minutes(courses.compactMap(\.firstPhone)),
            claim: MonthReport.Minutes(courses.compactMap { $0.claimed?.after }),
            answer: MonthReport.Minutes(courses.compactMap { $0.answered?.after }),
            untaken: courses.count {
                $0.firstPhone != nil && $0.claimed == nil && $0.answered == nil && !$0.isClosed
            },
            channels: Dictionary(grouping: arrived.compactMap { $0.0.channel }) { $0 }
                .map { (name: $0.key, told: $0.value.count) }.sorted { $0.name < $1.name },
            corrections: corrections, withoutText: sum("without_text"),
            gaps: try gaps(since: from).filter { $0.mayHaveMissed && $0.start < until },
            unwatched: Coverage(sources: configuration.sources).unwatched)
    }
}

extension MonthReport {
    /// - Parameter posts: how many posts of an alert count for a name; all when left out.
    fileprivate static func lines(
        _ alerts: [Alert], by names: (Alert) -> [String],
        posts: (Alert, String) -> Int = { alert, _ in alert.posts.count }
    ) -> [Line] {
        var lines: [String: Line] = [:]
        for alert in alerts {
            for name in names(alert) {
                lines[name, default: Line(name: name, alerts: 0, posts: 0)].alerts += 1
                lines[name]?.posts += posts(alert, name)
            }
        }
        return lines.values.sorted { ($1.alerts, $1.posts, $0.name) < ($0.alerts, $0.posts, $1.name) }
    }
}
