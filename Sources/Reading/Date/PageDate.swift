import Model

/// Dates as pages print them for people: among other words, without a year, or counted back from now.
///
/// What `FeedDate` reads, this reads too. Beyond it:
/// - a date among words: "Жарияланған күні: 3 қараша 2026 | 120 рет оқылды";
/// - a day without a year: the last such day that is not in the future;
/// - counted back: "2 сағат бұрын", "вчера, 15:30", "jana", "il y a 3 jours", "amasaha 2 ashize".
///
/// "Just now" is no date: nobody can say later when that was.
public enum PageDate {
    /// Bytes and words that are looked at; what is longer is a text, no date.
    private static let longest = 300
    private static let mostWords = 40
    /// Words of one date, its time and zone included.
    private static let window = 9

    /// Reads a date; nil for text without one.
    ///
    /// - Parameters:
    ///   - now: what relative dates and missing years are counted from: when the page was fetched.
    ///   - zone: minutes east of UTC for text without a zone.
    ///   - language: see `FeedDate.read`.
    public static func read(_ raw: String, now: Instant, zone: Int = 0, language: String? = nil) -> FeedDate.Reading? {
        guard raw.utf8.count <= longest else { return nil }
        let words = raw.split(whereSeparator: { $0.isWhitespace || $0 == "|" || $0 == "•" || $0 == "·" }).map(
            String.init)
        guard !words.isEmpty, words.count <= mostWords else { return nil }
        let text = words.joined(separator: " ")
        if namesDay(text), let date = FeedDate.read(text, language: language, defaultZone: zone) { return date }
        return among(words) { namesDay($0) ? FeedDate.read($0, language: language, defaultZone: zone) : nil }
            ?? RelativeDate.read(text, now: now, zone: zone)
            ?? among(words) { withoutYear($0, now: now, zone: zone) }
    }

    /// The longest run of words that is a date, the first of those.
    private static func among(_ words: [String], read: (String) -> FeedDate.Reading?) -> FeedDate.Reading? {
        for length in stride(from: min(window, words.count), through: 1, by: -1) {
            for start in 0...(words.count - length) {
                let run = words[start..<(start + length)].joined(separator: " ")
                if hasDigit(run), let date = read(trimmed(run)) { return date }
            }
        }
        return nil
    }

    /// `3 қараша`, `3 ноября, 10:30`, `Novemba 3`.
    private static func withoutYear(_ text: String, now: Instant, zone: Int) -> FeedDate.Reading? {
        let tokens = DateTokens(text).tokens
        let hasMonth = tokens.contains { if case .word(let word) = $0 { DateWords.month(word) != nil } else { false } }
        let hasYear = tokens.contains { if case .number(_, let digits) = $0 { digits > 2 } else { false } }
        guard hasMonth, !hasYear else { return nil }
        let year = Instant(milliseconds: now.milliseconds).advanced(by: .minutes(Int64(zone))).date.year
        for year in [year, year - 1] {
            guard let date = FeedDate.read("\(text) \(year)", defaultZone: zone) else { continue }
            // A zone of its own may put the day ahead of ours.
            if date.instant <= now.advanced(by: .hours(14)) { return date }
        }
        return nil
    }

    /// A year alone may count anything, ten digits too, and "Қараша 2026" is the name of an archive: a day is a
    /// month's name with two numbers, or three numbers.
    private static func namesDay(_ text: String) -> Bool {
        var numbers = 0
        var hasMonth = false
        for token in DateTokens(text).tokens {
            switch token {
            case .number(_, let digits): numbers += digits >= 8 ? 0 : 1
            case .word(let word): hasMonth = hasMonth || DateWords.month(word) != nil
            case .mark, .gap: break
            }
        }
        return numbers >= (hasMonth ? 2 : 3)
    }

    private static func hasDigit(_ text: String) -> Bool { text.utf8.contains(where: Byte.isDigit) }

    /// Without the marks that labels leave: `:`, `(`, `—`.
    private static func trimmed(_ text: String) -> String {
        let marks: Set<Character> = [":", "(", ")", "[", "]", "—", "–", "-", ",", ";", "/"]
        var rest = text[...]
        while let first = rest.first, marks.contains(first) { rest.removeFirst() }
        while let last = rest.last, marks.contains(last) { rest.removeLast() }
        return String(rest)
    }
}
