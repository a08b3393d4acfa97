import Testing

@testable import Delivering

/// Mails as people, programs and servers write them.
struct ReceivedMailTests {
    private func mail(_ text: String) -> ReceivedMail { ReceivedMail(Array(text.replacing("\n", with: "\r\n").utf8)) }

    static let own: [(String, String)] = [
        ("Subject: ok 48213\n\nack 48213\n", "ok 48213\nack 48213"),
        ("\nack 48213\n\n> ack 11111\n", "ack 48213"),
        ("\nack 48213\n-- \nack 11111\n", "ack 48213"),
        ("\nack 48213\n\nOn Fri, 20 Nov 2026 at 09:00, Jibu <j@x.example> wrote:\n> ack 11111", "ack 48213"),
        ("\nок 48213\n\n20.11.2026 09:00, Jibu <j@x.example> пишет:\n> x", "ок 48213"),
        ("\nok 48213\n-----Original Message-----\nFrom: Jibu\nack 11111", "ok 48213"),
        ("\nok 48213\n________________________________\nFrom: Jibu", "ok 48213"),
        ("\nok 48213\n\nFrom: Jibu <j@x.example>\nack 11111", "ok 48213"),
        ("Content-Transfer-Encoding: base64\n\nYWNrIDQ4MjEz\n", "ack 48213"),
        ("Content-Transfer-Encoding: base64\n\nYWNrIDQ4\nMjE=\n", "ack 4821"),
        ("Content-Transfer-Encoding: base64\n\nYWNrIDQ4\nMjEzIQ", "ack 48213"),
        ("Content-Transfer-Encoding: base64\n\nYWNrIDQ4\nMjEzI", "ack 48213"),
        (
            "Content-Type: text/plain; charset=\"koi8-r\"\nContent-Transfer-Encoding: quoted-printable\n\n"
                + "=CF=CB 48213=\n!\n", "ок 48213!"
        ),
        ("Content-Type: text/html\n\n<p>ack&nbsp;48213</p><blockquote>x</blockquote>", "ack 48213\nx"),
        (
            "Content-Type: multipart/alternative; boundary=b\n\nno part\n--b\nContent-Type: text/html\n\n<b>html</b>\n"
                + "--b\nContent-Type: text/plain\n\nack 48213\n--b--\nno part", "ack 48213"
        ),
        ("Subject: =?UTF-8?Q?ack_48?= =?UTF-8?B?MjEz?=\n\n", "ack 48213"),
        ("Subject: =?broken ?=\n\nx", "=?broken ?=\nx"),
    ]

    @Test("the writer's own words, whatever the mail is made of", arguments: own.indices)
    func words(index: Int) {
        let (text, expected) = Self.own[index]
        #expect(MailWords.own(mail(text)).replacing("\u{a0}", with: " ") == expected)
    }

    @Test(
        "machines that answer by themselves are known",
        arguments: [
            ("Auto-Submitted: auto-replied", true), ("Auto-Submitted: no", false), ("Return-Path: <>", true),
            ("Precedence: bulk", true), ("X-Autoreply: yes", true), ("X-Auto-Response-Suppress: All", true),
            ("Content-Type: multipart/report; boundary=b", true), ("Subject: out of office?", false),
        ])
    func automatic(header: String, isAutomatic: Bool) {
        #expect(MailWords.isAutomatic(mail(header + "\nFrom: a@b.example\n\nx")) == isAutomatic)
    }

    @Test(
        "an address is believed only when there is one",
        arguments: [
            ("Aigul <A@B.example>", "a@b.example"), ("a@b.example", "a@b.example"), ("\"x <y@z>\" <a@b.example>", nil),
            ("a@b.example, c@d.example", nil), ("<a@b.example> <c@d.example>", nil), ("nobody", nil), ("", nil),
        ])
    func address(header: String, expected: String?) { #expect(MailWords.address(in: header) == expected) }

    @Test("what is no mail does no harm: parts in parts, endless heads, broken encodings")
    func hostile() {
        var nested = "x"
        for level in 0..<50 {
            nested = "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n\(nested)\n--b\(level)--"
        }
        #expect(mail(nested).leaves.count <= 30)
        let many = "Content-Type: multipart/mixed; boundary=b\n\n" + String(repeating: "--b\n\nx\n", count: 5000)
        #expect(mail(many).parts.count <= 30)
        let long = "A:" + String(repeating: "x", count: 60_000)
        for text in ["", "\n", "no colon", ": empty", "Content-Type: multipart/mixed; boundary=\n\n--\n", long] {
            #expect(MailWords.own(mail(text)).utf8.count < 100)
        }
        #expect(MailWords.own(mail("Content-Transfer-Encoding: base64\n\n%%%")).isEmpty)
        _ = ReceivedMail((0...255).map { UInt8($0) })
    }
}
