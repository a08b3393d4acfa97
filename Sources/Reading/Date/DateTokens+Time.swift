extension DateTokens {
    /// Takes the time of day out. False when there is one that cannot be: 24:05, 12:61, 13 pm.
    mutating func takeTime() -> Bool {
        for index in tokens.indices {
            if let found = clock(at: index) ?? basicClock(at: index) ?? letterClock(at: index) ?? bareHour(at: index) {
                return finish(found, from: index)
            }
        }
        return true
    }

    private struct Found {
        var time: Time
        var end: Int
    }

    /// `15:04`, `15:04:05`, `15:04:05.123`, `15:04:05,123`.
    private func clock(at index: Int) -> Found? {
        // `2006-03-04+05:00` has an offset there, no time.
        guard let hour = number(index, digits: 1...2), !isMark(index - 1, ["+"]), isMark(index + 1, [":"]),
            let minute = number(index + 2, digits: 1...2)
        else { return nil }
        var found = Found(time: Time(hour: hour, minute: minute), end: index + 3)
        guard isMark(index + 3, [":"]), let second = number(index + 4, digits: 1...2) else { return found }
        found.time.second = second
        found.end = index + 5
        // A comma is a gap by now; it is a fraction only when three digits and no blank follow, which a year is not.
        if isMark(index + 5, [".", ":"]), case .number(let value, let digits) = self[index + 6] {
            found.time.milliseconds = Self.milliseconds(value, digits)
            found.end = index + 7
        } else if self[index + 5] == .gap, let value = number(index + 6, digits: 3...3) {
            found.time.milliseconds = value
            found.end = index + 7
        }
        return found
    }

    private static func milliseconds(_ value: Int, _ digits: Int) -> Int {
        var value = value
        var digits = digits
        while digits > 3 {
            value /= 10
            digits -= 1
        }
        while digits < 3 {
            value *= 10
            digits += 1
        }
        return value
    }

    /// `T192030`, `T1920`, `T19`.
    private func basicClock(at index: Int) -> Found? {
        guard word(index - 1) == "t", case .number(let value, let digits) = self[index] else { return nil }
        switch digits {
        case 6:
            var found = Found(
                time: Time(hour: value / 10_000, minute: value / 100 % 100, second: value % 100), end: index + 1)
            if isMark(index + 1, ["."]), case .number(let part, let count) = self[index + 2] {
                found.time.milliseconds = Self.milliseconds(part, count)
                found.end = index + 3
            }
            return found
        case 4: return Found(time: Time(hour: value / 100, minute: value % 100), end: index + 1)
        case 1, 2: return isMark(index + 1, [":"]) ? nil : Found(time: Time(hour: value), end: index + 1)
        default: return nil
        }
    }

    /// `15h04`, `15 h 04`, `10h`, and `15.04 Uhr`.
    private func letterClock(at index: Int) -> Found? {
        guard let hour = number(index, digits: 1...2) else { return nil }
        if isMark(index + 1, ["."]), let minute = number(index + 2, digits: 2...2),
            ["uhr", "ч"].contains(word(skippingGap(index + 3)) ?? "")
        {
            return Found(time: Time(hour: hour, minute: minute), end: skippingGap(index + 3) + 1)
        }
        let letter = skippingGap(index + 1)
        guard word(letter) == "h" else { return nil }
        let next = skippingGap(letter + 1)
        if let minute = number(next, digits: 2...2) {
            return Found(time: Time(hour: hour, minute: minute), end: next + 1)
        }
        return Found(time: Time(hour: hour), end: letter + 1)
    }

    /// `3 pm`, `3pm`, and Swahili `saa 2 asubuhi`.
    private func bareHour(at index: Int) -> Found? {
        guard let hour = number(index, digits: 1...2) else { return nil }
        let before = index > 0 && tokens[index - 1] == .gap ? index - 2 : index - 1
        let isSwahili = word(before) == "saa" && !isMark(index + 1, [":"])
        guard halfDay(at: skippingGap(index + 1)) != nil || isSwahili else { return nil }
        return Found(time: Time(hour: hour), end: index + 1)
    }

    private func skippingGap(_ index: Int) -> Int { self[index] == .gap ? index + 1 : index }

    /// AM or PM in any of their spellings, and where they end.
    private func halfDay(at index: Int) -> (isAfternoon: Bool, end: Int)? {
        switch word(index) {
        case "am", "pm": return (word(index) == "pm", isMark(index + 1, ["."]) ? index + 2 : index + 1)
        case "a", "p":
            guard isMark(index + 1, ["."]), word(index + 2) == "m" else { return nil }
            return (word(index) == "p", isMark(index + 3, ["."]) ? index + 4 : index + 3)
        default: return nil
        }
    }

    /// Swahili hours count from six in the morning and in the evening.
    private func swahiliHour(_ hour: Int, _ part: String) -> Int? {
        guard (1...12).contains(hour) else { return nil }
        switch part {
        case "asubuhi", "mchana": return hour % 12 + 6
        case "jioni": return hour + 6
        case "usiku", "alfajiri": return (hour % 12 + 18) % 24
        default: return nil
        }
    }

    private mutating func finish(_ found: Found, from start: Int) -> Bool {
        var (found, start) = (found, start)
        let next = skippingGap(found.end)
        if let half = halfDay(at: next) {
            hasHalfDay = true
            found.end = half.end
            if found.time.hour <= 12 {
                guard found.time.hour > 0 else { return false }
                found.time.hour = found.time.hour % 12 + (half.isAfternoon ? 12 : 0)
            } else if !half.isAfternoon {
                return false
            }
        } else if let part = word(next), ["asubuhi", "mchana", "jioni", "usiku", "alfajiri"].contains(part) {
            guard let hour = swahiliHour(found.time.hour, part) else { return false }
            found.time.hour = hour
            found.end = next + 1
        } else if ["uhr", "hrs", "h", "ч"].contains(word(next) ?? "") {
            found.end = next + 1
        }
        guard found.time.hour < 24, found.time.minute < 60, found.time.second <= 60 else { return false }
        // A leap second has no instant of its own.
        found.time.second = min(found.time.second, 59)
        time = found.time
        if start > 0, ["t", "saa", "at", "à", "um", "в", "kl"].contains(word(start - 1) ?? "") { start -= 1 }
        take(start..<found.end)
        zonePlace = start + 1
        return true
    }
}
