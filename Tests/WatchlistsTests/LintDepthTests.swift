import Model
import Settings
import Testing

@testable import Watchlists

/// What lint says beyond errors, and that a run does without it.
struct LintDepthTests {
    @Test("a run finds the errors that lint finds, at the same places", arguments: FixtureTests.names)
    func errors(name: String) throws {
        let isList = name.hasPrefix("list.")
        let findings = try [true, false].map { advises in
            Watchlists.load(
                lists: [try FixtureTests.file(isList ? name : "list.valid.yaml")],
                responses: [try FixtureTests.file(isList ? "response.valid.yaml" : name)],
                places: [
                    Place(id: "qala", parent: nil, names: ["en": "Qala"], terms: ["ru": ["кал*"], "kk": ["қала*"]])
                ], today: try #require(CivilDate("2026-11-21")), options: .init(advises: advises)
            ).findings
        }
        let isAdvice = ["slow-pattern", "quadratic-pattern", "short-stem", "too-frequent", "hits-nothing"].contains
        #expect(findings[0].filter { !isAdvice($0.code) } == findings[1])
    }

    @Test(
        "words that decide alone are looked at; beside other words they are precise enough",
        arguments: [
            ("{language: ru, terms: [вода/n]}", ["short-stem", "too-frequent"]),
            ("{language: ru, terms: [вода/n], force: true}", ["too-frequent"]),
            ("{all: [{language: ru, terms: [вода/n]}, {language: ru, terms: [отравить/v]}]}", []),
            ("{all: [{language: ru, terms: [вода/n]}, {not: {pattern: дождь}}]}", ["short-stem", "too-frequent"]),
            ("{language: ru, terms: [вода/n .. отравить/v, отравление/n]}", []),
            ("{any: [{pattern: отравл}, {language: ru, terms: [вода/n & !дождь]}]}", ["short-stem", "too-frequent"]),
            ("{language: ru, terms: [погода/n]}", ["too-frequent"]), (#"{pattern: 'погод\w'}"#, ["too-frequent"]),
            (#"{all: [{pattern: 'погод\w'}, {pattern: отравл}]}"#, []),
            (#"{pattern: '\w+отравлен'}"#, ["quadratic-pattern"]), (#"{pattern: '\bотравлен\w*'}"#, []),
        ])
    func advice(rule: String, expected: [String]) throws {
        var file = try FixtureTests.file("list.valid.yaml")
        let start = try #require(file.text.firstRange(of: "      any:"))
        let end = try #require(file.text.firstRange(of: "    examples:"))
        file.text.replaceSubrange(start.lowerBound..<end.lowerBound, with: "      \(rule)\n")
        let places = [Place(id: "qala", parent: nil, names: [:], terms: [:])]
        let today = try #require(CivilDate("2026-11-21"))
        for (advises, expected) in [(true, expected), (false, [])] {
            let (watchlists, findings) = Watchlists.load(
                lists: [file], responses: [], places: places, today: today, options: .init(advises: advises))
            #expect(findings.map(\.code).filter { $0 != "response-missing" } == expected, "\(findings)")
            #expect(watchlists.claims.count == 1)
        }
    }

    @Test("a term that misses what it spells out is told")
    func silent() {
        let line = PatternLine(
            text: PatternText(id: "c/1", pattern: "яд"), place: FilePlace(file: "list.yaml"),
            term: TermLine(source: "вода", script: .typed), phrases: ["вода", "воды"])
        #expect(TermRules.findings(claim(line)).map(\.code) == ["hits-nothing"])
        var other = line
        other.phrases.append("ЯД")
        #expect(TermRules.findings(claim(other)) == [])
    }

    private func claim(_ line: PatternLine) -> ClaimDocument {
        let place = FilePlace(file: "list.yaml")
        return ClaimDocument(
            id: Located("c", at: place), title: Located("t", at: place), statement: Located("s", at: place),
            severity: .low, topics: [], areas: [], languages: [], rule: .pattern(line), examples: ExampleLines())
    }
}
