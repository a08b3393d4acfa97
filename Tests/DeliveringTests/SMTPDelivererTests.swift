import Model
import Testing

@testable import Delivering

@Suite("Mail over SMTP")
struct SMTPDelivererTests {
    private func deliverer(_ transport: ScriptedMail, from: String = "Jibu <jibu@qala.example>") -> SMTPDeliverer {
        SMTPDeliverer(channel: "mail", from: from, server: Sample.server, transport: transport)
    }

    @Test("one message goes to one envelope recipient with its bytes untouched")
    func envelope() async {
        let transport = ScriptedMail(.accepted(receipt: "250 ok"))
        let outcome = await deliverer(transport).deliver(Sample.digest())
        #expect(outcome == .accepted(receipt: "250 ok"))
        #expect(
            transport.handed == [Mail(sender: "jibu@qala.example", recipient: "aigul@qala.example", bytes: Sample.mail)]
        )
        #expect(deliverer(transport).format == .mail(from: "Jibu <jibu@qala.example>", domain: "qala.example"))
    }

    @Test(
        "what the transport says is passed on",
        arguments: [
            Outcome.retry(after: .seconds(9), why: "451"), .recipientDead(why: "550 5.1.1"),
            .configurationDead(why: "535"), .unknown(why: "no reply after DATA"),
        ])
    func outcomes(outcome: Outcome) async {
        #expect(await deliverer(ScriptedMail(outcome)).deliver(Sample.digest()) == outcome)
    }

    @Test(
        "an address that could smuggle a command never reaches the server",
        arguments: [
            "a@b.example\r\nRCPT TO:<x@y.example>", "a@b.example>\r\nDATA", "a b@c.example", "a@b@c.example", "a", "@",
            "a@b.example,c@d.example", "\u{430}@b.example", "-f@b.example", "", "<a@b.example> <c@d.example>",
            "a@b.example\0",
        ])
    func addresses(address: String) async {
        let transport = ScriptedMail(.accepted(receipt: nil))
        let outcome = await deliverer(transport).deliver(Sample.digest(address: address))
        #expect(outcome.name == "recipient-dead")
        let other = await deliverer(transport, from: address).deliver(Sample.digest())
        #expect(other.name == "configuration-dead")
        #expect(transport.handed.isEmpty)
    }

    @Test(
        "bytes that are no proper mail never reach the server",
        arguments: [
            "a\nb\r\n", "a\rb\r\n", "a\r\n.\n", "a\0\r\n", "no end", "a\r", "a\r\r\n",
            String(repeating: "x", count: 999) + "\r\n", "",
        ])
    func bytes(text: String) async {
        let transport = ScriptedMail(.accepted(receipt: nil))
        let outcome = await deliverer(transport).deliver(Sample.digest(bytes: Array(text.utf8)))
        #expect(outcome.name == "digest-refused", "one bad digest is no fault of the channel, nor of the person")
        #expect(transport.handed.isEmpty)
    }

    @Test("a line of 998 bytes is still a line")
    func longest() { #expect(MailBytes.areSafe(Array((String(repeating: "x", count: 998) + "\r\n").utf8))) }
}
