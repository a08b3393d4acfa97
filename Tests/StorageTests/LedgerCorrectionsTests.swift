import GRDB
import Model
import Testing
import Text

@testable import Storage

struct LedgerCorrectionsTests {
    @Test("how a post reads comes back as it was, and one of an older Jibu reads plainly")
    func tones() throws {
        let ledger = try Ledger.inMemory()
        var alert = makeAlert("a", posts: 3)
        alert.posts[0].tone = Tone(kind: .denial, signs: ["неправда", "is false"])
        alert.posts[2].tone = Tone(kind: .satire, signs: [])
        try ledger.commit(makeBatch(alerts: [alert]))
        #expect(try ledger.alert("a") == alert)
        let post = alert.posts[1].post.id
        let said = Tone(kind: .opinion, signs: ["label"])
        try ledger.set(tones: [("a", post, said), ("a", alert.posts[0].post.id, nil), ("b", post, nil)])
        #expect(try ledger.alert("a")?.posts.map(\.tone) == [nil, said, Tone(kind: .satire, signs: [])])
    }

    @Test("corrections are counted by claim: how often, to how many, and how many arrived")
    func counts() throws {
        let ledger = try Ledger.inMemory()
        let later = morning + .hours(5)
        let digests = ["c1", "c2"].map { makeDigest($0, notices: []) } + [makeDigest("c3", notices: [], created: later)]
        let corrections = digests.map {
            CorrectionRow(digest: $0.id, claim: "water", alert: "a", corrects: "first \($0.id)")
        }
        try ledger.commit(OutboxBatch(digests: digests, corrections: corrections))
        // The same correction, queued twice, is one.
        try ledger.commit(OutboxBatch(digests: digests, corrections: corrections))
        _ = try ledger.begin("c1", at: morning, lease: .minutes(15))
        try ledger.finish("c1", .accepted(receipt: nil), at: morning)
        let counted = try ledger.corrections(from: morning, until: morning + .days(1))
        #expect(counted == [CorrectionCount(claim: "water", times: 2, messages: 3, delivered: 1)])
        #expect(try ledger.corrections(from: later, until: later + .hours(1)).map(\.messages) == [1])
        #expect(try ledger.corrections(from: morning + .days(1), until: morning + .days(2)).isEmpty)
    }

    @Test("a correction that ran out of time is told to somebody, a word of that end is not")
    func expired() throws {
        let ledger = try Ledger.inMemory()
        let row = CorrectionRow(digest: "c1", claim: "water", alert: "a", corrects: "d")
        let digests = ["c1", "w1"].map { makeDigest($0, notices: []) }
        try ledger.commit(OutboxBatch(digests: digests, corrections: [row]))
        #expect(try ledger.expireDeliveries(at: morning + .days(2)).count == 2)
        #expect(try ledger.untold().map(\.digest.id) == ["c1"])
        #expect(try ledger.corrections(among: ["c1", "w1"]) == ["c1"])
    }

    @Test("a correction goes with its digest")
    func purged() throws {
        let ledger = try Ledger.inMemory()
        let row = CorrectionRow(digest: "c1", claim: "water", alert: "a", corrects: "d")
        try ledger.commit(OutboxBatch(digests: [makeDigest("c1", notices: [])], corrections: [row]))
        _ = try ledger.purge(alerts: morning + .days(1), members: morning)
        #expect(try ledger.corrections(from: morning, until: morning + .days(9)).isEmpty)
        #expect(try ledger.read { try String.fetchAll($0, sql: "SELECT digest FROM correction") }.isEmpty)
    }
}
