/// E-mail addresses, @mentions, and the links that carry either.
extension PersonalDataScanner {
    /// Longest local part and longest domain that are read.
    private static let mostLocal = 64
    private static let mostDomain = 255
    /// Hosts of personal mail: behind them an address is meant even with blanks around the at sign.
    private static let mailHosts: [StaticString] = [
        "gmail.com", "mail.ru", "yandex.", "ya.ru", "bk.ru", "inbox.ru", "list.ru", "rambler.ru", "yahoo.", "outlook.",
        "hotmail.", "icloud.com", "live.com", "proton",
    ]

    /// Every address of the text, ascending. Found before all else, since an address wins over what is inside it.
    func mailRanges() -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        for index in 0..<limit {
            guard let sign = atSignEnd(at: index) else { continue }
            let isPlain = sign == index + 1
            var left = index
            var right = sign
            if at(left - 1) == 0x20 && (!isPlain || at(right) == 0x20) { left -= 1 }
            if at(right) == 0x20 { right += 1 }
            if isPlain && (left != index || right != sign) {
                if !Self.mailHosts.contains(where: { reads($0, at: right) }) { continue }
            }
            let start = localStart(before: left, notBefore: ranges.last?.upperBound ?? 0)
            // `@user@host.example` is a mention.
            if at(start - 1) == 0x40 && !FoldedScalar.isASCIIWord(at(start - 2)) { continue }
            guard start < left, let end = domainEnd(at: right) else { continue }
            ranges.append(start..<end)
        }
        return ranges
    }

    /// One past `@`, `(at)`, `[at]` or `(собака)` at `index`.
    private func atSignEnd(at index: Int) -> Int? {
        switch at(index) {
        case 0x40: return index + 1
        case 0x28, 0x5b, 0x7b:
            for word in ["at", "@", "собака"] as [StaticString] where reads(word, scalarsAt: index + 1) {
                let close = index + 1 + (word.utf8CodeUnitCount > 2 ? 6 : word.utf8CodeUnitCount)
                if [0x29, 0x5d, 0x7d].contains(at(close)) { return close + 1 }
            }
            return nil
        default: return nil
        }
    }

    /// Like `reads(_:at:)`, for words with letters outside ASCII.
    private func reads(_ word: StaticString, scalarsAt index: Int) -> Bool {
        var index = index
        for scalar in word.description.unicodeScalars {
            if FoldedScalar.lower(at(index)) != scalar.value { return false }
            index += 1
        }
        return true
    }

    private func localStart(before end: Int, notBefore least: Int) -> Int {
        var start = end
        while start > max(least, end - Self.mostLocal), isLocal(at(start - 1)) { start -= 1 }
        while start < end, at(start) == 0x2e || at(start) == 0x2d || at(start) == 0x27 { start += 1 }
        return start
    }

    private func isLocal(_ value: UInt32) -> Bool {
        FoldedScalar.isWord(value) || [0x2e, 0x25, 0x2b, 0x2d, 0x27].contains(value)
    }

    /// One past a domain of at least two labels whose last one is made of letters.
    private func domainEnd(at start: Int) -> Int? {
        var index = start
        var label = start
        var end: Int?
        while index < min(limit, start + Self.mostDomain) {
            let value = at(index)
            if value == 0x2e {
                guard index > label else { break }
                label = index + 1
            } else if !(FoldedScalar.isLetter(value) || FoldedScalar.isDigit(value) || value == 0x2d) {
                break
            }
            index += 1
            if label > start, index - label >= 2, isAllLetters(label..<index) { end = index }
        }
        guard let end, !FoldedScalar.isWord(at(end)) else { return nil }
        return end
    }

    private func isAllLetters(_ range: Range<Int>) -> Bool { range.allSatisfy { FoldedScalar.isLetter(at($0)) } }

    /// One past `@name`, `@name@host.example` or `@77011234567`. `@500` is a price, and a sign inside a word is a
    /// letter in disguise.
    func mentionEnd(at index: Int) -> Int? {
        let before = at(index - 1)
        if FoldedScalar.isASCIIWord(before) { return nil }
        var end = nameEnd(at: index + 1)
        let name = index + 1..<end
        let touchesLetter = FoldedScalar.isLetter(before) || FoldedScalar.isLetter(at(end))
        guard name.count >= (touchesLetter ? 4 : 2) else { return nil }
        if name.allSatisfy({ FoldedScalar.isDigit(at($0)) }) && name.count < 10 { return nil }
        if at(end) == 0x40, let host = domainEnd(at: end + 1) { end = host }
        return end
    }

    /// One past a handle: ASCII letters, digits and `_`, with single dots or hyphens inside.
    private func nameEnd(at start: Int) -> Int {
        var end = start
        while end < limit {
            if FoldedScalar.isASCIIWord(at(end)) {
                end += 1
            } else if end > start, at(end) == 0x2e || at(end) == 0x2d, FoldedScalar.isASCIIWord(at(end + 1)) {
                end += 2
            } else {
                break
            }
        }
        return end
    }
}
