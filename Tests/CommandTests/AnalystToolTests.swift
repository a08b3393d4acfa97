import Testing

/// The tools that an analyst types, with input that people really give.
struct AnalystToolTests {
    private let demo: DemoOffice

    init() throws { demo = try DemoOffice() }

    @Test("inspect takes plain lines, refuses an empty text, and says when there was none")
    func inspect() async throws {
        let plain = try await demo.bare("inspect", input: Array("Habari za leo, wananchi wote\n".utf8))
        #expect(plain.status == 0 && plain.output.contains("Swahili"), "\(plain.errors)")
        #expect(try await demo.bare("inspect", "").status == 64)
        let nothing = try await demo.bare("inspect")
        #expect(nothing.status == 0 && nothing.output.isEmpty)
        #expect(nothing.errors.contains("There was no text to inspect."))
    }

    @Test("terms shows the words around a hit of a long text, marked, and says when a word is too frequent")
    func terms() async throws {
        let long = String(repeating: "слово ", count: 300) + "отравленная вода " + String(repeating: "дальше ", count: 300)
        let hit = try await demo.bare(
            "terms", "вода/n", "--language", "ru", "--texts", "-", input: Array((long + "\n").utf8))
        let shown = try #require(hit.output.split(separator: "\n").first { $0.hasPrefix("  1: ") })
        #expect(shown.contains("отравленная *вода* дальше") && shown.hasPrefix("  1: …") && shown.hasSuffix("…"))
        #expect(shown.count < 400)
        let frequent = try await demo.bare("terms", "сегодня", "--language", "ru")
        #expect(frequent.status == 1)
        #expect(frequent.errors.contains("ordinary Russian texts (1 in "), "\(frequent.errors)")
        let json = try await demo.bare("terms", "сегодня", "--language", "ru", "--json")
        #expect(json.output.contains("Too frequent: the words that it hits stand in"))
    }

    @Test("a language that is no code is refused before a tip is written")
    func tip() async throws {
        let tip = try await demo.jibu("tip", "They say the wells are poisoned", "--place", "saryozen", "--language", "klingon")
        #expect(tip.status == 64)
        #expect(tip.errors.contains("kk, ru, sw, rw, fr, en"))
    }
}
