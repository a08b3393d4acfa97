import Model

/// A zone as a date names it.
enum DateZone: Equatable {
    /// Minutes east of UTC.
    case fixed(Int)
    /// Almaty: +06 until the country moved to +05 on 2024-03-01.
    case almaty
    /// Qyzylorda: +06 until 2018-12-20.
    case qyzylorda

    func offset(on date: CivilDate) -> Int {
        switch self {
        case .fixed(let minutes): minutes
        case .almaty: (date.year, date.month) >= (2024, 3) ? 300 : 360
        case .qyzylorda: (date.year, date.month, date.day) >= (2018, 12, 21) ? 300 : 360
        }
    }

    /// The zone of an abbreviation or place, in lower case; nil when it is unknown.
    static func named(_ name: String) -> DateZone? {
        if ["almt", "almaty", "qostanay", "astana", "алмт"].contains(name) { return .almaty }
        if ["qyzt", "qyzylorda"].contains(name) { return .qyzylorda }
        return hours[name].map { .fixed(Int($0 * 60)) }
    }

    private static let hours: [String: Double] = [
        "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "mez": 1, "met": 1, "cest": 2,
        "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "мск": 3, "msd": 4, "samt": 4, "yekt": 5, "orat": 5, "aqtt": 5,
        "omst": 6, "uzt": 5, "kgt": 6, "tjt": 5, "eat": 3, "cat": 2, "wat": 1, "sast": 2, "trt": 3, "est": -5,
        "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8,
        "hst": -10, "ist": 5.5, "jst": 9, "kst": 9, "sgt": 8, "hkt": 8, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
        "aqtobe": 5, "aqtau": 5, "atyrau": 5, "oral": 5, "tashkent": 5, "bishkek": 6, "nairobi": 3, "kampala": 3,
        "salaam": 3, "kigali": 2, "bujumbura": 2, "lubumbashi": 2, "kinshasa": 1, "lagos": 1, "johannesburg": 2,
    ]
}

extension DateTokens {
    /// Takes the zone out. False when there is one that cannot be, such as `+9900`.
    mutating func takeZone() -> Bool {
        guard let index = zoneStart() else {
            zone = remarks.lazy.compactMap { DateZone.named($0) }.first
            return true
        }
        var end = index
        var named: DateZone?
        if case .word(let first) = tokens[index] {
            named = DateZone.named(first)
            end += 1
            // `Etc/GMT`, `Asia/Almaty`, `Africa/Dar_es_Salaam`.
            while isMark(end, ["/", "_"]), let part = word(end + 1) {
                named = DateZone.named(part)
                end += 2
            }
        }
        let sign = self[end] == .gap && named != nil ? end + 1 : end
        if let offset = offset(at: sign) {
            guard offset.minutes.magnitude <= 14 * 60 else { return false }
            zone = .fixed(offset.minutes)
            end = offset.end
            // `+0500 GMT`, `+05:00Z`: the offset is the more exact word.
            let next = self[end] == .gap ? end + 1 : end
            if let word = word(next), DateZone.named(word) != nil { end = next + 1 }
        } else {
            zone = named ?? remarks.lazy.compactMap { DateZone.named($0) }.first
        }
        take(index..<end)
        return true
    }

    /// Where the zone starts: behind the time; else a zone name or a `+` anywhere.
    private func zoneStart() -> Int? {
        if let place = zonePlace {
            let index = self[place] == .gap ? place + 1 : place
            if isMark(index, ["+", "-"]), offset(at: index) != nil { return index }
            if let word = word(index), !DateWords.isKnown(word) { return index }
        }
        return tokens.indices.first { index in
            if isMark(index, ["+"]) { return offset(at: index) != nil }
            guard let word = word(index), word != "z" || index == tokens.count - 1 else { return false }
            return DateZone.named(word) != nil && DateWords.month(word) == nil && !DateWords.isWeekday(word)
        }
    }

    /// `+0500`, `+05:00`, `+05`, `+5`, `+05:00:00`, `--0700`.
    private func offset(at start: Int) -> (minutes: Int, end: Int)? {
        var index = start
        guard isMark(index, ["+", "-"]) else { return nil }
        while isMark(index + 1, ["+", "-"]) { index += 1 }
        let isWest = isMark(index, ["-"])
        guard case .number(let value, let digits) = self[index + 1] else { return nil }
        var minutes: Int
        var end = index + 2
        switch digits {
        case 1, 2:
            minutes = value * 60
            if isMark(end, [":"]), let more = number(end + 1, digits: 2...2) {
                guard more < 60 else { return nil }
                minutes += more
                end += 2
                if isMark(end, [":"]), number(end + 1, digits: 2...2) != nil { end += 2 }
            }
        case 3, 4:
            guard value % 100 < 60 else { return nil }
            minutes = value / 100 * 60 + value % 100
        default: return nil
        }
        return (isWest ? -minutes : minutes, end)
    }
}
