import Model
import Testing
import Text

@testable import Watchlists

struct TermParserTests {
    @Test(
        "a bad term says where and what to do",
        arguments: [
            ("", "kk", 1, "term is empty"), ("   ", "kk", 1, "term is empty"),
            ("a & ", "en", 3, "missing beside \"&\""),
            ("& a", "en", 1, "missing beside \"&\""), ("!water", "en", 1, "only says what must not occur"),
            ("water & !", "en", 9, "missing beside \"!\""), ("{one|two", "en", 1, "has no \"}\""),
            ("one}", "en", 4, "no meaning"), ("one|two", "en", 4, "no meaning"), ("{one|}", "en", 6, "missing"),
            ("{}", "en", 2, "missing"), ("one .. ", "en", 5, "missing beside \"..\""), (".. one", "en", 1, "missing"),
            ("one .. .. two", "en", 8, "missing"), ("one ..99 two", "en", 5, "99 words wide"),
            ("water/x", "en", 6, "\"/x\" is not a kind"), ("water/", "en", 6, "not a kind"),
            ("/water", "en", 1, "\"/\" has no \"/\""), ("/wa(ter/", "en", 2, "does not compile"),
            ("wa*ter", "en", 3, "no meaning"), ("ab*", "en", 1, "fewer than 3 letters"),
            ("water*/n", "en", 6, "no meaning"),
            ("рын(о/n", "ru", 4, "has no \")\""), ("рын(о(к)/n", "ru", 6, "no meaning"),
            ("рын)к/n", "ru", 4, "no meaning"),
            ("рын()к/n", "ru", 5, "no meaning"), ("one !two", "en", 5, "no meaning"),
            ("{one & two}", "en", 6, "no meaning"),
            ("{one}/n", "en", 6, "no meaning"), ("a{one}", "en", 2, "no meaning"), ("... ---", "en", 1, "missing"),
            ("---", "en", 1, "no letter or digit"), ("вода/n", nil, 1, "needs the language"),
            ("wasser/n", "de", 1, "no forms of a noun"), ("ат/n", "kk", 1, "fewer than 4 letters"),
            ("gutora/v", "rw", 1, "fewer than 4 letters"), ("iba/v", "sw", 1, "fewer than 4 letters"),
            ("опасность/a", "ru", 1, "a Russian adjective"), ("завод/v", "ru", 1, "a Russian infinitive"),
            ("finir/v", "fr", 1, "a French verb"), ("beshya/v", "rw", 1, "a Kinyarwanda infinitive"),
            ("алда/v", "kk", 1, "a Kazakh verb"), ("x-chawi/n", "sw", 1, "not a Swahili class prefix"),
            ("{{{{{one}}}}}", "en", 5, "more than 4 braces"),
        ] as [(String, String?, Int, String)])
    func failures(term: String, language: String?, column: Int, says: String) throws {
        let failure = try #require(throws: TermFailure.self) {
            try TermCompiler.compile(term, language: language)
        }
        #expect(failure.column == column)
        #expect(failure.what.contains(says), "\(failure.what)")
        #expect(!failure.help.isEmpty)
        let finding = failure.finding(term: term, at: FilePlace(file: "water.yaml", line: 3, column: 9))
        #expect(finding.code == "term-invalid" && finding.severity == .error)
        #expect(finding.what.contains("at column \(column): "))
    }

    @Test("terms that are too large are refused")
    func tooLarge() {
        let many = Array(repeating: "one", count: 100).joined(separator: " ")
        for term in [
            String(repeating: "a", count: 1001), many, Array(repeating: "a", count: 30).joined(separator: "&"),
        ] {
            #expect(throws: TermFailure.self) { try TermCompiler.compile(term, language: "en") }
        }
    }

    @Test(
        "the shorthand means what it says",
        arguments: [
            ("water", "en", ["Water!", "WATER", "#water", "water_tap"], ["waters", "underwater", "water2"]),
            ("water*", "en", ["waters", "water2", "water"], ["underwater"]),
            ("*water", "en", ["underwater", "water"], ["waters"]),
            ("*water*", "en", ["underwaters"], ["wate"]),
            ("bill gates", "en", ["Bill  Gates", "bill-gates", "bill, gates"], ["billgates", "bill and gates"]),
            (
                "bill .. gates", "en", ["bill gates", "bill a b c gates", "bill o'neil-x gates"],
                ["bill aa bb cc dd gates"]
            ),
            ("bill…gates", "en", ["bill a b c gates"], ["gates bill"]),
            ("bill..1 gates", "en", ["bill a gates"], ["bill a b gates"]),
            ("vaccin/n ..1 homme/n", "fr", ["vaccin tue l'homme", "vaccins d’hommes"], ["vaccin a b c homme"]),
            ("{red|green apple} pie", "en", ["red pie", "green apple pie"], ["green pie", "apple pie"]),
            ("{red|{big|small} green} pie", "en", ["small green pie"], ["small pie"]),
            ("water & poison*", "en", ["poisoned was the water"], ["water", "poison"]),
            ("water & !rain & !{snow|ice}", "en", ["water"], ["rain water", "water, ice"]),
            (#"/\bwat\w+/"#, "en", ["watch"], ["what"]),
            (#"/a\/b|c/d/ & e"#, nil, ["c/d e", "a/b e"], ["c/d"]),
            ("covid-19", "en", ["Covid-19", "covid 19", "covid19", "covid–19"], ["covid", "19"]),
            ("don't", "en", ["don’t", "donʼt", "DON'T"], ["dont"]),
            ("café", "fr", ["CAFE", "cafe\u{301}"], ["caff"]),
            ("ещё", "ru", ["еще", "ЕЩЁ"], ["щё"]),
            ("елка", "ru", ["ёлка"], ["иголка"]),
            ("ку\u{301}рс", "ru", ["курс", "ку\u{301}рс"], ["курсы"]),
            ("ＣＯＶＩＤ", "en", ["covid"], []),
            ("vaccine", "en", ["vaccccine", "vacine", "v a c c i n e", "vаccine"], ["vaccinee"]),
            ("good", "en", ["good"], ["god"]),
            ("котёнок/n", "ru", ["котята", "котёнком", "котенку", "котятах"], ["котятник", "кот"]),
            ("мышонок/n", "ru", ["мышат", "мышонка"], ["мыши"]),
            ("звонок/n", "ru", ["звонки", "звонок"], ["зват", "звата"]),
        ] as [(String, String?, [String], [String])])
    func meaning(term: String, language: String?, match: [String], noMatch: [String]) throws {
        var matcher = try TermTesting.matcher(TermCompiler.compile(term, language: language))
        for text in match { #expect(matcher.matches(in: text).claims == ["term"], "\(text)") }
        for text in noMatch { #expect(matcher.matches(in: text) == PostMatches(), "\(text)") }
    }

    @Test("what is forced is accepted, and warned of")
    func force() throws {
        let term = try TermCompiler.compile("ат/n", language: "kk", options: TermOptions(force: true))
        #expect(term.warnings.contains(.shortStem(word: "ат", letters: 2)))
        #expect(try TermTesting.matches("ат/n", "kk", "аттың", TermOptions(force: true)))
    }
}
