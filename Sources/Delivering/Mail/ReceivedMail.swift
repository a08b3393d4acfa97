import Foundation
import Reading
import Text

/// A mail that came in, read as far as Jibu needs it. Everything in it is data from outside: parts, depth and sizes are
/// capped, and what cannot be read is left out.
struct ReceivedMail: Sendable {
    /// Names in lower case; values with their folds undone, as written.
    let headers: [(name: String, value: String)]
    let type: ContentType
    let parts: [ReceivedMail]
    /// Decoded from its transfer encoding; empty for a mail of parts.
    let body: [UInt8]

    private static let mostParts = 30
    private static let mostDepth = 5
    private static let mostHeaders = 500

    init(_ bytes: [UInt8]) { self.init(bytes[...], depth: 0) }

    private init(_ bytes: ArraySlice<UInt8>, depth: Int) {
        let (head, rest) = Self.divide(bytes)
        headers = Self.headers(head)
        let content = headers.first { $0.name == "content-type" }?.value ?? "text/plain"
        type = ContentType(content)
        guard depth < Self.mostDepth, type.name.hasPrefix("multipart/"), let boundary = type.values["boundary"],
            !boundary.isEmpty
        else {
            parts = []
            body = Self.decoded(rest, headers.first { $0.name == "content-transfer-encoding" }?.value ?? "")
            return
        }
        parts = Self.pieces(of: rest, between: Array("--\(boundary)".utf8)).prefix(Self.mostParts).map {
            ReceivedMail($0, depth: depth + 1)
        }
        body = []
    }

    /// The first header of that name, in lower case.
    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    /// Every part without parts, in order.
    var leaves: [ReceivedMail] { parts.isEmpty ? [self] : parts.flatMap(\.leaves) }

    /// The text that a person wrote: the first plain part, else the first HTML part as text.
    var text: String {
        let leaves = leaves
        guard let part = leaves.first(where: { $0.type.name == "text/plain" })
            ?? leaves.first(where: { $0.type.name == "text/html" })
        else { return "" }
        let text = TextDecoding.decode(part.body, httpCharset: part.type.values["charset"]).text
        return part.type.name == "text/html" ? HTMLText.plainText(text) : text
    }

    // MARK: Reading

    /// At the first empty line.
    static func divide(_ bytes: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, ArraySlice<UInt8>) {
        var start = bytes.startIndex
        while start < bytes.endIndex {
            let end = bytes[start...].firstIndex(of: 10) ?? bytes.endIndex
            let line = bytes[start..<end]
            let next = end < bytes.endIndex ? end + 1 : end
            if line.isEmpty || line.elementsEqual([13]) { return (bytes[..<start], bytes[next...]) }
            start = next
        }
        return (bytes, [])
    }

    static func headers(_ bytes: ArraySlice<UInt8>) -> [(name: String, value: String)] {
        var found: [(name: String, value: String)] = []
        for raw in bytes.split(separator: 10) {
            let line = String(decoding: raw.last == 13 ? raw.dropLast() : raw, as: UTF8.self)
            if line.first == " " || line.first == "\t" {
                if !found.isEmpty { found[found.count - 1].value += " " + line.drop { $0 == " " || $0 == "\t" } }
            } else if let colon = line.firstIndex(of: ":"), found.count < mostHeaders {
                let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
                found.append((line[..<colon].lowercased(), String(value)))
            }
        }
        return found
    }

    /// Between lines that begin with the boundary (RFC 2046 5.1.1).
    private static func pieces(of bytes: ArraySlice<UInt8>, between boundary: [UInt8]) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var begin: Int?
        var start = bytes.startIndex
        while start < bytes.endIndex {
            let end = bytes[start...].firstIndex(of: 10).map { $0 + 1 } ?? bytes.endIndex
            if bytes[start..<end].starts(with: boundary) {
                if let begin { pieces.append(bytes[begin..<start]) }
                let isLast = bytes[start..<end].dropFirst(boundary.count).starts(with: [45, 45])
                begin = isLast ? nil : end
                if isLast || pieces.count > mostParts { return pieces }
            }
            start = end
        }
        if let begin { pieces.append(bytes[begin...]) }
        return pieces
    }

    private static func decoded(_ bytes: ArraySlice<UInt8>, _ encoding: String) -> [UInt8] {
        switch encoding.trimmingCharacters(in: .whitespaces).lowercased() {
        case "base64": base64(bytes)
        case "quoted-printable": quotedPrintable(bytes, underscoreIsBlank: false)
        default: Array(bytes)
        }
    }

    /// Only the first bytes of a long mail are read, so it may end within a group of four: that one is left out.
    private static func base64(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var signs = bytes.filter { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "=")
        }
        signs.removeLast(signs.count % 4)
        return Array(Data(base64Encoded: Data(signs)) ?? Data())
    }

    /// RFC 2045 6.7, and the Q of RFC 2047. A sign that is no encoding stays as it is.
    static func quotedPrintable(_ bytes: ArraySlice<UInt8>, underscoreIsBlank: Bool) -> [UInt8] {
        func digit(_ byte: UInt8?) -> UInt8? {
            byte.flatMap { Character(UnicodeScalar($0)).hexDigitValue }.map { UInt8($0) }
        }
        var decoded: [UInt8] = []
        var index = bytes.startIndex
        func at(_ offset: Int) -> UInt8? { index + offset < bytes.endIndex ? bytes[index + offset] : nil }
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == 61, let high = digit(at(1)), let low = digit(at(2)) {
                decoded.append(high << 4 | low)
                index += 3
            } else if byte == 61, at(1) == 10 {
                index += 2
            } else if byte == 61, at(1) == 13, at(2) == 10 {
                index += 3
            } else {
                decoded.append(byte == 95 && underscoreIsBlank ? 32 : byte)
                index += 1
            }
        }
        return decoded
    }
}

/// `text/plain; charset="utf-8"`: the name in lower case, and its values.
struct ContentType: Sendable {
    let name: String
    let values: [String: String]

    init(_ text: String) {
        let pieces = text.split(separator: ";", omittingEmptySubsequences: true)
        name = (pieces.first ?? "").trimmingCharacters(in: .whitespaces).lowercased()
        values = Dictionary(
            pieces.dropFirst().prefix(20).compactMap { piece in
                let words = piece.split(separator: "=", maxSplits: 1)
                guard words.count == 2 else { return nil }
                let value = words[1].trimmingCharacters(in: .whitespaces)
                let isQuoted = value.count > 1 && value.hasPrefix("\"") && value.hasSuffix("\"")
                return (
                    words[0].trimmingCharacters(in: .whitespaces).lowercased(),
                    isQuoted ? String(value.dropFirst().dropLast()) : value
                )
            }) { first, _ in first }
    }
}
