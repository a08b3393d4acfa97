import Foundation
import Model
import Testing

@testable import Alerting

@Suite("Digests")
struct DigestTests {
    @Test("a digest reads well in each language", arguments: ["kk", "ru", "sw", "rw", "fr", "en"])
    func golden(language: String) throws {
        let digest = try #require(
            Scenario.batch(Sample.person("aigul", name: "Aigül Serik", languages: [language])).digests.first)
        try Golden.expect(Array(digest.text.utf8), equal: "\(language).txt")
        try Golden.expect(digest.bytes, equal: "\(language).eml")
    }

    @Test("the HTML part is pinned too")
    func html() throws {
        let person = Sample.person("aigul", name: "Aigül Serik", languages: ["ru"])
        let alerter = Scenario.alerter(person)
        var state = AlertingState()
        let changes = alerter.advance(Scenario.posts(at: Sample.now), state: &state, now: Sample.now)
        let writer = PageWriter(
            rules: alerter.rules, recipient: person, clock: LocalTime("Asia/Almaty", orElse: "UTC"), now: Sample.now)
        let items = Dictionary(grouping: changes.notices) { state.alerts[$0.alert]?.claim ?? "" }.map {
            DigestItem(claim: $0, notices: $1, alerts: state.counted(claim: $0), told: [], book: state, now: Sample.now)
        }.sorted(by: DigestItem.inOrder)
        let drafts = items.map { EntryDraft($0, writer) }
        let page = writer.page(drafts, full: drafts.count, folded: 0, stillOpen: [])
        try Golden.expect(Array(HTMLPage.render(page).utf8), equal: "ru.html")
    }

    @Test("a chat channel gets the text itself")
    func chat() throws {
        let person = Sample.person("aigul", channels: [Recipient.Address(channel: "chat", address: "42")])
        let digest = try #require(Scenario.batch(person).digests.first)
        #expect(digest.bytes == Array(digest.text.utf8))
        #expect(digest.channel == "chat")
    }

    @Test("subject, first line and preheader never say what the claims are")
    func neutral() throws {
        for language in ["kk", "ru", "sw", "rw", "fr", "en"] {
            let digest = try #require(Scenario.batch(Sample.person("aigul", languages: [language])).digests.first)
            let first = digest.text.prefix { $0 != "\n" }
            for claim in Scenario.claims {
                for words in [claim.statement, claim.title] {
                    #expect(!digest.subject.contains(words) && !first.contains(words))
                }
            }
            #expect(!digest.subject.contains("отравлена") && !first.contains("отравлена"))
        }
    }

    @Test("the most severe claim comes first, and each claim once")
    func order() throws {
        let text = try #require(Scenario.batch(Sample.person("aigul")).digests.first).text
        let titles = ["1. School vaccination", "2. Water quality", "3. Opening hours"]
        let places = titles.compactMap { text.range(of: $0)?.lowerBound }
        #expect(places.count == 3 && places == places.sorted())
    }

    @Test("no name, pseudonym or link of a person is in a digest")
    func persons() throws {
        let digest = try #require(Scenario.batch(Sample.person("aigul")).digests.first)
        #expect(!digest.text.contains("p-77") && !digest.text.contains("p-78"))
        #expect(digest.text.contains("1 post by a private person (Telegram), at 2026-11-20 10:55"))
        #expect(!digest.text.contains("Соседка"))
    }

    @Test("addresses from posts are made unclickable, also where a mark cuts them")
    func defanged() throws {
        let text = try #require(Scenario.batch(Sample.person("aigul")).digests.first).text
        #expect(text.contains("see https[:]//evil**[.]example/chip"))
        #expect(text.contains("https[:]//tru\u{0442}h[.]example/x"))
        #expect(text.contains("https://radio.qala.example/a?b=1&c=2"))
        #expect(text.contains("Truth<U+202E>htuT Club"))
    }

    @Test("the same input gives the same bytes")
    func deterministic() {
        let person = Sample.person("aigul")
        #expect(Scenario.batch(person).digests == Scenario.batch(person).digests)
    }

    /// Many claims with one post each.
    private func many(_ count: Int, person: Recipient) -> (Alerter, AlertingState, [Notice]) {
        let claims = (0..<count).map {
            Sample.claim("claim-\($0)", title: "Title \($0)", severity: $0 == 7 ? .critical : .low)
        }
        let alerter = Sample.alerter(claims: claims, recipients: [person])
        var state = AlertingState()
        let posts = (0..<count).map { Sample.post("p\($0)", hit: "вода", claim: "claim-\($0)") }
        let changes = alerter.advance(posts, state: &state, now: Sample.now)
        return (alerter, state, changes.notices)
    }

    @Test("at most ten entries: the rest is folded and waits for the next digest")
    func folding() throws {
        let (alerter, state, notices) = many(14, person: Sample.person("aigul"))
        let batch = alerter.digests(due: notices, alerts: state.alerts, alreadyTold: [], now: Sample.now)
        let digest = try #require(batch.digests.first)
        #expect(digest.notices.count == 10)
        #expect(digest.text.contains("+4 more items follow in the next digest."))
        #expect(digest.text.contains("1. Title 7 [critical, new]"))
        #expect(batch.postponed.count == 4)
        #expect(batch.postponed.allSatisfy { $0.notBefore == Sample.instant("2026-11-21T03:00:00Z") })
        #expect(Set(batch.postponed.map(\.id)).union(digest.notices) == Set(notices.map(\.id)))
        #expect(digest.bytes.count <= MIMEMessage.largest)
    }

    @Test("quiet hours are looked at again when a digest is made")
    func heldAtSend() {
        let person = Sample.person("aigul", quiet: [QuietHours(days: Set(1...7), from: 22 * 60, until: 7 * 60)])
        let (alerter, state, notices) = many(1, person: person)
        let night = Sample.instant("2026-11-20T18:00:00Z")
        let batch = alerter.digests(due: notices, alerts: state.alerts, alreadyTold: [], now: night)
        #expect(batch.digests.isEmpty)
        #expect(batch.postponed.map(\.held) == ["quiet hours until 2026-11-21 07:00 Asia/Almaty"])
    }

    @Test("notices not due are left alone")
    func notDue() {
        let (alerter, state, notices) = many(1, person: Sample.person("aigul"))
        let batch = alerter.digests(
            due: notices, alerts: state.alerts, alreadyTold: [], now: Sample.now.advanced(by: .minutes(-1)))
        #expect(batch.digests.isEmpty && batch.postponed.isEmpty && batch.withdrawn.isEmpty)
    }

    @Test(
        "an alert that somebody dealt with meanwhile is not told",
        arguments: [Alert.State.claimed, .responded, .dismissed])
    func dealtWith(alertState: Alert.State) throws {
        let (alerter, before, notices) = many(1, person: Sample.person("aigul"))
        var state = before
        var alert = try #require(state.alerts.values.first)
        alert.state = alertState
        state.store(alert)
        let batch = alerter.digests(due: notices, alerts: state.alerts, alreadyTold: [], now: Sample.now)
        #expect(batch.digests.isEmpty)
        #expect(batch.withdrawn.map(\.why) == ["the alert is \(alertState.rawValue) by now"])
    }

    @Test("a notice of a merged alert tells the one it closed into")
    func merged() throws {
        let (alerter, before, notices) = many(1, person: Sample.person("aigul"))
        var state = before
        var old = try #require(state.alerts.values.first)
        var target = old
        target.id = "target"
        (old.state, old.mergedInto) = (.merged, "target")
        state.store(target)
        state.store(old)
        let batch = alerter.digests(due: notices, alerts: state.alerts, alreadyTold: [], now: Sample.now)
        #expect(batch.digests.map(\.notices) == [notices.map(\.id)])
        #expect(batch.notified.map(\.id) == ["target"])
        #expect(batch.notified.map(\.state) == [.notified])
    }

    @Test("after the mandate nothing is told")
    func mandateEnded() {
        let (alerter, state, notices) = many(1, person: Sample.person("aigul", until: Sample.day("2026-11-20")))
        let batch = alerter.digests(
            due: notices, alerts: state.alerts, alreadyTold: [], now: Sample.now.advanced(by: .days(1)))
        #expect(batch.digests.isEmpty)
        #expect(batch.withdrawn.map(\.why) == ["the mandate ended on 2026-11-20"])
    }

    @Test("the first channel that can be used is used; without one the notices stay due")
    func channels() throws {
        let addresses = [
            ("sms", "+1"), ("mail", "no address"), ("mail", "a@b.example\r\nBcc: x@y.example"), ("chat", "42"),
        ]
        .map { Recipient.Address(channel: $0.0, address: $0.1) }
        let (alerter, state, notices) = many(1, person: Sample.person("aigul", channels: addresses))
        #expect(
            alerter.digests(due: notices, alerts: state.alerts, alreadyTold: [], now: Sample.now).digests.map(\.channel)
                == ["chat"])
        let (deaf, deafState, deafNotices) = many(
            1, person: Sample.person("aigul", channels: Array(addresses.prefix(3))))
        let batch = deaf.digests(due: deafNotices, alerts: deafState.alerts, alreadyTold: [], now: Sample.now)
        #expect(batch.digests.isEmpty)
        #expect(batch.unreachable.map(\.notice) == deafNotices.map(\.id))
    }

    @Test("an update says how much came since, and a told claim that is still open is one line")
    func update() throws {
        let alerter = Scenario.alerter(Sample.person("aigul"))
        var state = AlertingState()
        let first = alerter.advance(Scenario.posts(at: Sample.now), state: &state, now: Sample.now)
        state.note(alerter.digests(due: first.notices, alerts: state.alerts, alreadyTold: [], now: Sample.now))
        let later = Sample.now.advanced(by: .hours(3))
        let more = (0..<3).map { Sample.post("m\($0)", author: "M\($0)", at: later) }
        let changes = alerter.advance(more, state: &state, now: later)
        let digest = try #require(
            alerter.digests(due: changes.notices, alerts: state.alerts, alreadyTold: first.notices, now: later).digests
                .first)
        #expect(digest.text.contains("1. Water quality after the repair [high, grown]"))
        #expect(digest.text.contains("6 posts by 6 authors on websites and forums, Telegram; 3 more since the last message"))
        #expect(
            digest.text.contains("Still open, told earlier: 2 items: Opening hours of the clinic; School vaccination"))
    }
}
