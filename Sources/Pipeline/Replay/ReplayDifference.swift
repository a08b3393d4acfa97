import Model

/// What changes from the old rules to the new ones.
package struct ReplayDifference: Sendable {
    /// Alerts that only the new rules raise, oldest first.
    package private(set) var gained: [ReplayAlert] = []
    /// Alerts that only the old rules raise.
    package private(set) var lost: [ReplayAlert] = []
    /// Alerts of both, with other posts.
    package private(set) var changed: [(new: ReplayAlert, old: ReplayAlert)] = []
    /// Alerts of both with the same posts.
    package private(set) var kept = 0

    /// How many of each kind may be there only since a pattern of the other side ran too long.
    package var doubtful: (gained: Int, lost: Int, changed: Int) {
        (
            gained.count(where: \.isDoubtful), lost.count(where: \.isDoubtful),
            changed.count { $0.new.isDoubtful || $0.old.isDoubtful }
        )
    }

    /// An alert with the posts that only one side counts in it.
    package struct Change: Sendable {
        package let alert: Alert
        package let gained: [AlertPost]
        package let lost: [AlertPost]
    }

    init(old: [ReplayAlert], new: [ReplayAlert]) {
        let before = Dictionary(old.map { ($0.number, $0) }) { first, _ in first }
        let after = Set(new.map(\.number))
        lost = old.filter { !after.contains($0.number) }
        for alert in new {
            guard let earlier = before[alert.number] else {
                gained.append(alert)
                continue
            }
            if earlier.posts == alert.posts { kept += 1 } else { changed.append((alert, earlier)) }
        }
    }
}

extension ReplayReport {
    /// The posts of an alert that one side counts and the other does not.
    package func change(
        _ pair: (new: ReplayAlert, old: ReplayAlert)
    ) throws(PipelineError) -> ReplayDifference.Change {
        let now = try new.alert(pair.new)
        let before = try old?.alert(pair.old).posts ?? []
        let (then, today) = (Set(before.map(\.post)), Set(now.posts.map(\.post)))
        return ReplayDifference.Change(
            alert: now, gained: now.posts.filter { !then.contains($0.post) },
            lost: before.filter { !today.contains($0.post) })
    }
}

extension ReplayDifference.Change {
    /// The posts that differ, each with its sign.
    package var posts: [MarkedPost] { MarkedPost.all(gained, "+") + MarkedPost.all(lost, "−") }
}

/// A post as a report lists it, with the sign before it: `+`, `−`, or none.
package struct MarkedPost: Sendable {
    package let mark: String
    package let post: AlertPost

    package static func all(_ posts: [AlertPost], _ mark: String = "") -> [MarkedPost] {
        posts.map { MarkedPost(mark: mark, post: $0) }
    }
}

extension ReplayReport {
    /// A count on both sides; `old` is 0 when there is no old side.
    package struct Row: Sendable, Hashable {
        package let name: String
        package let old: Int
        package let new: Int
        package var change: Int { new - old }
    }

    /// Flagged posts, alerts and messages.
    package var totals: [Row] {
        [
            Row(name: "flagged posts", old: old?.tally.flagged ?? 0, new: new.tally.flagged),
            Row(name: "alerts", old: old?.standing.count ?? 0, new: new.standing.count),
            Row(name: "messages", old: old?.tally.messageCount ?? 0, new: new.tally.messageCount),
        ]
    }

    /// Flagged posts by one dimension, by name.
    package func flagged(by dimension: ReplayTally.Dimension) -> [Row] {
        rows(new.tally.posts[dimension] ?? [:], old?.tally.posts[dimension] ?? [:])
    }

    /// Flagged posts by the UTC day on which they were seen; every day of the period.
    package var flaggedByDay: [Row] { everyDay(new.tally.posts[.day] ?? [:], old?.tally.posts[.day] ?? [:]) }

    /// Alerts by claim.
    package var alertsByClaim: [Row] { rows(count(new.standing, \.claim), count(old?.standing ?? [], \.claim)) }

    /// Alerts by the UTC day on which they were opened; every day of the period.
    package var alertsByDay: [Row] {
        let opened = { (alert: ReplayAlert) in ReplayDay.name(of: alert.opened) }
        return everyDay(count(new.standing, opened), count(old?.standing ?? [], opened))
    }

    /// Messages by recipient; on the roster of either side, also who would get none.
    package var messagesByRecipient: [Row] {
        let nobody = Dictionary(uniqueKeysWithValues: new.roles.keys.map { ($0, 0) })
        return rows(
            new.tally.messages.merging(nobody) { $0 + $1 },
            (old?.tally.messages ?? [:]).merging((old?.roles ?? [:]).mapValues { _ in 0 }) { $0 + $1 })
    }

    /// Messages by the UTC day on which they would have been sent.
    package var messagesByDay: [Row] { everyDay(new.tally.messageDays, old?.tally.messageDays ?? [:]) }

    /// Entries about each claim in the messages of one recipient, by claim.
    package func entries(of recipient: String) -> [Row] {
        rows(new.tally.entries[recipient] ?? [:], old?.tally.entries[recipient] ?? [:])
    }

    private func count<Item>(_ items: [Item], _ name: (Item) -> String) -> [String: Int] {
        items.reduce(into: [:]) { $0[name($1), default: 0] += 1 }
    }

    func rows(_ new: [String: Int], _ old: [String: Int]) -> [Row] {
        Set(new.keys).union(old.keys).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            .map { Row(name: $0, old: old[$0] ?? 0, new: new[$0] ?? 0) }
    }

    /// The days of the period, and days after it on which held messages went out.
    private func everyDay(_ new: [String: Int], _ old: [String: Int]) -> [Row] {
        Set(days).union(new.keys).union(old.keys).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            .map { Row(name: $0, old: old[$0] ?? 0, new: new[$0] ?? 0) }
    }

    /// What a recipient is called in a report: `grace (press officer)`.
    package func caption(of recipient: String) -> String {
        guard let role = new.roles[recipient] ?? old?.roles[recipient] else { return recipient }
        return "\(recipient) (\(role.rawValue.map { $0 == "-" ? " " : String($0) }.joined()))"
    }

    /// The title of a claim, or its id.
    package func title(of claim: String) -> String { new.titles[claim] ?? old?.titles[claim] ?? claim }
}

extension ReplayReport.Row {
    /// Per day, with one decimal: `11`, `0.4`, `-2.5`. Halves round away from zero.
    package static func perDay(_ count: Int, days: Int) -> String {
        let tenths = (abs(count) * 20 + days) / (2 * max(1, days))
        let sign = count < 0 && tenths > 0 ? "-" : ""
        return tenths % 10 == 0 || tenths >= 1000 ? "\(sign)\(tenths / 10)" : "\(sign)\(tenths / 10).\(tenths % 10)"
    }
}
