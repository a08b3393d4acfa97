import Model

/// What one source gave and cost on each of the last days: small enough to stand in one column of its row, so that a
/// run with ten thousand sources reads ten thousand rows and not a third of a million.
///
/// As text: `20777:41,24,24,0,24,310000,0;…`, day by day: days since 1970, then posts, attempts, answers, empty
/// answers, requests, bytes, units. What cannot be read counts as nothing.
package struct SourceHistory: Sendable, Hashable {
    /// Older days are forgotten: more than a month, and five weeks to compare with.
    package static let keptDays = 35

    package let text: String

    package init(text: String = "") { self.text = text }

    /// The days that are known, oldest first; days without anything are left out.
    package var days: [Day] {
        text.utf8.split(separator: UInt8(ascii: ";")).compactMap(Day.init(bytes:)).sorted { $0.number < $1.number }
    }

    /// With something added to some days, and what is older than `keptDays` forgotten.
    package func adding(_ more: [Day], now: Instant) -> SourceHistory {
        let today = Day.number(of: now)
        var byNumber: [Int: Day] = [:]
        for day in days + more where day.number <= today && day.number > today - Self.keptDays {
            byNumber[day.number, default: Day(number: day.number)] += day
        }
        return SourceHistory(text: byNumber.values.sorted { $0.number < $1.number }.map(\.text).joined(separator: ";"))
    }

    /// One day, UTC.
    package struct Day: Sendable, Hashable {
        /// Days since 1970.
        package var number: Int
        /// New posts, by the day on which they were published; without a date, by the day on which they came.
        package var posts = 0
        /// Times that it was asked.
        package var attempts = 0
        /// Times that it answered.
        package var answers = 0
        /// Answers that were proper and held no post at all, and were believed.
        package var empties = 0
        package var requests = 0
        package var bytes = 0
        /// In the units that the platform counts.
        package var units = 0

        package init(number: Int) { self.number = number }

        package static func number(of instant: Instant) -> Int {
            // Rounded down, also before 1970.
            let length: Int64 = 86_400_000
            let (quotient, rest) = instant.milliseconds.quotientAndRemainder(dividingBy: length)
            return Int(rest < 0 ? quotient - 1 : quotient)
        }

        static func += (day: inout Day, other: Day) {
            let sums = zip(day.values, other.values).map(sum)
            day = Day(number: day.number, values: sums)
        }

        /// In the order of the column.
        private var values: [Int] { [posts, attempts, answers, empties, requests, bytes, units] }
        private static let count = 7

        /// `values` has `count` numbers.
        private init(number: Int, values: [Int]) {
            self.number = number
            (posts, attempts, answers, empties) = (values[0], values[1], values[2], values[3])
            (requests, bytes, units) = (values[4], values[5], values[6])
        }

        /// No honest number is larger, and sums of many stay far inside of an `Int`.
        private static let most = 1 << 40
        private static func sum(_ one: Int, _ other: Int) -> Int { min(most, min(most, one) + min(most, other)) }

        init?(bytes: Substring.UTF8View.SubSequence) {
            let parts = bytes.split(separator: UInt8(ascii: ":"))
            guard parts.count == 2, let number = Int(Substring(parts[0])), (-1_000_000...1_000_000).contains(number)
            else { return nil }
            let values = parts[1].split(separator: UInt8(ascii: ",")).map { value in
                min(Self.most, max(0, Int(Substring(value)) ?? 0))
            }
            guard values.count == Self.count else { return nil }
            self.init(number: number, values: values)
        }

        var text: String { "\(number):" + values.map(String.init).joined(separator: ",") }
    }
}
