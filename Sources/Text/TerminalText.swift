/// Makes foreign text safe to print on a terminal or into a log line (trust.md S8 and S10).
public enum TerminalText {
    /// Shows every character that could steer a terminal, hide text or reorder it as its name: `<U+202E>`.
    ///
    /// Shown by name: the C0 and C1 controls, DEL, the line and paragraph separators, the bidirectional controls,
    /// the invisible characters that have no place in ordinary writing, and the tags block. The joiners U+200C and
    /// U+200D stay: Arabic-script Kazakh and emoji need them.
    ///
    /// - Parameter keepNewlines: true keeps line feeds and tabs, and takes CR LF as one line feed. False is for log
    ///   records and table cells: one record is one line, a tab becomes a blank.
    public static func escaped(_ text: String, keepNewlines: Bool) -> String {
        if !text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7f }) { return text }
        var safe = String.UnicodeScalarView()
        var carriageReturn = false
        for scalar in text.unicodeScalars {
            if carriageReturn {
                carriageReturn = false
                if scalar != "\n" { safe.append(contentsOf: name(of: "\r").unicodeScalars) }
            }
            switch scalar {
            case "\n" where keepNewlines, "\t" where keepNewlines: safe.append(scalar)
            case "\r" where keepNewlines: carriageReturn = true
            case "\t": safe.append(" ")
            default:
                if mustBeNamed(scalar.value) {
                    safe.append(contentsOf: name(of: scalar).unicodeScalars)
                } else {
                    safe.append(scalar)
                }
            }
        }
        if carriageReturn { safe.append(contentsOf: name(of: "\r").unicodeScalars) }
        return String(safe)
    }

    private static func name(of scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "<U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + ">"
    }

    private static func mustBeNamed(_ value: UInt32) -> Bool {
        switch value {
        case 0..<0x20, 0x7f...0x9f: true
        case 0xad, 0x61c, 0x180e, 0x200b, 0x200e, 0x200f, 0x2028...0x202e, 0x2060...0x206f, 0xfeff: true
        case 0xfff9...0xfffb, 0xe0000...0xe007f: true
        default: false
        }
    }
}
