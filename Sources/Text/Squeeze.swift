/// What the view `squeeze` adds to `deobf` (languages.md 1.3): symbols inside words dropped, and
/// s p a c e d single letters joined.
///
/// Both work on the text before `deobf`, so that a joined word is resolved as
/// one word. Hyphens, dots and apostrophes inside words stay: they are part of
/// real French and Kinyarwanda words.
enum Squeeze {
    /// The text with both changes; nil when nothing changes.
    static func apply(_ text: [KeptScalar]) -> [KeptScalar]? {
        let joined = withoutSpacing(text)
        let dropped = withoutSymbols(joined ?? text)
        return dropped ?? joined
    }

    /// At most this many symbols in a row are dropped, as separators are.
    static let longestGap = 3

    /// Emoji, currency and mathematical symbols and `* _ ~ |`, between two letters.
    ///
    /// Not those that `deobf` reads as letters (`$`, `€`), not the angle
    /// brackets of redaction marks, and not U+FFFD, which stands for a lost letter.
    static func isDroppable(_ scalar: UInt32, _ properties: ScalarTrie) -> Bool {
        switch scalar {
        case 0x2A, 0x5F, 0x7E, 0x7C: true
        case 0x24, 0x20AC, 0x3C, 0x3E, 0xFFFD: false
        default: properties[scalar] & ScalarProperties.symbol != 0
        }
    }

    /// Space and `. - _ * · • | / ~ +`.
    static func isSeparator(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x20, 0x2E, 0x2D, 0x5F, 0x2A, 0xB7, 0x2022, 0x7C, 0x2F, 0x7E, 0x2B: true
        default: false
        }
    }

    /// A sign that `deobf` may read as a letter: alone between separators it counts as one.
    static func isReadSign(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x21, 0x24, 0x40, 0x20AC: true
        default: false
        }
    }

    private static func withoutSymbols(_ text: [KeptScalar]) -> [KeptScalar]? {
        let properties = UnicodeTables.shared.properties
        let alphabet = LookAlikes.shared
        /// A letter, or digits and signs read as letters with a letter behind them (`gr4😀mm4r`).
        func isPart(_ start: Int, _ step: Int) -> Bool {
            var index = start
            while text.indices.contains(index), abs(index - start) <= longestGap {
                let scalar = text[index].scalar
                if properties[scalar] & ScalarProperties.letter != 0 { return true }
                guard alphabet.isRead(scalar) else { return false }
                index += step
            }
            return false
        }
        var kept: [KeptScalar] = []
        var copied = 0
        var at = 0
        while at < text.count {
            guard isDroppable(text[at].scalar, properties) else {
                at += 1
                continue
            }
            var end = at + 1
            while end < text.count, isDroppable(text[end].scalar, properties) { end += 1 }
            if end - at <= longestGap, isPart(at - 1, -1), isPart(end, 1) {
                kept.append(contentsOf: text[copied..<at])
                copied = end
            }
            at = end
        }
        guard copied > 0 else { return nil }
        return kept + text[copied...]
    }

    private static func withoutSpacing(_ text: [KeptScalar]) -> [KeptScalar]? {
        var kept: [KeptScalar] = []
        var copied = 0
        var at = 0
        let spacing = Spacing(text: text)
        while at < text.count {
            guard spacing.isSingle(at), let run = spacing.run(from: at) else {
                at += 1
                continue
            }
            for gap in run.joined {
                kept.append(contentsOf: text[copied..<gap.lowerBound])
                copied = gap.upperBound
            }
            at = run.last + 1
        }
        guard copied > 0 else { return nil }
        return kept + text[copied...]
    }
}

/// Finds runs of single letters or digits with one and the same separator between them.
///
/// A sign that is read as a letter counts as one when it stands as alone as they do (`v.@.c.c`).
private struct Spacing {
    let text: [KeptScalar]
    private let properties = UnicodeTables.shared.properties

    init(text: [KeptScalar]) {
        self.text = text
    }

    /// Letters that one group must have before anything is joined.
    private static let fewest = 4
    /// Characters of a separator.
    private static let longestSeparator = 3
    /// Characters of a wider gap, which ends a word but not the run.
    private static let longestGap = 12

    struct Run {
        /// The separators to leave out, in order.
        var joined: [Range<Int>]
        /// Index of the last letter of the run.
        var last: Int
    }

    /// Singles beside each other that make one word.
    private struct Group {
        var gaps: [Range<Int>] = []
        var signs = 0

        /// Enough of them, and not mostly signs.
        var isWord: Bool { gaps.count + 1 >= Spacing.fewest && signs * 2 <= gaps.count + 1 }
    }

    /// A letter, a digit or a sign read as a letter, with none beside it.
    func isSingle(_ index: Int) -> Bool {
        guard !isLetterOrDigit(index - 1), !isLetterOrDigit(index + 1) else { return false }
        return isLetterOrDigit(index) || (isSign(index) && !isSign(index - 1) && !isSign(index + 1))
    }

    /// The run that starts with the single letter at `first`; nil when it is too short to be meant.
    func run(from first: Int) -> Run? {
        guard let separator = gap(after: first), separator.count <= Self.longestSeparator else { return nil }
        // In a sentence of spaced words, `!` is what it always was: the end of the sentence.
        let isBlank = separator.allSatisfy { text[$0].scalar == 0x20 }
        guard !isBlank || text[first].scalar != Self.exclamation else { return nil }
        var joined: [Range<Int>] = []
        var group = Group(signs: isSign(first) ? 1 : 0)
        var isWord = false
        var last = first
        while let gap = gap(after: last), !isBlank || text[gap.upperBound].scalar != Self.exclamation {
            if gap.count == separator.count, same(gap, separator) {
                group.gaps.append(gap)
            } else if gap.count > separator.count {
                isWord = isWord || group.isWord
                joined += group.gaps
                group = Group()
            } else {
                break
            }
            last = gap.upperBound
            if isSign(last) { group.signs += 1 }
        }
        return isWord || group.isWord ? Run(joined: joined + group.gaps, last: last) : nil
    }

    private static let exclamation: UInt32 = 0x21

    /// The separators between a single letter and the next one; nil when no single letter follows.
    private func gap(after index: Int) -> Range<Int>? {
        var end = index + 1
        while end < text.count, end - index <= Self.longestGap, Squeeze.isSeparator(text[end].scalar) { end += 1 }
        guard end > index + 1, isSingle(end) else { return nil }
        return index + 1..<end
    }

    private func same(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
        zip(left, right).allSatisfy { text[$0].scalar == text[$1].scalar }
    }

    private func isSign(_ index: Int) -> Bool {
        text.indices.contains(index) && Squeeze.isReadSign(text[index].scalar)
    }

    private func isLetterOrDigit(_ index: Int) -> Bool {
        text.indices.contains(index)
            && properties[text[index].scalar] & (ScalarProperties.letter | ScalarProperties.number) != 0
    }
}
