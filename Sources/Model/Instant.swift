/// A moment in time, in milliseconds since 1970-01-01T00:00:00Z.
///
/// Time is an argument everywhere in Jibu (design decision 9): no room reads
/// the system clock, so a value of this type always came from a caller or
/// from data.
public struct Instant: Hashable, Comparable, Sendable {
    public var milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }
    public init(seconds: Int64) { self.milliseconds = seconds.multipliedReportingOverflow(by: 1000).partialValue }

    public static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

    /// Whole seconds since the epoch, rounded down.
    public var seconds: Int64 { milliseconds / 1000 - (milliseconds % 1000 < 0 ? 1 : 0) }

    /// What is left over whole seconds, 0 to 999.
    public var fraction: Int { Int((milliseconds % 1000 + 1000) % 1000) }

    /// The instant `duration` later; saturates at the ends of the range.
    public func advanced(by duration: TimeSpan) -> Instant {
        let (sum, overflow) = milliseconds.addingReportingOverflow(duration.milliseconds)
        return Instant(milliseconds: overflow ? (duration.milliseconds > 0 ? .max : .min) : sum)
    }

    /// How long after `earlier` this instant is; negative when it is before.
    public func since(_ earlier: Instant) -> TimeSpan {
        let (difference, overflow) = milliseconds.subtractingReportingOverflow(earlier.milliseconds)
        return TimeSpan(milliseconds: overflow ? (self > earlier ? .max : .min) : difference)
    }
}

/// A length of time in milliseconds, as written in configuration files
/// (`15m`, `24h`, `30d`).
public struct TimeSpan: Hashable, Comparable, Sendable {
    public var milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    public static func seconds(_ n: Int64) -> TimeSpan { scaled(n, 1000) }
    public static func minutes(_ n: Int64) -> TimeSpan { scaled(n, 60_000) }
    public static func hours(_ n: Int64) -> TimeSpan { scaled(n, 3_600_000) }
    public static func days(_ n: Int64) -> TimeSpan { scaled(n, 86_400_000) }

    public static func < (left: TimeSpan, right: TimeSpan) -> Bool { left.milliseconds < right.milliseconds }

    /// Whole seconds, rounded towards zero.
    public var seconds: Int64 { milliseconds / 1000 }

    private static func scaled(_ n: Int64, _ unit: Int64) -> TimeSpan {
        let (product, overflow) = n.multipliedReportingOverflow(by: unit)
        return TimeSpan(milliseconds: overflow ? (n > 0 ? .max : .min) : product)
    }
}

extension TimeSpan: CustomStringConvertible {
    /// The largest unit that divides the span: `90m`, `2h`, `30d`, `1500ms`.
    public var description: String {
        for (unit, name) in [(Int64(86_400_000), "d"), (3_600_000, "h"), (60_000, "m"), (1000, "s")]
        where milliseconds != 0 && milliseconds % unit == 0 {
            return "\(milliseconds / unit)\(name)"
        }
        return milliseconds == 0 ? "0s" : "\(milliseconds)ms"
    }

    /// Reads `15m`, `24h`, `30d`, `45s`, `500ms`, `2w`; nil for anything else,
    /// for negative numbers and for lengths over 100 years.
    public init?(_ text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard digits.count <= 9, let number = Int64(digits) else { return nil }
        let units: [String: Int64] = [
            "ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000,
        ]
        guard let unit = units[String(text.dropFirst(digits.count))] else { return nil }
        let (product, overflow) = number.multipliedReportingOverflow(by: unit)
        guard !overflow, product <= 36_525 * 86_400_000 else { return nil }
        self.init(milliseconds: product)
    }
}
