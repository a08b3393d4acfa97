import Testing

@testable import Watchlists

struct FrequentWordsTests {
    private static let small = FrequentWords("ru", texts: 10, "6 вода\n3 дом соль\n2 водопровод\n2 ёлка")

    @Test("the tables were counted from hundreds of texts in each of the six languages")
    func tables() {
        #expect(FrequentWords.all.map(\.language) == ["kk", "ru", "sw", "rw", "fr", "en"])
        #expect(FrequentWords.all.allSatisfy { $0.texts > 500 })
    }

    @Test(
        "a share counts the texts of every word that is hit, each word once",
        arguments: [
            (#"\bвод\w*"#, 8), ("вод", 8), ("соль", 3), ("о", 14), ("ёлка", 2), ("дом\\s+соль", 0),
            ("вода|дом", 9), ("нет", 0), (#"\s"#, 0), ("^.*$", 0), ("(?m)^.+$", 16),
        ])
    func counts(pattern: String, hits: Int) throws {
        let code = try CompiledPattern(PatternText(id: "p", pattern: pattern), claim: 0)
        #expect(Self.small.share(code, Search())?.hits ?? 0 == hits)
    }

    @Test(
        "a frequent word of each language is named with what was measured",
        arguments: [
            ("жақсы", "kk", "Kazakh"), ("сегодня", "ru", "Russian"), ("leo", "sw", "Swahili"),
            ("umuntu", "rw", "Kinyarwanda"), ("après", "fr", "French"), ("people", "en", "English"),
        ])
    func warns(term: String, language: String, name: String) throws {
        let report = try TermReport.of(term, language: language, texts: [])
        let words = try #require(report.frequency)
        #expect(words.contains("ordinary \(name) texts (1 in "), "\(words)")
    }

    @Test(
        "a rare word, and a frequent one beside another word of its term, are no noise",
        arguments: [
            ("вакцина/n", "kk"), ("арсенаты/n", "ru"), ("сегодня & арсенаты/n", "ru"), ("\"сегодня ядовитая\"", "ru"),
        ])
    func isQuiet(term: String, language: String) throws {
        #expect(try TermReport.of(term, language: language, texts: []).frequency == nil)
    }
}
