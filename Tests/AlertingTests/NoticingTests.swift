import Model
import Text
import Testing

@testable import Alerting

@Suite("Who is told what, and what may interrupt")
struct NoticingTests {
    let alerter = Sample.alerter(tipping: TippingPoint(posts: 100, authors: 100, severity: .critical))
    let different =
        "Второй, совсем другой рассказ: продавцы на рынке клянутся, что в бутылках с завода плавает что-то чёрное."

    private func posts(_ numbers: Range<Int>, at instant: Instant) -> [MatchedPost] {
        numbers.map { Sample.post("p\($0)", author: "A\($0)", at: instant) }
    }

    @Test("growth below double waits for the daily digest; doubling may interrupt")
    func growth() throws {
        var state = AlertingState()
        _ = alerter.advance(posts(0..<4, at: Sample.now), state: &state, now: Sample.now)
        let second = Sample.now.advanced(by: .minutes(15))
        let small = alerter.advance(posts(4..<6, at: second), state: &state, now: second)
        let update = try #require(small.notices.first)
        #expect(update.kind == .update)
        #expect(update.notBefore == Sample.instant("2026-11-21T03:00:00Z"))
        #expect(update.held == "daily digest at 2026-11-21 08:00 Asia/Almaty")
        let third = second.advanced(by: .minutes(15))
        let waiting = alerter.advance(posts(6..<7, at: third), state: &state, now: third)
        #expect(waiting.notices.isEmpty)
        let fourth = third.advanced(by: .minutes(15))
        let burst = try #require(alerter.advance(posts(7..<9, at: fourth), state: &state, now: fourth).notices.first)
        #expect(burst.kind == .update)
        #expect(burst.notBefore == fourth)
        #expect(burst.held == nil)
        #expect(burst.id != update.id)
    }

    @Test("crossing the tipping point may interrupt although the counter did not double")
    func tipping() throws {
        let alerter = Sample.alerter(tipping: TippingPoint(posts: 5, authors: 2, severity: .critical))
        var state = AlertingState()
        _ = alerter.advance(posts(0..<4, at: Sample.now), state: &state, now: Sample.now)
        let later = Sample.now.advanced(by: .minutes(15))
        let notice = try #require(alerter.advance(posts(4..<5, at: later), state: &state, now: later).notices.first)
        #expect(notice.notBefore == later)
    }

    @Test("a new story of a claim already told is an update that does not interrupt")
    func newStory() throws {
        var state = AlertingState()
        _ = alerter.advance(posts(0..<4, at: Sample.now), state: &state, now: Sample.now)
        let later = Sample.now.advanced(by: .minutes(15))
        let changes = alerter.advance(
            [Sample.post("z", different, hit: "плавает что-то чёрное", at: later)], state: &state, now: later)
        let notice = try #require(changes.notices.first)
        #expect(notice.kind == .update)
        #expect(notice.notBefore > later)
        #expect(changes.alerts.count == 1)
        #expect(state.alerts.count == 2)
    }

    @Test("two stories of one claim in one run are told together")
    func together() {
        var state = AlertingState()
        let changes = alerter.advance(
            posts(0..<1, at: Sample.now) + [Sample.post("z", different, hit: "плавает что-то чёрное")],
            state: &state, now: Sample.now)
        #expect(changes.notices.map(\.kind) == [.new, .update])
        #expect(Set(changes.notices.map(\.notBefore)) == [Sample.now])
        let batch = alerter.digests(due: changes.notices, alerts: state.alerts, alreadyTold: [], now: Sample.now)
        #expect(batch.digests.map(\.notices.count) == [2])
    }

    @Test("a dismissed alert is counted for nobody")
    func dismissed() throws {
        var state = AlertingState()
        var alert = try #require(
            alerter.advance(posts(0..<1, at: Sample.now), state: &state, now: Sample.now).alerts.first)
        alert.state = .dismissed
        state.store(alert)
        let later = Sample.now.advanced(by: .hours(1))
        #expect(alerter.advance(posts(1..<9, at: later), state: &state, now: later).notices.isEmpty)
    }

    @Test("notice ids are the same in every run of the same history, and never repeat")
    func ids() {
        func history() -> [String] {
            var state = AlertingState()
            var ids: [String] = []
            for step in 0..<5 {
                let now = Sample.now.advanced(by: .days(Int64(step)))
                ids += alerter.advance(posts(step * 3..<(step + 1) * 3, at: now), state: &state, now: now).notices.map(
                    \.id)
            }
            return ids
        }
        #expect(history() == history())
        #expect(Set(history()).count == history().count)
        #expect(history().count == 5)
    }

    @Test("SHA-256 gives the values of FIPS 180-4")
    func sha() {
        func hex(_ text: String) -> String {
            WideHash.digest(Array(text.utf8)).map { word in
                let digits = String(word, radix: 16)
                return String(repeating: "0", count: 8 - digits.count) + digits
            }.joined()
        }
        #expect(hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
        #expect(
            hex(String(repeating: "a", count: 1000))
                == "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3")
    }
}
