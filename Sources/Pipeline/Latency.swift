import Model
import Settings

/// How long it takes at worst from a post to a person's phone, and from their reply to the ledger (delivery.md 2.6). An
/// upper bound: everything that can be late is late at once, and nothing fails.
package struct Latency: Sendable, Hashable {
    package struct Part: Sendable, Hashable {
        package var name: String
        package var span: TimeSpan

        init(_ name: String, _ span: TimeSpan) { (self.name, self.span) = (name, span) }
    }

    /// Post to phone.
    package let parts: [Part]
    /// Severities that quiet hours do not hold up; the sum for them is shorter.
    package let breaking: [Severity]
    private let quiet: TimeSpan
    /// Phone to ledger, with the channel; nil when nothing comes back over any channel of the person.
    package let reply: Part?

    package var total: TimeSpan { Self.sum(parts) }
    /// For the severities of `breaking`.
    package var totalWhenBreaking: TimeSpan {
        TimeSpan(milliseconds: total.milliseconds - quiet.milliseconds)
    }

    /// - Parameters:
    ///   - sources: the longest interval of a source that is asked over the network.
    ///   - readable: channels whose replies are read.
    init(_ recipient: Recipient, sources: TimeSpan, runEvery: TimeSpan, readable: Set<String>) {
        let waits = Self.cadence(recipient.cadence)
        quiet = Self.longestQuiet(recipient.quietHours)
        var parts = [Part("the source is asked", sources), Part("the next run", runEvery)]
        if let waits { parts.append(Part("the \(recipient.cadence.rawValue) digest", waits)) }
        if quiet.milliseconds > 0 { parts.append(Part("quiet hours", quiet)) }
        // What waits for an hour goes out with the first run after it.
        if waits != nil || quiet.milliseconds > 0 { parts.append(Part("the run after that", runEvery)) }
        self.parts = parts
        breaking = quiet.milliseconds > 0 ? recipient.breakQuietFor.sorted() : []
        let answered = recipient.channels.first { readable.contains($0.channel) && !$0.isRoom }
        reply = answered.map { Part($0.channel, runEvery) }
    }

    private static func sum(_ parts: [Part]) -> TimeSpan {
        TimeSpan(milliseconds: parts.reduce(0) { $0 + $1.span.milliseconds })
    }

    private static func cadence(_ cadence: Recipient.Cadence) -> TimeSpan? {
        switch cadence {
        case .instant: nil
        case .hourly: .hours(1)
        case .daily: .days(1)
        case .weekly: .days(7)
        }
    }

    private static let week = 7 * 24 * 60

    /// The longest stretch of quiet hours, over the end of the week too. Somebody without a free minute has no bound;
    /// their hours count as a week.
    static func longestQuiet(_ windows: [QuietHours]) -> TimeSpan {
        guard !windows.isEmpty else { return .seconds(0) }
        var isQuiet = [Bool](repeating: false, count: week)
        for window in windows {
            let length = window.until > window.from ? window.until - window.from : window.until + 24 * 60 - window.from
            for day in window.days {
                let start = (day - 1) * 24 * 60 + window.from
                for minute in start..<(start + max(length, 0)) where minute >= 0 { isQuiet[minute % week] = true }
            }
        }
        guard isQuiet.contains(false) else { return .days(7) }
        var (longest, current) = (0, 0)
        for minute in 0..<(2 * week) {
            current = isQuiet[minute % week] ? current + 1 : 0
            longest = max(longest, current)
        }
        return .minutes(Int64(longest))
    }
}

extension TimeSpan {
    /// `8h 45m`, `3d 2h`: two units are enough for a person.
    var rough: String {
        let minutes = milliseconds / 60_000
        let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60)
        let parts = [(days, "d"), (hours, "h"), (rest, "m")].filter { $0.0 > 0 }.prefix(2).map { "\($0.0)\($0.1)" }
        return parts.isEmpty ? "0m" : parts.joined(separator: " ")
    }
}

extension Latency {
    /// What the doctor says: one line for all who wait equally long, and an error for replies that could expire unread.
    static func checks(_ configuration: Configuration) -> [Doctor.Check] {
        let readable = Set(configuration.channels.filter { $0.repliesKept != nil }.map(\.id))
        let sources = longestInterval(configuration)
        let people = Dictionary(
            grouping: configuration.recipients,
            by: { Latency($0, sources: sources, runEvery: configuration.runEvery, readable: readable) })
        let lines = people.map { latency, people in (latency: latency, names: people.map(\.id)) }
            .sorted { ($0.latency.total, $0.names.first ?? "") < ($1.latency.total, $1.names.first ?? "") }
            .map { Doctor.Check(verdict: .well, what: $0.latency.words(for: $0.names)) }
        return lines + expiring(configuration)
    }

    private static let namesShown = 3

    private func words(for names: [String]) -> String {
        let shown = names.prefix(Self.namesShown).joined(separator: ", ")
        let more = names.count > Self.namesShown ? " and \(names.count - Self.namesShown) more" : ""
        let sum = parts.map { "\($0.name) \($0.span.rough)" }.joined(separator: " + ")
        let sooner = breaking.isEmpty
            ? "" : "; \(breaking.map(\.rawValue).joined(separator: ", ")): \(totalWhenBreaking.rough)"
        let back = reply.map { "reply to ledger at most \($0.span.rough) over \($0.name)" }
            ?? "nothing comes back over their channels: jibu ack"
        return "\(shown)\(more): post to phone at most \(total.rough) (\(sum))\(sooner); \(back)"
    }

    /// The longest pause between two questions to a source over the network, with the tenth by which pauses vary.
    private static func longestInterval(_ configuration: Configuration) -> TimeSpan {
        let spans = configuration.sources.filter { $0.enabled && !$0.source.isLocal }.map {
            max($0.every ?? configuration.maximumInterval, configuration.minimumInterval).milliseconds
        }
        guard let longest = spans.max() else { return .seconds(0) }
        return TimeSpan(milliseconds: longest + longest / 10)
    }

    /// A timer that is an hour late must not cost a reply.
    private static let late = TimeSpan.hours(1)

    private static func expiring(_ configuration: Configuration) -> [Doctor.Check] {
        configuration.channels.compactMap { channel in
            guard let kept = channel.repliesKept,
                configuration.runEvery.milliseconds + late.milliseconds > kept.milliseconds
            else { return nil }
            return Doctor.Check(
                verdict: .ill,
                what: "replies over \(channel.id) are kept for \(kept.rough), and a run comes every "
                    + "\(configuration.runEvery.rough): some would expire unread",
                help: "Run more often: set run_every and the timer to "
                    + "\(TimeSpan(milliseconds: kept.milliseconds / 2).rough) or less.")
        }
    }
}

extension ConfiguredChannel {
    /// How long replies over it wait for a run, when it is read; nil when nothing comes back.
    var repliesKept: TimeSpan? {
        switch kind {
        // The Bot API keeps an update for 86,400 seconds.
        case .telegram(let telegram): telegram.readsReplies ? .hours(24) : nil
        // A mailbox keeps what nobody removes; a year stands for ever.
        case .smtp(let smtp): smtp.replies == nil ? nil : .days(365)
        case .emlFolder, .webhook, .sms, .exec, .apprise: nil
        }
    }

    /// The secret of the account whose messages it reads, when strangers may write to that account too.
    var botToken: SecretReference? {
        if case .telegram(let telegram) = kind, telegram.readsReplies { telegram.token } else { nil }
    }
}
