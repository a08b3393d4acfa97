import Text

/// Addresses by which answers to mails come back, and by which it is known that who answers got the mail:
/// `alerts+TOKEN.CODE@office.example`.
///
/// The code is a keyed hash over token and person, so nobody can make one for somebody else. The token is what is
/// answered: the beginning of a digest's id, or the code of an alert.
package struct ReplyAddress: Sendable, Hashable {
    /// `alerts@office.example`.
    package var mailbox: String
    private var key: Secret

    package init(mailbox: String, key: Secret) {
        self.mailbox = mailbox
        self.key = key
    }

    /// How much of a digest's id is its token.
    package static let digestToken = 16

    /// The address for a person to answer to; nil when the mailbox is none.
    ///
    /// - Parameters:
    ///   - token: letters and digits of ASCII.
    ///   - person: their bare mail address.
    package func address(token: String, for person: String) -> String? {
        guard let at = mailbox.lastIndex(of: "@") else { return nil }
        return "\(mailbox[..<at])+\(token).\(code(token, person))\(mailbox[at...])"
    }

    /// The token of an address that was made for this person; nil for every other address.
    package func token(in address: String, from person: String) -> String? {
        guard let at = mailbox.lastIndex(of: "@") else { return nil }
        let start = "\(mailbox[..<at])+".lowercased()
        let end = mailbox[at...].lowercased()
        let lower = address.lowercased()
        guard lower.hasPrefix(start), lower.hasSuffix(end), lower.utf8.count <= 254 else { return nil }
        let words = lower.dropFirst(start.count).dropLast(end.count)
            .split(separator: ".", omittingEmptySubsequences: false)
        guard words.count == 2, !words[0].isEmpty else { return nil }
        let made = Array(code(String(words[0]), person).utf8)
        // Every byte is looked at, so that the time taken tells nothing.
        let given = Array(words[1].utf8)
        guard made.count == given.count else { return nil }
        return zip(made, given).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0 ? String(words[0]) : nil
    }

    /// 20 hex digits: 80 bits, which nobody guesses by sending mails.
    private func code(_ token: String, _ person: String) -> String {
        let message = Array("reply\u{0}\(token.lowercased())\u{0}\(person.lowercased())".utf8)
        return WideHash.authenticationCode(for: message, key: key.reveal()).prefix(10)
            .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
