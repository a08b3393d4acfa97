import Model

/// Dates as feeds, pages and people write them (feeds.md section 4).
///
/// A date is taken apart into words, numbers and marks; the time and the zone
/// are found first, what is left must be a date. Anything left over that is
/// neither a known word nor a weekday makes the whole text no date: a wrong
/// date is worse than none.
public enum FeedDate {
    /// A date that was read.
    public struct Reading: Sendable, Hashable {
        public var instant: Instant
        /// True when the text named no zone and the default was taken.
        public var zoneAssumed: Bool
        /// True when the text named a day (or less) and no time of day; the instant is its first moment.
        public var dayOnly: Bool

        public init(instant: Instant, zoneAssumed: Bool, dayOnly: Bool) {
            self.instant = instant
            self.zoneAssumed = zoneAssumed
            self.dayOnly = dayOnly
        }
    }

    /// Years that are believed. Earlier and later ones stand for "no date": year 1, 1970-01-01, the 2038
    /// overflow, a publisher's "never expires".
    public static let years = 1971...2037

    /// Reads a date; nil for text that is no date or names a day or time that does not exist.
    ///
    /// - `language`: decides `01/02/2006`: month first for US English (`en-US`), and for plain or unknown
    ///   English with AM or PM; day first for every other.
    /// - `defaultZone`: minutes east of UTC for text without a zone.
    ///
    /// A wrong weekday is ignored. Text over 200 bytes is no date.
    public static func read(_ raw: String, language: String? = nil, defaultZone: Int = 0) -> Reading? {
        guard raw.utf8.count <= 200 else { return nil }
        if let instant = usual(raw) { return finish(instant, zoneAssumed: false, dayOnly: false) }
        return inWords(raw, language: language, defaultZone: defaultZone)
    }

    /// The long way, which reads every shape.
    static func inWords(_ raw: String, language: String?, defaultZone: Int) -> Reading? {
        var tokens = DateTokens(raw)
        if let instant = tokens.unixTime() { return finish(instant, zoneAssumed: false, dayOnly: false) }
        guard tokens.takeTime() else { return nil }
        guard tokens.takeZone() else { return nil }
        guard let date = tokens.date(monthFirst: monthFirst(language, tokens)) else { return nil }
        let offset = tokens.zone.map { $0.offset(on: date) } ?? defaultZone
        let time = tokens.time ?? DateTokens.Time()
        let seconds = Int64(date.daysSinceEpoch) * 86_400 + Int64(time.hour * 3600 + time.minute * 60 + time.second)
        let (local, shift) = (seconds * 1000 + Int64(time.milliseconds), Int64(offset) * 60_000)
        return finish(
            Instant(milliseconds: local - shift), zoneAssumed: tokens.zone == nil, dayOnly: tokens.time == nil)
    }

    private static func finish(_ instant: Instant, zoneAssumed: Bool, dayOnly: Bool) -> Reading? {
        guard years.contains(instant.date.year) else { return nil }
        return Reading(instant: instant, zoneAssumed: zoneAssumed, dayOnly: dayOnly)
    }

    private static func monthFirst(_ language: String?, _ tokens: DateTokens) -> Bool {
        let language = (language ?? "").lowercased().filter { $0 != "_" && $0 != "-" }
        if language == "enus" { return true }
        return tokens.hasHalfDay && (language.isEmpty || language == "en")
    }
}
