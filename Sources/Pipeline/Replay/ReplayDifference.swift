import Model

/// What changes from the old rules to the new ones.
package struct ReplayDifference: Sendable {
    /// Alerts that only the new rules raise, oldest first.
    package let gained: [Alert]
    /// Alerts that only the old rules raise.
    package let lost: [Alert]
    /// Alerts of both, with other posts.
    package let changed: [Change]
    /// Alerts of both with the same posts.
    package let kept: Int

    /// An alert with the posts that only one side counts in it.
    package struct Change: Sendable {
        package let alert: Alert
        package let gained: [AlertPost]
        package let lost: [AlertPost]
    }

    init(old: ReplayReport.Side, new: ReplayReport.Side) {
        let before = Dictionary(old.standing.map { ($0.id, $0) }) { first, _ in first }
        let after = Set(new.standing.map(\.id))
        gained = new.standing.filter { before[$0.id] == nil }
        lost = old.standing.filter { !after.contains($0.id) }
        var changed: [Change] = []
        var kept = 0
        for alert in new.standing {
            guard let earlier = before[alert.id] else { continue }
            let (then, now) = (Set(earlier.posts.map(\.post)), Set(alert.posts.map(\.post)))
            if then == now {
                kept += 1
            } else {
                changed.append(
                    Change(
                        alert: alert, gained: alert.posts.filter { !then.contains($0.post) },
                        lost: earlier.posts.filter { !now.contains($0.post) }))
            }
        }
        (self.changed, self.kept) = (changed, kept)
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
    /// Nil when one set of rules was replayed.
    package var difference: ReplayDifference? { old.map { ReplayDifference(old: $0, new: new) } }

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
            Row(name: "messages", old: old?.tally.messages.count ?? 0, new: new.tally.messages.count),
        ]
    }

    /// Flagged posts by one dimension, by name.
    package func flagged(by dimension: ReplayTally.Dimension) -> [Row] {
        rows(new.tally.posts[dimension] ?? [:], old?.tally.posts[dimension] ?? [:])
    }

    /// Alerts by claim.
    package var alertsByClaim: [Row] { rows(count(new.standing, \.claim), count(old?.standing ?? [], \.claim)) }

    /// Alerts by the UTC day on which they were opened; every day of the period.
    package var alertsByDay: [Row] {
        let opened = { (alert: Alert) in ReplayDay.name(of: alert.opened) }
        return everyDay(count(new.standing, opened), count(old?.standing ?? [], opened))
    }

    /// Messages by recipient.
    package var messagesByRecipient: [Row] {
        rows(count(new.tally.messages, \.recipient), count(old?.tally.messages ?? [], \.recipient))
    }

    /// Messages by the UTC day on which they would have been sent.
    package var messagesByDay: [Row] {
        let sent = { (message: ReplayTally.Message) in ReplayDay.name(of: message.at) }
        return everyDay(count(new.tally.messages, sent), count(old?.tally.messages ?? [], sent))
    }

    private func count<Item>(_ items: [Item], _ name: (Item) -> String) -> [String: Int] {
        items.reduce(into: [:]) { $0[name($1), default: 0] += 1 }
    }

    private func rows(_ new: [String: Int], _ old: [String: Int]) -> [Row] {
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
