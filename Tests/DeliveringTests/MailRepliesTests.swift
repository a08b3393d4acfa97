import Model
import Synchronization
import Testing

@testable import Delivering

/// Mailboxes with messages that cannot be read, and reports that anybody may have written.
struct MailRepliesTests {
    /// A mailbox with these messages by number; nil is one that the server cannot give.
    private final class Messages: MailboxClient {
        let mails: [UInt32: String?]
        let breaksAt: UInt32?
        let arrived: [UInt32: Instant]
        let asked = Mutex<[UInt32?]>([])
        init(_ mails: [UInt32: String?], breaksAt: UInt32? = nil, arrived: [UInt32: Instant] = [:]) {
            self.mails = mails
            self.breaksAt = breaksAt
            self.arrived = arrived
        }

        func list(
            _ server: MailboxServer, after uid: UInt32?, since day: CivilDate
        ) async -> Result<MailboxList, MailboxFailure> {
            asked.withLock { $0.append(uid) }
            return .success(MailboxList(validity: 7, uids: mails.keys.filter { $0 > uid ?? 0 }.sorted()))
        }

        func arrivals(
            _ uids: ClosedRange<UInt32>, of list: MailboxList, from server: MailboxServer
        ) async -> Result<[UInt32: Instant], MailboxFailure> {
            arrived.isEmpty ? .failure(MailboxFailure(why: "BAD", isConfiguration: false)) : .success(arrived)
        }

        func message(
            _ uid: UInt32, validity: UInt32, most bytes: Int, from server: MailboxServer
        ) async -> Result<[UInt8], MailboxFailure> {
            if uid == breaksAt { return .failure(MailboxFailure(why: "no connection", isConfiguration: false)) }
            guard let text = mails[uid] ?? nil else {
                return .failure(MailboxFailure(why: "no such thing", isConfiguration: false, isOfMessage: true))
            }
            return .success(Array(text.replacing("\n", with: "\r\n").utf8))
        }
    }

    private static let digest = String(repeating: "0123456789abcdef", count: 4)

    private func poll(_ mailbox: Messages, after cursor: String? = nil) async -> ReplyPoll {
        await MailReplies(
            channel: "mail",
            server: MailboxServer(
                url: "imaps://mail.example", username: "alerts", password: Secret(Array("x".utf8)), requireTLS: true),
            mailbox: mailbox,
            address: ReplyAddress(mailbox: "alerts@qala.example", key: Secret(Array("0123456789abcdef".utf8))),
            domain: "qala.example", known: ["aigul@qala.example": "aigul@qala.example"], digest: { _ in nil },
            recipient: { $0 == Self.digest ? "Aigul@qala.example" : nil }, now: { Sample.now }
        ).poll(after: cursor)
    }

    private func mail(_ words: String) -> String { "From: aigul@qala.example\nMessage-ID: <\(words)@x>\n\n\(words)\n" }

    @Test("a message that the server cannot give is told, and those behind it are read")
    func leftOut() async {
        let poll = await poll(Messages([1: mail("one"), 2: nil, 3: mail("three")]))
        #expect(poll.replies.map(\.text) == ["one", "three"])
        #expect(poll.cursor == "7 3" && poll.trouble?.contains("message 2") == true)
    }

    @Test("a reply was sent when it arrived in the mailbox; where the server does not tell, when it was read")
    func times() async {
        let noon = Sample.now.advanced(by: .hours(-3))
        let mails = [UInt32(1): mail("one"), 2: mail("two")]
        #expect(await poll(Messages(mails, arrived: [1: noon])).replies.map(\.at) == [noon, Sample.now])
        #expect(await poll(Messages(mails)).replies.map(\.at) == [Sample.now, Sample.now])
    }

    @Test("where the connection breaks, the next poll goes on")
    func broken() async {
        let poll = await poll(Messages([1: mail("one"), 2: mail("two"), 3: mail("three")], breaksAt: 2))
        #expect(poll.replies.map(\.text) == ["one"])
        #expect(poll.cursor == "7 1" && poll.trouble == "no connection")
    }

    @Test("an empty first look leaves no mark, so the next one does not read the whole mailbox")
    func empty() async {
        let first = await poll(Messages([:]))
        #expect(first.cursor == "7 0")
        let mailbox = Messages([9: mail("nine")])
        let second = await poll(mailbox, after: first.cursor)
        #expect(mailbox.asked.withLock { $0 } == [nil])
        #expect(second.cursor == "7 9" && second.replies.count == 1)
    }

    @Test(
        "a report is believed when it comes from a server and names the person to whom the digest went",
        arguments: [
            ("<>", "aigul@qala.example", digest, true), ("<mallory@x.example>", "aigul@qala.example", digest, false),
            ("<>", "bolat@qala.example", digest, false),
            ("<>", "aigul@qala.example", String(repeating: "f", count: 64), false),
        ])
    func bounce(sender: String, recipient: String, digest: String, isBelieved: Bool) async {
        let report = """
            Return-Path: \(sender)
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: message/delivery-status

            Final-Recipient: rfc822; \(recipient)
            Action: failed
            Status: 5.1.1
            --b
            Content-Type: text/rfc822-headers

            Message-ID: <\(digest)@qala.example>
            --b--

            """
        let poll = await poll(Messages([1: report]))
        #expect(poll.bounced.keys.contains(digest) == isBelieved)
        #expect((poll.trouble == nil) == isBelieved)
        #expect(poll.cursor == "7 1")
    }

    /// A report of a mail server with these fields about recipients.
    private func report(_ people: String, of digest: String = digest, returned: String = "message/rfc822") -> String {
        """
        Return-Path: <>
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b
        Content-Type: text/plain

        I am sorry.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example
        Arrival-Date: Fri, 20 Nov 2026 09:00:00 +0000

        \(people)
        --b
        Content-Type: \(returned)

        Subject: Jibu
        Message-ID: <\(digest)@qala.example>

        --b--

        """
    }

    static let reports: [(people: String, bounced: String?, delayed: String?)] = [
        (
            "Final-Recipient: rfc822;Aigul@Qala.example\nAction: Failed\nStatus: 5.2.2\n"
                + "Diagnostic-Code: smtp; 552 5.2.2\n the mailbox is full",
            "5.2.2 smtp; 552 5.2.2 the mailbox is full", nil
        ),
        ("Final-Recipient: rfc822; aigul@qala.example\nAction: delayed\nStatus: 4.4.1", nil, "4.4.1 "),
        // Sent on: the address that fails is one that we never wrote to.
        (
            "Original-Recipient: rfc822; aigul@qala.example\nFinal-Recipient: rfc822; a.s@home.example\n"
                + "Action: failed\nStatus: 5.1.1", "5.1.1 ", nil
        ),
        // Somebody else's copy failed; hers is only late.
        (
            "Final-Recipient: rfc822; bolat@qala.example\nAction: failed\nStatus: 5.1.1\n\n"
                + "Final-Recipient: rfc822; aigul@qala.example\nAction: delayed\nStatus: 4.4.7", nil, "4.4.7 "
        ),
        ("Final-Recipient: rfc822; aigul@qala.example\nAction: delivered\nStatus: 2.0.0", nil, nil),
        ("Final-Recipient: rfc822; aigul@qala.example\nAction: relayed\nStatus: 2.0.0", nil, nil),
    ]

    @Test("a report says whether a mail failed or is late, for whom, and why", arguments: reports.indices)
    func kinds(_ index: Int) async {
        let (people, bounced, delayed) = Self.reports[index]
        let poll = await poll(Messages([1: report(people)]))
        #expect(poll.bounced[Self.digest] == bounced && poll.delayed[Self.digest] == delayed)
        #expect(poll.trouble == nil && poll.replies.isEmpty && poll.others.isEmpty)
    }

    @Test("a report about another office's mail is left alone, and one without the mail's head says nothing")
    func others() async {
        let failed = "Final-Recipient: rfc822; aigul@qala.example\nAction: failed\nStatus: 5.1.1"
        let other = await poll(Messages([1: report(failed).replacing("@qala.example>", with: "@other.example>")]))
        let headless = await poll(Messages([1: report(failed, returned: "text/plain")]))
        for poll in [other, headless] { #expect(poll.bounced.isEmpty && poll.trouble == nil && poll.others.isEmpty) }
    }
}
