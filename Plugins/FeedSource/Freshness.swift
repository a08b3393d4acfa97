import Intake
import Model
import Reading

/// When a feed says that it may be asked again (feeds.md, etiquette 7 and 8):
/// the latest of Cache-Control max-age, Expires, ttl and the hours to skip.
enum Freshness {
    private static let cap = TimeSpan.hours(24)

    static func notBefore(_ response: HTTPResponse, _ schedule: FeedSchedule, now: Instant) -> Instant? {
        var candidates: [Instant] = []
        let control = response.headers.filter { $0.name.lowercased() == "cache-control" }
            .map { $0.value.lowercased() }.joined(separator: ",")
        // Cache-Control outranks Expires, also when it says "not at all" (RFC 9111 section 5.3).
        if control.contains("max-age") || control.contains("no-cache") || control.contains("no-store") {
            if let age = maxAge(control, response) { candidates.append(now.advanced(by: min(.seconds(age), cap))) }
        } else if let expires = response.header("Expires"), let date = FeedDate.read(expires, language: nil)?.instant,
            date > now
        {
            candidates.append(min(date, now.advanced(by: cap)))
        }
        if let minutes = schedule.minutes, minutes > 0 {
            candidates.append(now.advanced(by: min(.minutes(Int64(min(minutes, 100_000))), cap)))
        }
        let earliest = candidates.max()
        guard !schedule.skipHours.isEmpty || !schedule.skipDays.isEmpty else { return earliest }
        return allowed(from: earliest ?? now, schedule) ?? earliest
    }

    /// `max-age` less `Age`; nil when the response does not say, or forbids caching.
    private static func maxAge(_ control: String, _ response: HTTPResponse) -> Int64? {
        if control.contains("no-cache") || control.contains("no-store") { return nil }
        for directive in control.split(separator: ",") {
            let pair = directive.filter { $0 != " " && $0 != "\"" }.split(separator: "=")
            guard pair.count == 2, pair[0] == "max-age", pair[1].utf8.allSatisfy({ (48...57).contains($0) })
            else { continue }
            // More digits than a number holds is a very long time.
            let seconds = Int64(pair[1]) ?? .max
            let age = response.header("Age").flatMap { Int64($0) } ?? 0
            let (left, overflow) = seconds.subtractingReportingOverflow(max(age, 0))
            return overflow || left <= 0 ? nil : left
        }
        return nil
    }

    /// The first hour from `start` on that is not skipped; nil when the feed would skip a whole week.
    private static func allowed(from start: Instant, _ schedule: FeedSchedule) -> Instant? {
        for hours in 0..<168 {
            let instant =
                hours == 0
                ? start
                : Instant(seconds: start.advanced(by: .hours(Int64(hours))).seconds / 3600 * 3600)
            let time = CivilTime(instant)
            if !schedule.skipHours.contains(time.hour), !schedule.skipDays.contains(time.date.weekday) {
                return instant
            }
        }
        return nil
    }
}
