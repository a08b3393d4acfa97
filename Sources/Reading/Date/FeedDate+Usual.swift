import Model

/// The one way in which most feeds write dates, read byte by byte: `Thu, 19 Nov 2026 01:23:00 GMT` (RFC 822). Taking a
/// date apart into words costs as much as the rest of an item.
extension FeedDate {
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        .map { Array($0.utf8) }
    private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map { Array($0.utf8) }

    /// Nil for every other shape, and for what does not exist: the long way decides those.
    static func usual(_ raw: String) -> Instant? {
        var raw = raw
        return raw.withUTF8 { bytes in
            // 28 bytes at least: `4 Nov 2026 01:23:00 GMT` and a weekday.
            guard (28...31).contains(bytes.count), bytes[3] == UInt8(ascii: ","), bytes[4] == Byte.space,
                weekdays.contains(where: { $0.elementsEqual(bytes[..<3].lazy.map(Byte.lower)) })
            else { return nil }
            let isShort = bytes[6] == Byte.space
            let start = isShort ? 7 : 8
            func number(_ range: Range<Int>) -> Int? {
                range.reduce(0) { value, index in
                    value.flatMap { Byte.isDigit(bytes[index]) ? $0 * 10 + Int(bytes[index] &- 0x30) : nil }
                }
            }
            let marks: [(Int, UInt8)] = [
                (start - 1, Byte.space), (start + 3, Byte.space), (start + 8, Byte.space), (start + 17, Byte.space),
                (start + 11, UInt8(ascii: ":")), (start + 14, UInt8(ascii: ":")),
            ]
            guard bytes.count >= start + 20, marks.allSatisfy({ bytes[$0.0] == $0.1 }),
                let day = number(5..<start - 1), let year = number(start + 4..<start + 8),
                let month = months.firstIndex(where: {
                    $0.elementsEqual(bytes[start..<start + 3].lazy.map(Byte.lower))
                }),
                let date = CivilDate(year: year, month: month + 1, day: day),
                let hour = number(start + 9..<start + 11), let minute = number(start + 12..<start + 14),
                let second = number(start + 15..<start + 17), hour < 24, minute < 60, second < 60,
                let offset = offset(UnsafeBufferPointer(rebasing: bytes[(start + 18)...]))
            else { return nil }
            return Instant(
                seconds: Int64(date.daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60 + second - offset * 60))
        }
    }

    /// Minutes east of UTC: `GMT`, `UTC`, `+0500`.
    private static func offset(_ zone: UnsafeBufferPointer<UInt8>) -> Int? {
        if zone.count == 3 {
            let name = zone.map(Byte.lower)
            return name == Array("gmt".utf8) || name == Array("utc".utf8) ? 0 : nil
        }
        guard zone.count == 5, zone[0] == UInt8(ascii: "+") || zone[0] == UInt8(ascii: "-"),
            zone.dropFirst().allSatisfy(Byte.isDigit)
        else { return nil }
        let digits = zone.dropFirst().map { Int($0 &- 0x30) }
        let minutes = (digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3]
        guard digits[2] < 6, minutes <= 14 * 60 else { return nil }
        return zone[0] == UInt8(ascii: "-") ? -minutes : minutes
    }
}
