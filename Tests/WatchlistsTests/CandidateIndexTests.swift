import Testing
import Text

@testable import Watchlists

/// What the index knows of patterns, and that it rules out no pattern that PCRE2 finds.
struct CandidateIndexTests {
    @Test(
        "what stands before a literal says whether a word starts there",
        arguments: [
            (#"\bвода"#, true), (#"вода"#, false), (#"\W+вода"#, true), (#"\W*вода"#, false), (#"\s+вода"#, true),
            (#"(?<!\p{L})вода"#, true), (#"(?<![\p{L}\p{M}\p{N}])вода"#, true), (#"(?<![а-я])вода"#, false),
            (#"(?<!\w)вода"#, true), (#"(?<!\p{Lu})вода"#, false), (#"(?<!x\p{L})вода"#, false), (#"^вода"#, true),
            (#"(?<=[#@])вода"#, true), (#"(?<=[#а])вода"#, false), (#"[^\p{L}\p{N}]+вода"#, true), (#"\dвода"#, true),
            (#"[^\p{N}]+вода"#, false), (#"(?:^|\W)вода"#, true), (#"(?:^|\W|)вода"#, false),
            (#"\b(?=\p{L}+)вода"#, true),
            (#"\b(?:не)?вода"#, true), (#"\b\p{L}*вода"#, false), (#"\b2024"#, true), (#"(?<!\p{L})2024"#, false),
            (#"\d+2024"#, false), (#"[-. ]вода"#, true), (#"[ -я]вода"#, false), (#"#вода"#, true), (#"\Bвода"#, false),
            (#"\b(?:вода\p{L}*|суық\p{L}*) "#, true), (#"(?<!\b\p{L})вода"#, false), (#"\b×вода"#, false),
        ])
    func wordStarts(pattern: String, expected: Bool) {
        #expect(PatternNeeds(of: pattern).clauses.first?.isAtWordStart == expected)
    }

    @Test(
        "patterns without literals are held to counts",
        arguments: [
            (#"(\p{L})\1{7,}"#, [0, 0, 8, 0]), (#"(?:\b\p{L}[ .*_-]){6,}\p{L}\b"#, [0, 4, 0, 0]),
            (#"\b9\d{3}[ -]?\d{4}"#, [8, 0, 0, 0]), (#"\p{L}{25,}"#, [0, 0, 0, 25]), (#"(?:\d{2}|x)\d"#, [1, 0, 0, 0]),
            (#"(.)\1{7,}"#, [0, 0, 0, 0]), (#"(?|(\p{L})|(x))\1{7,}"#, [0, 0, 0, 0]),
            (#"(\p{L})x\1{7,}"#, [0, 0, 0, 0]),
            (#"(?!\d{4})x"#, [0, 0, 0, 0]), (#"(?=\d{4})\d"#, [4, 0, 0, 0]), (#"(?:\d{3})?"#, [0, 0, 0, 0]),
            (#"(a)(\p{L})\1{7,}"#, [0, 0, 0, 0]), (#"(?n)(\p{L})(?<x>\p{L})\1{7,}"#, [0, 0, 0, 0]),
            (#"(?:\p{L}\d){9}"#, [9, 7, 0, 0]), (#"(?:\p{L}\W+){9}"#, [0, 0, 0, 0]),
        ])
    func counts(pattern: String, expected: [Int]) {
        let counts = PatternNeeds(of: pattern).counts
        #expect([counts.digits, counts.spacedLetters, counts.equalLetters, counts.letters] == expected)
    }

    @Test("boundaries, gates and literals of every length give the hits of PCRE2 alone", arguments: [1, 2, 3])
    func boundaries(seed: UInt64) {
        var random = PatternGenerator(seed: seed &+ 77)
        let before = [
            #"\b"#, "", #"(?<!\p{L})"#, #"(?<![\p{L}\p{M}\p{N}])"#, #"\W+"#, #"\W"#, "^", #"(?<=[#@])"#, #"(?<!\w)"#,
            #"\s"#,
            #"(?:^|\W)"#, #"\d"#, "[ ,._-]", #"[^\p{L}\p{N}]"#, #"(?m)^"#, #"\b(?:не)?"#, #"(?<=\w)"#, "_", "×", #"\B"#,
        ]
        let after = ["", #"\p{L}*"#, #"\b"#, #"(?!\p{L})"#, #"\w*\W+\p{L}"#, "{1}", #"(?:\W+\p{L}+){0,2}\W+су"#]
        let words = [
            "5g", "су", "вода", "водаканалы", "eau", "ea", "28", "2024", "қа", "қазақстандық", "water", "waterworks",
            "é",
            "élections", "ü1", "чип", "чипированный", "x5", "éa", "aé", "ük", "aya", "(?:су|вода|eau)", "(?:water|28)",
            "[вф]ода",
        ]
        let gates = [
            #"(\p{L})\1{3,}"#, #"(\p{L})\1{7,}"#, #"(?:\b\p{L}[ .*_-]){4,}\p{L}\b"#, #"\d{4,}"#, #"\p{L}{12,}"#,
            #"\b\d[ -]?\d{3}\b"#, #"(?:\p{L}\W){6}"#, #"(\p{L})\1{3,}\d"#,
        ]
        var patterns = gates
        while patterns.count < 220 {
            let pattern =
                before[random.next(before.count)] + words[random.next(words.count)] + after[random.next(after.count)]
            patterns.append(
                random.next(4) == 0
                    ? pattern + before[random.next(before.count)] + words[random.next(words.count)] : pattern)
        }
        patterns = patterns.filter { NaivePCRE2($0) != nil }
        let pieces = [
            "5g", "су", "вода", "водаканалы", "eau", "28", "2024", "қазақстандық", "қа", "waterworks", "élections",
            "чип", "×",
            "÷", "҂", "_", "#", "@", "not", "не", "É", "1", " ", " ", " ", ", ", "\n", "-", "aaaa", "яяяяяяяя",
            "ССССССССС", "中",
            "ж ж ж ж ж ж ", "a b c d e f g ", "م", "и\u{306}", "…", "😂", "٣٣٣٣", "\u{200B}", "x5", "İİİİİİİİ",
            "ü1", "éa", "aé", "ükimet", "ааа", "é",
        ]
        let texts = (0..<150).map { _ in (0...random.next(12)).map { _ in pieces[random.next(pieces.count)] }.joined() }
        for view in [View.canon, .deobf, .squeeze] { #expect(differences(patterns, texts, view).prefix(5) == []) }
    }

    @Test("letters that PCRE2 takes for one another are one letter in the folded views")
    func equalLetters() throws {
        let all = (UInt32(1)...0x1FFFF).compactMap(Unicode.Scalar.init).filter {
            let text = String($0)
            return $0.properties.isAlphabetic && Array(Canon.canonical(text).utf8) == Array(text.utf8)
        }
        var bytes: [UInt8] = []
        for scalar in all { bytes += Array(String(scalar).utf8) }
        let search = Search()
        var wrong: [String] = []
        for scalar in all where scalar.properties.changesWhenCaseMapped {
            let code = try CompiledCode("\\x{\(String(scalar.value, radix: 16))}")
            var hits: [Range<Int>] = []
            _ = bytes.withUnsafeBufferPointer { search.hits(of: code, in: $0, into: &hits) }
            if hits.count != 1 { wrong.append("\(scalar) \(scalar.value)") }
        }
        #expect(wrong == [])
    }

    @Test("bytes that are not UTF-8 are repaired, and the ranges are of what was made of them")
    func repaired() {
        var matcher = set(["вода"]).matcher()
        var found = PostHits()
        let bytes: [UInt8] = [0x61, 0xFF, 0x20] + Array("вода".utf8) + [0xD0]
        bytes.withUnsafeBufferPointer { matcher.match(bytes: $0, into: &found) }
        #expect(found.repaired == Array(String(decoding: bytes, as: UTF8.self).utf8))
        #expect(found.hits.map(\.range) == [5..<13])
        Array("вода".utf8).withUnsafeBufferPointer { matcher.match(bytes: $0, into: &found) }
        #expect(found.repaired == nil)
        #expect(found.hits.map(\.range) == [0..<8])
    }

    @Test("a pattern that keeps reaching the limit rests for the remainder of its chunk")
    func restOfChunk() {
        let hostile = String(repeating: "a", count: 60) + "!"
        var matcher = set(["^(a+)+$"]).matcher()
        for _ in 0..<LimitLedger.toleratedInChunk { _ = matcher.matches(in: hostile) }
        #expect(matcher.matches(in: "aaa").undecided == ["0/1"])
        #expect(matcher.closeChunk() == ["0/1": LimitLedger.toleratedInChunk])
    }
}
