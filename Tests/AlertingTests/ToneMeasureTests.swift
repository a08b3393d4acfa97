import Model
import Testing
import Text

@testable import Alerting

/// What the guess is worth, on labelled posts in six languages (trust.md U9, docs/decisions/0027).
@Suite("How well the tone of labelled posts is guessed")
struct ToneMeasureTests {
    @Test("the labelled posts are enough, whole, and name words that stand in their text")
    func fixture() {
        func count(_ labels: TonePost.Label...) -> Int { TonePost.all.count { labels.contains($0.label) } }
        #expect(TonePost.all.count == 540 && TonePost.hard.count == 40)
        #expect(count(.opinion, .satire, .criticism) >= 150 && count(.claim) >= 150)
        #expect(Set(TonePost.all.map(\.text)).count == 540 && Set(TonePost.all.map(\.id)).count == 540)
        for post in TonePost.all + TonePost.hard { #expect(post.text.contains(post.hit), "\(post)") }
        #expect(Set(TonePost.all.map(\.language)) == Set(TonePost.languages))
    }

    /// The figures are recorded as they are: a table of phrases that is mended changes them, for all to see.
    @Test("the figures of each label, language and half are the recorded ones")
    func recorded() throws {
        var text = "Posts that would ring on a phone, of all: read as plain tellings.\n"
        for (title, half) in [("open half", false), ("held-out half", true)] {
            text += "\n\(title)".padded(14) + (TonePost.languages + ["all"]).map { $0.leading(9) }.joined() + "\n"
            for label in TonePost.Label.allCases {
                let posts = TonePost.all.filter { $0.isHeldOut == half && $0.label == label }
                let cells = TonePost.languages.map { language in Self.cell(posts.filter { $0.language == language }) }
                text += label.rawValue.padded(13) + (cells + [Self.cell(posts)]).map { $0.leading(9) }.joined() + "\n"
            }
        }
        text += "\nclaims written against the tables: \(Self.cell(TonePost.hard))\n"
        try Golden.expect(Array(text.utf8), equal: "tone-measured.txt")
    }

    /// Held back, a claim is told late: the worse mistake.
    @Test("of plain claims none is held back; of those written against the tables at most one in twenty")
    func claims() {
        for post in TonePost.all where post.label == .claim { #expect(post.tone == nil, "\(post)") }
        let held = TonePost.hard.filter { $0.tone != nil }
        #expect(held.count * 20 <= TonePost.hard.count, "\(held)")
    }

    @Test("the whole way to a phone: a post rings when it reads like a plain telling", arguments: TonePost.languages)
    func rings(language: String) {
        for post in TonePost.all where post.language == language {
            var desk = Self.desk(with: post)
            let rang = desk.send(at: Sample.now).digests.contains { $0.channel == "telegram" }
            #expect(rang == (post.tone == nil), "\(post)")
        }
    }

    /// trust.md U9: 0.
    @Test("what an analyst calls opinion rings on no phone, now or with a daily digest", arguments: TonePost.languages)
    func labelled(language: String) {
        var kept = 0
        for post in TonePost.all where post.language == language {
            var desk = Self.desk(with: post)
            kept += desk.state.take([.init(post: post.id, claim: "water-poison", isOpinion: true)]).count
            for days in Int64(0)..<3 {
                let batch = desk.send(at: Sample.now.advanced(by: .days(days)))
                #expect(batch.digests.allSatisfy { $0.channel == "mail" && $0.recipient == "reader" }, "\(post)")
            }
            #expect(desk.queue.isEmpty, "\(post)")
        }
        #expect(kept > 40, "most of them were guessed to be something else")
    }

    /// Two people have a phone, one of them a mail address too; nothing is sent yet.
    private static func desk(with post: TonePost) -> TestDesk {
        let chat = Recipient.Address(channel: "telegram", address: "77")
        let mail = Recipient.Address(channel: "mail", address: "reader@qala.example")
        var desk = TestDesk(
            Sample.alerter(
                recipients: [Sample.person("phone", channels: [chat]), Sample.person("reader", channels: [chat, mail])],
                channels: [
                    "mail": .mail(from: "Jibu <jibu@qala.example>", domain: "qala.example"), "telegram": .telegram,
                ]))
        desk.take(post.matched(as: post.id), at: Sample.now)
        return desk
    }

    private static func cell(_ posts: [TonePost]) -> String { "\(posts.count { $0.tone == nil })/\(posts.count)" }
}

extension String {
    fileprivate func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
    fileprivate func leading(_ width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
