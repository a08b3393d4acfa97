import Model

/// What is checked before a mail server is connected to (trust.md S7).
enum MailRules {
    /// The longest line of RFC 5321 section 4.5.3.1.6, without its line end.
    static let longestLine = 998

    /// Why the mail cannot be sent; nil when it can.
    static func fault(in mail: Mail) -> Outcome? {
        if let fault = fault(inAddress: mail.recipient) {
            return .recipientDead(why: "the recipient's address \(fault)")
        }
        if let fault = fault(inAddress: mail.sender) {
            return .configurationDead(why: "the sender's address \(fault)")
        }
        return fault(inBytes: mail.bytes).map { .configurationDead(why: "the message \($0)") }
    }

    /// Why the server's entry cannot be used; nil when it can.
    static func fault(in server: MailServer) -> String? {
        let name = server.clientName.utf8
        let isName = name.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard isName, !name.isEmpty, name.count <= 253 else { return "the name for EHLO must be a host name" }
        if server.username?.utf8.contains(0) == true || server.password?.reveal().contains(0) == true {
            return "user name and password must not hold a NUL byte"
        }
        return nil
    }

    private static func fault(inAddress address: String) -> String? {
        guard let at = address.lastIndex(of: "@"), at != address.startIndex,
            address.index(after: at) != address.endIndex, address.utf8.count <= 254
        else { return "is not of the form name@host" }
        let isClean = address.utf8.allSatisfy {
            $0 > 32 && $0 != 127 && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">")
        }
        return isClean ? nil : "holds a blank, a line break or an angle bracket"
    }

    /// A lone CR or LF can end the message early on some servers, so that its rest is read as another mail.
    static func fault(inBytes bytes: [UInt8]) -> String? {
        if bytes.isEmpty { return "is empty" }
        var line = 0
        var previous: UInt8 = 0
        for byte in bytes {
            switch byte {
            case 0: return "holds a NUL byte"
            case 10:
                guard previous == 13 else { return "holds a line feed without a carriage return" }
                line = 0
            default:
                if previous == 13 { return "holds a carriage return without a line feed" }
                if byte != 13 { line += 1 }
                if line > longestLine { return "has a line longer than \(longestLine) bytes" }
            }
            previous = byte
        }
        return previous == 13 ? "ends with a carriage return" : nil
    }
}
