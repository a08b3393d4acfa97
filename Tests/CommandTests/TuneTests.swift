import Foundation
import TestSupport
import Testing

/// `jibu tune`: what labelled posts say of patterns. It proposes, and edits nothing.
struct TuneTests {
    private let office: TestOffice

    init() async throws {
        office = try TestOffice(feeds: [("news", "http://news.example/news.xml")])
        let list = TestOffice.watchlist.replacing(
            "match: {any: [{pattern: '\\bwater is poison\\w*'}]}",
            with: "match: {any: [{pattern: '\\bwater is poison\\w*'}, {pattern: 'is poison\\w*'}, {pattern: 'toxic.{0,40}canal water'}, {language: en, terms: [poisoned well]}]}")
        #expect(list != TestOffice.watchlist)
        try office.folder.write(list, to: "watchlists/water.yaml")
        let texts =
            (0..<6).map { "They say the water is poisoned tonight, friend \($0)" }
            + (0..<4).map { "The film about water is poisonous nonsense, cinema review \($0)" }
            + ["Something toxic swims in the canal", "A calm evening", "Rain until Sunday"]
        let lines = texts.enumerated().map { #"{"id":"p\#($0.offset)","text":"\#($0.element)","published":"2026-11-19"}"# }
        try office.folder.write(lines.joined(separator: "\n"), to: "posts.ndjson")
        let imported = try await office.jibu("archive", "import", "posts", "posts.ndjson", at: .start)
        #expect(imported.status == 0, "\(imported.errors)")
        let posts = try await office.archive()
        var labels = "post,claim,label\n"
        for post in posts {
            if post.text.contains("friend") { labels += "\(post.id),water-poisoned,true\n" }
            if post.text.contains("cinema") { labels += "\(post.id),water-poisoned,false\n" }
            if post.text.contains("toxic") { labels += "\(post.id),water-poisoned,true\n" }
            if post.text.contains("calm") { labels += "\(post.id),,false\n" }
        }
        let given = try await office.jibu("label", "--from", "-", at: .start, input: Array(labels.utf8))
        #expect(given.status == 0, "\(given.errors)")
    }

    private struct Tuned: Decodable {
        struct Interval: Decodable {
            let hits: Int
            let of: Int
            let value: Double?
            let low: Double?
            let high: Double?
        }
        struct Labels: Decodable {
            let `true`: Int
            let `false`: Int
            let precision: Interval
        }
        struct Pattern: Decodable {
            let id: String
            let term: String?
            let file: String?
            let line: Int?
            let hits: Int
            let labels: Labels
            let limitHits: Int
            let microseconds: Double?
        }
        struct Near: Decodable {
            let pattern: String
            let needed: Int
            let present: Int
            let missing: [String]
        }
        struct Miss: Decodable {
            let text: String
            let nearest: Near?
        }
        struct Word: Decodable {
            let word: String
            let `true`: Int
            let others: Int
            let weight: Double
        }
        struct Claim: Decodable {
            let id: String
            let hits: Int
            let recall: Interval
            let patterns: [Pattern]
            let missed: [Miss]
            let words: [Word]
        }
        struct Overlap: Decodable {
            let pattern: String
            let other: String
            let both: Int
            let of: Int
        }
        let posts: Int
        let labels: Int
        let claims: [Claim]
        let overlaps: [Overlap]
    }

    @Test("hits, precision with its interval, recall, the missed post with the nearest pattern, overlap and telling words")
    func numbers() async throws {
        let ending = try await office.jibu("tune", "--json")
        #expect(ending.status == 0, "\(ending.errors)")
        let tuned = try ending.object(Tuned.self)
        #expect(tuned.posts == 13 && tuned.labels == 12)
        let claim = try #require(tuned.claims.first { $0.id == "water-poisoned" })
        #expect(claim.hits == 10)
        #expect(claim.recall.hits == 6 && claim.recall.of == 7)
        #expect(claim.recall.low == nil, "nobody drew the posts that nothing flagged")
        #expect(claim.patterns.first?.file == "watchlists/water.yaml" && (claim.patterns.first?.line ?? 0) > 1)
        #expect(claim.patterns.first?.term == nil && claim.patterns.last?.term == "poisoned well")
        let first = try #require(claim.patterns.first)
        #expect(first.hits == 10 && first.labels.true == 6 && first.labels.false == 4 && first.limitHits == 0)
        #expect(first.labels.precision.value == 0.6 && first.microseconds != nil)
        // Wilson for 6 of 10, from the formula: 0.3127 to 0.8318.
        #expect(first.labels.precision.low == 0.3127 && first.labels.precision.high == 0.8318)
        #expect(claim.patterns.last?.hits == 0)
        let miss = try #require(claim.missed.first)
        #expect(claim.missed.count == 1 && miss.text.contains("toxic"))
        #expect(miss.nearest?.pattern == "water-poisoned/3")
        let overlap = try #require(tuned.overlaps.first)
        #expect(Set([overlap.pattern, overlap.other]) == ["water-poisoned/1", "water-poisoned/2"] && overlap.both == 10)
        let right = claim.words.filter { $0.weight > 0 }.map(\.word)
        let wrong = claim.words.filter { $0.weight < 0 }.map(\.word)
        #expect(right.contains("friend") && wrong.contains("cinema"))
        #expect(!right.contains("water") && !wrong.contains("water"), "a word of both sides tells nothing")
    }

    @Test("the page fits 80 columns, says what recall is worth, and no watchlist is touched")
    func page() async throws {
        let before = try office.folder.contents(of: "watchlists")
        let ending = try await office.jibu("tune")
        #expect(ending.status == 0, "\(ending.errors)")
        for line in ending.lines { #expect(line.count <= 80, "\(line)") }
        let text = Self.flowing(ending.output)
        for word in [
            "60 % (31-83)", "recall 86 % of 7 labelled true", "recall looks better than it is",
            "missed: Something toxic", "nearest: water-poisoned/3 (water.yaml:", "parts there",
            "never hit: water-poisoned/3", "words in true posts", "friend (6:0)", "nothing was changed",
            "/1 water.yaml:", "without a hit or a label (--all)",
        ] {
            #expect(text.contains(word), "\(word): \(ending.output)")
        }
        #expect(!text.contains("poisoned well"), "it never hit")
        #expect(!text.contains("calm ("), "a word of one post tells nothing")
        let all = try await office.jibu("tune", "--all")
        #expect(all.lines.contains { $0.hasPrefix("  /4 poisoned well ") }, "\(all.output)")
        #expect(!all.output.contains("not shown"))
        #expect(try office.folder.contents(of: "watchlists") == before)
        #expect(try await office.jibu("tune", "--claim", "no-such-claim").status == 2)
        #expect(try await office.jibu("tune", "--claim", "schools-closing").output.contains("schools-closing"))
    }

    /// Without the breaks of lines.
    private static func flowing(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test("a drawn post counts for all that it was drawn from; a text with no part of any pattern is told as such")
    func drawn() async throws {
        let posts = try await office.archive()
        let drawn = #""drawn":{"count":10,"of":60,"seed":1}"#
        let toxic = try #require(posts.first { $0.text.contains("toxic") }).id
        let lines = [
            #"{"post":"\#(toxic)","claim":"water-poisoned","label":"true",\#(drawn)}"#,
            #"{"post":"\#(try #require(posts.first { $0.text.contains("calm") }).id)","claim":"","label":"false",\#(drawn)}"#,
        ]
        let given = try await office.jibu(
            "label", "--from", "-", at: .start, input: Array(lines.joined(separator: "\n").utf8))
        #expect(given.status == 0, "\(given.errors)")
        // Two of sixty were answered, one of them true: it stands for thirty beside the six that were found.
        let page = Self.flowing(try await office.jibu("tune").output)
        #expect(page.contains("of 100 posts that tell this claim we find about 17 ("), "\(page)")
        #expect(!page.contains("looks better"))
        let tuned = try await office.jibu("tune", "--json").object(Tuned.self)
        let recall = try #require(tuned.claims.first { $0.id == "water-poisoned" }).recall
        #expect(recall.value == 0.1667 && recall.hits == 6 && recall.of == 7)
        #expect(try #require(recall.low) < 0.12 && (try #require(recall.high)) > 0.3)
        let rain = try #require(posts.first { $0.text.contains("Rain") }).id
        _ = try await office.jibu(
            "label", "--from", "-", at: .start, input: Array("post,claim,label\n\(rain),water-poisoned,true\n".utf8))
        #expect(try await office.jibu("tune").output.contains("no pattern came near"))
    }

    @Test("a period without posts is told and is no success; a day that is not understood is answered with an example")
    func period() async throws {
        let empty = try await office.jibu("tune", "--from", "2027-01-01")
        #expect(empty.status == 1)
        #expect(empty.lines.first == "The archive holds no post of that period: no hits, only 12 labels")
        let wrong = try await office.jibu("tune", "--from", "10.11.2026")
        #expect(wrong.status == 64 && wrong.errors.contains("as 2026-11-10"), "\(wrong.errors)")
    }

    @Test("without a post and without a label there is nothing to say, and that is said")
    func nothing() async throws {
        let empty = try TestOffice(feeds: [("news", "http://news.example/news.xml")])
        let ending = try await empty.jibu("tune")
        #expect(ending.status == 2)
        #expect(ending.errors.contains("nothing to tune on"))
    }
}
