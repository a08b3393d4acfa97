import Model

/// The words by which people of six languages command: kk, ru, sw, rw, fr, en. Any of them may write any word.
enum AckWords {
    enum Verb: Sendable, Hashable, CaseIterable { case claim, release, respond, dismiss }

    static let verbs: [Verb: [String]] = [
        .claim: [
            "ack", "ok", "okay", "yes", "mine", "claim", "take", "ок", "окей", "да", "беру", "принято", "иә", "ия",
            "аламын", "ndiyo", "sawa", "nachukua", "yego", "ndabifashe", "oui", "pris",
        ],
        .release: [
            "release", "drop", "отпустить", "освободить", "отказ", "босату", "босатамын", "achia", "naachia", "rekura",
            "ndarekuye", "libérer", "lâcher",
        ],
        .respond: [
            "done", "answered", "published", "responded", "готово", "отвечено", "опубликовано", "ответили", "дайын",
            "жарияланды", "imejibiwa", "nimejibu", "tayari", "byasubijwe", "nasubije", "byakozwe", "fait", "répondu",
            "publié",
        ],
        .dismiss: [
            "dismiss", "no", "reject", "отклонить", "нет", "отклонено", "жоқ", "жабу", "kataa", "hapana", "puuza",
            "oya", "ndanze", "non", "rejeter", "écarter",
        ],
    ]

    /// Words between a command and its code that say nothing.
    static let fillers = Set(
        ["code", "nr", "код", "номер", "коды", "kodi", "kode", "nambari", "numero", "numéro", "alert"].map(
            AckToken.skeleton))

    static func verb(_ skeleton: String) -> Verb? { bySkeleton[skeleton] }

    private static let bySkeleton: [String: Verb] = {
        var found: [String: Verb] = [:]
        for (verb, words) in verbs { for word in words { found[AckToken.skeleton(word)] = verb } }
        return found
    }()

    /// Reasons by the numbers that a message offers, and in words.
    static let reasons: [(reason: AckEvent.Reason, number: String, words: [String])] = [
        (
            .falsePositive, "1",
            [
                "false positive", "false", "false alarm", "mistake", "error", "ошибка", "ложная тревога", "не то",
                "қате", "жалған дабыл", "kosa", "si sahihi", "ikosa", "si byo", "erreur", "fausse alerte",
            ]
        ),
        (
            .notOurs, "2",
            [
                "not ours", "not mine", "не наше", "не наш", "чужое", "біздікі емес", "si yetu", "si letu", "si ibyacu",
                "si ryacu", "pas à nous", "pas nous", "pas le nôtre",
            ]
        ),
        (
            .alreadyAnswered, "3",
            [
                "already answered", "already", "answered", "уже ответили", "уже", "отвечено", "жауап берілген", "бұрын",
                "imeshajibiwa", "limeshajibiwa", "byasubijwe", "déjà répondu", "déjà",
            ]
        ),
        (
            .noAmplify, "4",
            [
                "no amplify", "not amplify", "do not amplify", "don t amplify", "ignore", "не раздувать",
                "не усиливать", "не распространять", "таратпау", "таратпайық", "tusieneze", "usieneze", "ntitubikwirakwize",
                "kudakwirakwiza", "ne pas amplifier", "pas amplifier", "ne pas relayer",
            ]
        ),
    ]

    /// The reason that the words behind a command begin with: the longest phrase that fits, or its number.
    static func reason(_ tokens: ArraySlice<AckToken>) -> AckEvent.Reason? {
        if case .digits(let digits) = tokens.first { return reasons.first { $0.number == digits }?.reason }
        let words = tokens.prefix { $0.word != nil }.compactMap(\.word)
        return phrases.filter { words.starts(with: $0.words) }.max { $0.words.count < $1.words.count }?.reason
    }

    private static let phrases: [(words: [String], reason: AckEvent.Reason)] = reasons.flatMap { entry in
        entry.words.map { ($0.split(separator: " ").map { AckToken.skeleton(String($0)) }, entry.reason) }
    }
}
