import Foundation
import Model
import TestSupport
import Testing

@testable import Pipeline

/// Each answer of each service cut at every group of bytes, and runs over the day after it: nothing is lost without a
/// person hearing of it, and repeats stay within the bound of docs/decisions/0023-channels.md.
struct ChannelFaultTests {
    /// Where the answer breaks: before the work, after it, and after so many bytes of the answer.
    static let faults: [LoopbackFault] =
        [.closedBefore, .closedAfter, .resetAfter] + [1, 8, 16, 24, 40, 60, 90, 120, 160].map { .cutAfter(bytes: $0) }

    struct Row: Sendable, CustomTestStringConvertible {
        var channel: String
        var severity: String
        /// Repeats that may be shown.
        var bound: Int
        var testDescription: String { "\(channel), \(severity)" }
    }

    static let rows = [
        Row(channel: "telegram", severity: "high", bound: 0), Row(channel: "telegram", severity: "critical", bound: 1),
        Row(channel: "webhook", severity: "high", bound: 0),
        Row(channel: "africastalking", severity: "critical", bound: 0),
        Row(channel: "smsc", severity: "critical", bound: 0),
    ]

    /// What was shown, and whether the office's people know what became of it.
    private struct Seen {
        var shown: Int
        var isAccepted: Bool
        var isTold: Bool
    }

    @Test("cut at every place: lost 0, repeats within the bound", arguments: rows)
    func cuts(row: Row) async throws {
        var (lost, untold, repeated) = (0, 0, 0)
        for fault in Self.faults {
            let seen = try await seen(row, fault)
            if seen.shown == 0, !seen.isTold { lost += 1 }
            if !seen.isAccepted, !seen.isTold { untold += 1 }
            repeated = max(repeated, seen.shown - 1)
        }
        print(
            "\(row.channel) \(row.severity): \(Self.faults.count) cuts, lost \(lost), "
                + "at most \(max(0, repeated)) shown again, bound \(row.bound)")
        #expect(lost == 0 && untold == 0)
        #expect(repeated <= row.bound)
    }

    private func seen(_ row: Row, _ fault: LoopbackFault) async throws -> Seen {
        switch row.channel {
        case "telegram":
            let bot = try LoopbackTelegram(chats: [4711])
            defer { bot.stop() }
            bot.fail(fault)
            return try await day(
                row, "kind: telegram\ntoken: {file: secrets/x}\napi: \"\(bot.url)\"", LoopbackTelegram.token, "4711",
                bot.port) { bot.messages.count }
        case "webhook":
            let key = Array("0123456789abcdef01234567".utf8)
            let hook = try LoopbackWebhook(key: key)
            defer { hook.stop() }
            hook.fail(fault)
            return try await day(
                row, "kind: webhook\nurl: \"\(hook.url)\"\nsecret: {file: secrets/x}", LoopbackWebhook.secret(of: key),
                "aigul", hook.port) { hook.shown.count }
        default:
            let gateway = try LoopbackGateway()
            defer { gateway.stop() }
            gateway.fail(fault)
            let isSMSC = row.channel == "smsc"
            let account =
                isSMSC ? "login: qala\npassword: {file: secrets/x}" : "username: qala\napi_key: {file: secrets/x}"
            return try await day(
                row, "kind: \(row.channel)\n\(account)\napi: \"\(gateway.url)\"",
                isSMSC ? LoopbackGateway.smscPassword : LoopbackGateway.africasTalkingKey, "+77001234567",
                gateway.port) { gateway.messages.count }
        }
    }

    private func day(
        _ row: Row, _ channel: String, _ secret: String, _ address: String, _ port: Int, shown: () -> Int
    ) async throws -> Seen {
        let office = try ChannelOffice(
            channel: channel, secrets: ["secrets/x": secret], address: address, port: port, severity: row.severity)
        for minutes in [0, 31, 75, 200, 1500] as [Int64] { try await office.run(minutes) }
        return Seen(
            shown: shown(), isAccepted: try office.deliveries().allSatisfy { $0.state == .accepted },
            isTold: try !office.words().isEmpty)
    }

    /// Where the dialogue with a mail server breaks: before each reply, after each group of its bytes, and in the
    /// message.
    static let mailFaults: [(step: LoopbackSMTP.Step, action: LoopbackSMTP.Action)] =
        [.connect, .hello, .login, .sender, .recipient, .data, .message, .quit].flatMap {
            (step: LoopbackSMTP.Step) -> [(step: LoopbackSMTP.Step, action: LoopbackSMTP.Action)] in
            [.close, .reset, .cut(bytes: 1), .cut(bytes: 4), .cut(bytes: 12)].map { (step, $0) }
        } + [1, 100, 1000].map { (.data, .listen(bytes: $0)) }

    @Test("mail, broken at every place: lost 0, one repeat at most, of the same bytes")
    func mail() async throws {
        var (lost, untold, repeated) = (0, 0, 0)
        for (step, action) in Self.mailFaults {
            let server = try LoopbackSMTP()
            defer { server.stop() }
            server.script(step, action)
            let row = Row(channel: "mail", severity: "critical", bound: 1)
            let seen = try await day(
                row, MailChannelTests.channel(server), MailChannelTests.password, "aigul@qala.example", server.port
            ) { server.record.messages.count }
            let mails = server.record.messages
            // What the server did not say that it took counts as lost, and as shown.
            if !mails.contains(where: \.accepted), !seen.isTold { lost += 1 }
            if !seen.isAccepted, !seen.isTold { untold += 1 }
            repeated = max(repeated, seen.shown - 1)
            #expect(Set(mails.map(\.bytes)).count == 1, "\(step) \(action)")
        }
        print("mail: \(Self.mailFaults.count) cuts, lost \(lost), at most \(repeated) shown again, bound 1")
        #expect(lost == 0 && untold == 0 && repeated == 1)
    }
}
