import Model

/// Dates as feeds, pages and people write them (feeds.md section 4).
public enum FeedDate {
    /// A date that was read.
    public struct Reading: Sendable, Hashable {
        public var instant: Instant
        /// True when the text named no zone and the default was taken.
        public var zoneAssumed: Bool
        /// True when the text named a day (or less) and no time of day; the instant is its first moment.
        public var dayOnly: Bool
    }

    /// Reads a date; nil for text that is no date or names a day that does not exist.
    ///
    /// - `language`: decides `01/02/2006`: month first for US English (`en-US`), day first for every other.
    /// - `defaultZone`: minutes east of UTC for text without a zone.
    ///
    /// 1970-01-01T00:00:00Z, the year 2038 overflow instant, and years outside 1980...2200 are read as nil:
    /// they stand for "no date".
    public static func read(_ raw: String, language: String? = nil, defaultZone: Int = 0) -> Reading? {
        Instant(raw).map { Reading(instant: $0, zoneAssumed: false, dayOnly: false) }
    }
}
