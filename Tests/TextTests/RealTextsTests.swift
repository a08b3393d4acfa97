import Foundation
import Testing

@testable import Text

/// The promise of the views, kept on real texts: every range of a view leads to whole characters of the original, and
/// those say the same (languages.md 1.1).
///
/// A seeded sample; `EVERY_TEXT=1` takes all texts.
struct RealTextsTests {
    private static let takesAll = ProcessInfo.processInfo.environment["EVERY_TEXT"] == "1"

    @Test("a slice of the original, looked at alone, says what the view said", arguments: View.allCases)
    func slices(view: View) {
        var random = TextGenerator(seed: 21)
        var checked = 0
        for text in RealTexts.all where Self.takesAll || random.below(12) == 0 {
            for post in [text, RealTexts.disguised(text, &random), RealTexts.broken(text, &random)] {
                checked += check(post, view, &random)
            }
        }
        #expect(checked > 5_000)
    }

    /// Checks some ranges of a view of one text; the number of them.
    private func check(_ post: String, _ view: View, _ random: inout TextGenerator) -> Int {
        var views = Views(post)
        let made = views.view(view)
        let original = Array(post.utf8)
        let borders = Self.characterStarts(made.bytes)
        let originalBorders = Set(Self.characterStarts(original))
        guard borders.count > 1 else { return 0 }
        for _ in 0..<8 {
            let first = random.below(borders.count - 1)
            let last = first + 1 + random.below(min(24, borders.count - first - 1))
            let range = made.original(borders[first]..<borders[last])
            #expect(originalBorders.contains(range.lowerBound) && originalBorders.contains(range.upperBound), "\(post)")
            let said = String(decoding: made.bytes[borders[first]..<borders[last]], as: UTF8.self)
            let slice = String(decoding: original[range], as: UTF8.self)
            #expect(Self.says(slice, said, view), "\(view): \(said.debugDescription) in \(post.debugDescription)")
        }
        return 8
    }

    /// Whether `slice` normalises to a text that holds `said`. The whole character is in the slice when only a part of
    /// what it became is in `said`. A slice in mid-word may take another script than its word did, so the stronger
    /// views are compared by looks.
    private static func says(_ slice: String, _ said: String, _ view: View) -> Bool {
        switch view {
        case .raw: return Array(slice.utf8) == Array(said.utf8)
        case .canon: return holds(Array(Canon.canonical(slice).utf8), Array(said.utf8))
        case .deobf, .squeeze:
            return holds(skeleton.skeleton(Canon.canonical(slice)), skeleton.skeleton(said))
        }
    }

    @Test("whole words of the stronger views come out the same from their slice alone")
    func words() {
        var random = TextGenerator(seed: 22)
        var checked = 0
        var differing = 0
        for text in RealTexts.all where Self.takesAll || random.below(12) == 0 {
            let post = RealTexts.disguised(text, &random)
            var views = Views(post)
            let made = views.view(.deobf)
            let original = Array(post.utf8)
            for word in Self.words(made.bytes) {
                var alone = Views(String(decoding: original[made.original(word)], as: UTF8.self))
                checked += 1
                if !Self.holds(alone.view(.deobf).bytes, Array(made.bytes[word])) { differing += 1 }
            }
        }
        // Words of twins alone, and evenly mixed ones, take the script of the post: a slice cannot know it.
        #expect(checked > 3_000 && differing * 50 < checked, "\(differing) of \(checked)")
    }

    private static let skeleton = LookAlikeSkeleton()

    private static func characterStarts(_ bytes: [UInt8]) -> [Int] {
        bytes.indices.filter { bytes[$0] & 0xC0 != 0x80 } + [bytes.count]
    }

    /// Stretches without ASCII blanks and punctuation.
    private static func words(_ bytes: [UInt8]) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var start: Int?
        for index in bytes.indices {
            let isInside = bytes[index] >= 0x80 || (0x61...0x7A).contains(bytes[index])
            if isInside, start == nil { start = index }
            if !isInside, let begun = start {
                words.append(begun..<index)
                start = nil
            }
        }
        if let begun = start { words.append(begun..<bytes.count) }
        return words
    }

    private static func holds<Element: Equatable>(_ whole: [Element], _ part: [Element]) -> Bool {
        guard let first = part.first else { return true }
        guard whole.count >= part.count else { return false }
        return (0...whole.count - part.count).contains { start in
            whole[start] == first && whole[start..<start + part.count].elementsEqual(part)
        }
    }
}
