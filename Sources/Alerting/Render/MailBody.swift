/// A text as lines of a mail body: base64 when a sixth of its bytes is not ASCII (quoted-printable would triple
/// Cyrillic), else quoted-printable. Lines have at most 76 characters.
struct MailBody {
    let encoding: String
    let lines: [String]

    init(_ text: String) {
        let bytes = Array(text.utf8)
        let foreign = bytes.count { $0 >= 0x80 }
        if foreign * 6 > bytes.count {
            encoding = "base64"
            // Inside base64 a line break is the canonical CRLF of text (RFC 2045 6.8).
            let canonical = bytes.flatMap { $0 == 10 ? [13, 10] : [$0] }
            lines = stride(from: 0, to: canonical.count, by: 57).map {
                Base64.encode(Array(canonical[$0..<min($0 + 57, canonical.count)]))
            }
        } else {
            encoding = "quoted-printable"
            // The line break before a boundary is the boundary's own, so an empty last line stays.
            lines = text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { Self.quoted($0) }
        }
    }

    /// One line of text as lines of quoted-printable (RFC 2045 6.7). A leading dot or `From ` is encoded too, so that
    /// no server between here and there changes the line.
    private static func quoted(_ line: Substring) -> [String] {
        let digits = Array("0123456789ABCDEF".utf8)
        let bytes = Array(line.utf8)
        var lines: [String] = []
        var current: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            // Room for one encoded byte and the soft break is always left, so a piece never starts a line by surprise.
            if current.count > 72 {
                lines.append(String(decoding: current, as: UTF8.self) + "=")
                current = []
            }
            let isSpace = byte == 32 || byte == 9
            let isRisky = current.isEmpty && ".F-".utf8.contains(byte)
            let isPlain =
                (33...126).contains(byte) && byte != UInt8(ascii: "=") && !isRisky
                || isSpace && index < bytes.count - 1
            current += isPlain ? [byte] : [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        lines.append(String(decoding: current, as: UTF8.self))
        return lines
    }
}
