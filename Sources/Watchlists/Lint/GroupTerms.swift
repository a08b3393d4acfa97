/// Names of parties, peoples and faiths, as folded stems in six languages. Alone they watch people; with the words of
/// a claim they may be part of it ("Muslims" alone is refused, "vaccine contains pork, Muslims warned" is not).
///
/// The table is short on purpose: common names and the words for "party" and "movement". An office adds to its own
/// reading, since no table knows every group.
enum GroupTerms {
    static func holds(_ word: String) -> Bool { exact.contains(word) || stems.begin(word) }

    /// Words that add nothing to the name of a group.
    static let companions: Set<String> = [
        "people", "community", "supporters", "members", "minority", "народ", "люди", "община", "сторонники", "халқы",
        "адамдар", "қауымы", "peuple", "communauté", "partisans", "membres", "watu", "jamii", "wafuasi", "abantu",
        "abaturage", "abayoboke", "party", "партия", "партиясы", "parti", "chama", "ishyaka",
    ]

    private static let stems = WordStems(parties + peoples + faiths)
    private static let exact: Set<String> = [
        "jew", "jews", "roma", "ccm", "rpf", "twa", "shia", "juif", "juifs", "шиит",
    ]

    private static let parties = [
        // Words for a party or its kind.
        "party", "opposition", "communist", "socialist", "democrat", "republican", "liberal", "nationalist", "партия",
        "оппозици", "коммунист", "социалист", "демократ", "республикан", "националист", "партиясы", "parti",
        "communiste", "socialiste", "républicain", "chama", "upinzani", "ishyaka",
        // Parties.
        "аманат", "amanat", "нұр отан", "нур отан", "отан", "чадема", "chadema", "inkotanyi", "ақ жол",
    ]
    private static let peoples = [
        "kazakh", "russian", "uzbek", "uyghur", "dungan", "chechen", "tatar", "kurd", "turk", "chinese", "tajik",
        "kyrgyz", "ukrainian", "armenian", "hutu", "tutsi", "batwa", "abahutu", "abatutsi", "abatwa", "maasai",
        "kikuyu", "sukuma", "chagga", "arab", "gypsies", "gypsy", "казах", "русски", "узбек", "уйгур", "дунган",
        "чечен", "татар", "курд", "турок", "турки", "турец", "китайц", "таджик", "кыргыз", "киргиз", "украин",
        "армян", "араб", "евре", "цыган", "қазақ", "орыс", "өзбек", "ұйғыр", "дүнген", "шешен", "күрд", "түрік",
        "қытайлық", "тәжік", "қырғыз", "еврей", "wahutu", "watutsi", "wamasai", "wakikuyu", "waarabu", "warusi",
        "kazakhs", "russes", "ouzbek", "ouïghour", "tchétchène", "arabe", "kurde", "turcs", "chinois", "tsigane",
    ]
    private static let faiths = [
        "muslim", "islam", "christian", "catholic", "orthodox", "protestant", "sunni", "shiite", "jehovah", "baptist",
        "jewish", "buddhist", "hindu", "мусульман", "ислам", "христиан", "католи", "православн", "протестантс",
        "суннит", "шиит", "иегов", "баптист", "иудей", "буддист", "мұсылман", "христиандар", "musulman", "chrétien",
        "catholique", "juive", "bouddhiste", "waislamu", "wakristo", "wakatoliki", "abayisilamu", "abakirisitu",
        "abagatolika", "abahamya",
    ]
}

/// Words for gatherings, as folded stems in six languages.
enum ProtestTerms {
    static func holds(_ word: String) -> Bool { stems.begin(word) }

    private static let stems = WordStems([
        "protest", "rally", "rallies", "demonstrat", "march", "strike", "riot", "sit-in", "picket", "gathering",
        "протест", "митинг", "шестви", "забастов", "демонстрац", "пикет", "наразылық", "шеру", "митингі", "ереуіл",
        "жиналыс", "manif", "grève", "rassemblement", "cortège", "maandamano", "mgomo", "mkutano", "kuandamana",
        "imyigaragambyo", "igaragambya", "abigaragambya", "kwigaragambya",
    ])
}

/// Small words that carry no meaning of their own.
enum FillWords {
    static let all: Set<String> = [
        "in", "at", "on", "the", "of", "and", "to", "a", "by", "near", "от", "в", "во", "на", "и", "у", "с", "по", "к",
        "из", "мен", "және", "да", "де", "бен", "пен", "dans", "le", "la", "les", "l'", "à", "au", "aux", "de", "des",
        "du", "et", "sur", "en", "kwa", "katika", "ya", "wa", "cha", "vya", "na", "za", "mjini", "mu", "i", "ku",
        "muri", "kuri",
        "n'", "ba", "?unknown",
    ]
}
