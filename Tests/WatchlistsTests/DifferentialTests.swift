import Model
import Testing
import Text

@testable import Watchlists

/// The engine against PCRE2 alone on the bytes of the same view, hit for hit.
struct DifferentialTests {
    @Test("generated patterns give the hits of PCRE2 alone, on every folded view", arguments: [1, 2, 3, 4])
    func generated(seed: UInt64) {
        var random = PatternGenerator(seed: seed)
        let patterns = (0..<200).map { _ in random.pattern() }
        let texts = (0..<60).map { _ in random.text() }
        for view in [View.canon, .deobf, .squeeze] {
            #expect(differences(patterns, texts, view) == [])
        }
    }

    @Test("patterns as analysts write them give the hits of PCRE2 alone")
    func handWritten() {
        let texts = HandWritten.texts
        #expect(differences(HandWritten.patterns, texts, .canon) == [])
    }

    @Test("the generator makes patterns that hit and patterns that an index can use")
    func generatorIsWorth() {
        var random = PatternGenerator(seed: 1)
        let patterns = (0..<300).map { _ in random.pattern() }
        let texts = (0..<80).map { _ in random.text() }
        let usable = patterns.filter { !PatternNeeds(of: $0).clauses.isEmpty }
        #expect(usable.count > 100)
        var hitting = 0
        for pattern in usable {
            guard let naive = NaivePCRE2(pattern) else { continue }
            if texts.contains(where: { naive.hits(in: Array(Canon.canonical($0).utf8))?.isEmpty == false }) {
                hitting += 1
            }
        }
        #expect(hitting > 60)
    }

    @Test("a wrongly required literal is found out by the comparison")
    func mutation() {
        let wrong = PatternNeeds.Clause([Array("жоқсөз".utf8)])
        let found = differences(HandWritten.patterns, HandWritten.texts, .canon) {
            PatternNeeds(clauses: $0.clauses + [wrong], counts: $0.counts)
        }
        #expect(found != [])
    }

    @Test("leaving a needed literal of an alternation out is found out by the comparison")
    func mutationOfOneBranch() {
        let found = differences(HandWritten.patterns, HandWritten.texts, .canon) { needs in
            var needs = needs
            for index in needs.clauses.indices where needs.clauses[index].literals.count > 1 {
                needs.clauses[index].literals.removeFirst()
            }
            return needs
        }
        #expect(found != [])
    }

    @Test("each letter that counts as a literal has one form only in the folded views")
    func letters() throws {
        let all = (UInt32(1)...0x1FFFF).compactMap(Unicode.Scalar.init)
        var offsets: [Int: Unicode.Scalar] = [:]
        var bytes: [UInt8] = []
        for scalar in all {
            offsets[bytes.count] = scalar
            bytes += Array(String(scalar).utf8)
        }
        let search = Search()
        var checked = 0
        for value in Array(UInt32(0x20)...0x7E) + Array(0xC0...0x17F) + Array(0x400...0x52F) {
            guard let scalar = Unicode.Scalar(value), PatternNeeds.folded(scalar) != 0 else { continue }
            let pair = PatternNeeds.folded(scalar)
            let folded = (pair > 0xFF ? [UInt8(pair >> 8)] : []) + [UInt8(pair & 0xFF)]
            checked += 1
            let code = try CompiledCode("\\x{\(String(value, radix: 16))}")
            var hits: [Range<Int>] = []
            _ = bytes.withUnsafeBufferPointer { search.hits(of: code, in: $0, into: &hits) }
            for hit in hits {
                let form = String(decoding: bytes[hit], as: UTF8.self)
                let isStable = Array(Canon.canonical(form).utf8) == Array(form.utf8)
                #expect(!isStable || Array(form.utf8) == folded, "U+\(String(value, radix: 16)) also is \(form)")
            }
        }
        #expect(checked > 400)
    }
}

struct PatternNeedsTests {
    @Test(
        "required literals are found, and what is not understood gives none",
        arguments: [
            (#"\bвод\w* отравл\w*"#, ["вод", "отравл"]),
            ("vacc?ine", ["vaccine|vacine"]), ("(?:water|вода) .*poison", ["poison", "water |вода "]),
            ("a|water", []), ("colou?r", ["colour|color"]), ("(?i:WATER)", ["water"]), ("(?x) w a t e r", []),
            ("(*ACCEPT)water", []), ("(?(1)a|b)water", []), ("[вф]ода", ["вода|фода"]), ("[^в]ода", ["ода"]),
            ("во+да", ["во", "ода"]), (#"\Qa.b\Ec"#, ["a.bc"]), ("water{0}", ["water|wate"]), ("(water)?", []),
            ("(?=water)w", ["water"]), ("(?!water)wat", ["wat"]), ("straße", ["stra"]), (#"\x{432}ода"#, ["вода"]),
            (#"(\w)\1{7,}"#, []), ("5g", ["5g"]), ("к", []), ("(?:ab){2,}", ["ab"]), ("wa{,3}ter", []),
            (#"a(?#x)+b"#, []), ("(?<name>water)", ["water"]), ("(?P>name)water(?<name>x)", ["waterx"]),
            ("[[:alpha:]]water", ["water"]), ("water[]]x", ["water]x"]), ("(?^:water)", []),
        ])
    func literals(pattern: String, expected: [String]) {
        let found = PatternNeeds(of: pattern).clauses.map { clause in
            clause.literals.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "|")
        }
        #expect(found.sorted() == expected.sorted())
    }
}
