/// Numbers by which people name an alert in a reply: digits only, since they survive every keyboard, a telephone call
/// and an SMS (delivery.md 2.6).
///
/// The last digit checks the others by the table of H. M. Damm (2004): every single wrong digit and every two
/// neighbours that changed places are noticed.
package enum AckCode {
    /// Digits of a code, and of one that is given when all shorter ones are in use.
    package static let lengths = [5, 7]

    /// How long a code stays its alert's after it was last in use.
    package static let rest = TimeSpan.days(90)

    /// A totally anti-symmetric quasigroup of order 10: row by column, the diagonal is 0.
    private static let table: [[Int]] = [
        [0, 3, 1, 7, 5, 9, 8, 6, 4, 2], [7, 0, 9, 2, 1, 5, 4, 8, 6, 3], [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
        [1, 7, 5, 0, 9, 8, 3, 4, 2, 6], [6, 1, 2, 3, 0, 4, 5, 9, 7, 8], [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
        [5, 8, 6, 9, 7, 2, 0, 1, 3, 4], [8, 9, 4, 5, 3, 6, 2, 0, 1, 7], [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
        [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
    ]

    /// What the table makes of some digits; 0 for digits that end with their check digit. Nil for anything else than
    /// ASCII digits.
    private static func interim(_ digits: some StringProtocol) -> Int? {
        var state = 0
        for byte in digits.utf8 {
            guard (0x30...0x39).contains(byte) else { return nil }
            state = table[state][Int(byte) - 0x30]
        }
        return state
    }

    /// A number with its check digit behind it.
    package static func code(_ number: Int) -> String {
        let digits = String(number)
        return digits + String(interim(digits) ?? 0)
    }

    /// Is this a code, with the right check digit?
    package static func isValid(_ code: some StringProtocol) -> Bool {
        lengths.contains(code.utf8.count) && interim(code) == 0
    }

    /// Could one slip of a person have made `written` out of `code`? One digit wrong, too many or missing, or two
    /// neighbours that changed places.
    package static func isNear(_ written: String, _ code: String) -> Bool {
        let (left, right) = (Array(written.utf8), Array(code.utf8))
        if left.count == right.count {
            let places = left.indices.filter { left[$0] != right[$0] }
            if places.count <= 1 { return places.count == 1 }
            guard places.count == 2, places[1] == places[0] + 1 else { return false }
            return left[places[0]] == right[places[1]] && left[places[1]] == right[places[0]]
        }
        let (short, long) = left.count < right.count ? (left, right) : (right, left)
        guard long.count == short.count + 1 else { return false }
        let start = zip(short, long).prefix { $0 == $1 }.count
        return short[start...].elementsEqual(long[(start + 1)...])
    }
}
