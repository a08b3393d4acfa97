import Testing
import Text

@testable import Watchlists

struct PatternProbeTests {
    @Test(
        "a pattern that runs away on a short text is found",
        arguments: [
            "^(a+)+$", "(a|aa)+$", "(a*)*b", "([a-z]+)*!!", #"^(\w+\s?)*$"#, "(вода|вод|а)+x", #"(?:\w+\W*)+яд$"#,
            "(?:x+x+)+y", #"^(?:[\w.-]+)+@mail$"#, #"(?:су|су\s*)+улан$"#,
            // What is slow is the last of the alternatives, or a text that only two of them make.
            "(a|b|ab)*zzz", "(a|b|ab)+$", "(?:a|b|ab)+zzz", #"(?:\w|_)+ poison"#, "(?:a|ab|ba)+zzz", "(?:a|b|c|d|e|f|g|ab)+z",
            "(?:x|abc|b|a|c)+!", "(?:a|A)+z",
        ])
    func catastrophic(pattern: String) throws {
        for thorough in [false, true] {
            let worst = try probe(pattern).worst(pattern, thorough: thorough)
            #expect(worst != .fine, "\(worst)")
            if case .quadratic = worst { Issue.record("only called quadratic") }
        }
    }

    @Test(
        "a pattern that reads the rest of the text from every place is found when advice is asked for",
        arguments: [#"\s+$"#, #"\w+:"#, "[a-z]+#", #"\p{L}+ъъ"#, "су.*улан"])
    func quadratic(pattern: String) throws {
        #expect(try probe(pattern).worst(pattern, thorough: false) == .fine)
        guard case .quadratic(let steps, let letters) = try probe(pattern).worst(pattern, thorough: true) else {
            Issue.record("not found")
            return
        }
        #expect(steps > 100 && letters > 500)
    }

    @Test("ordinary patterns do not run away", arguments: Good.patterns + HandWritten.patterns)
    func tame(pattern: String) throws {
        let probe = try probe(pattern)
        #expect(probe.worst(pattern, thorough: false) == .fine)
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
        #expect(try probe(pattern).isRedactedOnly(PatternPhrases.of(pattern)) == expected)
    }

    @Test(
        "what a pattern repeats is seen, with the text before it",
        arguments: [
            ("(a+)+", ["|a|false", "|a|true"]), ("x(?:ab){2,}y", ["x|ab|false"]), ("a?b", []), ("a{3,9}", ["|a|false"]),
            (#"вод\w* яд"#, ["вод|a,а,1,_|false"]), ("(a|b)*c", ["|a,b|true"]), (#"(\))+"#, ["|)|false"]),
            ("(a|b|ab)*", ["|a,ab,b|true"]), ("(a|ab|ba)+", ["|a,aba,ab,ba|true"]),
            (#"(?:\w|_)+"#, ["|a,_,а,1|true"]), ("(?x) ab + # c+", ["a|b|false"]), ("(?#a+)b", []), ("(a{1,3}){2}", ["|a|true"]),
        ])
    func loops(pattern: String, expected: [String]) {
        let found = AttackTexts(of: pattern).loops
        #expect(found.map { "\($0.start)|\($0.turns.joined(separator: ","))|\($0.isNested)" } == expected)
    }

    @Test("the cost of a pattern is counted, and a count that is too high ends the search")
    func cost() throws {
        let cost = try #require(PatternCost("(a+)+$"))
        let few = cost.steps(in: Array("ab".utf8), most: 1000)
        #expect(few > 0 && few < 60)
        #expect(cost.steps(in: Array((String(repeating: "a", count: 60) + "!").utf8), most: 5000) == 5000)
        #expect(PatternCost("(") == nil)
        let plain = try #require(PatternProbe.ordinarySteps(#"\d{4}"#))
        let heavy = try #require(PatternProbe.ordinarySteps(#"\w+ \w+ \w+ \w+ \d"#))
        #expect(plain < heavy)
    }

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
            _ = AttackTexts(of: pattern)
        }
        let deep = String(repeating: "(", count: 5000)
        #expect(PatternPhrases.of(deep) == [])
        #expect(PatternNeeds(of: deep) == .unknown)
        #expect(AttackTexts(of: deep).loops == [])
        #expect(PatternPhrases.of(String(repeating: "(a|b)", count: 40)).count <= PatternPhrases.most)
    }
}
