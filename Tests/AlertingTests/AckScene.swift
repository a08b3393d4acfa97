import Model

@testable import Alerting

/// People who reply. Friday 20 November 2026, 11:00 in Almaty; a run hears of it at 11:01: four working hours end at
/// 15:01, three quarters of them at 14:01.
protocol AckScene {}

extension AckScene {
    var alerter: Alerter {
        Sample.alerter(recipients: [
            Sample.person("aigul", channels: [
                Recipient.Address(channel: "chat", address: "42"),
                Recipient.Address(channel: "mail", address: "aigul@qala.example"),
            ]),
            Sample.person("daniyar", languages: ["ru"]), Sample.person("former", until: Sample.day("2026-11-19")),
            Sample.person("night", quiet: [QuietHours(days: Set(1...7), from: 22 * 60, until: 7 * 60)]),
        ])
    }

    var lease: AckEvent.Lease {
        AckEvent.Lease(
            until: Sample.instant("2026-11-20T10:01:00Z"), remindAt: Sample.instant("2026-11-20T09:01:00Z"))
    }

    func entry(
        _ alert: String = "a1", code: String = "48217", claim: String = "water-poison",
        told: Set<String> = ["aigul", "daniyar"], _ events: [AckEvent] = []
    ) -> AckBook.Entry {
        AckBook.Entry(
            alert: alert, claim: claim, opened: Sample.now, code: code, standing: AckStanding(events), told: told)
    }

    func reply(
        _ text: String, from address: String = "42", over channel: String = "chat", id: String = "1",
        after seconds: Int64 = 0, isAuthentic: Bool = true, to digest: String? = nil
    ) -> Reply {
        Reply(
            channel: channel, id: id, at: Sample.now.advanced(by: .seconds(seconds)), address: address,
            isAuthentic: isAuthentic, text: text, repliesTo: digest)
    }

    func daniyars(_ text: String, after seconds: Int64 = 0) -> Reply {
        reply(text, from: "DANIYAR@qala.example", over: "mail", id: "7", after: seconds)
    }

    /// What `jibu ack` left.
    func command(_ actor: String, after seconds: Int64) -> AckDemand {
        AckDemand(
            actor: actor, act: .claim, target: "a1", channel: AckEvent.inbox, externalID: "ack-\(actor).json",
            at: Sample.now.advanced(by: .seconds(seconds)), rawHash: "", answerTo: nil)
    }

    func take(
        _ replies: [Reply], _ book: inout AckBook, written: [AckDemand] = [], digests: [String: [String]] = [:],
        at now: Instant? = nil
    ) -> Acknowledged {
        alerter.take(
            replies, written, book: &book, digests: digests, now: now ?? Sample.now.advanced(by: .minutes(1)))
    }
}
