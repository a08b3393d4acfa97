/// Words of dates in English, French, German, Russian, Kazakh, Swahili and Kinyarwanda.
enum DateWords {
    /// 1 to 12 for a month's name, or for its first three or more letters; nil for every other word.
    ///
    /// Kazakh and Russian months also in their cases: қарашада, қарашасы, ноябрём.
    static func month(_ word: String) -> Int? { monthOf[word] ?? inflectedMonth(word) }

    static func isWeekday(_ word: String) -> Bool { weekdays.contains(word) }

    /// Words that stand in dates and mean nothing for them.
    static func isNoise(_ word: String) -> Bool { noise.contains(word) }

    /// A month, a weekday or a filling word.
    static func isKnown(_ word: String) -> Bool { month(word) != nil || isNoise(word) || isWeekday(word) }

    /// What is hung on a day: 2nd, 1er, 5-го.
    static let ordinals: Set<String> = [
        "st", "nd", "rd", "th", "er", "го", "е", "ое", "ші", "шы", "ème", "eme", "і", "ы", "сі", "сы",
    ]

    private static let months: [[String]] = [
        [
            "january", "janvier", "januar", "jänner", "января", "январь", "қаңтар", "январ", "januari", "mutarama",
            "qantar",
        ],
        [
            "february", "février", "fevrier", "februar", "февраля", "февраль", "ақпан", "februari", "gashyantare",
            "aqpan",
        ],
        ["march", "mars", "märz", "maerz", "марта", "март", "наурыз", "machi", "werurwe", "nauryz"],
        ["april", "avril", "апреля", "апрель", "сәуір", "aprili", "mata", "sauir"],
        ["may", "mai", "мая", "май", "мамыр", "mei", "gicurasi", "mamyr"],
        ["june", "juin", "juni", "июня", "июнь", "маусым", "kamena", "mausym"],
        ["july", "juillet", "juli", "июля", "июль", "шілде", "julai", "nyakanga", "shilde"],
        ["august", "août", "aout", "августа", "август", "тамыз", "agosti", "kanama", "tamyz"],
        ["september", "septembre", "сентября", "сентябрь", "қыркүйек", "septemba", "nzeri", "nzeli", "qyrkuiek"],
        ["october", "octobre", "oktober", "октября", "октябрь", "қазан", "oktoba", "ukwakira", "qazan"],
        ["november", "novembre", "ноября", "ноябрь", "қараша", "novemba", "ugushyingo", "qarasha"],
        [
            "december", "décembre", "decembre", "dezember", "декабря", "декабрь", "желтоқсан", "desemba", "ukuboza",
            "jeltoqsan",
        ],
    ]

    private static let monthOf: [String: Int] = {
        var result: [String: Int] = [:]
        var ambiguous: Set<String> = []
        for (index, names) in months.enumerated() {
            for name in names {
                for length in stride(from: name.count, through: 3, by: -1) {
                    let short = String(name.prefix(length))
                    if let other = result[short], other != index + 1 { ambiguous.insert(short) }
                    result[short] = index + 1
                }
            }
        }
        for word in ambiguous { result[word] = nil }
        for (index, names) in months.enumerated() {
            for name in names { result[name] = index + 1 }
        }
        return result
    }()

    private static let weekdays: Set<String> = {
        let names =
            "monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi "
            + "dimanche montag dienstag mittwoch donnerstag freitag samstag sonntag понедельник вторник среда "
            + "четверг пятница суббота воскресенье дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі"
        let exact =
            "пн вт ср чт пт сб вс пон втр срд чтв птн суб вск дс сс бс жм сн жс mo di mi do fr sa so tues thur "
            + "thurs weds jumatatu jumanne jumatano alhamisi ijumaa jumamosi jumapili kuwa mbere kabiri gatatu kane "
            + "gatanu gatandatu cyumweru"
        var result = Set(exact.split(separator: " ").map(String.init))
        for name in names.split(separator: " ") {
            result.insert(String(name))
            if name.count > 3 { result.insert(String(name.prefix(3))) }
        }
        return result
    }()

    private static let noise: Set<String> = [
        "at", "on", "of", "the", "le", "la", "les", "du", "de", "à", "um", "den", "der", "am", "в", "г", "год", "года",
        "от", "ж", "жыл", "жылы", "жылғы", "ж.", "tarehe", "ya", "mwaka", "ku", "wa", "uhr", "saa", "kl", "и",
        "date", "published", "posted", "updated", "жылдың", "күні", "айының", "айы", "mwezi", "siku", "tariki",
        "taliki", "itariki", "ukwezi", "kwa", "umwaka", "kuwa",
    ]

    private static func inflectedMonth(_ word: String) -> Int? {
        for (index, names) in stems.enumerated() {
            for (stem, endings) in names where word.hasPrefix(stem) && endings.contains(word.dropFirst(stem.count)) {
                return index + 1
            }
        }
        return nil
    }

    /// January first: a Kazakh and a Russian stem each, with what may follow it.
    private static let stems: [[(String, Set<Substring>)]] = {
        func words(_ text: String) -> Set<Substring> { Set(text.split(separator: " ")) }
        let kazakh = words(
            "да де та те нда нде ға ге қа ке дан ден тан тен нан нен ның нің дың дің тың тің ды ді ты ті ы і сы сі "
            + "ын ін сын сін ында інде сында сінде ынан інен сынан сінен ына іне сына сіне ының інің сының сінің "
            + "дағы дегі тағы тегі ындағы індегі сындағы сіндегі")
        let soft = words("ю ем ём е")
        let hard = words("у ом е")
        let russian: [(String, Set<Substring>)] = [
            ("январ", soft), ("феврал", soft), ("март", hard), ("апрел", soft), ("ма", words("ю ем е")), ("июн", soft),
            ("июл", soft), ("август", hard), ("сентябр", soft), ("октябр", soft), ("ноябр", soft), ("декабр", soft),
        ]
        // Before a vowel қыркүйек softens: қыркүйегі.
        let names: [[String]] = [
            ["қаңтар"], ["ақпан"], ["наурыз"], ["сәуір"], ["мамыр"], ["маусым"], ["шілде"], ["тамыз"],
            ["қыркүйек", "қыркүйег"], ["қазан"], ["қараша"], ["желтоқсан"],
        ]
        return zip(names, russian).map { names, russian in names.map { ($0, kazakh) } + [russian] }
    }()
}
