import Model

/// A date text in pieces, from which time, zone and date are taken one after another.
struct DateTokens {
    enum Token: Equatable {
        /// Value, number of digits.
        case number(Int, Int)
        /// In lower case.
        case word(String)
        case mark(Unicode.Scalar)
        /// One or more blanks, commas, or brackets' insides that were left out.
        case gap
    }

    struct Time: Equatable {
        var hour = 0
        var minute = 0
        var second = 0
        var milliseconds = 0
    }

    var tokens: [Token] = []
    /// What stood in brackets, such as `(ALMT)`; used when there is no other zone.
    var remarks: [String] = []
    var time: Time?
    var zone: DateZone?
    /// AM or PM was written.
    var hasHalfDay = false
    /// Where the zone would stand: behind the time.
    var zonePlace: Int?

    init(_ text: String) {
        var digits = 0
        var value = 0
        var word = ""
        var remark: String?
        func flush(_ tokens: inout [Token]) {
            if digits > 0 { tokens.append(.number(value, digits)) }
            if !word.isEmpty { tokens.append(.word(word)) }
            (digits, value, word) = (0, 0, "")
        }
        for scalar in text.lowercased().unicodeScalars {
            if remark != nil {
                if scalar == ")" {
                    remarks.append(remark ?? "")
                    remark = nil
                } else {
                    remark?.unicodeScalars.append(scalar)
                }
                continue
            }
            switch scalar {
            case "0"..."9":
                if !word.isEmpty || digits >= 17 { flush(&tokens) }
                digits += 1
                value = value * 10 + Int(scalar.value - 48)
            case _ where scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark:
                if digits > 0 { flush(&tokens) }
                word.unicodeScalars.append(scalar)
            case "(":
                flush(&tokens)
                remark = ""
            case ",", ";", "|", "·", "•", "\u{200B}", "\u{200E}", "\u{200F}", "\u{FEFF}",
                _ where scalar.properties.isWhitespace:
                flush(&tokens)
                if tokens.last != .gap, !tokens.isEmpty { tokens.append(.gap) }
            case "\u{2212}", "\u{2010}", "\u{2011}":
                flush(&tokens)
                tokens.append(.mark("-"))
            default:
                flush(&tokens)
                tokens.append(.mark(scalar))
            }
        }
        flush(&tokens)
        if let remark { remarks.append(remark) }
        while tokens.last == .gap { tokens.removeLast() }
        splitStamp()
    }

    /// `20040105010203` and `200401050102`, at the start: date and time in one number.
    private mutating func splitStamp() {
        guard case .number(let value, let digits) = tokens.first else { return }
        switch digits {
        case 14: tokens[0..<1] = [.number(value / 1_000_000, 8), .word("t"), .number(value % 1_000_000, 6)]
        case 12: tokens[0..<1] = [.number(value / 10_000, 8), .word("t"), .number(value % 10_000, 4)]
        default: break
        }
    }

    subscript(_ index: Int) -> Token? { tokens.indices.contains(index) ? tokens[index] : nil }

    /// The number at `index` if it has so many digits.
    func number(_ index: Int, digits: ClosedRange<Int>) -> Int? {
        guard case .number(let value, let count) = self[index], digits.contains(count) else { return nil }
        return value
    }

    func word(_ index: Int) -> String? {
        if case .word(let word) = self[index] { word } else { nil }
    }

    func isMark(_ index: Int, _ marks: Set<Unicode.Scalar>) -> Bool {
        if case .mark(let mark) = self[index] { marks.contains(mark) } else { false }
    }

    /// Replaces what was understood by a gap.
    mutating func take(_ range: Range<Int>) { tokens.replaceSubrange(range, with: [.gap]) }

    /// Nine or ten digits are Unix seconds, thirteen are milliseconds, with or without a fraction.
    func unixTime() -> Instant? {
        let isAlone = tokens.count == 1 || (tokens.count == 3 && isMark(1, ["."]) && number(2, digits: 1...17) != nil)
        guard isAlone, case .number(let value, let digits) = tokens.first else { return nil }
        switch digits {
        case 9, 10: return Instant(milliseconds: Int64(value) * 1000)
        case 13: return Instant(milliseconds: Int64(value))
        default: return nil
        }
    }
}
