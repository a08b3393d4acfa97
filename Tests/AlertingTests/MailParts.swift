import Foundation

/// Takes a mail of ours apart again, in the simplest way that works for it.
struct MailParts {
    /// Decoded contents of the parts, in order.
    let contents: [String]

    init(_ lines: [String]) {
        let boundary = lines.first { $0.hasPrefix("--=_jibu_") && !$0.hasSuffix("--") } ?? "none"
        var contents: [String] = []
        for part in lines.split(separator: boundary, omittingEmptySubsequences: false).dropFirst() {
            let body = part.split(separator: "", maxSplits: 1, omittingEmptySubsequences: false).last ?? []
            let kept = body.prefix { $0 != boundary + "--" }
            if part.contains("Content-Transfer-Encoding: base64") {
                let data = Data(base64Encoded: kept.joined()) ?? Data()
                contents.append(String(decoding: data, as: UTF8.self).replacingOccurrences(of: "\r\n", with: "\n"))
            } else {
                contents.append(Self.unquoted(kept.joined(separator: "\n")))
            }
        }
        self.contents = contents
    }

    private static func unquoted(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.replacingOccurrences(of: "=\n", with: "").utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "="), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
