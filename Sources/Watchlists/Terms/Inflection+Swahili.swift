/// Swahili (languages.md 5.3).
extension Inflection {
    /// Singular and plural prefixes, by the one that the analyst marks with a hyphen. Prefixes are never guessed:
    /// chanjo has none.
    private static let swahiliPrefixes: [(prefix: String, all: [String])] = [
        ("m", ["m", "wa", "mi"]), ("mw", ["mw", "w", "wa", "mi", "my"]), ("ki", ["ki", "vi"]), ("ch", ["ch", "vy"]),
        ("ji", ["ji", "ma", "me"]), ("u", ["u", "ma", ""]), ("ma", ["ma", "ji", "u", ""]),
    ]

    private static let subject = "(?:ni|na|n|u|a|tu|mw?|wa|ki|ch|vi|vy|i|li|ya|zi|ku|pa|mu)"
    private static let negation = "(?:si|hu|ha(?:tu|m|wa|ki|vi|i|li|ya|zi|u|ku|pa)?)"
    private static let tense = "(?:na|li|ta|me|mesha|ki|ka|nge|ngali|ja|si|singe|singali|nasi)"
    private static let relative = "(?:ye|o|cho|vyo|lo|yo|zo|ko|po|mo)"
    private static let object = "(?:ni|ku|m|mw|mu|tu|wa|ki|vi|i|li|ya|zi|u|pa|ji)"
    private static let before =
        "(?:(?:kuto|ku|huto|hu|to)\(object)?|(?:\(subject)|\(negation))"
        + "\(tense)?\(relative)?(?:ku)?\(object)?|\(object))?"
    /// Bounded: without an end, a crafted word would make the search run away.
    private static let extensions =
        "(?:ish|esh|iz|ez|ik|ek|il|el|li|le|an|w|iw|ew|liw|lew|sh|z|y|ian|ean|i|e){0,6}"
        + "[aeiu]?(?:ni|ye|o|cho|vyo|lo|yo|zo|ko|po|mo|je)?"

    /// The forms, and the letters that count as the stem.
    static func swahili(
        _ word: TermWord, _ kind: TermKind
    ) throws(TermFailure) -> (Inflection?, stem: [TermLetter]) {
        switch kind {
        case .noun: return (try swahiliNoun(word), word.letters)
        case .verb: return swahiliVerb(word)
        case .adjective:
            let prefixes = "(?:m|mw|wa|w|mi|my|ma|ki|ch|vi|vy|n|ny|ku|kw|pa|p|u)?"
            let text = word.spelled
            return (
                Inflection(
                    pieces: [.fragment(prefixes), .letters(word.letters)],
                    forms: ["", "m", "wa", "mi", "ma", "ki", "vi", "n", "ku", "pa"].map { $0 + text }), word.letters
            )
        }
    }

    private static func swahiliNoun(_ word: TermWord) throws(TermFailure) -> Inflection {
        guard let hyphen = word.letters.firstIndex(where: { $0.scalar == "-" }) else {
            let text = word.spelled
            return Inflection(
                pieces: [.fragment("(?:ma)?"), .letters(word.letters), .fragment("(?:ni)?")],
                forms: [text, "ma" + text, text + "ni"])
        }
        let written = TermLetter.text(word.letters[..<hyphen])
        let stem = Array(word.letters[(hyphen + 1)...])
        guard let known = swahiliPrefixes.first(where: { $0.prefix == written }) else {
            throw .unknownPrefix(prefix: written, known: swahiliPrefixes.map(\.prefix), column: word.column)
        }
        let text = TermLetter.text(stem)
        return Inflection(
            pieces: [
                .fragment("(?:\(known.all.joined(separator: "|")))"), .letters(stem), .fragment("(?:ni)?"),
            ],
            forms: known.all.map { $0 + text } + known.all.map { $0 + text + "ni" })
    }

    private static func swahiliVerb(_ word: TermWord) -> (Inflection?, stem: [TermLetter]) {
        var root = word.letters
        // `ku-danganya/v`: the mark of the infinitive.
        if let rest = word.without(prefix: "ku-") ?? word.without(prefix: "kw-") { root = rest }
        if let last = root.last, "aeiu".unicodeScalars.contains(last.scalar) { root.removeLast() }
        let text = TermLetter.text(root)
        let starts = [
            "", "ku", "ana", "wana", "nili", "wali", "wame", "ame", "tuta", "wata", "hawata", "usi", "kuto", "nime",
        ]
        let forms = starts.map { $0 + text + "a" } + ["wana" + text + "iwa", "ku" + text + "wa", text + "eni"]
        return (
            Inflection(
                pieces: [.fragment(before), .letters(root), .fragment(extensions)], forms: forms, root: root), root
        )
    }
}
