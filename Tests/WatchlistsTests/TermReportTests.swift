import Model
import Reading
import Testing
import Text

@testable import Watchlists

struct TermReportTests {
    @Test("a report shows patterns, forms, and the texts that are hit, with personal data taken out")
    func report() throws {
        let texts = ["Вакцинаның зияны, хабарлас: +7 701 123 45 67", "вaкцинa", "су ішіңіз"]
        let report = try TermReport.of("вакцина/n", language: "kk", texts: texts)
        #expect(report.patterns.map(\.pattern.script) == [.typed, .latin])
        #expect(report.term.forms.first == "вакцина" && report.term.forms.contains("вакцинаның"))
        #expect(report.term.forms.contains("vakcina") || report.term.forms.contains("vaktsina"))
        #expect(report.hits.map(\.number) == [1, 2])
        #expect(report.hits.map(\.view) == [.canon, .deobf])
        #expect(report.hits[0].text == "Вакцинаның зияны, хабарлас: <phone>")
        #expect(report.textCount == 3 && report.hitCount == 2)
        #expect(report.warnings == [.tooFrequent(hits: 2, texts: 3)])
    }

    @Test("warnings name short stems, silence and noise")
    func warnings() throws {
        let silent = try TermReport.of("дәрі/n", language: "kk", texts: ["су"])
        #expect(
            silent.warnings == [
                .shortStem(word: "дәрі", letters: 4), .shortLatin(letters: 4), .hitsNothing(texts: 1),
            ])
        let thousand = ["poisoned water"] + Array(repeating: "good morning", count: 999)
        #expect(try TermReport.of("water", language: "en", texts: thousand).warnings == [])
        #expect(
            try TermReport.of("water", language: "en", texts: thousand.dropLast()).warnings
                == [.tooFrequent(hits: 1, texts: 999)])
        #expect(try TermReport.of("water", language: "en", texts: []).warnings == [])
    }

    @Test("texts of other languages that hold a Kazakh word in Latin letters are counted beside the hits")
    func setAside() throws {
        let texts = ["Dari ya nyumba yetu imeharibika sana", "дәрілер қымбат", "balalarga dari berip jatyr, dari"]
        let report = try TermReport.of("дәрі/n", language: "kk", texts: texts)
        #expect(report.hits.map(\.number) == [2, 3])
        #expect(report.setAsideCount == 1)
        #expect(report.json["texts_set_aside"]?.integer == 1)
        #expect(report.json["patterns"]?[1]?["gate"]?.string == "kazakh-only")
    }

    @Test("a report is JSON for programs")
    func json() throws {
        let json = try TermReport.of("укол/n & !ёж*", language: "ru", texts: ["уколы", "укол ежа"]).json
        #expect(json["term"]?.string == "укол/n & !ёж*")
        #expect(json["patterns"]?[1]?["absent"]?.bool == true)
        #expect(json["hits"]?[0]?["matches"]?[0]?["end"]?.integer == 10)
        #expect(json["texts_hit"]?.integer == 1)
    }
}

struct TermsInListsTests {
    private func load(_ match: String) throws -> (Watchlists, [Finding]) {
        let valid = try FixtureTests.file("list.valid.yaml").text
        let lines = valid.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let start = try #require(lines.firstIndex { $0.hasPrefix("    match:") })
        let end = try #require(lines[(start + 1)...].firstIndex { $0.hasPrefix("    ") && !$0.hasPrefix("     ") })
        let text = (lines[..<start] + match.split(separator: "\n").map { "    " + $0 } + lines[end...]).joined(
            separator: "\n")
        let today = try #require(CivilDate("2026-11-21"))
        let places = [Place(id: "qala", parent: nil, names: ["en": "Qala"], terms: ["kk": ["қала*"]])]
        return Watchlists.load(
            lists: [WatchlistFile(path: "list.yaml", text: text)],
            responses: [try FixtureTests.file("response.valid.yaml")], places: places, today: today)
    }

    @Test("terms stand beside patterns, and their patterns are numbered or named")
    func terms() throws {
        let (watchlists, findings) = try load(
            """
            match:
              all:
                - {language: kk, terms: [үкімет/n, екпе/n], id: who}
                - any:
                    - language: ru
                      terms: ["вода/n .. отравить/v", "{кран/n|колодец/n} & яд/n"]
                      force: true
                    - pattern: 'x\\d+y'
            """)
        #expect(findings.filter { $0.severity == .error } == [])
        let claim = try #require(watchlists.claims.first?.id)
        #expect(watchlists.patterns.patternIDs == (1...4).map { "who/\($0)" } + (5...8).map { "\(claim)/\($0)" })
        var matcher = watchlists.patterns.matcher()
        #expect(matcher.matches(in: "Үкіметтің ісі: воду в городе отравили").claims == [claim])
        #expect(matcher.matches(in: "yкiметтен, в колодце ... яды").claims == [claim])
        #expect(matcher.matches(in: "воду в городе отравили").claims == [])
    }

    @Test("a bad term is a finding at its own place")
    func badTerm() throws {
        let (watchlists, findings) = try load(
            """
            match:
              language: kk
              terms:
                - үкімет/n
                - ат/n
                - "вода/x"
            """)
        let bad = findings.filter { $0.code == "term-invalid" }
        #expect(
            bad.map(\.what) == [
                "The term \"ат/n\" cannot be used, at column 1: \"ат\" has fewer than 4 letters, so its forms would"
                    + " match other words.",
                "The term \"вода/x\" cannot be used, at column 5: \"/x\" is not a kind of word.",
            ])
        #expect(bad.count == 2 && bad[1].place.line == bad[0].place.line + 1)
        #expect(watchlists.broken == ["list.yaml"])
    }

    @Test("a term that is only a name is refused like a pattern", arguments: ["Айгүл Серікова", "Айгүл/n Серікова/n"])
    func names(term: String) throws {
        let (_, findings) = try load("match: {language: kk, terms: [\(term)]}")
        #expect(findings.contains { $0.code == "person-name-only" }, "\(findings)")
    }
}
