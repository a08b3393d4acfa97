/// Kinyarwanda (languages.md 5.4).
extension Inflection {
    /// A connective before a noun or verb, with an apostrophe of any kind, or written together.
    private static let connective =
        "(?:(?:n|y|w|b|by|bw|c|cy|k|ki|ry|rw|tw|kw|gw|mw|z|h|nk|nt|s|ni|si|ku|mu)\(TermLetters.apostrophe)?)?"

    /// Prefixes of both numbers, by the prefix of the citation form, behind its first vowel.
    private static let kinyarwandaPrefixes: [(prefix: String, all: [String])] = [
        ("umu", ["mu", "ba", "mi"]), ("umw", ["mw", "b", "my"]), ("aba", ["mu", "ba"]), ("imi", ["mu", "mi"]),
        ("iki", ["ki", "bi"]), ("igi", ["gi", "bi"]), ("icy", ["cy", "by"]), ("ibi", ["bi", "ki", "gi"]),
        ("iby", ["by", "cy"]), ("uru", ["ru", "n", "m", ""]), ("urw", ["rw", "nz"]), ("aka", ["ka", "tu"]),
        ("aga", ["ga", "tu", "du"]), ("utu", ["tu", "ka", "ga"]), ("ubu", ["bu", "ma"]), ("ubw", ["bw", "ma"]),
        ("uku", ["ku", "ma"]), ("ugu", ["gu", "ma"]), ("iri", ["ri", "ma"]), ("ama", ["ma", "ri", "bu", ""]),
        ("in", ["n", "ma"]), ("im", ["m", "ma"]),
    ]

    private static let subject =
        "(?:n|nd|m|u|w|a|y|ya|tu|tw|du|dw|mu|mw|ba|b|bi|by|i|zi|z|ki|gi|cy|ri|ry|ru|rw|bu|bw|ku|gu|kw|ka|ga|k|ha|h|ma)"
    private static let tense =
        "(?:ra(?:ki|ka|za)?|a(?:ra|za|ka)?|za|zo|o?za|ka|ki|i|da|ta(?:ra|za)?|ara|ak?|na|nga|ta)?"
    private static let object =
        "(?:n|m|nd|mp|ku|gu|kw|tu|du|tw|mu|mw|ba|ki|gi|cy|bi|by|ri|ru|rw|ka|ga|bu|bw|ha|wu|yi|yu|ya|zi|i|y|w){0,3}"
    private static let before = "(?:(?:nti|nt|si|s)?[aiu]?\(subject)\(tense)(?:na)?\(object))?"
    /// Bounded: without an end, a crafted word would make the search run away.
    private static let extensions = "(?:ir|er|ish|esh|iz|ez|ik|ek|an|w|iw|ew|y|uk|ur|agur){0,6}"
    private static let final =
        "(?:a(?:ga)?|e|ye|we|iye|eye|iwe|ewe|je|jwe|ije|ijwe|nye|sha|she|za|ze)(?:mo|ho|yo|ko|ga)?"

    /// The forms, and the letters that count as the stem.
    static func kinyarwanda(
        _ word: TermWord, _ kind: TermKind
    ) throws(TermFailure) -> (Inflection?, stem: [TermLetter]) {
        switch kind {
        case .noun: return kinyarwandaNoun(word)
        case .verb: return try kinyarwandaVerb(word)
        case .adjective:
            let text = word.spelled
            return (
                Inflection(
                    pieces: [
                        .fragment("(?:mu|ba|mi|ri|ma|ki|gi|bi|n|m|ru|tu|ka|ga|bu|ku|gu|ha)?"), .letters(word.letters),
                    ],
                    forms: ["mu", "ba", "mi", "ma", "ki", "bi", "ru", "tu", "bu", "ku"].map { $0 + text }), word.letters
            )
        }
    }

    private static func kinyarwandaNoun(_ word: TermWord) -> (Inflection?, stem: [TermLetter]) {
        for (prefix, all) in kinyarwandaPrefixes {
            guard let stem = word.without(prefix: prefix), stem.count > 1 else { continue }
            let text = TermLetter.text(stem)
            let augment = String(prefix.prefix(1))
            let first = all[0] + text
            return (
                Inflection(
                    pieces: [
                        .fragment("\(connective)[aiu]?(?:\(all.joined(separator: "|")))"), .letters(stem),
                    ],
                    forms: [augment + first] + all.dropFirst().map { "i" + $0 + text } + all.map { $0 + text }
                        + ["n'" + augment + first, "y'" + augment + first, "n" + augment + first]),
                TermLetter.letters(first)
            )
        }
        let text = word.spelled
        return (
            Inflection(
                pieces: [.fragment(connective), .letters(word.letters)], forms: [text, "n'" + text, "y'" + text]),
            word.letters
        )
    }

    /// gukingira, kubeshya, kwangiza
    private static func kinyarwandaVerb(_ word: TermWord) throws(TermFailure) -> (Inflection?, stem: [TermLetter]) {
        let rest = word.without(prefix: "ku") ?? word.without(prefix: "gu") ?? word.without(prefix: "kw")
        guard var root = rest, root.last?.scalar == "a", let last = root.dropLast().last else {
            throw .notCitationForm(
                word: word.spelled, expected: "a Kinyarwanda infinitive (kubeshya)", column: word.column)
        }
        root.removeLast()
        let text = TermLetter.text(root)
        let forms =
            [word.spelled] + ["ba", "tu", "a", "bara", "tura", "ntiba", "nta", "yara"].map { $0 + text + "a" }
        guard let changed = endings(of: last.scalar, rootLetters: root.count) else {
            return (
                Inflection(
                    pieces: [.fragment(connective + before), .letters(root), .fragment(extensions + final)],
                    forms: forms, root: root), root
            )
        }
        let base = Array(root.dropLast())
        return (
            Inflection(
                pieces: [.fragment(connective + before), .letters(base), .fragment(changed + extensions + final)],
                forms: forms, root: base), root
        )
    }

    /// The last consonant of a root changes before -ye and -we. For r, the causative in z only on longer roots:
    /// kubwira would also match ubwiza.
    private static func endings(of last: Unicode.Scalar, rootLetters: Int) -> String? {
        switch last {
        case "r": rootLetters >= 5 ? "(?:r|y(?=e)|(?=we)|z(?=[aeiw])|j(?=e))" : "(?:r|y(?=e)|(?=we))"
        case "t": "(?:t|sh?(?=[ew]))"
        case "d", "g": "(?:\(last)|z(?=[ew]))"
        case "k": "(?:k|ts(?=[ew]))"
        case "s": "(?:s|sh(?=[ew]))"
        case "z": "(?:z|j(?=[ew]))"
        default: nil
        }
    }
}
