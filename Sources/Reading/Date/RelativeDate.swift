import Model

/// Dates that are counted back from now, in Kazakh, Russian, Swahili, Kinyarwanda, French and English.
enum RelativeDate {
    private enum Unit {
        case minute, hour, day, week, month, year

        /// Months and years are counted in the calendar.
        var length: TimeSpan? {
            switch self {
            case .minute: .minutes(1)
            case .hour: .hours(1)
            case .day: .days(1)
            case .week: .days(7)
            case .month, .year: nil
            }
        }
    }

    static func read(_ text: String, now: Instant, zone: Int) -> FeedDate.Reading? {
        let lower = text.lowercased().replacing("\u{2019}", with: "'")
        return ago(lower, now: now, zone: zone) ?? day(lower, now: now, zone: zone)
    }

    /// "2 сағат бұрын", "il y a 3 jours", "an hour ago", "dakika 5 zilizopita", "hashize iminota 5".
    private static func ago(_ text: String, now: Instant, zone: Int) -> FeedDate.Reading? {
        let tokens = words(text)
        guard tokens.contains(where: { markers.contains($0) }) || text.contains("il y a ") else { return nil }
        var total = TimeSpan(milliseconds: 0)
        var months = 0
        var coarsest: Unit?
        for (index, word) in tokens.enumerated() {
            guard let unit = units[word] else { continue }
            let before = index > 0 ? number(tokens[index - 1]) : nil
            // A year in French, an article in English.
            if word == "an", before == nil { continue }
            let after = index + 1 < tokens.count ? Int(tokens[index + 1]) : nil
            // "час назад" is one hour; Swahili and Kinyarwanda put the number behind.
            guard let count = before ?? after ?? (coarsest == nil ? 1 : nil), (0...10_000).contains(count) else {
                return nil
            }
            coarsest = coarsest ?? unit
            if let length = unit.length {
                total.milliseconds += length.milliseconds * Int64(count)
            } else {
                months += unit == .year ? count * 12 : count
            }
        }
        guard let coarsest, total.milliseconds > 0 || months > 0 else { return nil }
        let local = now.advanced(by: .minutes(Int64(zone)))
        guard let earlier = back(local, months: months) else { return nil }
        let instant = earlier.advanced(by: TimeSpan(milliseconds: -total.milliseconds))
        switch coarsest {
        case .minute, .hour:
            // To the minute: the page does not say more.
            let utc = instant.advanced(by: .minutes(Int64(-zone)))
            return reading(Instant(seconds: utc.seconds / 60 * 60), zoneAssumed: false, dayOnly: false)
        case .day, .week, .month, .year:
            return reading(
                instant.date.start.advanced(by: .minutes(Int64(-zone))), zoneAssumed: true, dayOnly: true)
        }
    }

    /// "вчера, 15:30", "бүгін 09:15", "leo saa 10:30", "hier à 8h05".
    private static func day(_ text: String, now: Instant, zone: Int) -> FeedDate.Reading? {
        let tokens = words(text)
        var back: Int?
        for (index, word) in tokens.enumerated() where back == nil {
            // "алдыңғы күні", "ejo hashize", "avant-hier": two words.
            let pair = index + 1 < tokens.count ? days["\(word) \(tokens[index + 1])"] : nil
            back = pair ?? days[word]
        }
        guard let back else { return nil }
        let today = now.advanced(by: .minutes(Int64(zone))).date
        var clock = DateTokens(text)
        guard clock.takeTime() else { return nil }
        guard let time = clock.time else {
            let start = today.advanced(by: -back).start
            return reading(start.advanced(by: .minutes(Int64(-zone))), zoneAssumed: true, dayOnly: true)
        }
        let seconds = Int64(time.hour * 3600 + time.minute * 60 + time.second - zone * 60)
        let instant = today.advanced(by: -back).start.advanced(by: .seconds(seconds))
        return reading(instant, zoneAssumed: true, dayOnly: false)
    }

    private static func reading(_ instant: Instant, zoneAssumed: Bool, dayOnly: Bool) -> FeedDate.Reading? {
        guard FeedDate.years.contains(instant.date.year) else { return nil }
        return FeedDate.Reading(instant: instant, zoneAssumed: zoneAssumed, dayOnly: dayOnly)
    }

    /// The same day of an earlier month, or its last one.
    private static func back(_ instant: Instant, months: Int) -> Instant? {
        guard months > 0 else { return instant }
        guard months <= 1_200 else { return nil }
        let date = instant.date
        let count = date.year * 12 + date.month - 1 - months
        for day in stride(from: date.day, through: max(1, date.day - 3), by: -1) {
            if let earlier = CivilDate(year: count / 12, month: count % 12 + 1, day: day) { return earlier.start }
        }
        return nil
    }

    /// Words and numbers; marks part them, an apostrophe does not.
    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "'" }).map(String.init)
    }

    private static func number(_ word: String) -> Int? { word.utf8.count <= 5 ? Int(word) ?? ones[word] : nil }

    private static let ones = Dictionary(
        uniqueKeysWithValues: ["a", "an", "one", "бір", "один", "одну", "un", "une", "moja", "mmoja", "umwe", "imwe"]
            .map { ($0, 1) })

    /// What says that the time is past.
    private static let markers = set(
        "ago бұрын назад zilizopita iliyopita uliopita yaliyopita lililopita ishize ashize hashize ushize shize")

    private static let units: [String: Unit] = {
        let table: [(Unit, String)] = [
            (.minute, "minute minutes min mins минут минута минуту минуты мин dakika umunota iminota"),
            (.hour, "hour hours hr hrs h heure heures сағат час часа часов ч saa isaha amasaha"),
            (.day, "day days jour jours күн день дня дней siku umunsi iminsi"),
            (.week, "week weeks semaine semaines апта неделю недели недель wiki icyumweru ibyumweru"),
            (.month, "month months mois ай месяц месяца месяцев mwezi miezi ukwezi amezi"),
            (.year, "year years an ans жыл год года лет mwaka miaka umwaka imyaka"),
        ]
        var result: [String: Unit] = [:]
        for (unit, words) in table { for word in set(words) { result[word] = unit } }
        return result
    }()

    /// How many days back.
    private static let days: [String: Int] = {
        let table: [(Int, [String])] = [
            (0, ["today", "бүгін", "сегодня", "leo", "uyu munsi", "none", "aujourd'hui"]),
            (1, ["yesterday", "кеше", "вчера", "jana", "ejo hashize", "ejo", "hier"]),
            (2, ["позавчера", "алдыңғы күні", "juzi", "ejobundi hashize", "avant hier"]),
        ]
        var result: [String: Int] = [:]
        for (count, words) in table { for word in words { result[word] = count } }
        return result
    }()

    private static func set(_ text: String) -> Set<String> { Set(text.split(separator: " ").map(String.init)) }
}
