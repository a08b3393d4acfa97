import Glibc
import Testing

@testable import Text

/// The one-pass fold against the normaliser alone, scalar by scalar, and against the definition of word starts.
struct FoldTests {
    /// `canon` without the fast path: the normaliser, then case folding, one scalar at a time.
    private func canonical(_ text: [UInt8]) -> (bytes: [UInt8], ranges: [Range<Int>]) {
        let tables = UnicodeTables.shared
        var bytes: [UInt8] = []
        var ranges: [Range<Int>] = []
        for each in Canon.kept(of: text) {
            var scalars: [UInt32] = []
            let place = tables.folding[each.scalar]
            if place == 0 { scalars = [each.scalar] } else { tables.forEachMapped(at: place) { scalars.append($0) } }
            for scalar in scalars.compactMap(Unicode.Scalar.init) {
                for byte in String(scalar).utf8 {
                    bytes.append(byte)
                    ranges.append(Int(each.start)..<Int(each.end))
                }
            }
        }
        return (bytes, ranges)
    }

    /// Word starts by their definition.
    private func starts(_ canon: [UInt8]) -> [UInt32] {
        var result: [UInt32] = []
        var offset = 0
        var (afterLetter, afterDigit) = (false, false)
        for scalar in String(decoding: canon, as: UTF8.self).unicodeScalars {
            let isLetter =
                scalar.value < 0x530 && UnicodeTables.shared.properties[scalar.value] & ScalarProperties.letter != 0
            let isDigit = ("0"..."9").contains(scalar)
            if isLetter && !afterLetter || isDigit && !afterLetter && !afterDigit { result.append(UInt32(offset)) }
            (afterLetter, afterDigit) = (isLetter, isDigit)
            offset += String(scalar).utf8.count
        }
        return result
    }

    /// What is wrong with the fold of a valid text; nil when nothing is.
    private func fault(_ fold: Fold, _ text: [UInt8]) -> String? {
        guard text.withUnsafeBufferPointer(fold.fold) else { return "refused" }
        let expected = canonical(text)
        let canon = Array(fold.canon)
        if canon != expected.bytes { return "bytes" }
        if Array(fold.wordStarts) != starts(canon) { return "word starts" }
        if fold.digits != canon.count(where: { $0 &- 0x30 < 10 }) { return "digits" }
        var at = 0
        for scalar in String(decoding: canon, as: UTF8.self).unicodeScalars {
            let length = String(scalar).utf8.count
            let range = fold.original(at..<at + length)
            if range.lowerBound != expected.ranges[at].lowerBound { return "original of \(at)" }
            if range.upperBound != expected.ranges[at + length - 1].upperBound { return "original end of \(at)" }
            at += length
        }
        return nil
    }

    @Test("every code point folds as the normaliser folds it, wherever it stands")
    func everyCodePoint() {
        let fold = Fold()
        var faults: [String] = []
        // Those of the fast path at each place in its blocks of eight.
        for scalar in (UInt32(0)..<0x600).compactMap(Unicode.Scalar.init) {
            for before in 0..<9 {
                var text = String("xпри вет".unicodeScalars.prefix(before))
                text.unicodeScalars.append(scalar)
                text += "ша жоқ 7"
                if let fault = fault(fold, Array(text.utf8)) { faults.append("\(scalar.value) at \(before): \(fault)") }
            }
        }
        // The others many together.
        for first in stride(from: UInt32(0x600), to: 0x11_0000, by: 512) {
            var text = "жаз "
            for scalar in (first..<first + 512).compactMap(Unicode.Scalar.init) {
                text.unicodeScalars.append(contentsOf: ["a", scalar, "я", " "])
            }
            if let fault = fault(fold, Array(text.utf8)) { faults.append("from \(first): \(fault)") }
        }
        #expect(faults.prefix(5) == [])
    }

    @Test(
        "memory taken for a short text holds its fold and the slack behind it",
        arguments: ["", "½", "ᾷ", "aaaaᾷ", "ﷺ", "aaaaaaaaaaaaaaᾷ", "ﬃﬃ", "\u{1D160}\u{1D160}"])
    func shortTexts(text: String) throws {
        for padding in 0..<40 {
            let text = Array((String(repeating: "b", count: padding) + text).utf8)
            let fold = Fold(capacity: text.count)
            #expect(fault(fold, text) == nil)
            let start = try #require(fold.canon.baseAddress)
            #expect(try Self.allocated(UnsafeRawPointer(start)) >= fold.canon.count + Fold.slack, "\(padding)")
        }
    }

    /// Bytes of an allocation, as malloc_usable_size(3) has them, which no header of the module map names.
    private static func allocated(_ start: UnsafeRawPointer) throws -> Int {
        let function = try #require(dlsym(nil, "malloc_usable_size"))
        let ask = unsafeBitCast(function, to: (@convention(c) (UnsafeRawPointer?) -> Int).self)
        return ask(start)
    }

    @Test("every two of the usual letters, signs and marks fold together as the normaliser folds them")
    func pairs() {
        let fold = Fold()
        let some = (Array(0x20...0x7E) + Array(0xA0...0x180) + Array(0x300...0x310) + Array(0x400...0x530))
            .filter { $0 % 3 == 0 || [0xD7, 0xF7, 0x438, 0x306, 0x308, 0x482, 0x483, 0x489, 0x130].contains($0) }
            .compactMap { Unicode.Scalar(UInt32($0)) }
        var faults: [String] = []
        for first in some {
            var text = "жаз "
            for second in some { text.unicodeScalars.append(contentsOf: [first, second, "a", "я", first, " "]) }
            if let fault = fault(fold, Array(text.utf8)) { faults.append("\(first): \(fault)") }
        }
        #expect(faults.prefix(5) == [])
    }

    @Test("real texts and random ones fold as the normaliser folds them", arguments: [1, 2, 3])
    func texts(seed: UInt64) {
        let fold = Fold()
        var faults: [String] = []
        if seed == 1 {
            for text in RealTexts.all {
                if let fault = fault(fold, Array(text.utf8)) { faults.append("\(text): \(fault)") }
            }
        }
        var state = seed
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        let pieces = [
            "вода", "ВОДА", "Қазақ", "water", "I", "İ", "ı", "ß", "ﬁ", "…", "—", "«", "»", "é", "É", "e\u{301}",
            "и\u{306}",
            " ", " ", " ", "\n", "5g", "2024", "№", "😂", "👍🏽", "\u{200B}", "\u{FE0F}", "中文", "مرحبا", "ū", "Ÿ", "÷", "×",
            "҂", "\u{FDFA}", "_", "-", "ͅ", "Ω", "ς", "\u{A0}", "٣", "१",
        ]
        for _ in 0..<4000 {
            let text = (0...next(30)).map { _ in pieces[next(pieces.count)] }.joined()
            if let fault = fault(fold, Array(text.utf8)) { faults.append("\(text.debugDescription): \(fault)") }
        }
        #expect(faults.prefix(5) == [])
    }

    @Test("broken UTF-8 is refused, and nothing else is", arguments: [1, 2])
    func broken(seed: UInt64) {
        let fold = Fold()
        var state = seed
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        let whole = Array("привет é 中 😂 и\u{306} abcdefgh қазақ вода  ".utf8)
        var (refused, wrong) = (0, 0)
        for _ in 0..<60_000 {
            var text = Array(whole[next(whole.count)...])
            for _ in 0...next(3) {
                switch next(3) {
                case 0: text[next(text.count)] = UInt8(next(256))
                case 1: text.remove(at: next(text.count))
                default: text.insert(UInt8(0x80 + next(128)), at: next(text.count))
                }
                if text.isEmpty { text = [0x20] }
            }
            let isValid = String(validating: text, as: UTF8.self) != nil
            if !isValid { refused += 1 }
            if text.withUnsafeBufferPointer(fold.fold) != isValid { wrong += 1 }
        }
        #expect(wrong == 0)
        #expect(refused > 10_000)
    }

    @Test("a view made in another way has its word starts found too")
    func adopted() {
        let fold = Fold()
        for text in ["в а к ц и н а вaкцинa 3 2 1", "ß5g x", ""] {
            var views = Views(text)
            let view = views.view(.squeeze)
            fold.adopt(view)
            #expect(Array(fold.canon) == view.bytes)
            #expect(Array(fold.wordStarts) == starts(view.bytes))
            if !view.bytes.isEmpty {
                #expect(fold.original(0..<view.bytes.count) == view.original(0..<view.bytes.count))
            }
        }
    }
}
