/// Words of dates in English, French, German, Russian, Kazakh, Swahili and Kinyarwanda.
enum DateWords {
    /// 1 to 12 for a month's name, or for its first three or more letters; nil for every other word.
    static func month(_ word: String) -> Int? { monthOf[word] }

    static func isWeekday(_ word: String) -> Bool { weekdays.contains(word) }

    /// Words that stand in dates and mean nothing for them.
    static func isNoise(_ word: String) -> Bool { noise.contains(word) }

    /// A month, a weekday or a filling word.
    static func isKnown(_ word: String) -> Bool { month(word) != nil || isNoise(word) || isWeekday(word) }

    /// What is hung on a day: 2nd, 1er, 5-го.
    static let ordinals: Set<String> = ["st", "nd", "rd", "th", "er", "го", "е", "ое", "ші", "шы", "ème", "eme"]

    private static let months: [[String]] = [
        ["january", "janvier", "januar", "jänner", "января", "январь", "қаңтар", "январ", "januari", "mutarama"],
        ["february", "février", "fevrier", "februar", "февраля", "февраль", "ақпан", "februari", "gashyantare"],
        ["march", "mars", "märz", "maerz", "марта", "март", "наурыз", "machi", "werurwe"],
        ["april", "avril", "апреля", "апрель", "сәуір", "aprili", "mata"],
        ["may", "mai", "мая", "май", "мамыр", "mei", "gicurasi"],
        ["june", "juin", "juni", "июня", "июнь", "маусым", "kamena"],
        ["july", "juillet", "juli", "июля", "июль", "шілде", "julai", "nyakanga"],
        ["august", "août", "aout", "августа", "август", "тамыз", "agosti", "kanama"],
        ["september", "septembre", "сентября", "сентябрь", "қыркүйек", "septemba", "nzeri", "nzeli"],
        ["october", "octobre", "oktober", "октября", "октябрь", "қазан", "oktoba", "ukwakira"],
        ["november", "novembre", "ноября", "ноябрь", "қараша", "novemba", "ugushyingo"],
        ["december", "décembre", "decembre", "dezember", "декабря", "декабрь", "желтоқсан", "desemba", "ukuboza"],
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
        "date", "published", "posted", "updated",
    ]
}
