import Model
import Testing

@testable import Alerting

@Suite("Who was told before the answer hears of it, once")
struct AnswerNewsTests {
    private let response = Sample.response()

    private func desk(_ cadence: Recipient.Cadence = .instant, channels: [Recipient.Address]? = nil) -> TestDesk {
        let people = [Sample.person("aigul", channels: channels, cadence: cadence)] + ["grace", "bekzat"].map {
            Sample.person($0, role: .pressOfficer)
        }
        let plain = Sample.alerter(responses: [response], recipients: people).rules
        return TestDesk(
            Alerter(
                AlertingRules(
                    office: plain.office, claims: plain.claims, responses: plain.responses, places: Sample.places,
                    sourcePlaces: ["news": ["qala"]], recipients: people, route: plain.route, tipping: plain.tipping,
                    answering: AnsweringPolicy(approvers: ["grace", "bekzat"]), channels: plain.channels,
                    configurationHash: "c0ffee")))
    }

    private func at(_ minutes: Int64) -> Instant { Sample.now.advanced(by: .minutes(minutes)) }

    /// Grace approves.
    private func approved(at minutes: Int64, taken: Int64?) -> AnswerRecord {
        let code = ApprovalCode(response)
        return AnswerRecord(approvals: [
            Approval(
                claim: response.claim, hash: code.hash, holdingHash: code.holdingHash, coversAnswer: true,
                approver: "grace", channel: "command", at: at(minutes), taken: taken.map(at))
        ])
    }

    private func posts(_ ids: Range<Int>, at minutes: Int64) -> [MatchedPost] {
        ids.map { Sample.post("p\($0)", author: "A\($0)", at: at(minutes)) }
    }

    @Test("a notice that waits for tomorrow's digest holds the answer back no more")
    func waiting() throws {
        var desk = desk()
        desk.take(posts(0..<3, at: 0), at: at(0))
        #expect(desk.send(at: at(0)).digests.map(\.recipient) == ["aigul"])
        desk.take(posts(3..<4, at: 10), at: at(10))
        let waiting = try #require(desk.queue.first)
        #expect(waiting.notBefore > at(600), "it goes with the digest of the next morning")
        let record = approved(at: 12, taken: 15)
        let news = desk.alerter.answerNews(state: desk.state, record: record, now: at(15))
        #expect(news.map(\.recipient) == ["aigul"])
        #expect(news.first?.notBefore == at(15))
        for notice in news { desk.state.record(notice) }
        for minutes in [15, 30, 1440] as [Int64] {
            #expect(desk.alerter.answerNews(state: desk.state, record: record, now: at(minutes)).isEmpty)
        }
    }

    @Test("what was approved before a digest went out, and read after it, is news")
    func typedBefore() {
        var desk = desk()
        desk.take(posts(0..<3, at: 0), at: at(0))
        _ = desk.send(at: at(0))
        let read = approved(at: -1, taken: 1)
        #expect(desk.alerter.answerNews(state: desk.state, record: read, now: at(1)).count == 1)
        let inTime = approved(at: -1, taken: 0)
        #expect(desk.alerter.answerNews(state: desk.state, record: inTime, now: at(1)).isEmpty, "the digest had it")
        #expect(desk.alerter.answerNews(state: desk.state, record: approved(at: -1, taken: nil), now: at(1)).isEmpty)
    }

    @Test("who gets a digest a day gets the answer with the next one, and in no message more")
    func daily() throws {
        var desk = desk(.daily)
        desk.take(posts(0..<3, at: 0), at: at(0))
        let first = try #require(desk.queue.first).notBefore
        _ = desk.send(at: first)
        let later = first.advanced(by: .hours(1))
        desk.take([Sample.post("p9", author: "A9", at: later)], at: later)
        let now = first.advanced(by: .hours(2))
        let minutes = now.since(Sample.now).seconds / 60
        let record = approved(at: minutes, taken: minutes)
        #expect(desk.queue.count == 1)
        #expect(desk.alerter.answerNews(state: desk.state, record: record, now: now).isEmpty)
    }

    @Test("who was never told hears of claim and answer together")
    func never() {
        var desk = desk(.daily)
        desk.take(posts(0..<3, at: 0), at: at(0))
        #expect(desk.alerter.answerNews(state: desk.state, record: approved(at: 5, taken: 6), now: at(6)).isEmpty)
    }
}
