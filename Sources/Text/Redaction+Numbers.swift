/// Digits as people write them: groups with blanks, dashes, dots or brackets between.
struct DigitGroups {
    var digits: [UInt8] = []
    /// Number of digits in each group.
    var sizes: [Int] = []
    /// One past each group, in the folded text.
    var ends: [Int] = []
    /// First scalar of what separates a group from the next one; one fewer than groups.
    var separators: [UInt32] = []

    /// The first groups, when they hold exactly `count` digits together.
    func groups(holding count: Int) -> Int? {
        var sum = 0
        for (index, size) in sizes.enumerated() {
            sum += size
            if sum == count { return index + 1 }
            if sum > count { return nil }
        }
        return nil
    }

    /// Digits in the first `groups` groups.
    func count(of groups: Int) -> Int { sizes.prefix(groups).reduce(0, +) }

    /// Value of up to nine digits from `start`; 0 when there are not so many.
    func value(_ start: Int, _ length: Int) -> Int {
        guard start >= 0, start + length <= digits.count else { return 0 }
        return digits[start..<start + length].reduce(0) { $0 * 10 + Int($1) }
    }

    /// Written like an amount: 1 to 3 digits, then groups of three, one kind of blank or dot between.
    func isThousands(_ groups: Int) -> Bool {
        guard groups > 1, digits[0] != 0, sizes[0] <= 3, sizes[1..<groups].allSatisfy({ $0 == 3 }) else { return false }
        let first = separators[0]
        return (first == 0x20 || first == 0x2e) && separators[0..<groups - 1].allSatisfy { $0 == first }
    }

    func isOneSeparator(_ groups: Int) -> Bool { Set(separators.prefix(max(0, groups - 1))).count <= 1 }

    /// 05.12.2024, 2024-12-05: the number of groups of a date at the start.
    var date: Int? {
        guard sizes.count >= 3, separators[0] == separators[1], separators[0] == 0x2e || separators[0] == 0x2d else {
            return nil
        }
        let year: Int, month: Int, day: Int
        switch (sizes[0], sizes[1], sizes[2]) {
        case (1...2, 1...2, 4):
            (day, month) = (value(0, sizes[0]), value(sizes[0], sizes[1]))
            year = value(sizes[0] + sizes[1], 4)
        case (4, 1...2, 1...2):
            (year, month) = (value(0, 4), value(4, sizes[1]))
            day = value(4 + sizes[1], sizes[2])
        default: return nil
        }
        // In the United States the month comes first.
        let fits = (1...12).contains(min(month, day)) && (1...31).contains(max(month, day))
        return fits && (1800...2199).contains(year) ? 3 : nil
    }
}

extension PersonalDataScanner {
    /// What stands at a place where a number may start.
    enum NumberReading {
        case personal(Redaction.Kind, Range<Int>)
        /// A date or an amount up to here.
        case harmless(Int)
        case nothing
    }

    private static let mostDigits = 24
    private static let mostGroups = 14

    /// Reads the number at `index`, which is a digit, `+` or `(`.
    func number(at index: Int) -> NumberReading {
        var start = index
        var plus = false
        var bracket = false
        if at(start) == 0x28 {
            bracket = true
            start += 1
        }
        if at(start) == 0x2b {
            plus = true
            start += 1
            if at(start) == 0x20 { start += 1 }
            if at(start) == 0x28 { start += 1 }
        }
        guard FoldedScalar.isDigit(at(start)), startsNumber(index) else { return .nothing }
        let groups = digitGroups(at: start)
        if !plus, !bracket, let count = groups.date { return .harmless(groups.ends[count - 1]) }
        if !plus, let (kind, count) = document(groups, at: index), endsNumber(groups.ends[count - 1]) {
            return .personal(kind, start..<groups.ends[count - 1])
        }
        let form = PhoneForm(plus: plus, bracket: bracket, start: index)
        if let count = phone(groups, form), endsNumber(groups.ends[count - 1]) {
            // An opening bracket belongs to the number only when its other half does.
            let isOpen = bracket && !(index..<groups.ends[count - 1]).contains { at($0) == 0x29 }
            return .personal(.phone, (isOpen ? index + 1 : index)..<groups.ends[count - 1])
        }
        return plus || bracket ? .nothing : .harmless(groups.ends[0])
    }

    /// A number does not start inside a longer number, nor inside a word of Latin letters that announces nothing.
    private func startsNumber(_ index: Int) -> Bool {
        let before = at(index - 1)
        if FoldedScalar.isDigit(before) || before == 0x5f { return false }
        if [0x2e, 0x2c, 0x2d, 0x2f].contains(before), FoldedScalar.isDigit(at(index - 2)) { return false }
        // In `10.1016/j.cell.2020.02.052` the number goes on from a word.
        let goesOn = before == 0x2e && FoldedScalar.isASCIILetter(at(index - 2))
        return !goesOn && !FoldedScalar.isASCIILetter(before) || announcement(before: index) != .none
    }

    /// A number does not end before a Latin letter, a percent sign, or the rest of a longer number.
    private func endsNumber(_ end: Int) -> Bool {
        let after = at(end)
        if FoldedScalar.isASCIIWord(after) || after == 0x25 { return false }
        if [0x2e, 0x2c, 0x2d].contains(after), FoldedScalar.isDigit(at(end + 1)) {
            var rest = end + 1
            while FoldedScalar.isDigit(at(rest)), rest < end + 8 { rest += 1 }
            return rest - end > 6
        }
        return true
    }

    private func digitGroups(at start: Int) -> DigitGroups {
        var groups = DigitGroups()
        var index = start
        while groups.sizes.count < Self.mostGroups {
            let first = index
            while FoldedScalar.isDigit(at(index)), index - first <= Self.mostDigits {
                groups.digits.append(UInt8(truncatingIfNeeded: at(index) - 0x30))
                index += 1
            }
            groups.sizes.append(index - first)
            groups.ends.append(index)
            guard groups.digits.count < Self.mostDigits, let next = separatorEnd(at: index) else { break }
            groups.separators.append(at(index))
            index = next
        }
        return groups
    }

    /// One past up to three separators with a digit behind them. A dot and a blank end a sentence.
    private func separatorEnd(at index: Int) -> Int? {
        var end = index
        while end < index + 4 {
            switch at(end) {
            case 0x20, 0x2d, 0x2e, 0x28, 0x29:
                if at(end) == 0x20, end > index, at(end - 1) == 0x2e { return nil }
                end += 1
            default: return end > index && end <= index + 3 && FoldedScalar.isDigit(at(end)) ? end : nil
            }
        }
        return nil
    }
}
