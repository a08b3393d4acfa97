/// What one language's WhatsApp says.
struct WhatsAppWords: Sendable {
    enum Order: Sendable { case dayPoint, daySlash, monthSlash }

    var language: String
    var zone: String
    var order: Order
    /// A word for an hour of the day, on a clock of twelve hours.
    var half: @Sendable (Int) -> String
    var blankBeforeHalf: String
    var fileName: String
    var encrypted: String
    var created: String
    var renamed: String
    var added: String
    var mediaOmitted: String
    var imageOmitted: String
    var fileAttached: String
    var attached: String
    var deleted: String
    var edited: String
    var poll: (title: String, option: String, votes: String)
    /// Texts of people.
    var rumour: String
    var answer: String

    static let all: [WhatsAppWords] = [
        WhatsAppWords(
            language: "en", zone: "America/New_York", order: .monthSlash, half: { $0 < 12 ? "AM" : "PM" },
            blankBeforeHalf: "\u{202F}", fileName: "WhatsApp Chat with Water News.txt",
            encrypted:
                "Messages and calls are end-to-end encrypted. Only people in this chat can read, listen to, or share them.",
            created: "Amina created group \"Water: news\"",
            renamed: "Amina changed the subject from \"Water: news\" to \"Water: all\"",
            added: "Amina added Juma", mediaOmitted: "<Media omitted>", imageOmitted: "image omitted",
            fileAttached: "file attached",
            attached: "attached", deleted: "This message was deleted", edited: "This message was edited",
            poll: ("POLL", "OPTION", "votes"), rumour: "They say the water is poisoned",
            answer: "Who says that: the mayor?"),
        WhatsAppWords(
            language: "ru", zone: "Asia/Almaty", order: .dayPoint,
            half: { $0 < 4 ? "ночи" : $0 < 12 ? "утра" : $0 < 18 ? "дня" : "вечера" }, blankBeforeHalf: "\u{A0}",
            fileName: "Чат WhatsApp с Новости воды.txt",
            encrypted:
                "Сообщения и звонки защищены сквозным шифрованием. Третьи лица, включая WhatsApp, не могут прочитать ваши сообщения.",
            created: "Айгүл создал(-а) группу «Вода: новости»",
            renamed: "Айгүл изменил(-а) тему с «Вода: новости» на «Вода: все»",
            added: "Айгүл добавил(-а) Ерлан", mediaOmitted: "<Без медиафайлов>",
            imageOmitted: "изображение отсутствует",
            fileAttached: "файл добавлен", attached: "прикреплено", deleted: "Данное сообщение удалено",
            edited: "Сообщение изменено", poll: ("ОПРОС", "ВАРИАНТ", "голоса"), rumour: "Говорят, вода отравлена",
            answer: "Кто сказал: аким?"),
        WhatsAppWords(
            language: "kk", zone: "Asia/Almaty", order: .dayPoint, half: { $0 < 12 ? "түске дейін" : "түстен кейін" },
            blankBeforeHalf: " ", fileName: "WhatsApp чаты - Су жаңалықтары.txt",
            encrypted: "Хабарлар мен қоңыраулар өтпелі шифрлаумен қорғалған. Оларды ешкім оқи алмайды.",
            created: "Айгүл \"Су: жаңалық\" тобын құрды",
            renamed: "Айгүл топ атауын \"Су: жаңалық\" дегеннен \"Су: бәрі\" деп өзгертті",
            added: "Айгүл Ерланды қосты", mediaOmitted: "<Мультимедиа қосылмаған>", imageOmitted: "сурет қосылмаған",
            fileAttached: "файл тіркелген", attached: "тіркелген", deleted: "Бұл хабар жойылды",
            edited: "Бұл хабар өзгертілді",
            poll: ("САУАЛНАМА", "НҰСҚА", "дауыс"), rumour: "Су уланған дейді", answer: "Кім айтты: әкім бе?"),
        WhatsAppWords(
            language: "sw", zone: "Africa/Dar_es_Salaam", order: .daySlash,
            half: { $0 < 4 || $0 >= 19 ? "usiku" : $0 < 12 ? "asubuhi" : $0 < 16 ? "mchana" : "jioni" },
            blankBeforeHalf: " ",
            fileName: "Gumzo la WhatsApp na Habari za maji.txt",
            encrypted:
                "Ujumbe na simu zimefumbwa mwanzo hadi mwisho. Watu walio kwenye gumzo hili pekee ndio wanaweza kuzisoma.",
            created: "Amina aliunda kikundi \"Maji: habari\"",
            renamed: "Amina alibadilisha mada kutoka \"Maji: habari\" hadi \"Maji: yote\"",
            added: "Amina alimwongeza Juma", mediaOmitted: "<Maudhui hayajajumuishwa>",
            imageOmitted: "picha haijajumuishwa",
            fileAttached: "faili imeambatishwa", attached: "imeambatishwa", deleted: "Ujumbe huu ulifutwa",
            edited: "Ujumbe huu ulihaririwa", poll: ("KURA", "CHAGUO", "kura"), rumour: "Wanasema maji yana sumu",
            answer: "Nani kasema: mwenyekiti?"),
        WhatsAppWords(
            language: "fr", zone: "Europe/Paris", order: .daySlash, half: { $0 < 12 ? "AM" : "PM" },
            blankBeforeHalf: "\u{202F}",
            fileName: "Discussion WhatsApp avec Infos eau.txt",
            encrypted:
                "Les messages et les appels sont chiffrés de bout en bout. Seules les personnes de cette discussion peuvent les lire.",
            created: "Amina a créé le groupe « Eau : infos »",
            renamed: "Amina a changé le sujet de « Eau : infos » à « Eau: tout »",
            added: "Amina a ajouté Jean", mediaOmitted: "<Médias omis>", imageOmitted: "image absente",
            fileAttached: "fichier joint",
            attached: "pièce jointe", deleted: "Ce message a été supprimé", edited: "Ce message a été modifié",
            poll: ("SONDAGE", "OPTION", "votes"), rumour: "On dit que l’eau est empoisonnée",
            answer: "Qui le dit : le maire ?"),
    ]
}
