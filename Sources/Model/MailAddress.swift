/// A mail address that is safe in a header and in an envelope.
package struct MailAddress: Sendable, Hashable {
    package let name: String
    /// Printable ASCII with one `@`.
    package let address: String

    /// Takes an address apart that was checked before.
    package init(name: String, address: String) { (self.name, self.address) = (name, address) }

    /// `user@host` and nothing else: a character that means something in a header or to an SMTP server is refused.
    package init?(bare text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), text.utf8.count <= 254,
            text.utf8.allSatisfy({ $0 > 32 && $0 < 127 && !#"<>()[],;:\""#.utf8.contains($0) }), !text.hasPrefix("-")
        else { return nil }
        self.init(name: "", address: text)
    }

    /// `Name <user@host>` or a bare address.
    package init?(_ text: String) {
        guard let open = text.lastIndex(of: "<"), text.hasSuffix(">") else {
            self.init(bare: text)
            return
        }
        guard let bare = MailAddress(bare: String(text[text.index(after: open)...].dropLast())) else { return nil }
        let name = text[..<open].split(separator: " ").joined(separator: " ")
        let isQuoted = name.count > 1 && name.hasPrefix("\"") && name.hasSuffix("\"")
        guard isQuoted || !name.contains(where: { "<>,;@".contains($0) }) else { return nil }
        self.init(name: isQuoted ? String(name.dropFirst().dropLast()) : name, address: bare.address)
    }

    /// What follows the `@`, in lower case.
    package var domain: String { address.split(separator: "@").last.map { $0.lowercased() } ?? "" }

    /// What follows the `@` of a sender, for Message-IDs; `jibu.invalid` when there is no address.
    package static func domain(of text: String) -> String { MailAddress(text)?.domain ?? "jibu.invalid" }
}
