import Model

extension ChannelFormat {
    /// Does it ring on a phone whatever it carries, as far as its form tells? A program may lead to a pager; what a
    /// webhook leads to reads the severity itself.
    package var rings: Bool {
        switch self {
        case .telegram, .sms, .text: true
        case .mail, .webhook: false
        }
    }

    var isSMS: Bool { if case .sms = self { true } else { false } }

    /// Entries in one digest (delivery.md 2.3).
    var entryLimit: Int {
        switch self {
        case .mail, .webhook: 10
        case .text, .telegram: 5
        case .sms: 1
        }
    }

    /// Above so many bytes the last entries say less.
    var comfortable: Int {
        switch self {
        case .mail, .text, .sms: MIMEMessage.comfortable
        case .telegram: 24_000
        case .webhook: 18_000
        }
    }

    /// Above so many bytes the last entries wait for the next digest.
    var largest: Int {
        switch self {
        case .mail, .text, .sms, .telegram: MIMEMessage.largest
        // Standard Webhooks: a body of less than 20 kB.
        case .webhook: 20_000
        }
    }

    /// Can this channel be used with an address of this form?
    package func takes(_ address: String) -> Bool {
        switch self {
        case .mail: MailAddress(bare: address) != nil
        case .telegram: Self.isChat(address)
        case .sms: Self.isTelephone(address)
        case .text, .webhook: !address.isEmpty
        }
    }

    /// A chat's number, or the @name of a public one.
    private static func isChat(_ address: String) -> Bool {
        if address.hasPrefix("@") {
            return (5...33).contains(address.utf8.count)
                && address.utf8.dropFirst().allSatisfy { MailHeader.isAlphanumeric($0) || $0 == UInt8(ascii: "_") }
        }
        return Int64(address) != nil && !address.hasPrefix("+")
    }

    /// A number with its country: `+7 700 123 45 67`.
    private static func isTelephone(_ address: String) -> Bool {
        let bare = address.utf8.filter { !" -.()".utf8.contains($0) }
        return bare.first == UInt8(ascii: "+") && (8...16).contains(bare.count)
            && bare.dropFirst().allSatisfy { (0x30...0x39).contains($0) } && bare.dropFirst().first != 0x30
    }
}
