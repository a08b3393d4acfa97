import Model

extension Shape where Value == TimeSpan {
    /// A length of time: `45s`, `15m`, `24h`, `30d`, `2w`.
    public static func span(_ range: ClosedRange<TimeSpan>) -> Shape<TimeSpan> {
        let expected = "a length of time such as 15m"
        let schema = JSONSchema([
            ("type", .string("string")), ("pattern", .string("^[0-9]{1,9}(ms|s|m|h|d|w)$")),
            ("examples", .array([.string("15m"), .string("24h"), .string("30d")])),
        ])
        return Shape(schema: schema, expected: expected) { node, findings in
            guard let text = scalar(node, expected, nil, &findings) else { return nil }
            guard let span = TimeSpan(text) else {
                let unit = Int(text) == nil ? "" : " A number alone has no unit."
                findings.append(
                    Finding(
                        "bad-value", .error, at: node.place, "\(Quoting.quoted(text)) is no length of time",
                        help: "Write a number and ms, s, m, h, d or w: 45s, 15m, 24h, 30d.\(unit)"))
                return nil
            }
            guard range.contains(span) else {
                findings.append(
                    Finding(
                        "out-of-range", .error, at: node.place,
                        "\(span) is outside \(range.lowerBound) to \(range.upperBound)"))
                return nil
            }
            return span
        }
    }
}

extension Shape where Value == CivilDate {
    /// A day: `2026-01-10`, with or without quotes.
    public static var day: Shape<CivilDate> {
        let expected = "a day such as 2026-01-10"
        let schema = JSONSchema([("type", .string("string")), ("format", .string("date"))])
        return Shape(schema: schema, expected: expected) { node, findings in
            guard let text = scalar(node, expected, nil, &findings) else { return nil }
            if let day = CivilDate(text) { return day }
            findings.append(
                Finding(
                    "bad-value", .error, at: node.place, "\(Quoting.quoted(text)) is no day",
                    help: "Write year, month and day with hyphens, for example 2026-01-10."))
            return nil
        }
    }
}

extension Shape where Value == Instant {
    /// An instant: `2026-01-10T08:00:00+05:00` (RFC 3339, always with a zone).
    public static var instant: Shape<Instant> {
        let expected = "an instant such as 2026-01-10T08:00:00+05:00"
        let schema = JSONSchema([("type", .string("string")), ("format", .string("date-time"))])
        return Shape(schema: schema, expected: expected) { node, findings in
            guard let text = scalar(node, expected, nil, &findings) else { return nil }
            if let instant = Instant(text) { return instant }
            findings.append(
                Finding(
                    "bad-value", .error, at: node.place, "\(Quoting.quoted(text)) is no instant",
                    help: "Write day, time and zone, for example 2026-01-10T08:00:00+05:00."))
            return nil
        }
    }
}

extension Shape where Value == Int {
    /// A time of day as minutes after midnight: `"08:00"`, 0 to 1439.
    ///
    /// Quotes are not needed here, but other YAML tools read `22:00` as the number 1320 or 79200, and some write it
    /// back so. Such a number is refused with the reason.
    public static var timeOfDay: Shape<Int> {
        let expected = "a time of day such as \"08:00\""
        let schema = JSONSchema([
            ("type", .string("string")), ("pattern", .string("^([01]?[0-9]|2[0-3]):[0-5][0-9]$")),
            ("examples", .array([.string("08:00")])),
        ])
        return Shape(schema: schema, expected: expected) { node, findings in
            guard let text = scalar(node, expected, nil, &findings) else { return nil }
            if let minutes = minutes(text) { return minutes }
            let help =
                switch text {
                case _ where Int(text) != nil:
                    "Some YAML tools turn 22:00 into a number: write the time in quotes, \"22:00\"."
                case "24:00": "The end of the day is the start of the next one: write \"00:00\"."
                default: "Write hours and minutes, 00:00 to 23:59, in quotes: \"08:00\"."
                }
            findings.append(
                Finding("bad-value", .error, at: node.place, "\(Quoting.quoted(text)) is no time of day", help: help))
            return nil
        }
    }

    /// `H:MM` or `HH:MM`.
    private static func minutes(_ text: String) -> Int? {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
            parts.allSatisfy({ $0.allSatisfy { (0x30...0x39).contains($0) } }),
            let hours = Int(String(Substring(parts[0]))), let minutes = Int(String(Substring(parts[1]))),
            hours < 24, minutes < 60
        else { return nil }
        return hours * 60 + minutes
    }
}
