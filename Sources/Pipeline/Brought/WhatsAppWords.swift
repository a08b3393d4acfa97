/// Words that WhatsApp itself writes into exports, in the languages of our offices.
///
/// Marked [?] where nobody has yet seen an export of that language: Kazakh and Swahili. What the words do not catch,
/// the shape of such lines does in most cases: text wholly in `<…>`, or behind the mark U+200E.
enum WhatsAppWords {
    /// Which half of the day a word before the time says, blanks and points taken out; nil for every other word, which
    /// means no more than "at".
    static func half(before word: String) -> WhatsAppStamp.Half? { word.isEmpty ? nil : halves[word.lowercased()] }

    /// Which half of the day the words behind the time say.
    static func half(behind words: String) -> WhatsAppStamp.Half {
        words.isEmpty ? .none : halves[words.lowercased()] ?? .unknown(words)
    }

    private static let halves: [String: WhatsAppStamp.Half] = {
        var halves: [String: WhatsAppStamp.Half] = [:]
        for word in [
            "am", "дп", "утра", "дополудня", "asubuhi", "alfajiri", "matin", "dumatin", "таңғы", "таңертең",
            "таңертеңгі",
            "түскедейін", "тд",
        ] { halves[word] = .beforeNoon }
        for word in [
            "pm", "пп", "дня", "вечера", "послеполудня", "mchana", "alasiri", "jioni", "aprèsmidi", "del'aprèsmidi",
            "soir",
            "dusoir", "түстенкейін", "түстенкейінгі", "тк", "кешкі", "кеш",
        ] { halves[word] = .afterNoon }
        for word in ["ночи", "usiku", "nuit", "delanuit", "түнгі"] { halves[word] = .night }
        return halves
    }()

    /// Pieces of lines that WhatsApp writes about a group, with the languages in which dates have the day first.
    static let systemLines: [(language: String, pieces: [String])] = [
        (
            "en",
            [
                "end-to-end encrypted", "created group", "created this group", "changed the subject",
                "changed the group name",
                "changed this group's icon", "changed the group description", "changed the group's", "joined using",
                "was added", "were added",
                "security code changed", "changed their phone number", "changed to +", "pinned a message",
                "turned on disappearing",
                "turned off disappearing", "changed the settings", "changed this group's settings", "is now an admin",
                "now an admin", "created this community", "joined from the community", "requested to join",
                "reset this group's",
            ]
        ),
        (
            "ru",
            [
                "сквозным шифрованием", "создал группу", "создала группу", "создал(-а) группу", "создал(а) группу",
                "создана группа",
                "изменил тему", "изменила тему", "изменил(-а) тему", "изменил(а) тему", "изменил(-а) название",
                "изменил(а) название", "сменил тему",
                "сменил(а) тему", "изменил(-а) картинку", "изменил(а) картинку", "присоединился", "присоединилась",
                "присоединился(-ась)",
                "был добавлен", "были добавлены", "добавлен(-а)", "код безопасности", "изменил(-а) номер",
                "закрепил(-а)",
                "исчезающие сообщения", "теперь админ",
            ]
        ),
        (
            // [?]
            "kk",
            [
                "өтпелі шифр", "шифрланған", "шифрлау", "тобын құрды", "топ құрды", "топты құрды", "тақырыбын өзгертті",
                "топ атауын", "қосылды",
                "қауіпсіздік коды", "нөмірін өзгертті",
            ]
        ),
        (
            // [?]
            "sw",
            [
                "usimbaji fiche", "umefichwa", "zimefumbwa", "ameunda kikundi", "aliunda kikundi", "ameunda kundi",
                "aliunda kundi",
                "amebadilisha mada", "alibadilisha mada", "amebadilisha jina", "alibadilisha jina", "amejiunga",
                "alijiunga", "ameongezwa",
                "aliongezwa", "msimbo wa usalama",
            ]
        ),
        (
            "fr",
            [
                "chiffrés de bout en bout", "chiffrées de bout en bout", "a créé le groupe", "a créé ce groupe",
                "avez créé le groupe",
                "a changé le sujet", "a modifié le sujet", "a changé l'objet", "a modifié l'objet", "a modifié le nom",
                "a changé le nom", "a rejoint",
                "a été ajouté", "avez été ajouté", "code de sécurité", "a changé de numéro", "a épinglé",
                "messages éphémères",
            ]
        ),
    ]

    /// Pieces that only a group has.
    static let groupPieces = [
        "created group", "created this group", "changed the subject", "changed the group", "this group", "joined using",
        "was added",
        "were added", "группу", "группа", "изменил(-а) тему", "изменил(а) тему", "тобын құрды", "топ құрды",
        "топты құрды", "топ атауын", "kikundi",
        "kundi", "le groupe", "ce groupe", "a rejoint", "присоединил", "community",
    ]

    /// What stands for a deleted message, without its last point.
    static let deleted: Set<String> = [
        "this message was deleted", "you deleted this message", "this message was deleted by admin",
        "данное сообщение удалено", "это сообщение удалено", "сообщение удалено", "вы удалили это сообщение",
        "вы удалили данное сообщение",
        "бұл хабар жойылды", "бұл хабарлама жойылды", "хабар жойылды", "сіз бұл хабарды жойдыңыз", "бұл хабар өшірілді",
        "ujumbe huu umefutwa", "ujumbe huu ulifutwa", "ulifuta ujumbe huu", "umefuta ujumbe huu",
        "ce message a été supprimé", "ce message a été effacé", "vous avez supprimé ce message",
    ]

    /// What stands for a message of another kind, without its last point.
    static let notices: Set<String> = [
        "null", "missed voice call", "missed video call", "waiting for this message",
        "waiting for this message. this may take a while",
        "пропущенный аудиозвонок", "пропущенный видеозвонок", "ожидание данного сообщения", "appel vocal manqué",
        "appel vidéo manqué",
    ]

    /// The words before a poll's question, in capitals with a colon.
    static let poll: Set<String> = ["POLL", "ОПРОС", "САУАЛНАМА", "ДАУЫС БЕРУ", "KURA", "KURA YA MAONI", "SONDAGE"]
}
