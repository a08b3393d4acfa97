import Model

/// The bytes of a settings file as text.
public enum YAMLInput {
    /// Larger files are refused: the largest real watchlists are a tenth of it.
    public static let maximumBytes = 4 << 20

    /// Decodes UTF-8, with or without a byte order mark.
    ///
    /// - Returns: nil with a finding `yaml-too-large`, `yaml-not-utf8` or `yaml-control-character`.
    public static func text(of bytes: [UInt8], file: String, into findings: inout [Finding]) -> String? {
        guard bytes.count <= maximumBytes else {
            findings.append(
                Finding(
                    "yaml-too-large", .error, at: FilePlace(file: file),
                    "the file has \(bytes.count) bytes; at most \(maximumBytes) are read",
                    help: "Split it into several files, or check that it is the right one."))
            return nil
        }
        guard let whole = String(validating: bytes, as: UTF8.self) else {
            findings.append(notUTF8(bytes, file: file))
            return nil
        }
        let text = whole.unicodeScalars.first == "\u{FEFF}" ? String(whole.unicodeScalars.dropFirst()) : whole
        if let finding = controlCharacter(in: text, file: file) {
            findings.append(finding)
            return nil
        }
        return text
    }

    private static func notUTF8(_ bytes: [UInt8], file: String) -> Finding {
        let start = bytes.prefix(2)
        if start == [0xFF, 0xFE] || start == [0xFE, 0xFF] {
            return Finding(
                "yaml-not-utf8", .error, at: FilePlace(file: file), "the file is UTF-16, not UTF-8",
                help: "Save it again with the encoding UTF-8 (in Notepad: Save as, Encoding: UTF-8).")
        }
        // The first replaced character; the text before it is whole.
        let places = TextPlaces(String(decoding: bytes, as: UTF8.self), file: file)
        let place = places.place(at: places.scalars.firstIndex(of: "\u{FFFD}") ?? 0)
        return Finding(
            "yaml-not-utf8", .error, at: place, "this character is not UTF-8",
            help: "Save the file again with the encoding UTF-8; it may be Windows-1251 or Latin-1 now.")
    }

    /// The first character that YAML does not allow, NUL and escape sequences among them (YAML 1.2, 5.1).
    private static func controlCharacter(in text: String, file: String) -> Finding? {
        guard text.unicodeScalars.contains(where: isRefused) else { return nil }
        let places = TextPlaces(text, file: file)
        guard let offset = places.scalars.firstIndex(where: isRefused) else { return nil }
        return Finding(
            "yaml-control-character", .error, at: places.place(at: offset),
            "the control character U+\(hex(places.scalars[offset])) is not allowed in a settings file",
            help: "Delete it; it is invisible and often comes with copied text.")
    }

    private static func isRefused(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x85: false
        case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: true
        default: false
        }
    }

    private static func hex(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
