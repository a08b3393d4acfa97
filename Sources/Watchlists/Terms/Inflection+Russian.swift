/// Russian nouns and adjectives, by the end of the citation form (languages.md 5.2).
extension Inflection {
    static func russian(_ word: TermWord, _ kind: TermKind) throws(TermFailure) -> Inflection {
        switch kind {
        case .noun: return russianNoun(word)
        case .verb: return try russianVerb(word)
        case .adjective:
            let endings = ["ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие"]
            guard let stem = endings.lazy.compactMap({ word.before($0) }).first else {
                throw .notCitationForm(
                    word: word.spelled, expected: "a Russian adjective (опасный)", column: word.column)
            }
            return russianAdjective(stem)
        }
    }

    // MARK: Nouns

    private static let consonant = "(?:а|у|ом|[её]м|е|ы|и|ов|[её]в|ей|ам|ами|ах)?"
    /// Words without a singular in -и: деньги, жигули.
    private static let plural = "(?:и|ов|[её]в|ей|ам|ями|ами|ям|ах|ях|ь|й)?"
    private static let feminine = "(?:а|ы|и|е|у|о[йю]|[её][йю]|ам|ами|ах)?"
    private static let neuter = "(?:а|у|ом|[её]м|е|ы|ов|ам|ами|ах|о)?"

    private static func russianNoun(_ word: TermWord) -> Inflection {
        if let young = young(word) { return young }
        for (end, endings, forms) in shapes {
            if let stem = word.before(end) { return .stem(stem, endings, forms: forms) }
        }
        if let stem = word.before("а") {
            return fleeting(stem, feminine, ["а", "ы", "е", "у", "ой", "ам", "ами", "ах"])
        }
        if let stem = word.before("я") {
            return fleeting(
                stem, "(?:я|и|е|ю|[её][йю]|ь|й|ям|ями|ях)", ["я", "и", "е", "ю", "ей", "ям", "ями", "ях"], soft: true)
        }
        if let stem = word.before("о") {
            return fleeting(stem, neuter, ["о", "а", "у", "ом", "е", "ам", "ами", "ах"])
        }
        if let stem = word.before("ы") { return fleeting(stem, consonant, ["ы", "ов", "ам", "ами", "ах"]) }
        if let stem = word.before("и") { return fleeting(stem, plural, ["и", "ов", "ам", "ами", "ах"]) }
        return russianConsonant(word)
    }

    private static let shapes: [(end: String, endings: String, forms: [String])] = [
        (
            "анин", "ан(?:ин(?:а|у|ом|е)?|е|ы|ам|ами|ах)?",
            ["анин", "анина", "анину", "ане", "ан", "анам", "анами", "анах"]
        ),
        (
            "янин", "ян(?:ин(?:а|у|ом|е)?|е|ам|ами|ах)?",
            ["янин", "янина", "янину", "яне", "ян", "янам", "янами", "янах"]
        ),
        ("ия", "(?:ия|ии|ию|ией|иею|ий|иям|иями|иях)", ["ия", "ии", "ию", "ией", "ий", "иям", "иями", "иях"]),
        ("мя", "м(?:я|ени|енем|[её]на|[её]н|енам|енами|енах)", ["мя", "мени", "менем", "мена", "менам"]),
        ("ие", "[иь](?:е|я|ю|ем|и|й|ям|ями|ях)", ["ие", "ия", "ию", "ием", "ии", "ий", "иям", "иями", "иях"]),
        ("ье", "(?:[иь](?:е|я|ю|ем|и|й|ям|ями|ях|ев)|ей)", ["ье", "ья", "ью", "ьем", "ьи", "ьям", "ьями", "ьях"]),
        ("це", "(?:ц(?:е|а|у|ем|ам|ами|ах)?|ец)", ["це", "ца", "цу", "цем", "цам", "цами", "цах"]),
        ("ще", "щ(?:е|а|у|ем|ам|ами|ах)?", ["ще", "ща", "щу", "щем", "щ", "щам", "щами", "щах"]),
        ("е", "(?:е|я|ю|ем|и|ей|ям|ями|ях)", ["е", "я", "ю", "ем", "ей", "ям", "ями", "ях"]),
        ("ь", "(?:ь|и|ью|я|ю|[её]м|е|ей|ям|ями|ях)", ["ь", "и", "ью", "ям", "ями", "ях"]),
        ("й", "(?:й|я|ю|[её]м|е|и|[её]в|ям|ями|ях)", ["й", "я", "ю", "ем", "е", "и", "ев", "ям", "ями", "ях"]),
    ]

    /// Young animals have another stem in the plural: телёнок, телята; мышонок, мышата.
    private static func young(_ word: TermWord) -> Inflection? {
        let singular = "(?:ок|к(?:а|у|ом|е|и|ов|ам|ами|ах))"
        for (end, vowel, plural) in [("ёнок", "[её]", "ят"), ("енок", "[её]", "ят"), ("онок", "о", "ат")] {
            guard let stem = word.before(end), stem.count >= 3 else { continue }
            let forms = ["ок", "ка", "ку", "ком", "ке"].map { String(end.prefix(2)) + $0 }
            return .stem(
                stem, "(?:\(vowel)н\(singular)|\(plural)(?:а|ам|ами|ах)?)",
                forms: forms + ["а", "", "ам", "ами", "ах"].map { plural + $0 })
        }
        return nil
    }

    /// рынок, перец: the vowel before the last letter leaves in all other forms; л(ё)д, б(о)ец say so.
    private static func russianConsonant(_ word: TermWord) -> Inflection {
        let forms = ["", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах"]
        var letters = word.letters
        let spelled = word.spelled
        let hasBracket = letters.contains(where: \.isOptional)
        if !hasBracket, letters.count > 3, ["ок", "ек", "ёк", "ец"].contains(where: { spelled.hasSuffix($0) }) {
            letters[letters.count - 2].isOptional = true
        }
        guard let vowel = letters.firstIndex(where: \.isOptional) else {
            return .stem(letters, consonant, forms: forms)
        }
        return withFleeting(letters, at: vowel, consonant, forms)
    }

    /// A vowel that some forms lack: there ь or й may take its place (лев, льва; боец, бойца).
    private static func withFleeting(
        _ letters: [TermLetter], at vowel: Int, _ endings: String, _ forms: [String]
    ) -> Inflection {
        var kept = letters[vowel]
        kept.isOptional = false
        let before = Array(letters[..<vowel])
        let after = Array(letters[(vowel + 1)...])
        let last = TermLetter.text(after)
        let short = TermLetter.text(before) + last
        let long = TermLetter.text(before + [kept]) + last
        return Inflection(
            pieces: [
                .letters(before), .fragment("(?:"), .letters([kept]), .fragment("|[ьй])?"), .letters(after),
                .fragment(endings),
            ],
            forms: forms.map { ($0.isEmpty ? long : short) + $0 })
    }

    /// прививка, прививок; свадьба, свадеб: after two consonants a vowel stands between them when the ending is empty.
    private static func fleeting(
        _ stem: [TermLetter], _ endings: String, _ forms: [String], soft: Bool = false
    ) -> Inflection {
        let text = TermLetter.text(stem)
        let plain = forms.map { text + $0 }
        guard !stem.contains(where: \.isOptional), stem.count >= 3, let last = stem.last, isConsonant(last.scalar)
        else {
            guard soft, let base = text.unicodeScalars.last == "ь" ? Array(stem.dropLast()) : nil else {
                return bracketed(stem, endings, plain)
            }
            // статья, статей
            return Inflection(
                pieces: [.letters(base), .fragment("(?:ь\(endings)|ей)")], forms: plain + [TermLetter.text(base) + "ей"]
            )
        }
        let before = stem[stem.count - 2]
        let isSoft = before.scalar == "ь" || before.scalar == "й"
        guard isConsonant(before.scalar) || isSoft else { return bracketed(stem, endings, plain) }
        let base = Array(stem.dropLast(isSoft ? 2 : 1))
        let sign = isSoft ? TermLetter.text([before]) : ""
        return Inflection(
            pieces: [
                .letters(base), .fragment("(?:\(sign)"), .letters([last]), .fragment("\(endings)|[оеёи]"),
                .letters([last]), .fragment(soft ? "[ьй]?)" : ")"),
            ],
            forms: plain)
    }

    private static func bracketed(_ stem: [TermLetter], _ endings: String, _ forms: [String]) -> Inflection {
        guard let vowel = stem.firstIndex(where: \.isOptional) else {
            return Inflection(pieces: [.letters(stem), .fragment(endings)], forms: forms)
        }
        var made = withFleeting(stem, at: vowel, endings, [])
        made.forms = forms
        return made
    }

    private static func isConsonant(_ scalar: Unicode.Scalar) -> Bool {
        "бвгджзклмнпрстфхцчшщ".unicodeScalars.contains(scalar)
    }

    // MARK: Adjectives

    static let adjectiveEndings =
        "(?:ый|ий|о[йюме]|его|ого|ему|ому|ым|им|ем|ая|яя|ую|юю|е[йюе]|ые|ие|ых|их|ыми|ими|а|о|ы|и|е|я|ь)?"

    /// With the short forms, and their vowel between two consonants (опасный, опасен).
    private static func russianAdjective(_ stem: [TermLetter]) -> Inflection {
        let text = TermLetter.text(stem)
        let forms = ["ый", "ая", "ое", "ые", "ого", "ой", "ому", "ую", "ым", "ом", "ых", "ыми", "о", "ы"].map {
            text + $0
        }
        guard stem.count >= 3, let last = stem.last, isConsonant(last.scalar),
            isConsonant(stem[stem.count - 2].scalar) || stem[stem.count - 2].scalar == "ь"
        else { return Inflection(pieces: [.letters(stem), .fragment(adjectiveEndings)], forms: forms) }
        let isSoft = stem[stem.count - 2].scalar == "ь"
        return Inflection(
            pieces: [
                .letters(Array(stem.dropLast(isSoft ? 2 : 1))), .fragment(isSoft ? "(?:ь" : "(?:"), .letters([last]),
                .fragment(adjectiveEndings + "|[оеё]"), .letters([last]), .fragment(")"),
            ],
            forms: forms)
    }
}
