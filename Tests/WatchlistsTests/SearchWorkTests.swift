import Testing
import Text

@testable import Watchlists

/// What is known of a search before it runs, and that a search is counted when that is not enough.
struct SearchWorkTests {
    @Test(
        "patterns as analysts write them are searched without counting on texts of usual length",
        arguments: HandWritten.patterns + Good.patterns + [
            #"\b(?:не|нет)\b.{0,40}\bвод\p{L}*"#, "[^,]+,", #"(?:\W+\p{L}+){0,4}\W+яд"#,
            #"вод(?:а|ы|е|у|ой|ою|ам|ами|ах)\b"#,
            #"(?:\bqala\w*|\bауыл\w*)(?:\W+\w+){0,5}\W+(?:су|вод)\w*"#, #"\d{1,3}(?: \d{3})+ тенге"#, #".*вода"#,
            #"(\d+)-\1"#,
        ])
    func usual(pattern: String) throws {
        let code = try CompiledCode(pattern)
        code.prepare()
        #expect(code.plainBytes > 700)
    }

    @Test(
        "a pattern that may explode is counted on every text",
        arguments: [
            "(a+)+b", "(?:a|aa)+$", #"(\w+\s?)*$"#, "(?:.|\\s)*x", "(?:a(?=a*b)|a)+c", #"(\w+)\s*(\1\s*)+!"#,
            "(?:a?){40}b",
            "(a|b(?1)?)+c", "(?R)?a", #"(*sr:\w+)x"#, #"\X+b"#, "(a*)*", #"(?:\w+\W*)+яд$"#,
            "(?:(?:a{1,20}){1,20}){1,20}b",
            "(?x) ( a+ )+ b", String(repeating: "(?:a|a)", count: 40) + "b", "((a+)b?)+c", #"(?:\s*\S+)*end\b"#,
        ])
    func explosive(pattern: String) throws {
        let code = try CompiledCode(pattern)
        code.prepare()
        #expect(code.plainBytes < 200, "\(code.plainBytes)")
    }

    @Test("what a search does is never more than the bound says: hostile patterns on their own texts")
    func boundHolds() throws {
        var checked = 0
        for hostile in HostilePattern.all {
            let attack =
                String(repeating: hostile.turn, count: 120 / hostile.turn.unicodeScalars.count + 1) + hostile.end
            checked += try checkBound(hostile.pattern, attack) ? 1 : 0
        }
        #expect(checked >= 20, "\(checked)")
    }

    @Test("what a search does is never more than the bound says: generated patterns", arguments: 1...6)
    func boundHoldsForGenerated(seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        var checked = 0
        for _ in 0..<400 {
            let shape = HostileShapes.pattern(&numbers)
            guard NaivePCRE2(shape.pattern) != nil else { continue }
            for _ in 0..<3 {
                checked += try checkBound(shape.pattern, HostileShapes.text(&numbers, letters: 150)) ? 1 : 0
            }
        }
        #expect(checked > 400, "\(checked)")
    }

    @Test("a counted search gives the hits of PCRE2 alone", arguments: [11, 12])
    func countedIsExact(seed: UInt64) {
        var generator = DifferentialGenerator(seed: seed)
        let parts = (0..<500).map { generator.pattern(with: Construct.allCases[$0 % Construct.allCases.count]) }
        var comparison = DifferentialComparison()
        comparison.countsAll = true
        comparison.compare(parts, DifferentialTexts.of(parts, count: 30, &generator.numbers))
        #expect(comparison.differences.prefix(5) == [])
        #expect(comparison.undecided.count * 100 < comparison.compared)
        #expect(comparison.counts.values.reduce(0) { $0 + $1.hitting } > 300)
    }

    @Test(
        "a search that takes too many steps over all places of a text together is stopped"
    )
    func total() throws {
        // No limit of PCRE2 is reached here: each place alone takes few steps.
        let code = try CompiledCode("(?:a(?=a*b)|a)+c")
        let search = Search()
        for letters in [8_000, 60_000, 300_000] {
            let text = Array((String(repeating: "a", count: letters) + "!cb").utf8)
            var hits: [Range<Int>] = []
            let end = text.withUnsafeBufferPointer { search.hits(of: code, in: $0, into: &hits) }
            #expect(end == .limitReached)
            #expect(search.steps < PatternLimits.countedSteps(text.count) + 2 * PatternLimits.windowBytes)
        }
    }

    @Test("a pattern too large to be counted leaves long texts undecided")
    func tooLarge() throws {
        let code = try CompiledCode("(?:a|aa)+" + String(repeating: "ж", count: 8_000))
        var hits: [Range<Int>] = []
        let text = Array("abab".utf8)
        let end = text.withUnsafeBufferPointer { Search().hits(of: code, in: $0, into: &hits) }
        #expect(code.counted() == nil)
        #expect(end == .limitReached)
    }

    /// False when the bound is too high to be worth a search.
    private func checkBound(_ pattern: String, _ text: String) throws -> Bool {
        let bytes = Array(text.utf8)
        let bound = ShapeReader.read(pattern).search.at(bytes.count)
        guard bound < 5_000_000 else { return false }
        let search = Search(countsAll: true, most: 40_000_000)
        var hits: [Range<Int>] = []
        _ = try bytes.withUnsafeBufferPointer { search.hits(of: try CompiledCode(pattern), in: $0, into: &hits) }
        // A step of the count is an item and a way; the bound speaks of characters looked at.
        #expect(Double(search.steps) <= 12 * bound + 1000, "\(pattern) on \(text): \(search.steps), bound \(bound)")
        return true
    }

    @Test(
        "a long class makes a step dearer, wherever its brackets stand",
        arguments: [
            ("[abc]", 5), ("a[^]b]c", 5), (#"\[a[bc]"#, 4), (#"[a\]bc]x"#, 7), ("[[:alpha:]x]", 12), ("[a][bcd]", 5),
            (#"x\Q[\E[ab]"#, 10), ("(?#[)[abc]", 10), (#"[\Qab\E]c"#, 9), ("abc", 0),
        ])
    func classes(pattern: String, bytes: Int) {
        #expect(ShapeReader.longestClass(in: Array(pattern.utf8)) == bytes)
    }
}

/// Patterns of repeats in repeats, choices and looks around over few letters, and texts of the same letters: what makes
/// a search slow.
enum HostileShapes {
    private static let atoms = [
        "a", "b", "ж", #"\w"#, #"\d"#, #"\s"#, ".", "[ab]", "[^b]", #"\p{L}"#, " ", #"\W"#, "1", "ab", #"\S"#,
    ]
    private static let repeats = ["*", "+", "?", "{2,}", "{0,5}", "*?", "+?", "++", "{3}", "", ""]

    static func pattern(_ numbers: inout SeededNumbers) -> (pattern: String, last: String) {
        let last = numbers.pick(["c", "#", "x1", #"\b"#, "$", "(?!a)"])
        return ((0...numbers.next(3)).map { _ in part(&numbers, depth: 0) }.joined() + last, last)
    }

    private static func part(_ numbers: inout SeededNumbers, depth: Int) -> String {
        let inner = { (numbers: inout SeededNumbers) in
            (0...numbers.next(2)).map { _ in part(&numbers, depth: depth + 1) }.joined()
        }
        if depth > 2 || numbers.next(3) == 0 { return numbers.pick(atoms) + numbers.pick(repeats) }
        switch numbers.next(8) {
        case 0: return "(?:" + inner(&numbers) + "|" + inner(&numbers) + ")" + numbers.pick(repeats)
        case 1: return "(" + inner(&numbers) + ")" + numbers.pick(["", "?", "{2}"]) + #"\1"# + numbers.pick(repeats)
        case 2: return "(?=" + inner(&numbers) + ")" + numbers.pick(atoms) + numbers.pick(repeats)
        case 3: return "(?!" + inner(&numbers) + ")" + numbers.pick(atoms)
        case 4: return "(?>" + inner(&numbers) + ")" + numbers.pick(repeats)
        case 5: return #"\b"# + numbers.pick(atoms) + numbers.pick(repeats)
        default: return "(?:" + inner(&numbers) + ")" + numbers.pick(repeats)
        }
    }

    static func text(_ numbers: inout SeededNumbers, letters: Int) -> String {
        let turn = (0...numbers.next(3)).map { _ in numbers.pick(["a", "b", "ж", "1", " ", "ab", "a "]) }.joined()
        let start = numbers.pick(["", "b ", "c", "1"])
        let end = numbers.pick(["", "!", "#c", "! x1", "c"])
        return start + String(repeating: turn, count: letters / turn.unicodeScalars.count + 1) + end
    }
}
