import Model

extension DateTokens {
    /// The date that is left when time and zone were taken out; nil when there is none, or more than a date.
    func date(monthFirst: Bool) -> CivilDate? {
        basicDate() ?? numericDate(monthFirst: monthFirst) ?? namedDate()
    }

    /// What counts for a date: everything but gaps, weekdays and filling words.
    private var essentials: [Token] {
        tokens.enumerated().filter { index, token in
            switch token {
            case .gap: return false
            case .word(let word):
                // The first word before the first number is a weekday in whatever language.
                if DateWords.isNoise(word) || (word.count > 1 && isLeading(index)) { return false }
                return !DateWords.isWeekday(word) || DateWords.month(word) != nil
            case .mark(let mark): return mark != "'" && mark != "\u{2019}"
            case .number: return true
            }
        }.map(\.element)
    }

    /// A word at the very start, behind which a comma or blank and another date stand.
    private func isLeading(_ index: Int) -> Bool {
        guard index == 0, let first = word(0) else { return false }
        return DateWords.month(first) == nil || tokens.dropFirst().contains {
            if case .word(let word) = $0 { DateWords.month(word) != nil } else { false }
        }
    }

    private func isKnown(_ token: Token?) -> Bool {
        guard case .word(let word) = token else { return true }
        return DateWords.isKnown(word)
    }

    private func isFilling(_ token: Token) -> Bool { token == .mark(".") || token == .mark("-") || token == .mark("/") }

    /// `20040105`, `20040105T…`, `20040105010203`, `2004`.
    private func basicDate() -> CivilDate? {
        let left = essentials.filter { $0 != .mark(".") && $0 != .word("t") }
        guard left.count == 1, case .number(let value, let digits) = left[0] else { return nil }
        switch digits {
        case 8: return CivilDate(year: value / 10_000, month: value / 100 % 100, day: value % 100)
        case 4 where time == nil: return CivilDate(year: value, month: 1, day: 1)
        default: return nil
        }
    }

    /// Two or three numbers with one kind of mark between them.
    private func numericDate(monthFirst: Bool) -> CivilDate? {
        var left = essentials
        if left.last == .word("t") || left.last == .mark(".") || left.last == .mark("-") { left.removeLast() }
        guard left.count == 3 || left.count == 5, case .mark(let mark) = left[1], ["-", "/", "."].contains(mark),
            left.count == 3 || left[3] == .mark(mark)
        else { return nil }
        var numbers: [(value: Int, digits: Int)] = []
        for index in stride(from: 0, to: left.count, by: 2) {
            guard case .number(let value, let digits) = left[index] else { return nil }
            numbers.append((value, digits))
        }
        if numbers[0].digits == 4 {
            guard numbers.count == 3 else { return yearAnd(numbers[0].value, numbers[1]) }
            return CivilDate(year: numbers[0].value, month: numbers[1].value, day: numbers[2].value)
        }
        guard numbers.count == 3, numbers[0].digits <= 2, numbers[1].digits <= 2 else { return nil }
        // `06-01-02` may be anything.
        guard numbers[2].digits == 4 || (numbers[2].digits == 2 && mark != "-") else { return nil }
        let year = Self.fullYear(numbers[2].value, numbers[2].digits)
        let (first, second) = (numbers[0].value, numbers[1].value)
        let isMonthFirst = second > 12 || (mark == "/" && monthFirst && first <= 12)
        return CivilDate(year: year, month: isMonthFirst ? first : second, day: isMonthFirst ? second : first)
    }

    /// `2003-12` and the ordinal `2003-335`.
    private func yearAnd(_ year: Int, _ number: (value: Int, digits: Int)) -> CivilDate? {
        if number.digits <= 2 { return CivilDate(year: year, month: number.value, day: 1) }
        guard number.digits == 3, number.value > 0, let first = CivilDate(year: year, month: 1, day: 1)
        else { return nil }
        let date = first.advanced(by: number.value - 1)
        return date.year == year ? date : nil
    }

    /// A month by name with a year, and mostly a day.
    private func namedDate() -> CivilDate? {
        var months: [(month: Int, mayBeWeekday: Bool)] = []
        var numbers: [(value: Int, digits: Int)] = []
        for token in essentials {
            switch token {
            case .word(let word):
                if let month = DateWords.month(word) {
                    months.append((month, DateWords.isWeekday(word)))
                } else if !(DateWords.ordinals.contains(word) && !numbers.isEmpty) {
                    return nil
                }
            case .number(let value, let digits): numbers.append((value, digits))
            case .mark, .gap:
                if !isFilling(token) { return nil }
            }
        }
        // French `mar. 3 mars`: the first is a Tuesday.
        if months.count > 1 { months.removeAll(where: \.mayBeWeekday) }
        guard months.count == 1 else { return nil }
        let month = months[0].month
        if numbers.count == 1, numbers[0].digits == 4, time == nil, isKnown(tokens.first) {
            return CivilDate(year: numbers[0].value, month: month, day: 1)
        }
        guard numbers.count == 2 else { return nil }
        let yearFirst = numbers[0].digits > 2 || (numbers[0].value > 31 && numbers[1].value <= 31)
        let (year, day) = yearFirst ? (numbers[0], numbers[1]) : (numbers[1], numbers[0])
        guard day.digits <= 2, (2...4).contains(year.digits) else { return nil }
        return CivilDate(year: Self.fullYear(year.value, year.digits), month: month, day: day.value)
    }

    /// RFC 2822 section 4.3: two digits below 50 are of this century, three digits count from 1900.
    private static func fullYear(_ value: Int, _ digits: Int) -> Int {
        switch digits {
        case 2: value < 50 ? 2000 + value : 1900 + value
        case 3: 1900 + value
        default: value
        }
    }
}
