import Model

/// What a change means for a person on a usual day.
extension ReplayReport {
    /// UTC days with a post: what is told for a day is divided by them. On another day nothing was collected, so nobody
    /// could have been told of anything new.
    package var watchedDays: Int { max(1, perDay.values.count { $0 > 0 }) }

    /// What a rate divides by.
    package var rateNote: String {
        let (watched, all) = (watchedDays, days.count)
        guard watched < all else { return "Rates divide by \(Count.of(all, "day")), from the first post to the last." }
        return "Rates divide by \(Count.of(watched, "day")) with posts; from the first post to the last it is \(all)."
    }

    /// How many messages more or fewer: `+11 messages a day`; nil when as many.
    package func messageRate(_ row: Row) -> String? {
        row.change == 0 ? nil : rate(row.change, "message", "messages")
    }

    /// What somebody would read about more or less often: `+0.8 entries a day: schools +16`; nil when nothing changes.
    /// A message may carry one more entry while there are as many messages as before.
    package func entryChanges(of recipient: String) -> String? {
        let rows = entries(of: recipient).filter { $0.change != 0 }
            .sorted { (-abs($0.change), $0.name) < (-abs($1.change), $1.name) }
        guard !rows.isEmpty else { return nil }
        let total = rows.reduce(0) { $0 + $1.change }
        let head = total == 0 ? "as many entries" : rate(total, "entry", "entries")
        let claims = rows.prefix(Self.mostClaims).map { "\($0.name) \(Count.change($0.change))" }
        let more = rows.count - claims.count
        return "\(head): " + claims.joined(separator: ", ") + (more > 0 ? " and \(Count.more(more, "claim"))" : "")
    }

    private static let mostClaims = 3

    private func rate(_ change: Int, _ noun: String, _ plural: String) -> String {
        let text = Row.perDay(change, days: watchedDays)
        guard text != "0" else { return "\(change > 0 ? "more" : "fewer") by less than 0.1 \(plural) a day" }
        return "\(text.hasPrefix("-") ? "" : "+")\(text) \(["1", "-1"].contains(text) ? noun : plural) a day"
    }

    /// Old and new rules come to the same, in every count.
    package var changesNothing: Bool {
        guard let difference, difference.gained.isEmpty, difference.lost.isEmpty, difference.changed.isEmpty else {
            return false
        }
        let counts = [totals, messagesByRecipient, messagesByDay] + ReplayTally.Dimension.allCases.map(flagged(by:))
        return counts.allSatisfy { $0.allSatisfy { $0.change == 0 } }
            && messagesByRecipient.allSatisfy { entryChanges(of: $0.name) == nil }
    }

    /// What both sides come to when nothing changes.
    package var sameOnBothSides: String {
        "Nothing changes: old and new flag \(Count.of(new.tally.flagged, "post")), raise "
            + "\(Count.of(new.standing.count, "alert")) and send \(Count.of(new.tally.messageCount, "message"))."
    }
}
