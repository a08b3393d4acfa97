import Model
import Testing
import Text

@testable import Watchlists

/// Kazakh words in Latin letters, in posts of other languages (languages.md 2 and 6).
struct LanguageGateTests {
    private static func matches(_ terms: [String], in text: String, language: String = "kk") throws -> PostMatches {
        var matcher = try PatternSet.quick(terms: terms, language: language).matcher()
        return matcher.matches(in: text)
    }

    @Test("Latin letters of a Kazakh term count on Kazakh posts, and on posts of unknown language", arguments: [
        "Bul vaktsina turaly otirik aitady, senbender",
        "su masalasy: bügın tağı da vaktsina joq",
        "vaktsina",
        "vaktsina 2026!",
        // Half a Kazakh post, half an English one.
        "Vaktsina turaly barlyk aqparat osy videoda, qarap shyginyzdar. Please like and share this with your friends",
    ])
    func counts(text: String) throws {
        let found = try Self.matches(["вакцина/n"], in: text)
        #expect(found.claims == ["вакцина/n"])
        #expect(found.setAside == [])
    }

    @Test("in a text that is clearly in another language they are set aside, and it is said in which", arguments: [
        // "Salama" (safe) is also "салама", "tere" is "тере", "sabana" is "сабана" in Latin letters.
        ("салама", "salama", "sw", "Watoto wote wako salama shuleni, serikali imesema leo asubuhi"),
        // More than one Latin spelling is looked for: ш is written s and sh.
        ("тамаша", "tamasha", "sw", "Tulienda kuona tamasha la muziki na tamasha la vyakula mjini Dar es Salaam"),
        ("нгабо/n", "ngabo", "rw", "Ingabo z'u Rwanda ngabo zirinda umutekano w'abaturage mu ntara zose"),
        ("парсон", "Parson", "fr", "Monsieur Parson est arrivé hier soir à la mairie avec toute sa famille"),
        ("садане", "Sadane", "en", "The committee met Sadane yesterday and approved the budget of the district"),
    ])
    func setAside(term: String, found words: String, language: String, text: String) throws {
        let found = try Self.matches([term], in: text)
        #expect(found.claims == [] && found.matches == [])
        #expect(found.setAside.map(\.language) == [language])
        #expect(found.setAside.map(\.claim) == [term])
        let range = try #require(found.setAside.first?.range)
        #expect(String(decoding: Array(text.utf8)[range], as: UTF8.self) == words)
    }

    @Test("the Cyrillic form of the same term is not asked for its language")
    func cyrillic() throws {
        let text = "Serikali imesema leo kwamba салама ni neno la Kikazaki, na watu wote wanajua"
        let found = try Self.matches(["салама"], in: text)
        #expect(found.claims == ["салама"] && found.setAside == [])
    }

    @Test("a short word in Latin letters counts in posts known to be Kazakh only", arguments: [
        ("Balalarga dari berip jatyr, osy durys pa eken?", [String](), true),
        ("Dari ya nyumba yetu imeharibika kwa mvua kubwa", ["sw"], false),
        ("dari", ["und"], false),
    ])
    func short(text: String, languages: [String], counts: Bool) throws {
        let found = try Self.matches(["дәрі/n"], in: text)
        #expect(found.claims == (counts ? ["дәрі/n"] : []))
        #expect(found.setAside.map(\.language) == languages)
    }

    @Test("a word that must not occur keeps nothing away when its Latin letters do not count")
    func absent() throws {
        let text = "Watoto wote wako salama shuleni, serikali imesema: вакцина"
        #expect(try Self.matches(["вакцина & !салама"], in: text).claims == ["вакцина & !салама"])
        let kazakh = "Balalar mektepte salama jur, ukimet aitty: вакцина"
        #expect(try Self.matches(["вакцина & !салама"], in: kazakh).claims == [])
    }

    @Test("a claim that holds by another word names nothing as set aside, one that would not hold neither")
    func onlyWhatWouldHold() throws {
        let text = "Watoto wote wako salama shuleni, serikali imesema leo asubuhi"
        #expect(try Self.matches(["салама & вакцина"], in: text).setAside == [])
        let rule = PatternSet.Rule(
            claim: "both",
            expression: .any([
                .pattern(PatternText(id: "both/1", pattern: "salama", gate: .unlessForeign)),
                .pattern(PatternText(id: "both/2", pattern: "watoto")),
            ]))
        var failures: [(pattern: PatternText, failure: PatternFailure)] = []
        var matcher = PatternSet([rule], failures: &failures).matcher()
        let found = matcher.matches(in: text)
        #expect(found.claims == ["both"] && found.setAside == [])
        #expect(found.matches.map(\.pattern) == ["both/2"])
        // The next post starts afresh.
        #expect(matcher.matches(in: "salama").claims == ["both"])
    }

    @Test("bytes that are no UTF-8 are asked for their language as repaired")
    func repaired() throws {
        var matcher = try PatternSet.quick(terms: ["салама"], language: "kk").matcher()
        var hits = PostHits()
        let bytes = Array("Watoto wote wako salama shuleni, serikali imesema leo ".utf8) + [0xFF]
        bytes.withUnsafeBufferPointer { matcher.match(bytes: $0, into: &hits) }
        #expect(hits.hits == [] && hits.setAside.map(\.language) == ["sw"])
        #expect(!hits.isEmpty)
    }

    @Test("two lists that differ in a gate only are not the same rules")
    func hash() {
        let open = PatternText(id: "a/1", pattern: "salama")
        var gated = open
        gated.gate = .unlessForeign
        let hashes = [open, gated].map { PatternSet.hash(of: [.init(claim: "a", expression: .pattern($0))]) }
        #expect(hashes[0] != hashes[1])
    }
}
