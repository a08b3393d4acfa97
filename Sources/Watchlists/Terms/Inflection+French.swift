/// French (languages.md 5.5). Elision needs nothing, because an apostrophe is a word boundary.
extension Inflection {
    static func french(_ word: TermWord, _ kind: TermKind) throws(TermFailure) -> Inflection {
        switch kind {
        case .noun: return ended(word, frenchNouns, usual: ("", "[sx]?", ["", "s"]))
        case .adjective: return ended(word, frenchAdjectives, usual: ("", "e?s?", ["", "e", "s", "es"]))
        case .verb:
            guard let stem = word.before("er") else {
                throw .notCitationForm(
                    word: word.spelled, expected: "a French verb in -er (vacciner); other verbs are irregular",
                    column: word.column)
            }
            return frenchVerb(stem)
        }
    }

    private typealias Ending = (end: String, endings: String, forms: [String])

    private static let frenchNouns: [Ending] = [
        ("al", "(?:al|ale|ales|aux|als)", ["al", "ale", "ales", "aux"]),
        ("eur", "(?:eur|eurs|euse|euses|rice|rices)", ["eur", "eurs", "euse", "euses"]),
        ("eux", "(?:eux|euses?)", ["eux", "euse", "euses"]), ("eau", "eaux?", ["eau", "eaux"]),
        ("é", "[éèe]e?s?", ["é", "ée", "és", "ées"]), ("en", "en(?:ne)?s?", ["en", "enne", "ens", "ennes"]),
        ("on", "on(?:ne)?s?", ["on", "ons", "onne", "onnes"]), ("e", "es?", ["e", "es"]),
    ]

    private static let frenchAdjectives: [Ending] = [
        ("al", "(?:al|ale|ales|aux|als)", ["al", "ale", "ales", "aux"]),
        ("eux", "(?:eux|euses?)", ["eux", "euse", "euses"]),
        ("eur", "(?:eure?s?|euses?|rices?)", ["eur", "eurs", "euse"]),
        ("if", "(?:ifs?|ives?)", ["if", "ifs", "ive", "ives"]),
        ("er", "(?:ers?|[éèe]res?)", ["er", "ers", "ère", "ères"]),
        ("el", "el(?:le)?s?", ["el", "elle", "els", "elles"]), ("en", "en(?:ne)?s?", ["en", "enne", "ens", "ennes"]),
        ("on", "on(?:ne)?s?", ["on", "onne", "ons", "onnes"]),
        ("c", "(?:cs?|ques?|ches?)", ["c", "cs", "que", "ques"]),
        ("e", "es?", ["e", "es"]),
    ]

    private static func ended(_ word: TermWord, _ known: [Ending], usual: Ending) -> Inflection {
        for (end, endings, forms) in known {
            if let stem = word.before(end), stem.count > 1 { return .stem(stem, endings, forms: forms) }
        }
        return .stem(word.letters, usual.endings, forms: usual.forms)
    }

    /// mangeons, lançons: g and c keep their sound.
    private static func frenchVerb(_ stem: [TermLetter]) -> Inflection {
        let endings =
            "(?:es?|ons|ez|ent|er|[éèe]e?s?|ant|ais|ait|ions|iez|aient"
            + "|er(?:ai|as|a|ons|ez|ont|ais|ait|ions|iez|aient)|ai|as|a|[éèe]rent)"
        let forms = ["er", "e", "es", "ent", "ez", "é", "és", "ée", "ées", "ait", "aient", "era", "eront", "ant"]
        let text = TermLetter.text(stem)
        let last = stem.last?.scalar
        guard last == "g" || last == "c" else { return .stem(stem, endings, forms: forms) }
        return Inflection(
            pieces: [.letters(Array(stem.dropLast())), .fragment((last == "g" ? "ge?" : "[cç]") + endings)],
            forms: forms.map { text + $0 })
    }
}
