import Alerting
import Model
import Settings

/// `acknowledging:` what somebody has who says "I see to it".
enum AcknowledgingKeys {
    private static let lease = Key<TimeSpan>(
        "lease", .span(.minutes(15) ... .days(7)), help: "Working time for which an alert is theirs.",
        default: AckRules().lease)
    private static let hours = Key<WorkingWeek>(
        "business_hours", week, help: "When people are at work, in their own time zone.", default: WorkingWeek())

    private static let from = Key<Int>("from", .timeOfDay, help: "Local time.", default: WorkingWeek().from)
    private static let until = Key<Int>(
        "to", .timeOfDay, help: "Local time; not after `from` means on the next day.", default: WorkingWeek().until)
    private static let days = Key<[Int]>(
        "days", .list(of: .choice(among: QuietKeys.weekdays), minimum: 1, maximum: 7), help: "Days of the week.",
        default: Array(WorkingWeek().days).sorted())
    private static let week = Shape<WorkingWeek>.object(
        "working week", help: "When people are at work; their quiet hours and holidays do not count.",
        keys: [days, from, until]
    ) { fields, _ in
        guard let days = fields[days], let from = fields[from], let until = fields[until] else { return nil }
        return WorkingWeek(days: Set(days), from: from, until: until)
    }

    static let shape = Shape<AckRules>.object(
        "acknowledging section", help: "What somebody has who takes an alert.", keys: [lease, hours]
    ) { fields, _ in
        guard let lease = fields[lease], let hours = fields[hours] else { return nil }
        return AckRules(lease: lease, week: hours)
    }
}
