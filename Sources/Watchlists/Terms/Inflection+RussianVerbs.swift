/// Russian verbs: past, present, imperative, participles and the noun in -ние, by the end of the infinitive.
extension Inflection {
    private static let myself = "(?:ся|сь)?"
    private static let participle = "(?:ый|ий|ая|яя|ее|ое|ые|ие|его|ого|ей|ой|ему|ому|их|ых|им|ым|ими|ыми|ую|юю|ем|ом)"
    private static let past = "л[аои]?\(myself)|вш(?:и|\(participle))\(myself)|в"
    private static let passive = "нн?(?:\(participle)|[аоы])?"
    private static let naming = "ни(?:е|я|ю|ем|и|й|ям|ями|ях)"
    private static let firstPerson = "(?:у|ю|ешь|ет|ем|ете|ут|ют|ёшь|ёт|ём|ёте|и|ите|ь|ьте)\(myself)"

    /// Letters that change before endings: пишу, вожу, плачу, люблю.
    private static let changes: [(end: String, into: String)] = [
        ("ст", "щ"), ("ск", "щ"), ("б", "бл"), ("п", "пл"), ("в", "вл"), ("ф", "фл"), ("м", "мл"), ("д", "(?:ж|жд)"),
        ("т", "[чщ]"), ("з", "ж"), ("с", "ш"), ("к", "ч"), ("г", "ж"), ("х", "ш"),
    ]

    static func russianVerb(_ word: TermWord) throws(TermFailure) -> Inflection {
        guard let infinitive = word.before("ться") ?? word.before("ть"), infinitive.count > 1 else {
            throw .notCitationForm(
                word: word.spelled, expected: "a Russian infinitive in -ть (обманывать)", column: word.column)
        }
        for middle in ["ова", "ева"] {
            guard infinitive.count > 4, TermLetter.text(infinitive).hasSuffix(middle) else { continue }
            return suing(Array(infinitive.dropLast(3)))
        }
        let root = Array(infinitive.dropLast())
        switch infinitive.last?.scalar {
        case "и": return inI(root)
        case "у": return inNu(root)
        default: return inVowel(infinitive, root)
        }
    }

    /// чипировать, чипирует
    private static func suing(_ root: [TermLetter]) -> Inflection {
        let text = TermLetter.text(root)
        return Inflection(
            pieces: [
                .letters(root),
                .fragment(
                    "(?:[ое]ва(?:ть(?:ся)?|\(past)|\(passive)|\(naming))"
                        + "|[ую](?:ю|ю?т|ешь|ет|ем|ете|ют|й|йте|я|ющ\(participle)"
                        + "|ем(?:\(participle)|[аоы]))\(myself))"),
            ],
            forms: ["овать", "овал", "овали", "ует", "уют", "ован", "ованный", "ование", "уй", "ующий"].map {
                text + $0
            })
    }

    /// травить, травлю, травят, травленный
    private static func inI(_ root: [TermLetter]) -> Inflection {
        let text = TermLetter.text(root)
        let kept =
            "и(?:ть(?:ся)?|\(past)|(?:шь|т|м|те)\(myself)|м(?:\(participle)|[аоы]))|[яа](?:т\(myself))?"
            + "|[яа]щ\(participle)\(myself)|и\(myself)|ь(?:те)?\(myself)|[юу]\(myself)|сь"
            + "|ен(?:\(passive.dropFirst())|и\(naming.dropFirst(2)))"
        let changed = change(root)
        let start = TermLetter.text(Array(root.dropLast(changed?.dropped ?? 0)))
        guard let changed else {
            return .stem(root, "(?:\(kept))", forms: ["ить", "ит", "ят", "ил", "или", "ите"])
        }
        let tail = TermLetter.text(Array(root.suffix(changed.dropped)))
        let first = changed.into.contains("[") || changed.into.contains("(") ? nil : changed.into
        return Inflection(
            pieces: [
                .letters(Array(root.dropLast(changed.dropped))),
                .fragment(
                    "(?:\(tail)(?:\(kept))|\(changed.into)(?:[юу]\(myself)"
                        + "|[её]н(?:\(passive.dropFirst())|и\(naming.dropFirst(2)))))"
                ),
            ],
            forms: ["ить", "ит", "ят", "ил", "или", "ила"].map { text + $0 }
                + (first.map { [start + $0 + "ен", start + $0 + "ение", start + $0 + "енный"] } ?? []))
    }

    /// обмануть, обманет, обманутый
    private static func inNu(_ root: [TermLetter]) -> Inflection {
        .stem(
            root, "(?:у(?:ть(?:ся)?|\(past)|т(?:\(participle)|[аоы])?\(myself))|\(firstPerson))",
            forms: ["уть", "ул", "ула", "ули", "у", "ет", "ем", "ут", "ут", "утый"])
    }

    /// читать, болеть: the vowel stays; or the letter before it changes: писать, пишу.
    private static func inVowel(_ stem: [TermLetter], _ root: [TermLetter]) -> Inflection {
        let text = TermLetter.text(stem)
        let vowel = stem.last.map { TermLetter.text([$0]) } ?? ""
        let kept =
            "ть(?:ся)?|\(past)|\(passive)|\(naming)|(?:ю|ешь|ет|ем|ете|ют|й|йте|я)\(myself)|ющ\(participle)\(myself)"
            + "|ем(?:\(participle)|[аоы])|т(?:\(participle)|[аоы])?"
        let forms = ["ть", "л", "ла", "ли", "ет", "ют", "й", "нный", "ние", "ющий"].map { text + $0 }
        guard let changed = change(root) else {
            return .stem(
                root, "(?:\(vowel)(?:\(kept))|\(firstPerson)|и(?:шь|т|м|те)\(myself)|[яа]т\(myself))", forms: forms)
        }
        let tail = TermLetter.text(Array(root.suffix(changed.dropped)))
        return Inflection(
            pieces: [
                .letters(Array(root.dropLast(changed.dropped))),
                .fragment(
                    "(?:\(tail)(?:\(vowel)(?:\(kept))|и(?:шь|т|м|те)\(myself)|[яа]т\(myself))"
                        + "|\(changed.into)\(firstPerson))"
                ),
            ],
            forms: forms)
    }

    private static func change(_ root: [TermLetter]) -> (dropped: Int, into: String)? {
        let text = TermLetter.text(root)
        guard root.count >= 3, let found = changes.first(where: { text.hasSuffix($0.end) }) else { return nil }
        return (found.end.unicodeScalars.count, found.into)
    }
}
