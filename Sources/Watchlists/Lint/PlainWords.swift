import Text

/// What an answer should not hold: words that judge people, and names of people.
enum PlainWords {
    /// The words of each sentence.
    static func sentences(_ text: String) -> [[Substring]] {
        text.split { ".!?…".contains($0) }.map { $0.split { !$0.isLetter && !$0.isNumber && !"'’-".contains($0) } }
    }

    /// A word that insults people or says why they do something; nil when there is none.
    static func insult(in text: String) -> String? {
        let words = Canon.canonical(text).split { !$0.isLetter && !"'’-".contains($0) }
        if let word = words.first(where: { stems.begin(String($0)) }) { return String(word) }
        let whole = " " + words.joined(separator: " ") + " "
        return phrases.first { whole.contains(" \($0) ") }
    }

    /// A name with a first name or a patronymic in it, or an account; nil when there is none. Capitals alone are names
    /// of offices more often than of people.
    static func person(in text: String) -> String? {
        let chunks = text.split(whereSeparator: \.isWhitespace)
        if let handle = chunks.first(where: { $0.hasPrefix("@") && $0.count > 2 }) {
            return String(handle.prefix { $0 == "@" || $0 == "_" || $0.isLetter || $0.isNumber })
        }
        let words = chunks.map { chunk in chunk.drop { !$0.isLetter }.prefix { $0.isLetter || "'’-".contains($0) } }
        for (left, right) in zip(words, words.dropFirst()) {
            let pair = [left, right].map { word -> PersonNames.Part? in
                guard word.first?.isUppercase == true else { return nil }
                return PersonNames.part(written: String(word), folded: Canon.canonical(String(word)))
            }
            if pair.contains(where: { $0?.isStrong == true }), PersonNames.isName(pair) { return "\(left) \(right)" }
        }
        return nil
    }

    private static let stems = WordStems([
        "idiot", "liar", "stupid", "fool", "moron", "scum", "traitor", "troll", "provocateur", "imbecil", "menteur",
        "menteuse", "crétin", "traître", "дурак", "дурач", "идиот", "лжец", "лгун", "врун", "мраз", "предател",
        "провокатор", "тролл", "ақымақ", "өтірікші", "сатқын", "арандатушы", "mjinga", "wajinga", "mpumbavu",
        "wapumbavu", "mwongo", "waongo", "msaliti", "wasaliti", "wabeshyi", "umubeshyi", "igicucu", "ibicucu",
        "umugambanyi", "abagambanyi",
    ])

    private static let phrases = [
        "enemies of", "they want to", "on purpose", "agents of", "враги народа", "хотят навредить",
        "нарочно", "по заказу", "ils veulent", "exprès", "ennemis de", "әдейі",
        "ақшаға сатылған", "kwa makusudi", "wamelipwa", "maadui wa", "babigambiriye", "bahawe amafaranga",
    ]
}
