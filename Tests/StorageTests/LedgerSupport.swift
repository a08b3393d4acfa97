import Model
import Text

@testable import Storage

func makeSignature(_ seed: UInt32) -> TextSignature {
    TextSignature(
        exact: 0xFFFF_FFFF_FFFF_FF00 | UInt64(seed), shingles: 77, minima: (0..<128).map { $0 &* 0x9E37_79B9 ^ seed })
}

func makeMember(_ number: Int, seen: Instant = morning) -> StoryMember {
    StoryMember(
        post: "post-\(number)", story: "story-\(number % 3)", seen: seen, signature: makeSignature(UInt32(number)))
}

func makeAlert(
    _ id: String, state: Alert.State = .open, opened: Instant = morning, lastSeen: Instant = morning, posts: Int = 2,
    mergedInto: String? = nil
) -> Alert {
    Alert(
        id: id, claim: "water-poison", story: "story-\(id)", state: state, opened: opened, lastSeen: lastSeen,
        severity: .high, topics: ["water", "«здоровье»"],
        places: [AlertPlace(place: "qala", reason: .text), AlertPlace(place: "country", reason: .catchAll)],
        posts: (0..<posts).map { number in
            AlertPost(
                post: PostKey(id: "post-\(number)", version: number + 1), source: "qala-news", platform: "feed",
                authorKind: number == 0 ? .outlet : .person, author: number == 0 ? "Қала" : nil,
                url: number == 0 ? "https://news.example/0" : nil, published: number == 0 ? morning : nil,
                seen: lastSeen,
                language: "kk", excerpt: Excerpt(before: "… ", matched: "су уланған", after: " 👩‍👩‍👧 \"q\""),
                hits: [.init(pattern: "water-poison/1", view: .canon), .init(pattern: "ru", view: .squeeze)])
        },
        configuration: "c0ffee", mergedInto: mergedInto)
}

func makeNotice(
    _ id: String, alert: String, recipient: String = "aigul", notBefore: Instant = morning, held: String? = nil
) -> Notice {
    Notice(
        id: id, alert: alert, recipient: recipient, route: "health", kind: .new, created: morning, notBefore: notBefore,
        held: held)
}

func makeDigest(_ id: String, notices: [String], created: Instant = morning) -> Digest {
    Digest(
        id: id, recipient: "aigul", channel: "mail", address: "aigul@qala.example", created: created,
        subject: "Қала: 1 жаңа", notices: notices, bytes: Array(0...255), text: "Мәтін\n",
        expires: created.advanced(by: .hours(24)))
}

func makeBatch(alerts: [Alert] = [], notices: [Notice] = []) -> CoveredBatch {
    var batch = CoveredBatch(at: morning)
    batch.alerts = alerts
    batch.notices = notices
    return batch
}

extension Instant {
    static func + (left: Instant, right: TimeSpan) -> Instant { left.advanced(by: right) }
}

extension Ledger {
    /// A ledger in memory with one alert, its notice `n1`, and its digest `d1` in the outbox.
    static func withOneDigest() throws -> Ledger {
        let ledger = try Ledger.inMemory()
        try ledger.commit(makeBatch(alerts: [makeAlert("a1")], notices: [makeNotice("n1", alert: "a1")]))
        try ledger.commit([makeDigest("d1", notices: ["n1"])])
        return ledger
    }
}
