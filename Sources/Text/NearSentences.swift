/// The sentence that holds a hit and the ones before and after it, as folded words.
struct NearSentences {
    var before: [String] = []
    var own: [String] = []
    var after: [String] = []
    /// Of the words of the sentence, those of the hit.
    var hit = 0..<0
    /// What stands in the sentence before the hit and after it.
    var opening = ""
    var closing = ""
    /// The sentence of the hit ends with a question mark.
    var isQuestion = false
    /// A question mark directly follows the hit.
    var isAsked = false
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
        (self.opening, closing) = (opening, tail.first ?? "")
        own = ToneSigns.words(opening + hitWords + closing)
        let wordsBefore = ToneSigns.words(opening).count
        self.hit = wordsBefore..<wordsBefore + ToneSigns.words(hitWords).count
        before = ToneSigns.words(earlier ?? "")
        after = ToneSigns.words(tail.dropFirst().first ?? "")
        let named = opening.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let labelled = named.count > 1 ? ToneSigns.words(String(named[0])) : before
        label = labelled.count == 1 ? labelled[0] : nil
        isQuestion = closing.reversed().prefix { Self.ends.contains($0) }.contains { Self.questions.contains($0) }
            || (closing.isEmpty && hitWords.last.map { Self.questions.contains($0) } ?? false)
        isAsked = closing.first { !$0.isWhitespace }.map { Self.questions.contains($0) } ?? false
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
