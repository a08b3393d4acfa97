import Foundation

/// What a mail server reports about a mail of ours that it had taken (RFC 3464). Whether it is true, it cannot say.
struct DeliveryReport {
    /// Id of the digest that the mail was.
    let digest: String
    private let people: [Group]

    /// What became of it for somebody.
    enum Fate: Hashable {
        case failed(why: String)
        /// The server goes on trying.
        case late(why: String)
    }

    /// Nil when a mail is no such report, reports nothing bad, or is about no mail of ours.
    init?(_ mail: ReceivedMail, domain: String) {
        guard mail.type.name == "multipart/report",
            let status = mail.leaves.first(where: { Self.statusTypes.contains($0.type.name) }),
            let digest = mail.leaves.lazy.compactMap({ Self.digest(in: $0, domain: domain) }).first
        else { return nil }
        self.digest = digest
        people = Self.groups(status.body).filter { $0.fate != nil }
        if people.isEmpty { return nil }
    }

    /// What became of it for an address that we wrote to, wherever its mail is sent on to; the worst of several. Nil
    /// when the report does not name it.
    func fate(of address: String) -> Fate? {
        let fates = people.filter { $0.names(address) }.compactMap(\.fate)
        return fates.first { if case .failed = $0 { true } else { false } } ?? fates.first
    }

    private static let statusTypes: Set = ["message/delivery-status", "message/global-delivery-status"]
    private static let returnedTypes: Set = [
        "message/rfc822", "text/rfc822-headers", "message/rfc822-headers", "message/global", "message/global-headers",
    ]

    /// The digest whose mail a part gives back, whole or its head alone.
    private static func digest(in part: ReceivedMail, domain: String) -> String? {
        guard returnedTypes.contains(part.type.name), let own = ReceivedMail(part.body).header("message-id") else {
            return nil
        }
        let id = own.drop { $0 == "<" }.prefix { $0 != "@" }
        return own.hasSuffix("@\(domain)>") && id.utf8.count == 64 ? String(id) : nil
    }

    /// Fields about the mail, or about one recipient.
    private struct Group {
        var fields: [(name: String, value: String)]

        private func first(_ name: String) -> String? { fields.first { $0.name == name }?.value }

        var fate: Fate? {
            let why = HTTPCall.said("\(first("status") ?? "") \(first("diagnostic-code") ?? "")")
            switch first("action")?.lowercased() {
            case "failed": return .failed(why: why)
            case "delayed": return .late(why: why)
            default: return nil
            }
        }

        /// `Final-Recipient: rfc822; aigul@qala.example`, or what it was before it was sent on.
        func names(_ address: String) -> Bool {
            fields.contains { field in
                guard ["final-recipient", "original-recipient"].contains(field.name),
                    let mark = field.value.firstIndex(of: ";")
                else { return false }
                let named = field.value[mark...].dropFirst().trimmingCharacters(in: .whitespaces)
                return named.lowercased() == address.lowercased()
            }
        }
    }

    /// Groups stand between empty lines, the first is about the mail itself.
    private static func groups(_ body: [UInt8]) -> [Group] {
        var groups: [Group] = []
        var rest = body[...]
        while !rest.isEmpty, groups.count < 100 {
            let (head, tail) = ReceivedMail.divide(rest)
            groups.append(Group(fields: ReceivedMail.headers(head)))
            rest = tail
        }
        return groups
    }
}
