import Text

/// Whether a phrase is nothing but a person's name. A guess: names are known by common first names, by forms of
/// patronymics and surnames, and by capitals, since nobody else writes capitals in a caseless pattern. A name in
/// small letters that is in no table is not seen.
enum PersonNames {
    /// What a word may be in a name.
    struct Part: Sendable {
        /// A first name or a patronymic: enough to make a name of what stands beside it.
        var isStrong: Bool
        var isTitle: Bool
        var isCapitalised: Bool
        var isSurname: Bool
    }

    /// Nil when no name holds the word.
    static func part(written: String, folded: String) -> Part? {
        guard !folded.contains(where: \.isNumber), !bodies.begin(folded) else { return nil }
        let part = Part(
            isStrong: isFirstName(folded) || isPatronymic(folded), isTitle: titles.contains(folded),
            isCapitalised: isCapitalised(written), isSurname: isSurname(folded))
        return part.isStrong || part.isTitle || part.isCapitalised || part.isSurname ? part : nil
    }

    /// Whether the words, none of which is a place, are a name; nil stands for a word that no name holds.
    static func isName(_ words: [Part?]) -> Bool {
        let parts = words.compactMap(\.self)
        guard (1...4).contains(words.count), parts.count == words.count else { return false }
        let others = parts.filter { !$0.isStrong && !$0.isTitle }
        guard others.allSatisfy({ $0.isCapitalised || $0.isSurname }) else { return false }
        if parts.contains(where: \.isStrong) { return true }
        guard !others.isEmpty else { return false }
        if parts.contains(where: \.isTitle) { return true }
        return others.count == 1
            ? others[0].isCapitalised && others[0].isSurname : others.allSatisfy(\.isCapitalised)
    }

    /// A capital and then small letters: not an abbreviation.
    private static func isCapitalised(_ word: String) -> Bool {
        guard let first = word.first, first.isUppercase else { return false }
        return word.dropFirst().contains(where: \.isLowercase)
    }

    private static func isFirstName(_ word: String) -> Bool {
        if firstNames.contains(word) { return true }
        // A name of five letters or more with an ending of one or two.
        return (1...2).contains { ending in
            let stem = word.dropLast(ending)
            return stem.count > 4 && firstNames.contains(String(stem))
        }
    }

    private static func isPatronymic(_ word: String) -> Bool {
        word.count > 6
            && patronymics.contains { word.hasSuffix($0) }
    }

    private static func isSurname(_ word: String) -> Bool {
        word.count > 4 && surnames.contains { word.hasSuffix($0) }
    }

    private static let patronymics = [
        "ович", "евич", "овна", "евна", "ұлы", "қызы", "улы", "кызы", "uly", "qyzy",
    ]

    private static let surnames = [
        "ов", "ова", "ев", "ева", "ёв", "ёва", "ский", "ская", "цкий", "цкая", "енко", "баев", "баева", "беков",
        "бекова", "ын", "ина", "ин", "ova", "ov", "ev", "eva", "sky", "skaya", "bayev", "bekov", "enko", "son",
        "mana", "iyimana", "agahozo", "nshuti", "gabo",
    ]

    /// Words before a name.
    private static let titles: Set<String> = [
        "mr", "mrs", "ms", "dr", "judge", "imam", "pastor", "deputy", "minister", "president", "journalist", "activist",
        "господин", "госпожа", "депутат", "министр", "президент", "журналист", "активист", "судья", "имам", "аким",
        "әкім", "мырза", "ханым", "депутаты", "madame", "monsieur", "député", "ministre", "mchungaji", "mheshimiwa",
        "bwana", "bi", "mbunge", "nyakubahwa", "depite", "minisitiri", "perezida", "blogger", "блогер",
    ]

    /// Stems of words in the names of offices, companies and things, which are not people.
    private static let bodies = WordStems([
        "organi", "ministr", "ministè", "council", "commission", "bank", "fund", "foundation", "university", "hospital",
        "nation", "agency", "court", "parliament", "government", "company", "union", "water", "health", "school",
        "министерств", "комисси", "совет", "банк", "фонд", "университет", "больниц", "агентств", "суд", "парламент",
        "правительств", "компани", "организаци", "водоканал", "здравоохран", "школ", "министрліг", "үкімет", "кеңес",
        "қор", "мектеп", "аурухана", "сот", "conseil", "banque", "hôpital", "université", "agence", "organisation",
        "gouvernement", "wizara", "benki", "hospitali", "serikali", "baraza", "minisiteri", "ibitaro", "banki",
        "covid", "corona", "вакцин", "vaccin", "chanjo", "inkingo",
    ])

    private static let firstNames: Set<String> = [
        // Kazakh
        "айгүл", "айгуль", "айнұр", "айнур", "әсел", "асель", "бауыржан", "дәурен", "даурен", "ержан", "жанар",
        "нұрлан",
        "нурлан", "нұрсұлтан", "нурсултан", "қасым-жомарт", "касым-жомарт", "серік", "серик", "гүлнар", "гульнара",
        "мәди", "айдар", "айдос", "данияр", "ерлан", "aigul", "aigül", "nurlan", "serik", "daniyar", "yerlan", "dana",
        // Russian
        "александр", "алексей", "анна", "андрей", "владимир", "дмитрий", "екатерина", "елена", "иван", "ирина",
        "мария", "михаил", "наталья", "николай", "ольга", "сергей", "татьяна", "юрий", "светлана", "павел",
        "alexander", "dmitry", "sergei", "vladimir", "olga", "ivan", "elena",
        // English, French
        "john", "peter", "mary", "james", "david", "michael", "george", "anthony", "paul", "sarah", "robert", "william",
        "bill", "joe", "donald", "jean", "pierre", "marie", "jacques", "michel", "françois", "emmanuel", "sophie",
        "claire", "nicolas", "philippe",
        // Swahili, Kinyarwanda
        "juma", "hassan", "asha", "fatuma", "mwajuma", "salim", "hamisi", "neema", "zuhura", "rashidi", "samia",
        "uwimana", "mukamana", "habimana", "nshimiyimana", "mugabo", "niyonzima", "kagame", "umutoni", "ndayisaba",
        "claudine", "jean-pierre", "innocent", "immaculée",
    ]
}
