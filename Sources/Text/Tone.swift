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
        return owned(near) ?? denial(near) ?? question(near) ?? opinion(near) ?? atDistance(near, in: text)
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

    /// Somebody asks whether it is so, and does not say yes right away. What follows a question mark behind the claim
    /// may be what asks: "The schools are closing?? Who said that".
    private static func question(_ near: NearSentences) -> Tone? {
        guard near.isQuestion, ToneSigns.affirmations.all(in: Array(near.after.prefix(1))).isEmpty,
            let found = ToneSigns.questions.all(in: near.own).first
                ?? (near.isAsked ? ToneSigns.questions.all(in: near.after).first : nil)
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
