import Model

/// Which number of a chat's dates is the day: decided once, by the whole file, and never guessed.
///
/// 1. What the user says. 2. A number over 12. 3. Time: a chat goes on, so the order under which days run back, or lie
/// in the future, is the wrong one. 4. What only places with the day first write: points, and system lines in
/// Russian, Kazakh, Swahili or French. Else it is an error that asks.
enum WhatsAppDayOrder {
    /// Messages of a bad line may come late; days that run back are another matter.
    static let tolerance: Int64 = 2 * 3600

    /// - Parameters:
    ///   - languages: of the system lines that were found.
    ///   - latest: the phone's clock cannot have shown more, in seconds as it counts them.
    /// - Returns: nil when it cannot be told.
    static func find(_ stamps: [WhatsAppStamp], languages: Set<String>, latest: Int64) -> DayOrder? {
        guard let first = stamps.first, !first.shape.yearFirst else { return .dayFirst }
        let over = (first: stamps.count { $0.date.0 > 12 }, second: stamps.count { $0.date.1 > 12 })
        if over.first > 0, over.second == 0 { return .dayFirst }
        if over.second > 0, over.first == 0 { return .monthFirst }
        let faults = (day: faults(stamps, .dayFirst, latest), month: faults(stamps, .monthFirst, latest))
        // With faults on both sides a pasted chat may be among them: the difference must be plain.
        if faults.day * 10 < faults.month { return .dayFirst }
        if faults.month * 10 < faults.day { return .monthFirst }
        if first.shape.dateMark == UInt8(ascii: ".") || !languages.isDisjoint(with: ["ru", "kk", "sw", "fr"]) {
            return .dayFirst
        }
        return nil
    }

    /// Dates that do not exist, lie in the future, or run back against the one before.
    private static func faults(_ stamps: [WhatsAppStamp], _ order: DayOrder, _ latest: Int64) -> Int {
        var faults = 0
        var before: Int64?
        for stamp in stamps {
            guard let local = stamp.local(order), local <= latest else {
                faults += 1
                continue
            }
            if let before, local < before - tolerance { faults += 1 }
            before = local
        }
        return faults
    }
}
