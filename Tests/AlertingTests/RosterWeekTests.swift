import Foundation
import Model
import Testing

@testable import Alerting

/// A week of invented alerts through 260 deputies in 13 regions and three time zones. What may be sent when, and to
/// whom, is worked out anew here, with Foundation's calendar and plain loops. `scripts/bench-roster` does the same
/// with the program itself, a month and 2,600 deputies.
@Suite("A week of a large roster")
struct RosterWeekTests {
    private static let start = Sample.instant("2026-11-16T00:00:00Z")
    private static let zones = ["Asia/Almaty", "Africa/Kigali", "Africa/Dar_es_Salaam"]
    private static let topics = ["water", "health", "schools", "roads", "elections"]

    /// The same numbers on every machine.
    private struct Dice {
        private var state: UInt64
        init(_ seed: UInt64) { state = seed }
        mutating func roll(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(count))
        }
    }

    private let people: [Recipient]
    private let claims: [Claim]
    private let alerter: Alerter
    private let byID: [String: Recipient]

    init() {
        var dice = Dice(7)
        var places: [Place] = []
        var people: [Recipient] = []
        for region in 0..<13 {
            places.append(Place(id: "r\(region)", parent: nil, names: ["en": "Region \(region)"], terms: [:]))
            for district in 0..<4 {
                places.append(Place(id: "r\(region)d\(district)", parent: "r\(region)", names: [:], terms: [:]))
            }
            people.append(Sample.person("press-\(region)", role: .pressOfficer, areas: ["r\(region)"]))
            for number in 0..<20 {
                people.append(Self.deputy("p\(region)n\(number)", region: region, number: number, &dice))
            }
        }
        let severities: [Severity] = [.low, .medium, .high, .high, .critical]
        claims = (0..<40).map { number in
            Sample.claim(
                "claim-\(number)", title: "Title \(number)", severity: severities[dice.roll(5)],
                topics: [Self.topics[number % 5]], areas: [])
        }
        let route = Sample.route(
            "root", to: [.role(.pressOfficer)],
            [
                Sample.route("quiet", Route.Matcher(severities: [.low]), to: [.role(.pressOfficer)]),
                Sample.route("deputies", to: [.role(.deputy), .role(.pressOfficer)], storm: 12),
            ])
        alerter = Alerter(
            AlertingRules(
                office: OfficeFacts(
                    id: "office", name: "Office", contact: "press@qala.example", timeZone: "Asia/Almaty",
                    languages: ["en"]),
                claims: Dictionary(uniqueKeysWithValues: claims.map { ($0.id, $0) }), responses: [:], places: places,
                sourcePlaces: [:], recipients: people, route: route,
                tipping: TippingPoint(posts: 3, authors: 2, severity: .critical),
                channels: ["mail": .text], configurationHash: "c0ffee"))
        self.people = people
        byID = Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0) })
    }

    private static func deputy(_ id: String, region: Int, number: Int, _ dice: inout Dice) -> Recipient {
        let quiet: [[QuietHours]] = [
            [], [QuietHours(days: Set(1...7), from: 22 * 60, until: 7 * 60)],
            [QuietHours(days: [6, 7], from: 0, until: 0), QuietHours(days: Set(1...5), from: 20 * 60, until: 8 * 60)],
        ]
        let holidays = dice.roll(6) == 0 ? [Holidays.Event(day: Sample.day("2026-11-18"), length: .days(2))] : []
        let cadence: [Recipient.Cadence] = [.instant, .instant, .instant, .hourly, .daily, .weekly]
        return Sample.person(
            id, areas: [number < 4 ? "r\(region)" : "r\(region)d\(number % 4)"],
            topics: number % 3 == 0 ? [topics[dice.roll(5)], topics[dice.roll(5)]] : [], zone: zones[region % 3],
            quiet: quiet[dice.roll(3)], holidays: Holidays(holidays), breakQuietFor: dice.roll(4) == 0 ? [.critical] : [],
            cadence: cadence[dice.roll(6)], digestAt: 60 * (6 + dice.roll(6)),
            from: dice.roll(20) == 0 ? Sample.day("2026-11-19") : nil,
            until: dice.roll(15) == 0 ? Sample.day("2026-11-18") : nil,
            cap: dice.roll(3) == 0 ? 1 + dice.roll(3) : nil,
            deputyFor: number > 0 && dice.roll(8) == 0 ? ["p\(region)n\(number - 1)"] : [])
    }

    private func post(_ number: Int, at now: Instant, _ dice: inout Dice) -> MatchedPost {
        let words = ["мост", "школа", "рынок", "больница", "вокзал", "парк", "театр", "стадион", "река", "дорога"]
        // A third of the posts copies an earlier text.
        let text = dice.roll(3) == 0 ? dice.roll(number + 1) : number
        let claim = text * 31 % claims.count
        let told = "\(words[text % 10]) \(text * 17) \(words[text * 7 % 10]) рядом, слышно уже \(text) дней, слух такой"
        let place = "r\(text * 7 % 13)d\(text % 4)"
        return Sample.post(
            "p\(number)", told, hit: "слух такой", claim: "claim-\(claim)", source: "s\(dice.roll(5))",
            author: "a\(dice.roll(50))", at: now, places: [place])
    }

    /// Every message at an allowed minute and within the cap, none empty, no notice lost or told twice.
    @Test("each message at an allowed minute, none empty, nothing dropped, caps kept")
    func week() throws {
        var dice = Dice(11)
        var desk = TestDesk(alerter)
        var made: [Notice] = []
        var owed: Set<[String]> = []
        var digests: [Digest] = []
        var withdrawn: [String: String] = [:]
        var number = 0
        var now = Self.start
        let end = now.advanced(by: .days(7))
        // After the week everything that waits goes out: at the latest with the next weekly digest, and what that has no
        // room for on the days after it.
        while now <= end || (!desk.queue.isEmpty && now < end.advanced(by: .days(14))) {
            var posts: [MatchedPost] = []
            if now < end {
                for _ in 0..<dice.roll(5) {
                    posts.append(post(number, at: now, &dice))
                    number += 1
                }
            }
            let waiting = Set(desk.queue.map(\.id))
            desk.take(posts, at: now)
            made += desk.queue.filter { !waiting.contains($0.id) }
            for post in posts { owed.formUnion(owing(post, at: now)) }
            let batch = desk.send(at: now)
            made += batch.standIns
            digests += batch.digests
            for gone in batch.withdrawn { withdrawn[gone.notice] = gone.why }
            now = now.advanced(by: now < end ? .hours(1) : .hours(3))
        }
        #expect(number > 250 && digests.count > 500 && made.count > 1000, "\(number) \(digests.count) \(made.count)")
        #expect(desk.queue.isEmpty, "\(desk.queue.prefix(3))")

        let notices = Dictionary(made.map { ($0.id, $0) }) { first, _ in first }
        #expect(notices.count == made.count, "no notice is made twice")
        let carried = digests.flatMap(\.notices)
        #expect(Set(carried).count == carried.count, "no notice is told twice")
        #expect(Set(notices.keys) == Set(carried).union(withdrawn.keys), "nothing is dropped")
        #expect(withdrawn.values.allSatisfy { $0.hasPrefix("the mandate") })
        #expect(digests.allSatisfy { !$0.notices.isEmpty && $0.text.contains("Title ") }, "none is empty")

        let told = Set(notices.values.compactMap { notice in
            desk.state.resolve(notice.alert).map { [notice.recipient, $0.claim] }
        })
        #expect(owed.subtracting(told).isEmpty, "everybody who answers for the place is told")
        #expect(owed.count > 800)
        for digest in digests { try check(digest, notices, desk.state) }
        checkCaps(digests, notices, desk.state)
    }

    /// Deputies and press officers who must hear of a post, by plain loops.
    private func owing(_ post: MatchedPost, at now: Instant) -> [[String]] {
        guard let claim = claims.first(where: { $0.id == post.found.first?.claim }),
            let place = post.placesInText.first
        else { return [] }
        return people.filter { person in
            let region = String(place.prefix { $0 != "d" })
            guard person.areas == [region] || person.areas == [place] else { return false }
            if person.role == .deputy, claim.severity == .low { return false }
            guard person.topics.isEmpty || person.topics.contains(claim.topics[0]) else { return false }
            let today = local(now, person).day
            return (person.mandateFrom.map { "\($0)" <= today } ?? true)
                && (person.mandateUntil.map { today <= "\($0)" } ?? true)
        }.map { [$0.id, claim.id] }
    }

    private func local(_ instant: Instant, _ person: Recipient) -> (day: String, minute: Int, weekday: Int) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: person.timeZone) ?? .gmt
        let parts = calendar.dateComponents(
            [.year, .month, .day, .hour, .minute, .weekday],
            from: Date(timeIntervalSince1970: TimeInterval(instant.seconds)))
        func two(_ number: Int?) -> String { String(format: "%02d", number ?? 0) }
        return (
            "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day))", (parts.hour ?? 0) * 60 + (parts.minute ?? 0),
            ((parts.weekday ?? 1) + 5) % 7 + 1
        )
    }

    private func urgencies(_ digest: Digest, _ notices: [String: Notice], _ state: AlertingState) -> Set<Severity> {
        Set(
            digest.notices.compactMap { notices[$0] }.compactMap { state.resolve($0.alert) }
                .flatMap { [$0.severity, $0.bursts.isEmpty ? $0.severity : $0.severity.raised] })
    }

    private func check(_ digest: Digest, _ notices: [String: Notice], _ state: AlertingState) throws {
        let person = try #require(byID[digest.recipient])
        let (day, minute, weekday) = local(digest.created, person)
        #expect(person.mandateFrom.map { "\($0)" <= day } ?? true)
        #expect(person.mandateUntil.map { day <= "\($0)" } ?? true)
        // A message with something that may break quiet goes at any time.
        guard urgencies(digest, notices, state).isDisjoint(with: person.breakQuietFor) else { return }
        let yesterday = (weekday + 5) % 7 + 1
        for window in person.quietHours {
            let wraps = window.until <= window.from
            let today = window.days.contains(weekday) && minute >= window.from && (wraps || minute < window.until)
            let last = wraps && window.days.contains(yesterday) && minute < window.until
            #expect(!today && !last, "\(digest.recipient) at \(day) \(minute) in \(window)")
        }
        let isAway = !person.holidays.events.isEmpty && ["2026-11-18", "2026-11-19"].contains(day)
        #expect(!isAway, "\(digest.recipient) \(day)")
    }

    private func checkCaps(_ digests: [Digest], _ notices: [String: Notice], _ state: AlertingState) {
        var capped = 0
        for (id, list) in Dictionary(grouping: digests, by: \.recipient) {
            guard let person = byID[id], let cap = person.dailyCap else { continue }
            for (_, messages) in Dictionary(grouping: list, by: { local($0.created, person).day }) {
                let beyond = messages.sorted { $0.created < $1.created }.dropFirst(cap)
                capped += messages.count >= cap ? 1 : 0
                for digest in beyond { #expect(urgencies(digest, notices, state).contains(.critical), "\(id)") }
            }
        }
        #expect(capped > 10, "the caps were reached")
    }
}
