import Model
import Testing

@testable import Alerting

@Suite("How a digest says who takes an alert")
struct TakingTests {
    private static let addresses = [
        "mail": "aigul@qala.example", "bot": "4711", "sms": "+77001234567", "hook": "office",
    ]

    private func text(over channel: String, isRead: Bool, language: String = "en", code: String? = "48217") throws -> String {
        let address = try #require(Self.addresses[channel])
        let person = Sample.person(
            "aigul", languages: [language], channels: [Recipient.Address(channel: channel, address: address)])
        let alerter = Sample.alerter(
            recipients: [person],
            channels: [
                "mail": .mail(from: "jibu@qala.example", domain: "qala.example"), "bot": .telegram, "sms": .sms(segments: 4),
                "hook": .webhook,
            ])
        var state = AlertingState()
        let changes = alerter.advance([Sample.post("p1")], state: &state, now: Sample.now)
        let alert = try #require(changes.alerts.first)
        let circumstances = Circumstances(
            codes: code.map { [alert.id: $0] } ?? [:], repliedOver: isRead ? [channel] : [])
        let batch = alerter.digests(
            due: changes.notices, alerts: [alert.id: alert], alreadyTold: [], in: circumstances, now: Sample.now)
        let digest = try #require(batch.digests.first)
        return channel == "mail" ? digest.text : String(decoding: digest.bytes, as: UTF8.self)
    }

    @Test("with a reply where replies are read, with a touch in Telegram, else through the office")
    func ways() throws {
        #expect(try text(over: "mail", isRead: true).contains("I see to it: reply “ok 48217”"))
        #expect(try text(over: "mail", isRead: true, language: "kk").contains("«иә 48217» деп жауап беріңіз"))
        #expect(try text(over: "mail", isRead: false).contains("code 48217; tell it to the office"))
        #expect(try text(over: "bot", isRead: true).contains("/ack_48217"))
        #expect(try text(over: "sms", isRead: false).hasSuffix("\n#48217"))
        #expect(try text(over: "hook", isRead: false).contains("48217"))
    }

    @Test("who has it reads until when, and how to finish it", arguments: ["mail", "bot", "hook"])
    func held(channel: String) throws {
        let address = Recipient.Address(channel: channel, address: try #require(Self.addresses[channel]))
        let alerter = Sample.alerter(
            recipients: [Sample.person("aigul", channels: [address])],
            channels: ["mail": .mail(from: "jibu@qala.example", domain: "qala.example"), "bot": .telegram, "hook": .webhook])
        var state = AlertingState()
        let first = alerter.advance([Sample.post("p1")], state: &state, now: Sample.now)
        var alert = try #require(first.alerts.first)
        alert.state = .claimed
        let record = AnswerRecord(
            claimedBy: [alert.id: "aigul"], claimedUntil: [alert.id: Sample.now.advanced(by: .hours(4))])
        let batch = alerter.digests(
            due: first.notices, alerts: [alert.id: alert], alreadyTold: [],
            in: Circumstances(record: record, codes: [alert.id: "48217"], repliedOver: channel == "hook" ? [] : [channel]),
            now: Sample.now)
        let text = try #require(batch.digests.first).text
        #expect(text.contains("It is yours until 2026-11-20 15:00."))
        #expect(text.contains("done 48217 and the address of the page") == (channel != "hook"))
        for word in ["reply “ok", "/ack_", "tell it to the office"] { #expect(!text.contains(word)) }
    }

    @Test("an alert without a code has no such line, as in a replay")
    func none() throws {
        for channel in Self.addresses.keys {
            let text = try text(over: channel, isRead: true, code: nil)
            #expect(!text.contains("I see to it") && !text.contains("#"), "\(channel)")
        }
    }
}
