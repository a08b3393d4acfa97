/// Phone numbers: international, and the local forms of Kazakhstan, Rwanda, Tanzania and their neighbours.
extension PersonalDataScanner {
    /// How the number begins.
    struct PhoneForm {
        var plus: Bool
        var bracket: Bool
        /// Where it begins, with its plus or bracket.
        var start: Int
    }

    /// Full lengths of numbers by country code, for the countries that our texts mention.
    private static let lengths: [(code: [UInt8], digits: Int)] = [
        ([7], 11), ([1], 11), ([2, 5, 0], 12), ([2, 5, 5], 12), ([2, 5, 4], 12), ([2, 5, 6], 12), ([2, 5, 7], 11),
        ([2, 4, 3], 12), ([9, 9, 8], 12), ([9, 9, 6], 12), ([9, 9, 2], 12), ([3, 3], 11), ([3, 2], 11), ([4, 4], 12),
        ([8, 6], 13), ([9, 0], 12), ([9, 7, 1], 12),
    ]
    /// Country codes that are recognised without a plus, with the digits that may follow them.
    private static let bare: [(code: [UInt8], next: Set<UInt8>)] = [
        ([2, 5, 0], [7]), ([2, 5, 5], [6, 7]), ([2, 5, 4], [1, 7]), ([2, 5, 6], [7]), ([2, 4, 3], [8, 9]),
        ([9, 9, 8], [3, 9]), ([9, 9, 6], [2, 5, 7]), ([9, 9, 2], [9]),
    ]
    private static let kazakhMobile: Set<Int> = Set(700...708).union([747, 750, 751, 771, 775, 776, 777, 778])
        .union(760...764)

    /// How many groups make a phone number, or nil.
    func phone(_ groups: DigitGroups, _ form: PhoneForm) -> Int? {
        if form.plus { return international(groups, form) }
        let announced = announcement(before: form.start)
        if groups.digits.starts(with: [0, 0]), groups.digits.count > 2, groups.digits[2] != 0,
            let count = longest(groups, 11...17), announced != .reference
        {
            return count
        }
        for total in [11, 12, 10] {
            guard let count = groups.groups(holding: total), looksLocal(groups, count, total, form) else { continue }
            if isAmount(groups, count, form.start) { continue }
            if announced == .reference && count == 1 { continue }
            return count
        }
        let least = announced == .phone ? 6 : announced == .number ? 9 : Int.max
        if least != .max, let count = longest(groups, least...12), !groups.isThousands(count),
            !isAmount(groups, count, form.start),
            !groups.digits[..<groups.count(of: count)].suffix(3).allSatisfy({ $0 == 0 })
        {
            return count
        }
        return nil
    }

    private func international(_ groups: DigitGroups, _ form: PhoneForm) -> Int? {
        guard groups.digits.first != 0 else { return nil }
        for (code, digits) in Self.lengths where groups.digits.starts(with: code) {
            guard let count = groups.groups(holding: digits) else { break }
            return isAmount(groups, count, form.start) ? nil : count
        }
        guard let count = longest(groups, 8...15) else { return nil }
        let digits = groups.digits[..<groups.count(of: count)]
        if groups.isThousands(count) && digits.count < 11 || digits.suffix(4).allSatisfy({ $0 == 0 }) { return nil }
        return isAmount(groups, count, form.start) ? nil : count
    }

    /// The most groups whose digits together number within `range`.
    private func longest(_ groups: DigitGroups, _ range: ClosedRange<Int>) -> Int? {
        (1...groups.sizes.count).last { range.contains(groups.count(of: $0)) }
    }

    private func looksLocal(_ groups: DigitGroups, _ count: Int, _ total: Int, _ form: PhoneForm) -> Bool {
        let digits = groups.digits
        let thousands = groups.isThousands(count)
        switch total {
        case 11:
            if thousands { return false }
            if digits[0] == 8 || digits[0] == 7 {
                if digits[1] == 7 || digits[1] == 9 { return true }
                return [3, 4, 8].contains(digits[1]) && count >= 3
            }
            if digits[0] == 1 {
                return groups.sizes.prefix(count).elementsEqual([1, 3, 3, 4]) && isDashed(groups, count)
            }
            return digits[0] == 0 && digits[1] == 7 && groups.sizes[0] >= 4
        case 12:
            return Self.bare.contains { digits.starts(with: $0.code) && $0.next.contains(digits[3]) }
                && !(thousands && digits[..<12].suffix(3).allSatisfy { $0 == 0 })
        default:
            return looksLocalOfTen(groups, count, form) && !thousands
        }
    }

    private func looksLocalOfTen(_ groups: DigitGroups, _ count: Int, _ form: PhoneForm) -> Bool {
        let digits = groups.digits
        let sizes = Array(groups.sizes.prefix(count))
        if form.bracket && (3...5).contains(sizes[0]) && at(groups.ends[0]) == 0x29 { return true }
        if digits[0] == 0 && digits[1] != 0 {
            if sizes == [1, 3, 3, 3] && groups.separators[0] == 0x20 { return true }
            if !sizes.allSatisfy({ $0 >= 2 }) { return false }
            return sizes != [2, 2, 2, 2, 2] || groups.isOneSeparator(count)
        }
        if Self.kazakhMobile.contains(groups.value(0, 3)) && (count == 1 || sizes[0] == 3) { return true }
        if sizes == [3, 3, 2, 2] { return true }
        return sizes == [3, 3, 4] && isDashed(groups, count)
    }

    private func isDashed(_ groups: DigitGroups, _ count: Int) -> Bool {
        groups.separators.prefix(count - 1).contains { $0 != 0x20 }
    }
}
