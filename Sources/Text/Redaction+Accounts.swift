/// National ids, payment cards and bank accounts.
extension PersonalDataScanner {
    /// The id or card that a number starts with, and its number of groups.
    func document(_ groups: DigitGroups, at index: Int) -> (Redaction.Kind, Int)? {
        let announced = announcement(before: index)
        if announced == .passport, (7...9).contains(groups.sizes[0]) { return (.id, 1) }
        if let count = groups.groups(holding: 20), isTanzanianID(groups, count) || announced == .identity {
            return (.id, count)
        }
        if let count = groups.groups(holding: 16), groups.digits[0] == 1,
            (1900...2039).contains(groups.value(1, 4)) || announced == .identity
        {
            return (.id, count)
        }
        for length in [16, 15, 19, 18] {
            guard let count = groups.groups(holding: length) else { continue }
            if isCardNumber(groups, length), passesLuhn(groups.digits[..<length]) || announced == .card {
                return (.card, count)
            }
        }
        if let count = groups.groups(holding: 12), count <= 2 || announced == .identity,
            isKazakhID(groups) && [[12], [6, 6]].contains(Array(groups.sizes.prefix(count))) || announced == .identity
        {
            return (.id, count)
        }
        return nil
    }

    /// IIN: birth date YYMMDD, century and sex 0 to 6, a serial, and a check digit.
    private func isKazakhID(_ groups: DigitGroups) -> Bool {
        let digits = groups.digits
        guard digits.count >= 12, isDate(month: groups.value(2, 2), day: groups.value(4, 2)), digits[6] <= 6 else {
            return false
        }
        func remainder(firstWeight: Int) -> Int {
            (0..<11).reduce(0) { $0 + Int(digits[$1]) * (($1 + firstWeight - 1) % 11 + 1) } % 11
        }
        var check = remainder(firstWeight: 1)
        if check == 10 { check = remainder(firstWeight: 3) }
        return check < 10 && check == Int(digits[11])
    }

    /// NIDA: birth date YYYYMMDD, postcode, serial, check.
    private func isTanzanianID(_ groups: DigitGroups, _ count: Int) -> Bool {
        (1900...2039).contains(groups.value(0, 4)) && isDate(month: groups.value(4, 2), day: groups.value(6, 2))
    }

    private func isDate(month: Int, day: Int) -> Bool { (1...12).contains(month) && (1...31).contains(day) }

    /// Number ranges of the card schemes in use here.
    private func isCardNumber(_ groups: DigitGroups, _ length: Int) -> Bool {
        let four = groups.value(0, 4)
        switch length {
        case 15: return [34, 37].contains(four / 100)
        case 16:
            if [9762, 9860, 8600, 5614].contains(four) { return true }
            return [4, 5, 6].contains(four / 1000) || (2200...2720).contains(four) || (3528...3589).contains(four)
        default: return [50, 56, 57, 58, 62, 63, 67].contains(four / 100) || four / 1000 == 4 && length == 19
        }
    }

    private func passesLuhn(_ digits: ArraySlice<UInt8>) -> Bool {
        var sum = 0
        for (position, digit) in digits.reversed().enumerated() {
            let doubled = position % 2 == 1 ? Int(digit) * 2 : Int(digit)
            sum += doubled > 9 ? doubled - 9 : doubled
        }
        return sum % 10 == 0 && digits.contains { $0 != 0 }
    }

    /// One past the IBAN at `index`: two letters, two digits, then letters and digits, whole or in groups of four.
    /// Its checksum has to fit; a Kazakh one that is announced as an account is taken with any checksum.
    func accountEnd(at index: Int) -> Int? {
        guard FoldedScalar.isASCIILetter(at(index)), FoldedScalar.isASCIILetter(at(index + 1)) else { return nil }
        var characters: [UInt32] = []
        var ends: [(length: Int, end: Int)] = []
        var position = index
        while characters.count < 35 {
            let value = at(position)
            if FoldedScalar.isDigit(value) || FoldedScalar.isASCIILetter(value) {
                characters.append(FoldedScalar.isDigit(value) ? value : value & ~0x20)
                position += 1
                if characters.count == 4, !FoldedScalar.isDigit(characters[2]) || !FoldedScalar.isDigit(characters[3]) {
                    return nil
                }
                continue
            }
            ends.append((characters.count, position))
            let isWhole = characters.count % 4 == 0 && (value == 0x20 || value == 0x2d)
            guard isWhole, FoldedScalar.isASCIIWord(at(position + 1)) else { break }
            position += 1
        }
        let announced = announcement(before: index) == .account
        for (length, end) in ends.reversed() where (15...34).contains(length) {
            let isKazakh = characters.starts(with: [0x4b, 0x5a]) && length == 20
            if remainder97(characters.prefix(length)) == 1 || isKazakh && announced { return end }
        }
        return nil
    }

    private func remainder97(_ characters: ArraySlice<UInt32>) -> Int {
        let turned = characters.dropFirst(4) + characters.prefix(4)
        return turned.reduce(0) { sum, value in
            FoldedScalar.isDigit(value) ? (sum * 10 + Int(value) - 0x30) % 97 : (sum * 100 + Int(value) - 0x37) % 97
        }
    }
}
