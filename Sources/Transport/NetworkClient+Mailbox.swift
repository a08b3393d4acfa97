import CCurl
import Model
import Reading

extension NetworkClient: MailboxClient {
    package func list(
        _ server: MailboxServer, after uid: UInt32?, since day: CivilDate
    ) async -> Result<MailboxList, MailboxFailure> {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let month = months.indices.contains(day.month - 1) ? months[day.month - 1] : "Jan"
        // Short: long lines are cut off by libcurl.
        let command = uid.map { "UID SEARCH UID \($0 == .max ? $0 : $0 + 1):*" }
            ?? "UID SEARCH SINCE \(day.day)-\(month)-\(day.year)"
        return await ask(server, path: "/INBOX", command: command, most: 1 << 20).flatMap { exchange in
            guard let validity = exchange.validity else {
                return .failure(MailboxFailure(why: "the server names no UIDVALIDITY", isConfiguration: false))
            }
            let words = String(decoding: exchange.body, as: UTF8.self).split(whereSeparator: \.isWhitespace)
            // `n:*` always gives the last message, also when it is older than n.
            let uids = words.compactMap { UInt32($0) }.filter { $0 > uid ?? 0 }
            return .success(MailboxList(validity: validity, uids: uids.sorted()))
        }
    }

    package func arrivals(
        _ uids: ClosedRange<UInt32>, of list: MailboxList, from server: MailboxServer
    ) async -> Result<[UInt32: Instant], MailboxFailure> {
        let command = "UID FETCH \(uids.lowerBound):\(uids.upperBound) (INTERNALDATE)"
        return await ask(server, path: "/INBOX", command: command, most: 1 << 20).map { exchange in
            // Numbers mean something only in the mailbox that they were listed in.
            guard exchange.validity == list.validity else { return [:] }
            let lines = String(decoding: exchange.body, as: UTF8.self).split(whereSeparator: \.isNewline)
            return Dictionary(lines.compactMap(Self.arrival)) { first, _ in first }
        }
    }

    /// `* 3 FETCH (UID 7 INTERNALDATE "20-Nov-2026 09:10:00 +0000")`, in any order.
    private static func arrival(_ line: Substring) -> (UInt32, Instant)? {
        func behind(_ name: String) -> Substring? { line.firstRange(of: name).map { line[$0.upperBound...] } }
        guard let uid = behind("UID ").flatMap({ UInt32($0.prefix { $0.isASCII && $0.isNumber }) }),
            let date = behind("INTERNALDATE \"")?.prefix(while: { $0 != "\"" }),
            let read = FeedDate.read(String(date)), !read.zoneAssumed
        else { return nil }
        return (uid, read.instant)
    }

    package func message(
        _ uid: UInt32, validity: UInt32, most bytes: Int, from server: MailboxServer
    ) async -> Result<[UInt8], MailboxFailure> {
        await ask(
            server, path: "/INBOX;UIDVALIDITY=\(validity)/;UID=\(uid)/;PARTIAL=0.\(bytes)", command: nil, most: bytes
        ).map(\.body)
    }

    private func ask(
        _ server: MailboxServer, path: String, command: String?, most: Int
    ) async -> Result<MailboxExchange, MailboxFailure> {
        let exchange: MailboxExchange
        do throws(MailboxFailure) {
            exchange = try MailboxExchange(server, path: path, command: command, most: most, policy: policy)
        } catch {
            return .failure(error)
        }
        switch await run(exchange) {
        case .blocked, .cancelled: return .failure(MailboxFailure(why: "stopped", isConfiguration: false))
        case .finished(let facts):
            if facts.code == CURLE_OK { return .success(exchange) }
            let isConfiguration = [
                CURLE_LOGIN_DENIED, CURLE_USE_SSL_FAILED, CURLE_PEER_FAILED_VERIFICATION, CURLE_URL_MALFORMAT,
            ].contains(facts.code)
            let why = exchange.isTooLong ? "the answer is longer than \(most) bytes" : facts.message
            // What libcurl says when the server answers, and not with what was asked for.
            let isOfMessage = exchange.isTooLong
                || [CURLE_REMOTE_FILE_NOT_FOUND, CURLE_QUOTE_ERROR, CURLE_WEIRD_SERVER_REPLY].contains(facts.code)
            return .failure(
                MailboxFailure(
                    why: "the mailbox cannot be read: \(why)", isConfiguration: isConfiguration,
                    isOfMessage: isOfMessage))
        }
    }
}
