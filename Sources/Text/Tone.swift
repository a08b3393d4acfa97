/// How a post reads, as far as words tell, when it is no plain telling of the claim that it holds: an opinion, satire,
/// a question, or the claim quoted to deny it (trust.md U9).
///
/// A guess, and a careful one: a plain telling that is taken for an opinion would be told late, so where signs are few
/// or point both ways there is none.
package struct Tone: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable { case opinion, satire, question, denial }
    package var kind: Kind
    /// What it was guessed by: entries of our own tables, never other words of the post.
    package var signs: [String]

    package init(kind: Kind, signs: [String]) {
        self.kind = kind
        self.signs = signs
    }
}

extension Tone {
    /// Hits of one text that are looked at; each must read so.
    private static let mostHits = 8

    /// How a text reads at all of its hits; nil when one of them reads like a plain telling.
    ///
    /// - Parameter hits: UTF-8 bytes in the text.
    package static func guess(_ text: String, hits: [Range<Int>]) -> Tone? {
        var first: Tone?
        for hit in hits.prefix(mostHits) {
            guard let tone = guess(text, around: hit) else { return nil }
            first = first ?? tone
        }
        return first
    }

    /// How a text reads at one hit: its own sentence decides, with the ones beside it.
    static func guess(_ text: String, around hit: Range<Int>) -> Tone? {
        if let sign = ToneSigns.satireMark(in: text) { return Tone(kind: .satire, signs: [sign]) }
        let near = NearSentences(text, around: hit)
        return denial(near) ?? question(near) ?? opinion(near)
    }

    /// The claim is named to say that it is not so. Whoever says that something is hidden, or goes on with "but", may
    /// well be telling it.
    private static func denial(_ near: NearSentences) -> Tone? {
        let all = near.before + near.own + near.after
        guard ToneSigns.concealed.all(in: all).isEmpty, ToneSigns.turns.all(in: near.own).isEmpty,
            ToneSigns.turns.all(in: Array(near.after.prefix(1))).isEmpty
        else { return nil }
        for words in [near.own, Array(near.after.prefix(6))] {
            if let found = ToneSigns.denials.all(in: words).first(where: { !ToneSigns.isTurnedRound($0, in: words) }) {
                return Tone(kind: .denial, signs: [found.sign])
            }
        }
        return near.label.flatMap { ToneSigns.labels.all(in: [$0]).first }.map { Tone(kind: .denial, signs: [$0.sign]) }
    }

    /// Somebody asks whether it is so, and does not say yes right away.
    private static func question(_ near: NearSentences) -> Tone? {
        guard near.isQuestion, let found = ToneSigns.questions.all(in: near.own).first,
            ToneSigns.affirmations.all(in: Array(near.after.prefix(1))).isEmpty
        else { return nil }
        return Tone(kind: .question, signs: [found.sign])
    }

    /// Two signs in the sentence of the claim: a voice ("in my opinion") and a judgement ("shame"), or two judgements.
    /// A voice alone is how rumours are told, too: "I think the water is poisoned".
    private static func opinion(_ near: NearSentences) -> Tone? {
        let voices = ToneSigns.voices.all(in: near.own).map(\.sign)
        let judgements = ToneSigns.judgements.all(in: near.own).map(\.sign)
        var signs: [String] = []
        for sign in voices.prefix(1) + judgements where !signs.contains(sign) { signs.append(sign) }
        guard !judgements.isEmpty, signs.count > 1 else { return nil }
        return Tone(kind: .opinion, signs: Array(signs.prefix(3)))
    }
}

/// The sentence that holds a hit and the ones before and after it, as folded words.
private struct NearSentences {
    var before: [String] = []
    var own: [String] = []
    var after: [String] = []
    /// The sentence of the hit ends with a question mark.
    var isQuestion = false
    /// The one word of the sentence before, or the first one of its own that a colon follows: "Fake: ...".
    var label: String?

    /// Bytes looked at on each side of the hit.
    private static let reach = 1000
    private static let ends: Set<Character> = [".", "!", "?", "…", "\n", "\r\n", "？", "！", "。", "؟"]
    private static let questions: Set<Character> = ["?", "？", "؟"]

    init(_ text: String, around hit: Range<Int>) {
        let bytes = Array(text.utf8)
        let lower = min(max(hit.lowerBound, 0), bytes.count)
        let upper = min(max(hit.upperBound, lower), bytes.count)
        let start = Self.boundary(bytes, max(0, lower - Self.reach))
        let end = Self.boundary(bytes, min(bytes.count, upper + Self.reach))
        let left = String(decoding: bytes[start..<lower], as: UTF8.self)
        let hitWords = String(decoding: bytes[lower..<upper], as: UTF8.self)
        let right = String(decoding: bytes[upper..<end], as: UTF8.self)
        let head = Self.sentences(left)
        let tail = Self.sentences(right)
        // What stands before the hit without an end belongs to its sentence, and what follows up to the next end.
        let (opening, earlier) = left.last.map { Self.ends.contains($0) } ?? true
            ? ("", head.last) : (head.last ?? "", head.dropLast().last)
        let closing = tail.first ?? ""
        own = ToneSigns.words(opening + hitWords + closing)
        before = ToneSigns.words(earlier ?? "")
        after = ToneSigns.words(tail.dropFirst().first ?? "")
        let named = opening.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let first = named.count > 1 ? ToneSigns.words(String(named[0])) : before
        label = first.count == 1 ? first[0] : nil
        isQuestion = closing.reversed().prefix { Self.ends.contains($0) }.contains { Self.questions.contains($0) }
            || (closing.isEmpty && hitWords.last.map { Self.questions.contains($0) } ?? false)
    }

    /// The first byte of a character at or after an offset.
    private static func boundary(_ bytes: [UInt8], _ offset: Int) -> Int {
        var offset = offset
        while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
        return offset
    }

    /// Each with the signs that end it.
    private static func sentences(_ text: String) -> [String] {
        var sentences: [String] = []
        var sentence = ""
        var isOver = false
        for character in text {
            if isOver, !ends.contains(character) {
                sentences.append(sentence)
                (sentence, isOver) = ("", false)
            }
            sentence.append(character)
            if ends.contains(character) { isOver = true }
        }
        if !sentence.isEmpty { sentences.append(sentence) }
        return sentences
    }
}
