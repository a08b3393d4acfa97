import Model

/// Header values that cannot break out of their line (trust.md S7).
enum MailHeader {
    /// A header of a value that is already made of safe lines.
    static func line(_ name: String, _ value: String) -> String { "\(name): \(value)" }

    /// RFC 5322 date in UTC.
    static func date(_ instant: Instant) -> String {
        let civil = CivilTime(instant)
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let clock = "\(twoDigits(civil.hour)):\(twoDigits(civil.minute)):\(twoDigits(civil.second))"
        let date = civil.date
        return "\(days[date.weekday - 1]), \(date.day) \(months[date.month - 1]) \(date.year) \(clock) +0000"
    }

    /// Free text: as it is when it is short printable ASCII, else as RFC 2047 words.
    /// - Parameter after: columns that the header's name takes on the first line.
    static func words(_ text: String, after column: Int) -> String {
        let isPlain =
            text.utf8.allSatisfy { $0 >= 32 && $0 < 127 } && text.utf8.count + column <= 76
            && !text.contains("=?") && !text.hasPrefix(" ") && !text.hasSuffix(" ")
        return isPlain ? text : encoded(text, after: column)
    }

    /// A display name: quoted when it is printable ASCII, else as RFC 2047 words.
    static func phrase(_ name: String, after column: Int) -> String {
        let text = Shown.line(name)
        let isPlain =
            text.utf8.allSatisfy { $0 >= 32 && $0 < 127 && $0 != 34 && $0 != 92 }
            && text.utf8.count + column <= 72 && !text.contains("=?")
        return isPlain ? "\"\(text)\"" : encoded(text, after: column)
    }

    /// Letters, digits and hyphens of an identifier.
    static func identifier(_ text: String) -> String {
        let kept = text.utf8.filter { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
        return kept.isEmpty ? "jibu" : String(decoding: kept.prefix(60), as: UTF8.self)
    }

    /// A header of identifiers with a space between, folded so that no line is over 78 characters.
    static func identifiers(_ name: String, _ values: [String]) -> String {
        var lines = ["\(name):"]
        for value in values.map(identifier) {
            if let last = lines.last, last.utf8.count + 1 + value.utf8.count <= 78 {
                lines[lines.count - 1] = "\(last) \(value)"
            } else {
                lines.append(" \(value)")
            }
        }
        return lines.joined(separator: "\r\n")
    }

    /// Letters, digits, hyphens and dots of a host name.
    static func host(_ text: String) -> String {
        let kept = text.utf8.filter { isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
        return String(decoding: kept.prefix(200), as: UTF8.self)
    }

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }

    /// `=?utf-8?B?…?=` words of at most 75 characters, split between characters, one to a line.
    private static func encoded(_ text: String, after column: Int) -> String {
        var words: [String] = []
        var chunk: [UInt8] = []
        // 12 characters of frame leave 63 for base64; 45 bytes take 60. The first word shares its line with the name.
        var room = max(9, (75 - column - 12) / 4 * 3)
        for character in text.unicodeScalars {
            let bytes = Array(String(character).utf8)
            if chunk.count + bytes.count > room {
                words.append("=?utf-8?B?\(Base64.encode(chunk))?=")
                (chunk, room) = ([], 45)
            }
            chunk += bytes
        }
        words.append("=?utf-8?B?\(Base64.encode(chunk))?=")
        return words.joined(separator: "\r\n ")
    }
}

/// RFC 4648 base64.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits: UInt32 = 0
            for (index, byte) in group.enumerated() { bits |= UInt32(byte) << UInt32(16 - 8 * index) }
            for index in 0..<4 {
                text.append(
                    index <= group.count ? alphabet[Int(bits >> UInt32(18 - 6 * index) & 63)] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
