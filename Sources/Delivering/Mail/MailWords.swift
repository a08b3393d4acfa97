import Foundation
import Model
import Reading

/// What of a mail is a person's answer, and what a machine's (delivery.md 3.1).
enum MailWords {
    /// Machines that answer by themselves, lists, and reports about other mails.
    static func isAutomatic(_ mail: ReceivedMail) -> Bool {
        func has(_ name: String, _ words: [String]) -> Bool {
            let value = mail.header(name)?.lowercased() ?? ""
            return words.contains { value.hasPrefix($0) }
        }
        let submitted = mail.header("auto-submitted")?.lowercased().trimmingCharacters(in: .whitespaces)
        return submitted.map { !$0.hasPrefix("no") } ?? false
            || hasNoSender(mail)
            || mail.type.name == "multipart/report" || has("precedence", ["bulk", "auto_reply", "junk", "list"])
            || mail.header("x-autoreply") != nil || mail.header("x-autorespond") != nil
            || has("x-auto-response-suppress", ["all", "autoreply", "oof"]) || mail.header("list-id") != nil
    }

    /// Reports of mail servers have none (RFC 5321 4.5.5), and the server that keeps the mailbox writes it down.
    static func hasNoSender(_ mail: ReceivedMail) -> Bool {
        mail.header("return-path")?.trimmingCharacters(in: .whitespaces) == "<>"
    }

    /// Subject and the person's own lines: those above the first sign of a quote.
    static func own(_ mail: ReceivedMail) -> String {
        var lines: [String] = []
        for line in mail.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).prefix(500) {
            if isQuoteMark(line) { break }
            lines.append(String(line))
        }
        let subject = decoded(mail.header("subject") ?? "")
        return (subject + "\n" + lines.joined(separator: "\n")).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// `> quoted`, `On … wrote:`, `-----Original Message-----`, the head of a forwarded mail, a signature.
    private static func isQuoteMark(_ line: Substring) -> Bool {
        let text = line.trimmingCharacters(in: .whitespaces)
        let lower = text.lowercased()
        if line == "-- " || text == "--" || [">", "-----", "________"].contains(where: text.hasPrefix) { return true }
        if ["from:", "от:", "кімнен:", "de :", "kutoka:"].contains(where: lower.hasPrefix) { return true }
        // The line with which programs introduce a quote: a date or an address, and a colon at its end.
        let isIntroduction = text.hasSuffix(":") && text.contains { $0.isNumber }
        return isIntroduction
            && (text.contains("@") || ["wrote:", "пишет:", "жазды:", "écrit :"].contains(where: lower.hasSuffix))
    }

    /// `Aigul <aigul@qala.example>` -> `aigul@qala.example`; nil when it names none, or several.
    static func address(in header: String) -> String? {
        let marked = header.split(separator: "<", omittingEmptySubsequences: false)
        let bare: Substring
        if marked.count == 2, let close = marked[1].firstIndex(of: ">") {
            bare = marked[1][..<close]
        } else if marked.count == 1 {
            bare = header.trimmingCharacters(in: .whitespaces)[...]
        } else {
            return nil
        }
        return MailAddress(bare: String(bare))?.address.lowercased()
    }

    /// Every address of a header.
    static func addresses(in header: String) -> [String] {
        header.split(separator: ",").compactMap { address(in: String($0)) }
    }

    /// RFC 2047 words as text; what is none stays as it is.
    static func decoded(_ header: String) -> String {
        var text = ""
        var rest = header[...]
        var isAfterWord = false
        while let start = rest.firstRange(of: "=?") {
            let before = rest[..<start.lowerBound]
            let tail = rest[start.upperBound...]
            let pieces = tail.split(separator: "?", maxSplits: 3, omittingEmptySubsequences: false)
            guard pieces.count == 4, pieces[3].hasPrefix("="), let word = word(pieces) else {
                text += String(before) + "=?"
                rest = tail
                isAfterWord = false
                continue
            }
            // Blanks between two words are no text.
            if !(isAfterWord && before.allSatisfy(\.isWhitespace)) { text += before }
            text += word
            rest = pieces[3].dropFirst()
            isAfterWord = true
        }
        return text + rest
    }

    private static func word(_ pieces: [Substring]) -> String? {
        let bytes: [UInt8]
        switch pieces[1].lowercased() {
        case "b":
            guard let data = Data(base64Encoded: String(pieces[2])) else { return nil }
            bytes = Array(data)
        case "q": bytes = ReceivedMail.quotedPrintable(Array(pieces[2].utf8)[...], underscoreIsBlank: true)
        default: return nil
        }
        let charset = pieces[0].split(separator: "*").first.map(String.init) ?? "utf-8"
        return TextDecoding.decode(bytes, httpCharset: charset).text
    }
}
