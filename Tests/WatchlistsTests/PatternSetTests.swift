import Model
import Testing
import Text

@testable import Watchlists

struct PatternSetTests {
    @Test("a hit is reported in bytes of the original text")
    func hit() {
        var matcher = set([#"\bвод\w* отравл\w*"#]).matcher()
        let found = matcher.matches(in: "Наша ВОДА отравлена!")
        #expect(found.matches == [Match(claim: "0", pattern: "0/1", view: .canon, range: 9..<36)])
        #expect(found.claims == ["0"])
    }

    @Test(
        "every hit that does not overlap is found, and an empty hit moves on",
        arguments: [
            ("ab", "abXabxAB", [0..<2, 3..<5, 6..<8]),
            ("a*", "baac", [0..<0, 1..<3, 3..<3, 4..<4]),
            ("(?=b)", "abab", [1..<1, 3..<3]),
            ("x*", "", [0..<0]),
            (#"foo\Kbar"#, "foobar foobar", [3..<6, 10..<13]),
            (#"ab\K"#, "abab", [2..<2, 4..<4]),
            (#"й*"#, "йя", [0..<2, 2..<2, 4..<4]),
            // Behind an empty hit, first one at the same place that is not empty, then on by one character.
            (#"\Ga?"#, "bab", [0..<0, 1..<2, 2..<2, 3..<3]),
            ("(*CRLF)(?=.)|$", "a\r\nb", [0..<0, 3..<3, 4..<4]),
            ("(*ANY)x*", "\r\n", [0..<0, 2..<2]),
        ])
    func everyHit(pattern: String, text: String, ranges: [Range<Int>]) {
        var matcher = set([pattern], views: [.raw]).matcher()
        #expect(matcher.matches(in: text).matches.map(\.range) == ranges)
    }

    @Test("the weakest view that hits is reported, and later views do not run")
    func weakestView() {
        var matcher = set(["вакцина"], views: [.squeeze, .canon, .deobf, .raw]).matcher()
        #expect(matcher.matches(in: "вакцина").matches.map(\.view) == [.raw])
        #expect(matcher.matches(in: "ва\u{200B}кцина").matches.map(\.view) == [.canon])
        #expect(matcher.matches(in: "вaкцинa").matches.map(\.view) == [.deobf])
        #expect(matcher.matches(in: "в а к ц и н а").matches.map(\.view) == [.squeeze])
    }

    @Test("any, all and not are evaluated over the whole text, and only positive patterns show hits")
    func expression() {
        let rule = PatternSet.Rule(
            claim: "c",
            expression: .all([
                .any([leaf("a", "вода"), leaf("b", "water")]), leaf("d", "отравл"), .not(leaf("e", "опроверг")),
            ]))
        var failures: [(pattern: PatternText, failure: PatternFailure)] = []
        var matcher = PatternSet([rule], failures: &failures).matcher()
        #expect(matcher.matches(in: "вода").claims == [])
        #expect(matcher.matches(in: "вода отравлена").matches.map(\.pattern) == ["a", "d"])
        #expect(matcher.matches(in: "отравлена water").matches.map(\.pattern) == ["d", "b"])
        #expect(matcher.matches(in: "вода отравлена: опровергли") == PostMatches())
    }

    @Test("a claim needs a positive hit, whatever its rule says about absence")
    func notAlone() {
        let rule = PatternSet.Rule(claim: "c", expression: .not(leaf("a", "вода")))
        var failures: [(pattern: PatternText, failure: PatternFailure)] = []
        var matcher = PatternSet([rule], failures: &failures).matcher()
        #expect(matcher.matches(in: "no such word") == PostMatches())
    }

    @Test(
        "a pattern that does not compile says where, in characters",
        arguments: [
            ("(вода", 6), ("вода[", 6), ("a**", 3), (#"\p{Kazakh}"#, 11), (#"a\Cb"#, 4),
        ])
    func refused(pattern: String, column: Int) {
        let failure = #expect(throws: PatternFailure.self) { try CompiledCode(pattern) }
        #expect(failure?.column == column, "\(failure?.message ?? "")")
    }

    @Test("a pattern that is too long is refused before PCRE2 sees it")
    func tooLong() {
        #expect(throws: PatternFailure.self) { try CompiledCode(String(repeating: "a", count: 20_000)) }
    }

    @Test("one bad pattern costs its claim only")
    func badPattern() {
        let rules = ["(a", "water"].map { PatternSet.Rule(claim: $0, expression: leaf($0, $0)) }
        var failures: [(pattern: PatternText, failure: PatternFailure)] = []
        var matcher = PatternSet(rules, failures: &failures).matcher()
        #expect(failures.map(\.pattern.id) == ["(a"])
        #expect(matcher.matches(in: "(a water").claims == ["water"])
    }

    @Test(
        "letters of a pattern are brought into the form of the folded views",
        arguments: [
            ("и\u{306}", "й"), ("stra\u{DF}e", "stra(?:ss)e"), ("[а-я]", "[а-я]"), ("[и\u{306}е]", "[йе]"),
            ("ва\u{200B}к", "вак"), (#"\Wводa"#, #"\Wводa"#), ("e\u{301}t", "ét"), ("ЙОД", "ЙОД"),
            ("[]\u{DF}]\u{DF}", "[]\u{DF}](?:ss)"), (#"\Qa[ß.b\E+ß"#, #"\Qa[\E(?:ss)\Q.b\E+(?:ss)"#),
            (#"\Qß\E+"#, #"\Q\E(?:ss)+"#), (#"[\Q]ß\E]ß"#, #"[\Q]ß\E](?:ss)"#), (#"\Q\w ß"#, #"\Q\w \E(?:ss)"#),
            (#"\\Qß"#, #"\\Q(?:ss)"#),
        ])
    func normalised(pattern: String, expected: String) {
        #expect(Array(PatternLetters.normalised(pattern).utf8) == Array(expected.utf8))
    }

    @Test("a decomposed pattern finds composed text")
    func decomposed() {
        var matcher = set(["Аи\u{306}дар", "Stra\u{DF}e"]).matcher()
        #expect(matcher.matches(in: "айдар STRASSE").claims == ["0", "1"])
    }
}

struct EngineTests {
    @Test("a pattern that cannot have machine code gives the same hits")
    func interpreter() {
        for pattern in HandWritten.patterns {
            var fast = set([pattern]).matcher()
            var slow = set(["(*NO_JIT)" + pattern]).matcher()
            for text in HandWritten.texts { #expect(fast.matches(in: text) == slow.matches(in: text)) }
        }
    }

    @Test("workers that share a set give the answers of one worker alone")
    func workers() async {
        let shared = set(HandWritten.patterns, views: [.canon, .deobf, .squeeze])
        var alone = shared.matcher()
        let expected = HandWritten.texts.map { alone.matches(in: $0) }
        let again = set(HandWritten.patterns, views: [.canon, .deobf, .squeeze])
        await withTaskGroup(of: [PostMatches].self) { group in
            for _ in 0..<4 {
                group.addTask {
                    var matcher = again.matcher()
                    return HandWritten.texts.map { matcher.matches(in: $0) }
                }
            }
            for await found in group { #expect(found == expected) }
        }
    }
}

struct WindowTests {
    @Test("a long text gives the hits of every window once, also on the seams")
    func seams() {
        let filler = String(repeating: "ә бір ", count: 20_000)
        let text = filler + "вода отравлена " + filler + "вода отравлена"
        var matcher = set(["вода отравлена", #"(?<=ә )бір"#], views: [.raw]).matcher()
        let found = matcher.matches(in: text).matches
        let length = filler.utf8.count
        #expect(found.filter { $0.claim == "0" }.map(\.range.lowerBound) == [length, 2 * length + 28])
        #expect(found.filter { $0.claim == "1" }.count == 40_000)
    }

    @Test("windows are cut between characters, overlap by 4 KiB and reach the end", arguments: [0, 1, 2])
    func cuts(shift: Int) {
        let bytes = Array((String(repeating: "a", count: shift) + String(repeating: "€", count: 60_000)).utf8)
        bytes.withUnsafeBufferPointer { buffer in
            let windows = Array(Windows(buffer))
            #expect(windows.first?.start == 0)
            #expect(windows.last?.end == bytes.count)
            for (window, next) in zip(windows, windows.dropFirst()) {
                #expect(next.start == window.limit)
                #expect(window.end - window.limit >= PatternLimits.overlapBytes)
                #expect(bytes[window.limit] & 0xC0 != 0x80 && bytes[window.end] & 0xC0 != 0x80)
            }
        }
    }

    @Test("a line does not end where a window is cut")
    func lineEnd() {
        let text = String(repeating: "a", count: 200_000)
        var matcher = set(["a{10}$"], views: [.raw]).matcher()
        #expect(matcher.matches(in: text).matches.map(\.range) == [199_990..<200_000])
    }
}

struct LimitTests {
    private let hostile = String(repeating: "a", count: 60) + "!"

    @Test("a search that reaches the limit leaves the post undecided")
    func undecided() {
        var matcher = set(["^(a+)+$", "b"]).matcher()
        #expect(matcher.matches(in: hostile) == PostMatches(undecided: ["0/1"]))
        #expect(matcher.matches(in: "aaa").claims == ["0"])
        #expect(matcher.closeChunk() == ["0/1": 1])
    }

    @Test("hits before the limit are kept, and the pattern is named as undecided")
    func hitsBeforeLimit() {
        var matcher = set([#"water|\b(?:a+)+\b(?!!)x"#], views: [.raw]).matcher()
        let found = matcher.matches(in: "water " + hostile)
        #expect(found.matches.map(\.range) == [0..<5])
        #expect(found.undecided == ["0/1"])
    }

    @Test("after three limit hits a pattern is off from the next chunk on, and its posts are undecided")
    func switchedOff() {
        var matcher = set(["^(a+)+$", "b"]).matcher()
        for _ in 0..<3 { _ = matcher.matches(in: hostile) }
        #expect(matcher.matches(in: "aaa").claims == ["0"], "nothing is switched off inside a chunk")
        _ = matcher.closeChunk()
        #expect(matcher.limits.switchedOff == ["0/1"])
        #expect(
            matcher.matches(in: "aaa b")
                == PostMatches(
                    matches: [Match(claim: "1", pattern: "1/1", view: .canon, range: 4..<5)], claims: ["1"],
                    undecided: ["0/1"]))
    }

    @Test("a chunk closes by itself after its number of posts")
    func chunkBorder() {
        var matcher = set(["^(a+)+$"]).matcher()
        for _ in 0..<3 { _ = matcher.matches(in: hostile) }
        for _ in 3..<LimitLedger.chunkPosts { _ = matcher.matches(in: "x") }
        #expect(matcher.limits.switchedOff == [])
        #expect(matcher.matches(in: "aaa").undecided == ["0/1"])
    }

    @Test("an unknown part decides nothing: not of it, or all with it, stays undecided")
    func threeValues() {
        let unknown = Expression.pattern(Verdict.undecided)
        #expect(Expression.not(unknown).value { $0 } == .undecided)
        #expect(Expression.all([.pattern(.yes), unknown]).value { $0 } == .undecided)
        #expect(Expression.all([unknown, .pattern(.no)]).value { $0 } == .no)
        #expect(Expression.any([unknown, .pattern(.yes)]).value { $0 } == .yes)
        #expect(Expression.any([.pattern(.no), unknown]).value { $0 } == .undecided)
    }
}

/// A set with one claim for each pattern: claim `n`, pattern `n/1`.
func set(_ patterns: [String], views: [View] = [.canon]) -> PatternSet {
    let rules = patterns.enumerated().map { number, pattern in
        PatternSet.Rule(
            claim: "\(number)",
            expression: .pattern(PatternText(id: "\(number)/1", pattern: pattern, views: views)))
    }
    var failures: [(pattern: PatternText, failure: PatternFailure)] = []
    let set = PatternSet(rules, failures: &failures)
    #expect(failures.isEmpty)
    return set
}

private func leaf(_ id: String, _ pattern: String) -> Expression<PatternText> {
    .pattern(PatternText(id: id, pattern: pattern))
}
