import Model

/// The date and time with which WhatsApp begins a message, as written:
/// `20/11/2026, 14:03 - `, `11/20/26, 2:03 PM - `, `[20.11.2026, 14:03:09] `, `[20.11.2026 klo 14.03.09] `.
struct WhatsAppStamp: Sendable, Hashable {
    /// How it is written, numbers apart. One export has one shape: a stamp of another one was pasted into a message.
    struct Shape: Sendable, Hashable {
        var hasBracket: Bool
        var dateMark: UInt8
        var timeMark: UInt8
        var hasSeconds: Bool
        var hasHalf: Bool
        var yearFirst: Bool
    }

    /// The half of the day that a word behind the time names.
    enum Half: Sendable, Hashable {
        case none, beforeNoon, afterNoon
        /// Night: before six it is early, after that late.
        case night
        case unknown(String)
    }

    var shape: Shape
    /// The three numbers of the date, in the order in which they stand.
    var date: (Int, Int, Int) { (first, second, third) }
    private let first: Int
    private let second: Int
    private let third: Int
    private let hour: Int
    private let minute: Int
    private let seconds: Int
    let half: Half
    /// Where the text behind it begins.
    let end: Int

    /// Reads the stamp at the beginning of a line; nil when there is none.
    init?(_ bytes: [UInt8], _ line: Range<Int>) {
        var cursor = WhatsAppCursor(bytes, line)
        cursor.skipMarks()
        let hasBracket = cursor.take(UInt8(ascii: "["))
        cursor.skipBlanks()
        guard let first = cursor.number(1...4), let mark = cursor.takeOne(of: "/.-") else { return nil }
        cursor.skipBlanks()
        guard let second = cursor.number(1...2), cursor.take(mark) else { return nil }
        cursor.skipBlanks()
        guard let third = cursor.number(1...4) else { return nil }
        let yearFirst = first.digits == 4
        guard yearFirst ? third.digits <= 2 : first.digits <= 2 && (third.digits == 2 || third.digits == 4) else {
            return nil
        }
        _ = cursor.take(UInt8(ascii: "."))
        let hasComma = cursor.take(UInt8(ascii: ","))
        guard cursor.skipBlanks() > 0 || hasComma else { return nil }
        let before = cursor.words(most: 1)
        cursor.skipBlanks()
        guard let hour = cursor.number(1...2), let timeMark = cursor.takeOne(of: ":.h"),
            let minute = cursor.number(2...2)
        else { return nil }
        let seconds = cursor.current == timeMark || cursor.current == UInt8(ascii: ":") ? cursor.part() : nil
        let half = WhatsAppWords.half(before: before) ?? WhatsAppWords.half(behind: cursor.words(most: 4))
        let blanks = cursor.skipBlanks()
        if hasBracket {
            guard cursor.take(UInt8(ascii: "]")) else { return nil }
            cursor.skipBlank()
        } else {
            guard blanks > 0, cursor.takeDash(), cursor.skipBlank() else { return nil }
        }
        guard hour.value < 24, minute.value < 60, (seconds ?? 0) < 60 else { return nil }
        (self.first, self.second, self.third) = (first.value, second.value, Self.year(third, isYear: !yearFirst))
        (self.hour, self.minute, self.seconds) = (hour.value, minute.value, seconds ?? 0)
        self.half = half
        shape = Shape(
            hasBracket: hasBracket, dateMark: mark, timeMark: timeMark, hasSeconds: seconds != nil,
            hasHalf: half != .none,
            yearFirst: yearFirst)
        end = cursor.index
    }

    private static func year(_ number: (value: Int, digits: Int), isYear: Bool) -> Int {
        isYear && number.digits == 2 ? 2000 + number.value : number.value
    }

    /// Seconds since 1970 as the phone's clock counts them; nil for a day that there is not.
    func local(_ order: DayOrder) -> Int64? {
        let date: CivilDate?
        if shape.yearFirst {
            date = CivilDate(year: first, month: second, day: third)
        } else {
            let isDayFirst = order == .dayFirst
            date = CivilDate(year: third, month: isDayFirst ? second : first, day: isDayFirst ? first : second)
        }
        // WhatsApp is of 2009.
        guard let date, (2009...2099).contains(date.year) else { return nil }
        return Int64(date.daysSinceEpoch) * 86_400 + Int64(hourOfDay * 3600 + minute * 60 + seconds)
    }

    private var hourOfDay: Int {
        guard (1...12).contains(hour) else { return hour }
        return switch half {
        case .none, .unknown: hour
        case .beforeNoon: hour % 12
        case .afterNoon: hour % 12 + 12
        case .night: hour == 12 ? 0 : hour < 6 ? hour : hour + 12
        }
    }
}

/// A place in one line.
struct WhatsAppCursor {
    private let bytes: [UInt8]
    private let end: Int
    private(set) var index: Int

    init(_ bytes: [UInt8], _ line: Range<Int>) {
        self.bytes = bytes
        end = min(line.upperBound, bytes.count)
        index = line.lowerBound
    }

    var current: UInt8 { index < end ? bytes[index] : 0 }

    private func next(_ offset: Int) -> UInt8 { index + offset < end ? bytes[index + offset] : 0 }

    /// Bytes of the invisible mark that stands here: U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069, U+FEFF.
    private var mark: Int {
        switch (current, next(1), next(2)) {
        case (0xE2, 0x80, 0x8E...0x8F), (0xE2, 0x80, 0xAA...0xAE), (0xE2, 0x81, 0xA6...0xA9), (0xEF, 0xBB, 0xBF): 3
        default: 0
        }
    }

    /// Bytes of the blank that stands here: space, tab, U+00A0, U+2009, U+202F.
    private var blank: Int {
        switch (current, next(1), next(2)) {
        case (0x20, _, _), (0x09, _, _): 1
        case (0xC2, 0xA0, _): 2
        case (0xE2, 0x80, 0x89), (0xE2, 0x80, 0xAF): 3
        default: 0
        }
    }

    mutating func skipMarks() { while mark > 0 { index += mark } }

    /// Skips blanks and marks; how many bytes that were.
    @discardableResult
    mutating func skipBlanks() -> Int {
        let start = index
        while mark + blank > 0 { index += mark + blank }
        return index - start
    }

    /// Skips one blank, and no mark: the mark behind it says something about the message.
    @discardableResult
    mutating func skipBlank() -> Bool {
        defer { index += blank }
        return blank > 0
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte, index < end else { return false }
        index += 1
        return true
    }

    mutating func takeOne(of choices: String) -> UInt8? {
        guard index < end, choices.utf8.contains(current) else { return nil }
        defer { index += 1 }
        return current
    }

    /// A hyphen or a dash.
    mutating func takeDash() -> Bool {
        if take(UInt8(ascii: "-")) { return true }
        guard current == 0xE2, next(1) == 0x80, next(2) == 0x93 || next(2) == 0x94 else { return false }
        index += 3
        return true
    }

    /// A number of so many digits, no more standing behind it.
    mutating func number(_ digits: ClosedRange<Int>) -> (value: Int, digits: Int)? {
        var value = 0
        var count = 0
        while current &- 0x30 < 10, count <= digits.upperBound {
            value = value * 10 + Int(current &- 0x30)
            count += 1
            index += 1
        }
        return digits.contains(count) ? (value, count) : nil
    }

    /// `:09` behind the minutes.
    mutating func part() -> Int? {
        let start = index
        index += 1
        guard let number = number(2...2) else {
            index = start
            return nil
        }
        return number.value
    }

    /// At most so many words of letters and points before a digit, a bracket or a dash; blanks and points left out.
    mutating func words(most: Int) -> String {
        let start = index
        var letters: [UInt8] = []
        var words = 0
        while words < most, letters.count <= 60 {
            let before = index
            skipBlanks()
            let wordStart = letters.count
            while index < end, mark + blank == 0, isLetter {
                if current != UInt8(ascii: ".") { letters.append(current) }
                index += 1
            }
            if letters.count == wordStart {
                index = before
                break
            }
            words += 1
        }
        if letters.isEmpty { index = start }
        return String(decoding: letters, as: UTF8.self)
    }

    private var isLetter: Bool {
        let byte = current
        if byte == 0xE2, next(1) == 0x80, next(2) == 0x93 || next(2) == 0x94 { return false }
        return byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "'")
    }
}
