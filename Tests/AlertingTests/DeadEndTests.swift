import Model
import Testing

@testable import Alerting

@Suite("Who is told when a message does not arrive")
struct DeadEndTests {
    private let mail = Recipient.Address(channel: "mail", address: "aigul@qala.example")
    private let chat = Recipient.Address(channel: "chat", address: "42")

    private func aigul(_ channels: [Recipient.Address]) -> Recipient {
        Sample.person("aigul", areas: ["qala"], channels: channels)
    }

    /// Digests of one alert for Aigül, with these press officers and operators about.
    private func batch(
        _ person: Recipient, others: [Recipient] = [], _ circumstances: Circumstances, now: Instant = Sample.now
    ) -> DigestBatch {
        let alerter = Sample.alerter(recipients: [person] + others)
        var state = AlertingState()
        let changes = alerter.advance([Sample.post("p1")], state: &state, now: Sample.now)
        return alerter.digests(
            due: changes.notices, alerts: state.alerts, alreadyTold: [], in: circumstances, now: now)
    }

    private func refused(_ addresses: Recipient.Address...) -> Circumstances {
        Circumstances(deadEnds: DeadEnds(refused: ["aigul": Set(addresses)]))
    }

    @Test("an address that refused is passed over, and so is a broken channel while there is another")
    func nextChannel() {
        let person = aigul([mail, chat])
        #expect(batch(person, Circumstances()).digests.map(\.channel) == ["mail"])
        #expect(batch(person, refused(mail)).digests.map(\.channel) == ["chat"])
        let broken = Circumstances(deadEnds: DeadEnds(brokenChannels: ["mail"]))
        #expect(batch(person, broken).digests.map(\.channel) == ["chat"])
        #expect(batch(aigul([mail]), broken).digests.map(\.channel) == ["mail"], "the outbox keeps it")
        let slow = Circumstances(deadEnds: DeadEnds(slow: ["aigul": [mail]]))
        #expect(batch(person, slow).digests.map(\.channel) == ["chat"])
        #expect(batch(aigul([mail]), slow).digests.map(\.channel) == ["mail"])
    }

    @Test("with no channel left the press officer of the area is told, once, and reads why")
    func standIn() throws {
        let officers = [
            Sample.person("grace", role: .pressOfficer, areas: ["qala"]),
            Sample.person("omar", role: .pressOfficer, areas: ["elsewhere"]),
        ]
        let found = batch(aigul([mail]), others: officers, refused(mail))
        #expect(found.unreachable.map(\.recipient) == ["aigul"])
        #expect(found.standIns.map(\.recipient) == ["grace"])
        #expect(found.standIns.map(\.insteadOf) == ["aigul"])
        let digest = try #require(found.digests.first)
        #expect(found.digests.count == 1 && digest.recipient == "grace")
        #expect(digest.text.contains("Sent to you because Aigul is away or cannot be reached."))
        #expect(digest.notices == found.standIns.map(\.id))
    }

    @Test("a stand-in is not made twice, nor for somebody else's stand-in")
    func once() {
        let grace = Sample.person("grace", role: .pressOfficer)
        let alerter = Sample.alerter(recipients: [aigul([mail]), grace])
        var state = AlertingState()
        let changes = alerter.advance([Sample.post("p1")], state: &state, now: Sample.now)
        func digests(due: [Notice], told: [Notice], _ ends: DeadEnds) -> DigestBatch {
            alerter.digests(
                due: due, alerts: state.alerts, alreadyTold: told, in: Circumstances(deadEnds: ends), now: Sample.now)
        }
        let ends = DeadEnds(refused: ["aigul": [mail]])
        let first = digests(due: changes.notices, told: [], ends)
        #expect(first.standIns.count == 1)
        #expect(digests(due: changes.notices, told: first.standIns, ends).standIns.isEmpty)
        let deaf = DeadEnds(refused: ["aigul": [mail], "grace": Set(grace.channels)])
        #expect(digests(due: changes.notices + first.standIns, told: [], deaf).standIns.isEmpty)
    }

    @Test("a text that an address did not take goes another way, and everything else over that address")
    func refusedText() throws {
        let grace = Sample.person("grace", role: .pressOfficer, areas: ["qala"])
        let claims = [Sample.claim("water"), Sample.claim("other")]
        let alerter = Sample.alerter(claims: claims, recipients: [aigul([mail])] + [grace])
        let both = Sample.alerter(claims: claims, recipients: [aigul([mail, chat])])
        var state = AlertingState()
        let changes = alerter.advance(
            [Sample.post("p1", claim: "water"), Sample.post("p2", claim: "other")], state: &state, now: Sample.now)
        let own = changes.notices.filter { $0.recipient == "aigul" }
        try #require(own.count == 2)
        let ends = DeadEnds(refusedTexts: [own[0].id: [mail]])
        func batch(_ alerter: Alerter) -> DigestBatch {
            alerter.digests(
                due: own, alerts: state.alerts, alreadyTold: [], in: Circumstances(deadEnds: ends), now: Sample.now)
        }
        let alone = batch(alerter)
        #expect(alone.digests.filter { $0.recipient == "aigul" }.map(\.notices) == [[own[1].id]])
        #expect(alone.unreachable.map(\.notice) == [own[0].id])
        #expect(alone.standIns.map(\.recipient) == ["grace"])
        let other = batch(both)
        #expect(other.digests.map(\.channel) == ["mail", "chat"])
        #expect(other.digests.map(\.notices) == [[own[1].id], [own[0].id]] && other.unreachable.isEmpty)
    }

    @Test("when nobody is left the notices wait, and nothing is lost")
    func nobody() {
        let found = batch(aigul([mail]), refused(mail))
        #expect(found.digests.isEmpty && found.standIns.isEmpty && found.withdrawn.isEmpty)
        #expect(found.unreachable.first?.why.contains("mail refuses") == true)
    }

    @Test("what did not get through for a day or longer says that it comes late")
    func late() {
        let later = { (hours: Int64) in batch(aigul([mail]), Circumstances(), now: Sample.now.advanced(by: .hours(hours))) }
        #expect(later(23).digests.first?.text.contains("This comes late") == false)
        #expect(later(24 * 9).digests.first?.text.contains("This comes late: it was meant for 2026-11-20 11:00") == true)
    }

    @Test("who has nothing but a broken channel has a stand-in, made once, over a channel that works")
    func brokenChannel() throws {
        let grace = Sample.person("grace", role: .pressOfficer, areas: ["qala"], channels: [mail, chat])
        let omar = Sample.person("omar", role: .pressOfficer, areas: ["qala"])
        let alerter = Sample.alerter(recipients: [aigul([mail]), grace, omar])
        var state = AlertingState()
        let own = alerter.advance([Sample.post("p1")], state: &state, now: Sample.now).notices
            .filter { $0.recipient == "aigul" }
        let ends = DeadEnds(brokenChannels: ["mail"])
        let made = alerter.standIns(forWaiting: own, state: state, avoiding: ends, now: Sample.now)
        #expect(made.map(\.recipient) == ["grace"] && made.map(\.insteadOf) == ["aigul"], "Omar has mail alone")
        for notice in made { state.record(notice) }
        #expect(alerter.standIns(forWaiting: own + made, state: state, avoiding: ends, now: Sample.now).isEmpty)
    }

    @Test("what a dead digest carried goes out under another id")
    func again() throws {
        let alerter = Sample.alerter()
        var state = AlertingState()
        let changes = alerter.advance([Sample.post("p1")], state: &state, now: Sample.now)
        func id(_ notices: [Notice]) throws -> String {
            try #require(
                alerter.digests(due: notices, alerts: state.alerts, alreadyTold: [], now: Sample.now).digests.first).id
        }
        var carried = changes.notices
        for index in carried.indices { carried[index].carried = 1 }
        #expect(try id(carried) != id(changes.notices))
        #expect(try id(carried) == id(carried))
    }

    // MARK: Words to the operators

    private let troubles: [DeliveryTrouble] = [
        .refused(recipient: "aigul", channel: "mail", why: "550 see http://evil.example/x"),
        .broken(channel: "mail", why: "535 no"),
    ]

    private func words(_ people: [Recipient], _ ends: DeadEnds = DeadEnds(), at now: Instant = Sample.now) -> [Digest] {
        Sample.alerter(recipients: [aigul([mail])] + people).words(
            about: troubles, key: ["d1"], avoiding: ends, now: now)
    }

    @Test("operators are told, and press officers where there is none; deputies are not")
    func whom() {
        let grace = Sample.person("grace", role: .pressOfficer)
        let bekzat = Sample.person("bekzat", role: .operations)
        #expect(words([grace, bekzat]).map(\.recipient) == ["bekzat"])
        #expect(words([grace]).map(\.recipient) == ["grace"])
        #expect(words([]).isEmpty)
    }

    @Test("a word names people and channels, makes links of others harmless, and is no alert")
    func text() throws {
        let word = try #require(words([Sample.person("bekzat", role: .operations)]).first)
        #expect(word.text.contains("Aigul cannot be reached over mail: 550 see http[:]//evil[.]example/x"))
        #expect(word.text.contains("The channel mail works for nobody until its settings are mended: 535 no"))
        #expect(word.notices.isEmpty)
        #expect(word.subject == "Jibu needs you: messages do not arrive")
        #expect(!String(decoding: word.bytes, as: UTF8.self).contains("X-Jibu-Alerts"))
    }

    @Test("a word goes over a channel that works, and never in quiet hours")
    func how() {
        let ends = DeadEnds(brokenChannels: ["mail"])
        #expect(words([Sample.person("bekzat", role: .operations)], ends).isEmpty)
        let both = Sample.person(
            "bekzat", role: .operations, channels: [Recipient.Address(channel: "mail", address: "b@q.example"), chat])
        #expect(words([both], ends).map(\.channel) == ["chat"])
        let night = Sample.person(
            "bekzat", role: .operations, quiet: [QuietHours(days: Set(1...7), from: 0, until: 23 * 60)])
        #expect(words([night]).isEmpty)
    }

    // MARK: Gaps

    private func gap(
        _ source: String, hours: Int64, isOpen: Bool = false, seenBackTo: Instant? = nil, ago: Int64 = 0
    ) -> Gap {
        let stop = Sample.now.advanced(by: .hours(-ago))
        return Gap(
            source: source, start: stop.advanced(by: .hours(-hours)), stop: stop, reason: isOpen ? .failed : .off,
            isOpen: isOpen, seenBackTo: seenBackTo)
    }

    private func foot(_ gaps: [Gap], of person: Recipient? = nil) -> String {
        batch(person ?? aigul([mail]), Circumstances(gaps: gaps)).digests.first?.text ?? ""
    }

    @Test("the foot of a digest names what was not watched")
    func gapLines() {
        let text = foot([gap("radio", hours: 5, isOpen: true), gap("news", hours: 3)])
        #expect(text.contains("Not watched since 2026-11-20 06:00: radio, it gives no answer."))
        #expect(
            text.contains(
                "Not watched from 2026-11-20 08:00 to 2026-11-20 11:00: news, Jibu did not run. Posts of that time"))
    }

    @Test("a gap that cost nothing, is short, is old or concerns other places is not named")
    func noGaps() {
        #expect(!foot([gap("news", hours: 5, seenBackTo: Sample.now.advanced(by: .days(-9)))]).contains("Not watched"))
        #expect(!foot([gap("news", hours: 0)]).contains("Not watched"))
        #expect(!foot([gap("news", hours: 5, ago: 24 * 8)]).contains("Not watched"))
        let other = Sample.person("aigul", areas: [])
        #expect(foot([gap("news", hours: 5)], of: other).contains("Not watched"))
        let alerter = Sample.alerter(
            recipients: [aigul([mail])], sourcePlaces: ["news": ["qala"], "far": ["elsewhere"]])
        var state = AlertingState()
        let changes = alerter.advance([Sample.post("p1")], state: &state, now: Sample.now)
        let digest = alerter.digests(
            due: changes.notices, alerts: state.alerts, alreadyTold: [],
            in: Circumstances(gaps: [gap("far", hours: 5)]), now: Sample.now
        ).digests.first
        #expect(digest?.text.contains("Not watched") == false)
    }

    @Test("more gaps than three are counted")
    func manyGaps() {
        let text = foot((0..<5).map { gap("source-\($0)", hours: 5, isOpen: true) })
        #expect(text.components(separatedBy: "Not watched since").count == 4)
        #expect(text.contains("and 2 more gaps"))
    }
}
