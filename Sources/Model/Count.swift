/// Counts for people.
package enum Count {
    /// `5,000,000`: the same in every locale.
    package static func text(_ number: Int) -> String {
        var digits = Array(String(number.magnitude))
        var position = digits.count - 3
        while position > 0 {
            digits.insert(",", at: position)
            position -= 3
        }
        return (number < 0 ? "-" : "") + String(digits)
    }

    /// With its sign: `+11`, `-3`, `0`.
    package static func change(_ number: Int) -> String { (number > 0 ? "+" : "") + text(number) }

    /// `1 post`, `2 posts`, `5,000 posts`; with a plural of its own `2 addresses`.
    package static func of(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
        "\(text(number)) \(number == 1 ? noun : plural ?? noun + "s")"
    }

    /// `1 more line`, `12 more lines`.
    package static func more(_ number: Int, _ noun: String) -> String { of(number, "more " + noun) }
}
