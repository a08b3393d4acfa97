import Foundation
import Model
import TestSupport
import Testing

@testable import Delivering
@testable import Pipeline

/// Mails that go out with an address to answer to, and answers in a real mailbox.
struct MailReplyTests {
    private let smtp: LoopbackSMTP
    private let imap: LoopbackDovecot

    init() throws {
        smtp = try LoopbackSMTP()
        imap = try LoopbackDovecot()
    }

    private func office() throws -> ChannelOffice {
        try ChannelOffice(
            channel: OfficeText.mail(smtp, imap),
            secrets: ["secrets/imap": LoopbackDovecot.password, "secrets/reply": "0123456789abcdef0123456789abcdef"],
            address: "Aigul@qala.example", port: smtp.port, otherPort: imap.port)
    }

    private func header(_ name: String) throws -> String {
        let text = String(decoding: try #require(smtp.record.messages.first).bytes, as: UTF8.self)
        let line = try #require(text.components(separatedBy: "\r\n").first { $0.hasPrefix(name + ": ") })
        return String(line.dropFirst(name.count + 2))
    }

    @Test(
        "an answer is read with its digest, and believed only at the address that was made for its writer",
        .enabled(if: LoopbackDovecot.isInstalled))
    func replies() async throws {
        let office = try office()
        try await office.run(0)
        let digest = try #require(try office.deliveries().first).digest.id
        let replyTo = try header("Reply-To")
        #expect(replyTo.hasPrefix("alerts+\(digest.prefix(16)).") && replyTo.hasSuffix("@qala.example"))
        let reader = try #require(try office.reader())

        let quote = "\n\nOn 20 Nov 2026 Jibu <jibu@qala.example> wrote:\n> ack 99999\n"
        try imap.receive(
            "From: \"Aigul S\" <aigul@qala.example>\nTo: \(replyTo)\nSubject: =?utf-8?B?UmU6INCe0YLQstC10YI=?=\n"
                + "Message-ID: <a@phone>\nDate: Fri, 20 Nov 2020 09:00:00 +0000\n\nack 48213" + quote, as: "1",
            at: ChannelOffice.start.advanced(by: .minutes(-7)).seconds)
        try imap.receive(
            "From: aigul@qala.example\nTo: alerts+\(digest.prefix(16)).0123456789abcdef0123@qala.example\n"
                + "Message-ID: <b@x>\n\nack 48213\n", as: "2")
        try imap.receive("From: bolat@qala.example\nTo: \(replyTo)\nMessage-ID: <c@x>\n\nack 48213\n", as: "3")
        try imap.receive(
            "From: aigul@qala.example\nTo: \(replyTo)\nAuto-Submitted: auto-replied\nMessage-ID: <d@x>\n"
                + "\nI am away, ack 48213\n", as: "4")
        let first = await reader.poll(after: nil)
        #expect(first.trouble == nil)
        #expect(first.replies.map(\.text) == ["Re: Ответ\nack 48213", "ack 48213"])
        #expect(first.replies.first?.at == ChannelOffice.start.advanced(by: .minutes(-7)), "as the mailbox has it")
        #expect(first.replies.map(\.isAuthentic) == [true, false])
        #expect(first.replies.map(\.repliesTo) == [digest, nil])
        #expect(first.replies.allSatisfy { $0.address == "Aigul@qala.example" })
        #expect(first.others.map(\.address) == ["bolat@qala.example"])
        #expect(first.others.map(\.isAuthentic) == [false], "another person's address proves nothing")

        #expect(await reader.poll(after: first.cursor).replies.isEmpty)
        try imap.receive("From: aigul@qala.example\nTo: \(replyTo)\nMessage-ID: <e@x>\n\nrelease 48213\n", as: "5")
        let second = await reader.poll(after: first.cursor)
        #expect(second.replies.map(\.text) == ["release 48213"])
        // A mailbox made anew: everything comes again, under the same ids.
        try imap.renumber()
        let again = await reader.poll(after: second.cursor)
        #expect(Set(again.replies.map(\.id)).isSuperset(of: first.replies.map(\.id)))
    }

    @Test("the answer to a reply stands in the thread of what it is about", .enabled(if: LoopbackDovecot.isInstalled))
    func answered() async throws {
        let office = try office()
        try await office.run(0)
        try imap.receive(
            "From: aigul@qala.example\nTo: \(try header("Reply-To"))\nMessage-ID: <a@phone>\n\nok\n", as: "1")
        try await office.run(10)
        let mails = smtp.record.messages.map(\.bytes).map { ReceivedMail($0) }
        try #require(mails.count == 2)
        #expect(mails[1].header("in-reply-to") == mails[0].header("message-id"))
        #expect(mails[1].header("references") == mails[0].header("message-id"))
        #expect(mails[1].header("message-id") != mails[0].header("message-id"))
    }

    /// A mail server says what became of the first mail.
    private func report(_ action: String, status: String, as name: String) throws {
        try imap.receive(
            """
            From: MAILER-DAEMON@mx.example
            Return-Path: <>
            Message-ID: <\(name)@mx>
            Content-Type: multipart/report; report-type=delivery-status; boundary="b"

            --b
            Content-Type: text/plain

            ack 48213
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example

            Final-Recipient: rfc822; aigul@qala.example
            Action: \(action)
            Status: \(status)
            Diagnostic-Code: smtp; 550 no such user
            --b
            Content-Type: text/rfc822-headers

            Subject: Jibu
            Message-ID: \(try header("Message-ID"))

            --b--

            """, as: name)
    }

    @Test(
        "a mail that is late is named; one that comes back is dead at once, and an operator hears of it",
        .enabled(if: LoopbackDovecot.isInstalled))
    func bounced() async throws {
        let office = try office()
        try await office.run(0)
        #expect(try office.deliveries().map(\.state) == [.accepted])
        try report("delayed", status: "4.4.1", as: "1")
        let late = try await office.run(20)
        #expect(try office.deliveries().map(\.state) == [.accepted])
        let words = "the message to aigul over way is late, and its server goes on trying"
        #expect(late.remarks.contains(words + " (4.4.1 smtp; 550 no such user)"))

        try report("failed", status: "5.1.1", as: "2")
        let report = try await office.run(40)
        let delivery = try #require(try office.deliveries().first)
        #expect(delivery.state == .recipientDead)
        #expect(delivery.detail == "it came back: 5.1.1 smtp; 550 no such user")
        #expect(report.deliveries.map(\.recipient) == ["bekzat"])
        #expect(try office.words().count == 1)
        #expect(report.troubles.contains { $0.contains("is left, and nobody can be told instead") })
    }

    @Test("a wrong password is told, and the cursor stays", .enabled(if: LoopbackDovecot.isInstalled))
    func refused() async throws {
        let office = try office()
        try office.write("wrong", to: "secrets/imap")
        let reader = try #require(try office.reader())
        let poll = await reader.poll(after: "7 3")
        #expect(poll.cursor == "7 3" && poll.replies.isEmpty)
        #expect(poll.trouble?.contains("cannot be read") == true)
    }
}
