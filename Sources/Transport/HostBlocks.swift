import CCurl
import Model
import Synchronization

/// Hosts that answered 429 and until when they are left alone (feeds.md 5.9, trust.md R13).
final class HostBlocks: Sendable {
    private struct State {
        var until: [String: Instant]
        /// How many times in a row a host said 429 without saying how long.
        var strikes: [String: Int] = [:]
    }
    private let state: Mutex<State>
    private let now: @Sendable () -> Instant

    static let longest = TimeSpan.hours(24)
    /// A host that just said "too many" is not asked again at once, even if it says "after 0 seconds".
    static let shortest = TimeSpan.minutes(1)
    static let usual = TimeSpan.minutes(10)

    init(_ known: [String: Instant], now: @escaping @Sendable () -> Instant) {
        state = Mutex(State(until: known))
        self.now = now
    }

    /// The blocks that still hold.
    var current: [String: Instant] {
        let moment = now()
        return state.withLock { $0.until.filter { $0.value > moment } }
    }

    func blockedUntil(_ host: String) -> Instant? {
        guard let until = state.withLock({ $0.until[host] }), until > now() else { return nil }
        return until
    }

    /// Learns from one answer; `status` 0 means that none came.
    func note(status: Int, retryAfter: String?, host: String) {
        let moment = now()
        state.withLock { state in
            guard status == 429 else {
                if status != 0 { state.strikes[host] = nil }
                return
            }
            let wait: TimeSpan
            if let told = Self.read(retryAfter, now: moment) {
                wait = told
            } else {
                let strikes = state.strikes[host] ?? 0
                state.strikes[host] = strikes + 1
                wait = TimeSpan(milliseconds: Self.usual.milliseconds << min(strikes, 8))
            }
            state.until[host] = moment.advanced(by: min(max(wait, Self.shortest), Self.longest))
        }
    }

    /// Retry-After: seconds or an HTTP date (RFC 9110 section 10.2.3); nil when absent or nonsense.
    static func read(_ value: String?, now: Instant) -> TimeSpan? {
        guard let value, !value.isEmpty, value.utf8.count <= 64 else { return nil }
        if value.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) {
            return Int64(value).map { TimeSpan.seconds(min($0, longest.seconds)) } ?? longest
        }
        // libcurl reads all three date forms of HTTP, and also half dates, which have no clock time.
        guard value.contains(":") else { return nil }
        let seconds = curl_getdate(value, nil)
        return seconds == -1 ? nil : Instant(seconds: Int64(seconds)).since(now)
    }
}
