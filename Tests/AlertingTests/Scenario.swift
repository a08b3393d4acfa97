import Model

@testable import Alerting

/// One digest with everything in it: a claim to answer, one to watch, one whose answer is overdue, and one told before.
enum Scenario {
    static let claims = [
        Sample.claim(),
        Sample.claim(
            "clinic-closed", title: "Opening hours of the clinic",
            statement: "The clinic of North End is closed for good.",
            severity: .medium, topics: ["health"], areas: ["north"], watchlist: "health"),
        Sample.claim(
            "vaccine-chip", title: "School vaccination", statement: "The school vaccine holds a chip.",
            severity: .critical, topics: ["health"], areas: [], watchlist: "health"),
        Sample.claim(
            "bridge-toll", title: "The bridge", statement: "The bridge will cost money from Monday.", severity: .low,
            topics: ["roads"], watchlist: "roads"),
    ]

    static func alerter(_ person: Recipient) -> Alerter {
        Sample.alerter(
            claims: claims,
            responses: [
                Sample.response(
                    languages: ["en", "ru", "kk", "fr", "sw", "rw"], post: "{{fact}}\n{{contact}}\n{{evidence_url}}"),
                Sample.response("vaccine-chip", reviewBy: "2026-11-01"),
            ], recipients: [person])
    }

    static func posts(at now: Instant) -> [MatchedPost] {
        let clinic =
            "Соседка сказала, что клиника з а к р ы т а навсегда и врачей там больше не будет, все уехали в область."
        let chip =
            "They say the school vacc1ne has a chip inside, see https://evil.example/chip before they delete it all!"
        return [
            Sample.post("w1", author: "Qala News", at: now.advanced(by: .minutes(-130)), places: ["north"]),
            Sample.post(
                "w2", "ВНИМАНИЕ! " + Sample.longText, source: "radio", author: "Radio <Dala>",
                url: "https://radio.qala.example/a?b=1&c=2",
                at: now.advanced(by: .minutes(-50))),
            Sample.post(
                "w3", Sample.longText + " Передайте дальше!", view: .deobf, source: "chat", platform: "telegram",
                kind: .person, author: "p-77", url: nil, at: now.advanced(by: .minutes(-5))),
            Sample.post(
                "c1", clinic, hit: "клиника з а к р ы т а", claim: "clinic-closed", pattern: "clinic-closed/1",
                view: .squeeze,
                source: "chat", platform: "telegram", kind: .person, author: "p-78", url: nil, at: now),
            Sample.post(
                "v1", chip, hit: "vacc1ne has a chip inside, see https://evil", claim: "vaccine-chip",
                pattern: "vaccine-chip/1",
                view: .deobf, source: "blog", platform: "feed", kind: .organisation, author: "Truth\u{202E}htuT Club",
                url: "https://tru\u{0442}h.example/x", at: now.advanced(by: .minutes(-1)), language: "en"),
        ]
    }

    static func batch(_ person: Recipient) -> DigestBatch {
        let alerter = alerter(person)
        var state = AlertingState()
        let before = Sample.now.advanced(by: .days(-1))
        let bridge = Sample.post(
            "b1", "С понедельника проезд по мосту будет платным", hit: "по мосту", claim: "bridge-toll", at: before)
        let earlier = alerter.advance([bridge], state: &state, now: before)
        let changes = alerter.advance(posts(at: Sample.now), state: &state, now: Sample.now)
        return alerter.digests(
            due: changes.notices, alerts: state.alerts, alreadyTold: earlier.notices, now: Sample.now)
    }
}
