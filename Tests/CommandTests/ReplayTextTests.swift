import Foundation
import TestSupport
import Testing

/// What an analyst reads of a difference: what changes and for whom, which posts, and nothing else.
struct ReplayTextTests {
    private let office: TestOffice

    /// Four posts of persons on two days, with a day between without any.
    init() async throws {
        office = try TestOffice(feeds: [("news", "http://news.example/news.xml")])
        let posts = [
            ("a", "They say the water is poisoned in Qala", "2026-11-10T10:00:00Z"),
            ("b", "All schools close on Monday, a friend told me yesterday", "2026-11-10T10:00:00Z"),
            ("c", "No, the water is poisoning nobody, says the mayor", "2026-11-12T10:00:00Z"),
            ("d", "A new roof for the market", "2026-11-12T10:00:00Z"),
        ]
        try await office.bring(posts)
        try office.folder.write(OfficeText.watchlist("water", [.water("water-poisoned")]), to: "fewer/water.yaml")
        try office.folder.write(TestOffice.narrow, to: "narrow/water.yaml")
    }

    private func replay(_ arguments: String...) async throws -> JibuProcess.Ending {
        try await JibuProcess.run(
            ["replay", "--watchlists", "watchlists"] + arguments + ["--now", TestClock.start.text],
            in: office.folder.url)
    }

    @Test("a new claim that only adds entries to messages is told for each person, with what the rate divides by")
    func entries() async throws {
        let ending = try await replay("--against", "fewer", "--report", "r.html")
        #expect(ending.status == 0, "\(ending.errors)")
        let text = ending.output
        #expect(text.contains("grace (press officer)                        2         2         0"), "\(text)")
        let change = "+0.5 entries a day: schools-closing +1"
        #expect(text.contains("    \(change)\n"))
        let note = "Rates divide by 2 days with posts; from the first post to the last it is 3."
        #expect(text.contains(note))
        let page = try office.folder.read("r.html")
        #expect(page.contains("<small>\(change)</small>") && page.contains(note))
        #expect(page.contains("1 a day, before: 1"))
        #expect(ending.errors.contains("The page is at r.html"))
    }

    @Test("lists that come to the same give one sentence and no table")
    func nothing() async throws {
        let ending = try await replay("--against", "watchlists", "--report", "r.html")
        #expect(ending.status == 0, "\(ending.errors)")
        let sentence = "Nothing changes: old and new flag 3 posts, raise 3 alerts and send 3 messages."
        #expect(ending.output.contains(sentence), "\(ending.output)")
        #expect(ending.lines.count < 8 && !ending.output.contains("change\n"))
        #expect(try office.folder.read("r.html").contains(sentence))
    }

    @Test("tables show what changes and count the rest; a pattern is named with its words and its place on both sides")
    func changes() async throws {
        let ending = try await replay("--against", "narrow", "--report", "r.html")
        #expect(ending.status == 0, "\(ending.errors)")
        let text = ending.output
        #expect(!text.contains("  schools-closing  ") && !text.contains("2026-11-10   "), "\(text)")
        #expect(text.contains("  and 1 without a change"))
        let page = try office.folder.read("r.html")
        for place in [
            #"old: \bwater is poisoned  narrow/water.yaml:"#, #"new: \bwater is poison\w*  watchlists/water.yaml:"#,
        ] {
            #expect(text.contains(place) && page.contains(place), "\(place): \(text)")
        }
    }

    @Test("a person's post is found by the letters before it; its text is shown to who asks, and never on the page")
    func texts() async throws {
        let plain = try await replay("--against", "narrow", "--report", "r.html")
        let post = try #require(try await office.archive().first { $0.text.contains("the mayor") })
        let letters = post.id.prefix(10)
        #expect(plain.output.contains("\(letters)  [water is poisoning]\n"), "\(plain.output)")
        #expect(plain.output.contains("jibu archive show \(letters); --texts shows the texts here."))
        let found = try await office.jibu("archive", "show", String(letters), at: .start)
        #expect(found.output.contains("the mayor"))
        let texts = try await replay("--against", "narrow", "--texts", "--report", "t.html")
        let whole = "\(letters)  No, the *water is poisoning* nobody, says the mayor\n"
        #expect(texts.output.contains(whole), "\(texts.output)")
        for name in ["r.html", "t.html"] {
            let page = try office.folder.read(name)
            #expect(page.contains("<code>\(letters)</code>") && !page.contains("mayor"))
        }
        #expect(try await replay("--against", "narrow", "--texts", "--json").status == 64)
        #expect(try await replay("--texts").status == 64)
    }

    @Test("a page that cannot be written is refused before the replay", arguments: ["none/r.html", "fewer"])
    func page(path: String) async throws {
        let ending = try await replay("--against", "narrow", "--report", path)
        #expect(ending.status == 2)
        #expect(ending.output.isEmpty && ending.errors.contains("\(path): "), "\(ending.errors)")
    }
}
