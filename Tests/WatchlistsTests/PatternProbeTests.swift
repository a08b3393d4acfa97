import Testing
import Text

@testable import Watchlists

struct PatternProbeTests {
    @Test(
        "a pattern that runs away on a short text is found",
        arguments: [
            "^(a+)+$", "(a|aa)+$", "(a*)*b", "([a-z]+)*!!", #"^(\w+\s?)*$"#, "(вода|вод|а)+x", #"(?:\w+\W*)+яд$"#,
            "(?:x+x+)+y", #"^(?:[\w.-]+)+@mail$"#, #"(?:су|су\s*)+улан$"#,
        ])
    func catastrophic(pattern: String) throws { #expect(try probe(pattern).isCatastrophic(pattern)) }

    @Test("ordinary patterns do not run away", arguments: Good.patterns + HandWritten.patterns)
    func tame(pattern: String) throws {
        let probe = try probe(pattern)
        #expect(!probe.isCatastrophic(pattern))
        #expect(!probe.matchesEmpty)
        #expect(probe.ordinaryHits < OrdinaryTexts.tooMany)
    }

    @Test("a pattern that hits everyday texts is too broad", arguments: [#"\bа"#, "e", #"\w+ \w+"#, "[аеёиоу]", ".+"])
    func broad(pattern: String) throws { #expect(try probe(pattern).ordinaryHits >= OrdinaryTexts.tooMany) }

    @Test("a pattern that matches without letters is found", arguments: ["a*", "(?:)", "x?|y", #"\b"#, "(?=x)", "^"])
    func empty(pattern: String) throws { #expect(try probe(pattern).matchesEmpty) }

    @Test(
        "a pattern that redaction makes useless is found",
        arguments: [
            (#"\+7 701 \d{3} \d{2} \d{2}"#, true), (#"win@prize\.example"#, true), ("<phone>", false), ("вода", false),
        ])
    func redacted(pattern: String, expected: Bool) throws {
        #expect(try probe(pattern).isRedactedOnly(pattern) == expected)
    }

    @Test(
        "groups that are repeated without end are seen",
        arguments: [
            ("(a+)+", ["(a+)"]), ("(?:a{2,}){3,}", ["(?:a{2,})"]), ("((a|b)*c)+", ["(a|b)", "((a|b)*c)"]), ("a+b+", []),
            (#"(\))+"#, [#"(\))"#]), ("([)])+", ["([)])"]), ("(a+){0,3}", []), ("(ab)", []),
        ])
    func groups(pattern: String, expected: [String]) { #expect(RepeatShape.repeatedGroups(pattern) == expected) }

    private func probe(_ pattern: String) throws -> PatternProbe {
        PatternProbe(try CompiledPattern(PatternText(id: "p", pattern: pattern), claim: 0))
    }
}

struct PatternPhrasesTests {
    @Test(
        "a pattern is spelled out",
        arguments: [
            (#"\bвод\w* (?:отравл|яд)\w*"#, ["вод отравл", "вод яд"]), ("colou?r", ["color", "colour"]),
            (#"\+7\d{3}"#, ["+7555"]), ("[вф]ода", ["вода", "фода"]), (#"a.{0,30}b"#, ["a b"]),
            ("(?!x)y(?=z)", ["y z"]),
            (#"\x{432}ода"#, ["вода"]), (#"\Qa.b\E"#, ["a.b"]), ("[^a]b", ["b"]), (#"\p{L}+ov"#, ["ov"]),
        ])
    func phrases(pattern: String, expected: [String]) {
        #expect(PatternPhrases.of(pattern).sorted() == expected.sorted())
    }

    @Test("broken and hostile patterns give something or nothing, but end")
    func hostile() {
        for pattern in ["(", ")", "[", "\\", "a{", "(?<", "[[:", "\\x{", "(?#", "\\p{", "[a-", "(?", "(*", "\\Q"] {
            _ = PatternPhrases.of(pattern)
            _ = PatternNeeds(of: pattern)
            _ = PatternLetters.normalised(pattern + "й\u{301}")
            _ = RepeatShape.repeatedGroups(pattern)
        }
        let deep = String(repeating: "(", count: 5000)
        #expect(PatternPhrases.of(deep) == [])
        #expect(PatternNeeds(of: deep) == .unknown)
        #expect(PatternPhrases.of(String(repeating: "(a|b)", count: 40)).count <= PatternPhrases.most)
    }
}
