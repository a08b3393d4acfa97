import Model
import Text

/// What people answer to mails, read from a mailbox (delivery.md 2.6, 3.1).
///
/// Who answers is believed only when the address that they answered to was made for them (`ReplyAddress`): anybody can
/// write any name into From.
package struct MailReplies: ReplyReader {
    package let channel: String
    private let server: MailboxServer
    private let mailbox: any MailboxClient
    private let address: ReplyAddress
    private let domain: String
    private let known: [String: String]
    private let digest: @Sendable (String) -> String?
    private let recipient: @Sendable (String) -> String?
    private let now: @Sendable () -> Instant

    /// - Parameters:
    ///   - domain: the right side of our Message-IDs.
    ///   - known: mail addresses of the roster in lower case, to what is written there.
    ///   - digest: the digest whose id begins so, when there is one.
    ///   - recipient: the address that a digest with this id goes to, when there is one.
    package init(
        channel: String, server: MailboxServer, mailbox: any MailboxClient, address: ReplyAddress, domain: String,
        known: [String: String], digest: @escaping @Sendable (String) -> String?,
        recipient: @escaping @Sendable (String) -> String?, now: @escaping @Sendable () -> Instant
    ) {
        self.channel = channel
        self.server = server
        self.mailbox = mailbox
        self.address = address
        self.domain = domain
        self.known = known
        self.digest = digest
        self.recipient = recipient
        self.now = now
    }

    /// Mails of one poll; each is a question of its own to the server.
    private static let most = 30
    private static let mostBytes = 64 << 10
    /// How far back the first poll looks.
    private static let firstLook = TimeSpan.days(-3)

    package func poll(after cursor: String?) async -> ReplyPoll {
        let mark = Bookmark(cursor)
        let day = now().advanced(by: Self.firstLook).date
        var list: MailboxList
        switch await mailbox.list(server, after: mark?.taken, since: day) {
        case .failure(let failure): return ReplyPoll(cursor: cursor, trouble: failure.why)
        case .success(let found): list = found
        }
        if let mark, mark.validity != list.validity {
            // Another mailbox under the same name: its numbers mean nothing, so all is looked at; ids tell what is
            // known.
            switch await mailbox.list(server, after: nil, since: day) {
            case .failure(let failure): return ReplyPoll(cursor: cursor, trouble: failure.why)
            case .success(let found): list = found
            }
        }
        var poll = ReplyPoll(cursor: cursor ?? Bookmark(validity: list.validity, uid: 0).text)
        let uids = list.uids.prefix(Self.most)
        let arrivals = await arrivals(uids, of: list)
        for uid in uids {
            switch await mailbox.message(uid, validity: list.validity, most: Self.mostBytes, from: server) {
            case .failure(let failure) where failure.isOfMessage:
                // It would stand before all later ones for ever.
                poll.trouble = "message \(uid) is left out: \(failure.why)"
            case .failure(let failure):
                poll.trouble = failure.why
                return poll
            case .success(let bytes):
                let place = "\(list.validity)/\(uid)"
                take(ReceivedMail(bytes), place, arrived: arrivals[uid] ?? now(), into: &poll)
            }
            poll.cursor = Bookmark(validity: list.validity, uid: uid).text
        }
        poll.isMore = list.uids.count > Self.most
        return poll
    }

    /// By the clock of the office's mailbox: the Date of a mail is what its writer's machine says. Who was first may
    /// hang on it; a server that does not tell is no reason to leave replies unread.
    private func arrivals(_ uids: ArraySlice<UInt32>, of list: MailboxList) async -> [UInt32: Instant] {
        guard let first = uids.min(), let last = uids.max() else { return [:] }
        guard case .success(let found) = await mailbox.arrivals(first...last, of: list, from: server) else { return [:] }
        return found
    }

    private func take(_ mail: ReceivedMail, _ place: String, arrived: Instant, into poll: inout ReplyPoll) {
        if let report = DeliveryReport(mail, domain: domain) {
            // Anybody can write such a report. One that is believed comes from a mail server, of which the office's own
            // notes that there is no sender, and names the person to whom the digest went.
            let fate = MailWords.hasNoSender(mail) ? recipient(report.digest).flatMap { report.fate(of: $0) } : nil
            switch fate {
            case .failed(let why): poll.bounced[report.digest] = why
            case .late(let why): poll.delayed[report.digest] = why
            case nil:
                poll.trouble = "a report about digest \(report.digest.prefix(16)) is not proved, and is left out"
            }
            return
        }
        guard !MailWords.isAutomatic(mail), let from = MailWords.address(in: mail.header("from") ?? "") else { return }
        let text = MailWords.own(mail)
        guard !text.isEmpty else { return }
        let to = mail.headers.filter { ["to", "cc", "delivered-to", "x-original-to"].contains($0.name) }
            .flatMap { MailWords.addresses(in: $0.value) }
        let token = to.lazy.compactMap { address.token(in: $0, from: from) }.first
        let answered = (mail.header("in-reply-to") ?? "").drop { $0 != "<" }.dropFirst().prefix { $0 != ">" }
        let isOurs = answered.hasSuffix("@\(domain)") && answered.utf8.count == 65 + domain.utf8.count
        let id = mail.header("message-id").map { String(WideHash.hex([$0]).prefix(32)) } ?? place
        let reply = Reply(
            channel: channel, id: id, at: arrived, address: known[from] ?? from, isAuthentic: token != nil,
            text: ReplyText.cut(text),
            repliesTo: token.flatMap { digest($0) } ?? (isOurs ? String(answered.prefix(64)) : nil))
        if known[from] != nil { poll.replies.append(reply) } else { poll.others.append(reply) }
    }

    /// Which mailbox, and the last message that was taken.
    private struct Bookmark {
        var validity: UInt32
        var uid: UInt32

        init(validity: UInt32, uid: UInt32) { (self.validity, self.uid) = (validity, uid) }

        init?(_ text: String?) {
            let words = (text ?? "").split(separator: " ").compactMap { UInt32($0) }
            guard words.count == 2 else { return nil }
            (validity, uid) = (words[0], words[1])
        }

        /// Nil while none was: then only the last days are looked at, not the whole mailbox.
        var taken: UInt32? { uid == 0 ? nil : uid }

        var text: String { "\(validity) \(uid)" }
    }
}
