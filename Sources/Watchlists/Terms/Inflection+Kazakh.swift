/// Kazakh (languages.md 5.1). Suffixes do not ask for vowel harmony: writers without the Kazakh letters break it.
extension Inflection {
    /// Derivation, plural, possessive, case, person.
    static let kazakhNoun =
        "(?:[лдт][ыіи][қкғг]|л[ыіи]|[дт][ыіи]|с[ыіи]з|ш[ыіи]){0,2}(?:[лдт][ае]р)?"
        + "(?:[ыіи]?м(?:[ыіи]з)?|[ыіи]?[ңн](?:[ыіи]з)?|с?[ыіи])?"
        + "(?:[ндт][ыіи][ңн]?|[ғгқк][ае]|н?[ае]|н|н?[дт][ае](?:н|[ғг][ыіи])?|н[ае]н|[мбп]ен(?:ен)?)?"
        + "(?:[мбп][ыіи][нз]|с[ыіи][ңнз](?:д[ае]р)?)?"

    /// Comparative, and what makes a verb of an adjective, before the endings of a noun.
    private static let kazakhAdjective = "(?:[ыіи]?р[ае][қкғг]|[лдт][ае]у)?" + kazakhNoun

    /// Voice, negation, then tense with person, participle, verbal noun, or the bare stem.
    private static let kazakhVerb =
        "(?:[ыіи]?[лнс]|[дт][ыіи]р|[ғгқк][ыіи]з|[ыіи]?т){0,2}(?:[мбп][ае])?"
        + "(?:[дт][ыіи](?:м|[ңн](?:[ыіи]з)?|[қк])?(?:[дт][ае]р)?"
        + "|(?:[ғгқк][ае]н|[аей]т[ыіи]н|у(?:ш[ыіи])?)\(kazakhNoun)"
        + "|[аей](?:м[ыіи]н|с[ыіи][ңнз](?:д[ае]р)?|д[ыіи]|м[ыіи]з|м|с[ыіи]зд[ае]р)?"
        + "|(?:[аеы]?р|с)(?:м[ыіи]н|с[ыіи][ңнз]|м[ыіи]з)?|[ыіи]?п(?:т[ыіи]|с[ыіи][ңнз]|п[ыіи][нз])?"
        + "|с[ае](?:м|[ңн](?:[ыіи]з)?|[қк])?|с[ыіи]н|[аеи]?й?[ыіи][қк]|[ыіи]?[ңн](?:[ыіи]з(?:д[ае]р)?|д[ае]р)?)?"

    static func kazakh(_ word: TermWord, _ kind: TermKind) throws(TermFailure) -> Inflection {
        switch kind {
        case .noun: return changing(word.letters, kazakhNoun)
        case .adjective: return changing(word.letters, kazakhAdjective)
        case .verb:
            guard let stem = word.before("у") else {
                throw .notCitationForm(
                    word: word.spelled, expected: "a Kazakh verb that ends in -у (алдау)", column: word.column)
            }
            return changing(stem, kazakhVerb, isVerb: true)
        }
    }

    /// Before vowels қ becomes ғ, к becomes г, п becomes б.
    private static func changing(_ letters: [TermLetter], _ endings: String, isVerb: Bool = false) -> Inflection {
        let pairs: [Unicode.Scalar: String] = ["қ": "[қкғг]", "к": "[кг]", "п": "[пб]", "б": "[бп]"]
        let forms = kazakhForms(letters, isVerb: isVerb)
        guard let last = letters.last, !last.isOptional, let pair = pairs[last.scalar], last.scalar != "б" || isVerb
        else { return Inflection(pieces: [.letters(letters), .fragment(endings)], forms: forms) }
        return Inflection(pieces: [.letters(Array(letters.dropLast())), .fragment(pair + endings)], forms: forms)
    }

    /// Example forms with the harmony that grammars teach.
    private static func kazakhForms(_ letters: [TermLetter], isVerb: Bool) -> [String] {
        let word = TermLetter.text(letters)
        let isFront =
            (word.unicodeScalars.last { "аәеиоөуұүыіэюя".unicodeScalars.contains($0) })
            .map { "әеиөүіэ".unicodeScalars.contains($0) } ?? false
        let last = word.unicodeScalars.last ?? " "
        let afterVowel = "аәеиоөуұүыіэюя".unicodeScalars.contains(last)
        let afterHard = "кқпстфхцчшщ".unicodeScalars.contains(last)
        let afterNasal = "мнң".unicodeScalars.contains(last)
        let a = isFront ? "е" : "а"
        let y = isFront ? "і" : "ы"
        let d = afterHard ? "т" : "д"
        let softened = ["қ": "ғ", "к": "г", "п": "б"]
        let short = TermLetter.text(letters.filter { !$0.isOptional })
        let open = short != word ? short : softened[String(last)].map { String(word.dropLast()) + $0 } ?? word
        let link = afterVowel ? "" : y
        if isVerb {
            return ["у", "\(afterVowel ? "й" : a)ды", "\(d)\(y)", "\(d)\(y)м", "с\(a)", "с\(y)н"].map { word + $0 }
                + [word + (afterHard ? (isFront ? "кен" : "қан") : isFront ? "ген" : "ған")]
        }
        let plural = (afterHard ? "т" : afterVowel ? "л" : afterNasal ? "д" : "л") + a + "р"
        let g = afterHard ? (isFront ? "к" : "қ") : isFront ? "г" : "ғ"
        let n = afterHard ? "т" : afterVowel || afterNasal ? "н" : "д"
        return [
            word, word + plural, word + n + y + "ң", word + g + a, word + (afterVowel ? "н" : d) + y, word + d + a,
            word + (afterNasal ? "н" : d) + a + "н", word + (afterHard ? "пен" : "мен"), open + link + "м",
            open + link + "ң", open + link + "ң" + y + "з", open + (afterVowel ? "с" : "") + y,
            open + link + "м" + y + "з", word + plural + "д" + y + "ң", word + plural + "д" + a + "н",
            word + "с" + y + "з",
        ]
    }
}
