import Reading

/// When a feed says that it may be asked: `ttl`, the syndication module, `skipHours` and `skipDays`.
///
/// A 304 has no body, so the source keeps these words in its cursor.
public struct FeedSchedule: Sendable, Hashable {
    /// Minutes between polls that the feed asks for.
    public var minutes: Int?
    /// Hours of the day, GMT, in which the feed asks not to be polled.
    public var skipHours: Set<Int> = []
    /// Weekdays, GMT, 1 is Monday, on which the feed asks not to be polled.
    public var skipDays: Set<Int> = []

    public init() {}

    init(_ channel: XMLNode) {
        if let ttl = channel.first("ttl")?.trimmed.flatMap({ Int($0) }), ttl > 0 { minutes = ttl }
        let periods = ["hourly": 60, "daily": 1440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600]
        if let period = channel.first("updatePeriod", "sy")?.trimmed?.lowercased(), let length = periods[period] {
            let frequency = channel.first("updateFrequency", "sy")?.trimmed.flatMap { Int($0) } ?? 1
            minutes = max(minutes ?? 0, length / min(max(frequency, 1), length))
        }
        let hours = channel.first("skipHours")?.all("hour").compactMap { $0.trimmed.flatMap { Int($0) } } ?? []
        skipHours = Set(hours.filter { (0...24).contains($0) }.map { $0 % 24 })
        let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        let days = channel.first("skipDays")?.all("day").compactMap { $0.trimmed?.lowercased() } ?? []
        skipDays = Set(days.compactMap { names.firstIndex(of: $0).map { $0 + 1 } })
    }
}

extension FeedSchedule {
    /// For the cursor: three lists of numbers, `120;0,1,2;6,7`. Nil when the feed says nothing.
    var memo: String? {
        guard self != FeedSchedule() else { return nil }
        return [minutes.map { [$0] } ?? [], skipHours.sorted(), skipDays.sorted()]
            .map { $0.map(String.init).joined(separator: ",") }.joined(separator: ";")
    }

    /// What `memo` wrote; anything else says nothing.
    init(memo: String?) {
        let lists = (memo ?? "").split(separator: ";", omittingEmptySubsequences: false)
            .map { $0.split(separator: ",").compactMap { Int($0) } }
        guard lists.count == 3 else { return }
        minutes = lists[0].first { $0 > 0 }
        skipHours = Set(lists[1].filter { (0...23).contains($0) })
        skipDays = Set(lists[2].filter { (1...7).contains($0) })
    }
}
