/// What the view `squeeze` adds to `deobf` (languages.md 1.3): symbols inside words dropped, and
/// s p a c e d single letters joined.
///
/// Both work on the text before `deobf`, so that a joined word is resolved as
/// one word. Hyphens, dots and apostrophes inside words stay: they are part of
/// real French and Kinyarwanda words.
enum Squeeze {
    /// The text with both changes; nil when nothing changes.
    static func apply(_ text: [KeptScalar]) -> [KeptScalar]? {
        let dropped = withoutSymbols(text)
        let joined = withoutSpacing(dropped ?? text)
        return joined ?? dropped
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

    private static func withoutSymbols(_ text: [KeptScalar]) -> [KeptScalar]? {
        let properties = UnicodeTables.shared.properties
        func isLetter(_ index: Int) -> Bool {
            text.indices.contains(index) && properties[text[index].scalar] & ScalarProperties.letter != 0
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
            if end - at <= longestGap, isLetter(at - 1), isLetter(end) {
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

    /// A letter or digit with none beside it.
    func isSingle(_ index: Int) -> Bool {
        isLetterOrDigit(index) && !isLetterOrDigit(index - 1) && !isLetterOrDigit(index + 1)
    }

    /// The run that starts with the single letter at `first`; nil when it is too short to be meant.
    func run(from first: Int) -> Run? {
        guard let separator = gap(after: first), separator.count <= Self.longestSeparator else { return nil }
        var joined: [Range<Int>] = []
        var group: [Range<Int>] = []
        var longest = 0
        var last = first
        while let gap = gap(after: last) {
            if gap.count == separator.count, same(gap, separator) {
                group.append(gap)
            } else if gap.count > separator.count {
                longest = max(longest, group.count + 1)
                joined += group
                group = []
            } else {
                break
            }
            last = gap.upperBound
        }
        longest = max(longest, group.count + 1)
        joined += group
        return longest >= Self.fewest ? Run(joined: joined, last: last) : nil
    }

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

    private func isLetterOrDigit(_ index: Int) -> Bool {
        text.indices.contains(index)
            && properties[text[index].scalar] & (ScalarProperties.letter | ScalarProperties.number) != 0
    }
}
