import Testing

@testable import Text

struct ViewsTests {
    @Test("every range of every view names whole characters that say the same", arguments: View.allCases)
    func rangesSayTheSame(view: View) {
        var random = TextGenerator(seed: 11)
        let skeleton = LookAlikeSkeleton()
        for _ in 0..<1_500 {
            let text = random.text()
            var views = Views(text)
            let made = views.view(view)
            let original = Array(text.utf8)
            let borders = Self.borders(made.bytes)
            let originalBorders = Set(Self.borders(original))
            #expect(String(validating: made.bytes, as: UTF8.self) != nil)
            for _ in 0..<6 {
                let first = random.below(borders.count)
                let last = first + random.below(borders.count - first)
                let range = borders[first]..<borders[last]
                let found = made.original(range)
                #expect(originalBorders.contains(found.lowerBound), "\(text.debugDescription) \(range)")
                #expect(originalBorders.contains(found.upperBound), "\(text.debugDescription) \(range)")
                let slice = String(decoding: original[found], as: UTF8.self)
                let said = String(decoding: made.bytes[range], as: UTF8.self)
                switch view {
                case .raw: #expect(Array(slice.utf8) == Array(said.utf8))
                case .canon:
                    #expect(
                        Self.contains(Array(Canon.canonical(slice).utf8), Array(said.utf8)), "\(text.debugDescription)")
                case .deobf, .squeeze:
                    let of = skeleton.skeleton(Canon.canonical(slice))
                    #expect(Self.contains(of, skeleton.skeleton(said)), "\(text.debugDescription) \(said)")
                }
            }
        }
    }

    @Test("neighbours in a view are in the same order in the original", arguments: View.allCases)
    func order(view: View) {
        var random = TextGenerator(seed: 12)
        for _ in 0..<500 {
            let text = random.text()
            var views = Views(text)
            let made = views.view(view)
            let borders = Self.borders(made.bytes)
            var last = 0..<0
            for (start, end) in zip(borders, borders.dropFirst()) {
                let found = made.original(start..<end)
                #expect(!found.isEmpty)
                #expect(found.lowerBound >= last.lowerBound && found.upperBound >= last.upperBound)
                last = found
            }
            #expect(last.upperBound <= text.utf8.count)
        }
    }

    @Test("the quick look never says that a view is not needed when it is")
    func needIsSound() {
        var random = TextGenerator(seed: 13)
        for _ in 0..<3_000 {
            let text = random.text()
            let bytes = Array(text.utf8)
            let canon = Canon.view(of: bytes)
            let need = ViewsNeed(of: canon.bytes)
            var kept = Canon.kept(of: bytes)
            if !need.squeeze { #expect(Squeeze.apply(kept) == nil, "\(text.debugDescription)") }
            Deobfuscation.resolve(&kept)
            let deobf = Canon.cutView(.deobf, of: kept, originalCount: bytes.count)
            if !need.deobf { #expect(deobf.bytes == canon.bytes, "\(text.debugDescription)") }
        }
    }

    @Test("the quicker look at ASCII says nothing that the exact look does not")
    func plainNeedIsSound() {
        var random = TextGenerator(seed: 14)
        let alphabet = Array("aaabbc de.i-_*~|+=^`!$@013 29, <>'\n\0x".utf8)
        var plain = 0
        for _ in 0..<6_000 {
            // Dense noise, or a disguise somewhere in many ordinary words.
            var bytes = (0..<random.below(40)).map { _ in alphabet[random.below(alphabet.count)] }
            if random.below(2) == 0 {
                let common = ["the", "water", "is", "clean", "of", "i", "5"]
                let words = (0..<random.below(30)).map { _ in common[random.below(common.count)] }
                bytes = Array(words.joined(separator: " ").utf8) + bytes.prefix(8)
            }
            let saysNothing = bytes.withUnsafeBufferPointer(ViewsNeedPlain.needsNothing)
            guard saysNothing else { continue }
            plain += 1
            let text = String(decoding: bytes, as: UTF8.self)
            var kept = Canon.kept(of: bytes)
            #expect(Squeeze.apply(kept) == nil, "\(text.debugDescription)")
            Deobfuscation.resolve(&kept)
            let deobf = Canon.cutView(.deobf, of: kept, originalCount: bytes.count)
            #expect(deobf.bytes == Canon.view(of: bytes).bytes, "\(text.debugDescription)")
        }
        #expect(plain > 500)
    }

    @Test("odd ranges are clamped, an empty one stays empty")
    func oddRanges() {
        var views = Views("aﬁb")
        let canon = views.view(.canon)
        #expect(canon.original(0..<99) == 0..<5)
        #expect(canon.original(1..<1) == 1..<1)
        #expect(canon.original(4..<4) == 5..<5)
        #expect(canon.original(50..<60) == 5..<5)
        var empty = Views("")
        for view in View.allCases {
            #expect(empty.view(view).bytes == [])
            #expect(empty.view(view).original(0..<0) == 0..<0)
        }
    }

    /// Offsets at which characters start, and the end.
    private static func borders(_ bytes: [UInt8]) -> [Int] {
        bytes.indices.filter { bytes[$0] & 0xC0 != 0x80 } + [bytes.count]
    }

    private static func contains<Element: Equatable>(_ whole: [Element], _ part: [Element]) -> Bool {
        guard !part.isEmpty else { return true }
        guard whole.count >= part.count else { return false }
        return (0...whole.count - part.count).contains { whole[$0..<$0 + part.count].elementsEqual(part) }
    }
}

/// Texts with every trouble of languages.md 1, and broken UTF-8, from a seed.
struct TextGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    mutating func below(_ limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return limit > 1 ? Int(truncatingIfNeeded: (state >> 11) % UInt64(limit)) : 0
    }

    private static let pools: [[String]] = [
        "abcehkmoptxyXYZBHT   .".map(String.init), "авсенкмортхуЖЙЯқҒі   .".map(String.init),
        ["\u{301}", "\u{336}", "\u{306}", "\u{345}", "\u{64B}", "\u{327}"],
        ["\u{200B}", "\u{200D}", "\u{FE0F}", "\u{AD}", "\u{640}"],
        ["ﬁ", "ﷲ", "№", "Ǆ", "①", "Ａ", "㎏", "℡", "㍿", "İ", "ẞ", "ΐ", "ᾳ"],
        ["한", "\u{1100}", "\u{1161}", "\u{11A8}"], ["😀", "👍🏽", "❤️", "+", "*", "_", "|", "₸"],
        "0134568@$!€19".map(String.init), ["в а к ц и н а", "c.o.v.i.d", "вaкцинa", "нееет", "4ип"],
        "αοενρτυικχΒΗ".map(String.init), "ابپ中文".map(String.init), [" ", ". ", "\n", " - "],
    ]

    mutating func text() -> String {
        if below(10) == 0 {
            return String(decoding: (0..<below(40)).map { _ in UInt8(truncatingIfNeeded: below(256)) }, as: UTF8.self)
        }
        let chosen = (0...below(5)).map { _ in Self.pools[below(Self.pools.count)] }
        var text = ""
        for _ in 0..<below(30) {
            let pool = chosen[below(chosen.count)]
            // Scalar by scalar, so that marks stand after anything.
            text.unicodeScalars.append(contentsOf: pool[below(pool.count)].unicodeScalars)
        }
        return text
    }
}

/// A coarse form in which look-alikes, digits read as letters, separators and repeats are all one:
/// what the two stronger views may change, and nothing else.
struct LookAlikeSkeleton {
    private var representative: [UInt32: UInt32] = [:]

    init() {
        let classes = [
            "aаα4@ч", "bвβ8", "cс$sѕ5", "eеεз3€", "hнһη", "iіι1!", "kкκ", "mмμ", "oоο0", "pрρ", "tтτ7", "xхχ", "yуυuи",
            "əә", "gд", "nпvѵν", "rг", "dԁ", "jј", "qԛ", "wԝ", "6б", "zζ",
        ]
        for each in classes {
            guard let first = each.unicodeScalars.first else { continue }
            for scalar in each.unicodeScalars { representative[scalar.value] = first.value }
        }
    }

    func skeleton(_ text: String) -> [UInt32] {
        var result: [UInt32] = []
        for scalar in text.unicodeScalars {
            let value = representative[scalar.value] ?? scalar.value
            guard representative[scalar.value] != nil || scalar.properties.isAlphabetic || scalar.value > 0x2FFF,
                !scalar.properties.isEmoji || representative[scalar.value] != nil, value != result.last
            else { continue }
            result.append(value)
        }
        return result
    }
}
