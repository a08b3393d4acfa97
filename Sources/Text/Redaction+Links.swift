/// Links: their digits are article numbers and dates, so only what is surely personal is taken out of them.
extension PersonalDataScanner {
    private static let mostHost = 80
    /// First path pieces of t.me that name no account.
    private static let telegramPages: [StaticString] = [
        "joinchat", "share", "addstickers", "addemoji", "addlist", "proxy", "socks", "login", "iv", "setlanguage",
    ]

    /// One past the link that starts at `index`: with a scheme, with `www.`, or a host and a slash.
    func linkEnd(at index: Int) -> Int? {
        let hasScheme = reads("http://", at: index) || reads("https://", at: index) || reads("tg://", at: index)
        guard hasScheme || reads("www.", at: index) || hostEnd(at: index).map({ at($0) == 0x2f }) == true else {
            return nil
        }
        var end = index
        while end < limit, !isLinkEnd(at(end)) { end += 1 }
        while end > index, [0x2e, 0x2c, 0x21, 0x3f, 0x29, 0x3b, 0x3a, 0x27].contains(at(end - 1)) { end -= 1 }
        return end
    }

    private func isLinkEnd(_ value: UInt32) -> Bool {
        value <= 0x20 || value == 0x22 || value == 0x3c || value == 0x3e || value == 0xab || value == 0xbb
    }

    private func hostEnd(at start: Int) -> Int? {
        var end = start
        var dots = 0
        while end < start + Self.mostHost {
            let value = at(end)
            if value == 0x2e { dots += 1 } else if !FoldedScalar.isASCIIWord(value) && value != 0x2d { break }
            end += 1
        }
        return dots > 0 && FoldedScalar.isASCIILetter(at(end - 1)) ? end : nil
    }

    /// Takes personal data out of one link and returns its end.
    mutating func readLink(_ link: Range<Int>) -> Int {
        var host = link.lowerBound
        if reads("tg://resolve?domain=", at: host) { return add(.mention, link) }
        for scheme in ["https://", "http://", "www."] as [StaticString] where reads(scheme, at: host) {
            host += scheme.utf8CodeUnitCount
        }
        for telegram in ["t.me/", "telegram.me/", "telegram.dog/"] as [StaticString] where reads(telegram, at: host) {
            let path = host + telegram.utf8CodeUnitCount
            if namesAccount(path, in: link) { return add(.mention, link) }
            if at(path) == 0x2b, digitsEnd(at: path + 1) - path > 10 { return add(.phone, link) }
            return link.upperBound
        }
        let isChat = reads("wa.me/", at: host) || reads("api.whatsapp.com/", at: host)
        var index = host
        while index < link.upperBound {
            if at(index) == 0x40, let end = mentionEnd(at: index), end <= link.upperBound {
                index = add(.mention, index..<end)
            } else if FoldedScalar.isDigit(at(index)), !FoldedScalar.isASCIIWord(at(index - 1)) {
                let end = digitsEnd(at: index)
                let isPhone = isChat || reads("phone=", at: index - 6) || reads("tel=", at: index - 4)
                if isPhone && (9...15).contains(end - index) { add(.phone, index..<end) }
                index = end
            } else {
                index += 1
            }
        }
        return link.upperBound
    }

    /// Whether the path of a t.me link starts with an account: 4 letters or more, first a letter; `s/` before it is
    /// the public preview.
    private func namesAccount(_ start: Int, in link: Range<Int>) -> Bool {
        let start = reads("s/", at: start) ? start + 2 : start
        var end = start
        while end < link.upperBound, FoldedScalar.isASCIIWord(at(end)) { end += 1 }
        guard end - start >= 4, FoldedScalar.isASCIILetter(at(start)) else { return false }
        return !Self.telegramPages.contains { reads($0, at: start) && end - start == $0.utf8CodeUnitCount }
    }

    private func digitsEnd(at start: Int) -> Int {
        var end = start
        while FoldedScalar.isDigit(at(end)) { end += 1 }
        return end
    }
}
