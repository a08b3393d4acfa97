import Model

/// A link that opens another program with the text in it: the deputy posts, Jibu never does.
struct ShareLink: Hashable {
    enum Program: String, CaseIterable { case telegram, whatsapp, sms, mail }

    /// Longer links are cut or refused on phones.
    static let longest = 2000
    /// A mail holds four links an entry and goes over bad lines: up to here the full text is taken, then the short one.
    static let comfortable = 1000

    let program: Program
    let url: String

    /// Links for an answer, each with the fullest of its texts that fits; a program that none fits is left out.
    ///
    /// - Parameter subject: of the mail; neutral words.
    static func all(for answer: ResponseDecision.Answer, subject: String) -> [ShareLink] {
        Program.allCases.compactMap { program in
            let own: ResponseTemplate.Channel? =
                switch program {
                case .telegram: .telegram
                case .whatsapp: .whatsapp
                case .mail: .mail
                case .sms: nil
                }
            let texts = [
                own.flatMap { answer.texts[$0] }, own == nil ? nil : answer.texts[.x], answer.sms, answer.texts[.x],
            ]
            let links = texts.compactMap(\.self).map { ShareLink(program, text: $0, subject: subject) }
                .filter { $0.url.utf8.count <= longest }
            return links.first { $0.url.utf8.count <= comfortable }
                ?? links.min { $0.url.utf8.count < $1.url.utf8.count }
        }
    }

    init(_ program: Program, text: String, subject: String) {
        let body = Self.encoded(text)
        self.program = program
        url =
            switch program {
            case .telegram: "https://t.me/share/url?" + Self.shared(text, body)
            case .whatsapp: "https://wa.me/?text=\(body)"
            case .sms: "sms:?body=\(body)"
            case .mail: "mailto:?subject=\(Self.encoded(subject))&body=\(body)"
            }
    }

    /// Percent-encoded UTF-8: only unreserved characters stay (RFC 3986 2.3); a line break is CRLF (RFC 6068 5).
    static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.replacing("\n", with: "\r\n").utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Telegram asks for an address of its own and puts it above the text; the last one in the text is the page. It
    /// does nothing without one, so a text that has none stands in its place.
    private static func shared(_ text: String, _ body: String) -> String {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard let word = words.last(where: { $0.hasPrefix("https://") || $0.hasPrefix("http://") }) else {
            return "url=\(body)"
        }
        // A full stop behind an address is no part of it.
        let address = String(word.reversed().drop { ".,;:!?)»”".contains($0) }.reversed())
        return "url=\(encoded(address))&text=\(body)"
    }
}
