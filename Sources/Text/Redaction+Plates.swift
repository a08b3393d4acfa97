/// Number plates: `123 ABC 02` (Kazakhstan), `RAB 123 C` (Rwanda), `T 123 ABC` and `MC 123 ABC` (Tanzania).
///
/// With blanks the letters have to be capitals; written in one piece any case will do.
extension PersonalDataScanner {
    /// Three capitals that stand between numbers in ordinary texts.
    private static let notPlates: Set<[UInt8]> = Set(
        [
            "USD", "EUR", "RUB", "KZT", "RWF", "FRW", "TZS", "TSH", "KES", "KSH", "UGX", "GBP", "CNY", "KGS", "UZS",
            "GEL", "CHF", "COM", "THE", "AND", "FOR", "PCS", "MIN", "MAX", "KWH", "GHZ", "MHZ", "KHZ", "RPM", "VIP",
            "BCE", "UTC", "GMT", "RAM", "REF", "RED", "KMC",
        ].map { Array($0.utf8) })

    /// 123 ABC 02: region 01 to 20.
    func kazakhPlateEnd(at index: Int) -> Int? {
        guard let letters = digits(3, at: index), let (name, after) = plateLetters(3, at: letters),
            !Self.notPlates.contains(name), let end = digits(2, at: skipBlank(after))
        else { return nil }
        let start = end - 2
        let region = Int(at(start)) * 10 + Int(at(start + 1)) - 0x30 * 11
        guard (1...20).contains(region), !FoldedScalar.isWord(at(end)) else { return nil }
        return isWellWritten(index..<end) ? end : nil
    }

    /// RAB 123 C, T 123 ABC, MC 123 ABC.
    func africanPlateEnd(at index: Int) -> Int? {
        let first = FoldedScalar.plateLetter(at(index))
        if first == 0x52 { return rwandanPlateEnd(at: index) }
        let prefix = first == 0x54 ? 1 : first == 0x4d && FoldedScalar.plateLetter(at(index + 1)) == 0x43 ? 2 : 0
        guard prefix > 0, let middle = digits(3, at: skipBlank(index + prefix)),
            let (name, end) = plateLetters(3, at: middle), !Self.notPlates.contains(name),
            !FoldedScalar.isWord(at(end))
        else { return nil }
        return isWellWritten(index..<end) ? end : nil
    }

    private func rwandanPlateEnd(at index: Int) -> Int? {
        guard let (name, middle) = plateLetters(3, at: index), !Self.notPlates.contains(name),
            let after = digits(3, at: skipBlank(middle)), let (_, end) = plateLetters(1, at: after),
            !FoldedScalar.isWord(at(end)), isWellWritten(index..<end)
        else { return nil }
        return (0x41...0x4a).contains(name[1]) ? end : nil
    }

    /// `count` plate letters from `index`, after a blank or hyphen if there is one.
    private func plateLetters(_ count: Int, at index: Int) -> ([UInt8], Int)? {
        let start = skipBlank(index)
        var letters: [UInt8] = []
        for position in start..<start + count {
            guard let letter = FoldedScalar.plateLetter(at(position)) else { return nil }
            letters.append(UInt8(truncatingIfNeeded: letter))
        }
        return (letters, start + count)
    }

    private func digits(_ count: Int, at index: Int) -> Int? {
        (index..<index + count).allSatisfy { FoldedScalar.isDigit(at($0)) } ? index + count : nil
    }

    private func skipBlank(_ index: Int) -> Int { at(index) == 0x20 || at(index) == 0x2d ? index + 1 : index }

    /// All in one piece, or all letters capitals.
    private func isWellWritten(_ range: Range<Int>) -> Bool {
        let hasBlank = range.contains { at($0) == 0x20 || at($0) == 0x2d }
        return !hasBlank || !range.contains { (0x61...0x7a).contains(at($0)) }
    }
}
