import Text

/// Foreign text in a finding: on one line, short, and unable to steer a terminal.
package enum Quoting {
    private static let longest = 60

    /// The text in double quotes, cut after 60 characters.
    package static func quoted(_ text: String) -> String { "\"\(shortened(text))\"" }

    /// The text without quotes, cut after 60 characters.
    package static func shortened(_ text: String) -> String {
        let scalars = text.unicodeScalars
        let safe = TerminalText.escaped(String(String.UnicodeScalarView(scalars.prefix(longest))), keepNewlines: false)
        return scalars.dropFirst(longest).isEmpty ? safe : safe + "…"
    }
}
