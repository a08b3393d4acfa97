import CCurl
import Model

/// From libcurl's ending and the last reply to what is known about the mail: the table of delivery.md 3.1.
enum MailOutcome {
    /// - Parameters:
    ///   - step: how far the dialogue had come.
    ///   - reply: the server's last words.
    ///   - refused: addresses that the guard refused, when it refused all.
    static func of(_ facts: TransferFacts, step: MailTalk.Step, reply: String, refused: [String]) -> Outcome {
        let said = reply.isEmpty ? facts.message : reply
        if facts.code == CURLE_OK { return .accepted(receipt: reply.isEmpty ? nil : reply) }
        if !refused.isEmpty {
            let addresses = refused.joined(separator: ", ")
            return .configurationDead(why: "the mail server's name leads to \(addresses), which is not allowed")
        }
        // The server wanted the message and never said what became of it. libcurl's code is 0 once a piece of a reply came,
        // so what was heard counts.
        if facts.status == 354 || (step == .message && reply.hasPrefix("354")) {
            return .unknown(why: "no answer after the message was sent (\(facts.message))")
        }
        switch facts.code {
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_NOT_BUILT_IN, CURLE_UNKNOWN_OPTION,
            CURLE_BAD_FUNCTION_ARGUMENT, CURLE_SSL_CACERT_BADFILE, CURLE_PEER_FAILED_VERIFICATION, CURLE_AUTH_ERROR:
            return .configurationDead(why: said)
        case CURLE_USE_SSL_FAILED:
            return facts.status / 100 == 4
                ? .retry(after: nil, why: said)
                : .configurationDead(why: "the mail server offers no TLS (\(facts.message))")
        case CURLE_LOGIN_DENIED:
            return facts.status / 100 == 4
                ? .retry(after: nil, why: said) : .configurationDead(why: "the mail server refused the login: \(said)")
        case CURLE_SEND_ERROR, CURLE_WEIRD_SERVER_REPLY, CURLE_REMOTE_ACCESS_DENIED:
            return byReply(facts.status, step: step, said: said)
        default:
            return .retry(after: nil, why: said)
        }
    }

    /// The split by reply code, and by enhanced status code (RFC 3463) where the server gave one.
    private static func byReply(_ status: Int, step: MailTalk.Step, said: String) -> Outcome {
        switch status / 100 {
        case 2 where step == .message: return .accepted(receipt: said)
        case 5:
            switch enhancedCode(said) {
            // This one message: too long for the mailbox or the server, or of a kind that it does not take.
            case (2, 3)?, (3, 4)?, (6, _)?: return .digestRefused(why: said)
            case (1, _)?, (2, _)?: return .recipientDead(why: said)
            case (_, _)?: return .configurationDead(why: said)
            case nil: return step == .recipient ? .recipientDead(why: said) : .configurationDead(why: said)
            }
        default: return .retry(after: nil, why: said)
        }
    }

    /// `550 5.1.1 no such user` -> (1, 1).
    static func enhancedCode(_ reply: String) -> (subject: Int, detail: Int)? {
        let words = reply.split { $0 == " " || $0 == "-" }
        guard words.count > 1 else { return nil }
        let parts = words[1].split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "5" || parts[0] == "4", let subject = Int(parts[1]),
            let detail = Int(parts[2])
        else { return nil }
        return (subject, detail)
    }
}
