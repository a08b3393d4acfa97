/// A table of words and phrases; `*` at the end of a word stands for any ending.
struct ToneSigns: Sendable {
    struct Found: Sendable {
        /// As it stands in the table, without the `*`.
        var sign: String
        var range: Range<Int>
    }

    fileprivate struct Phrase: Sendable {
        var sign: String
        var words: [(text: String, isStem: Bool)]
    }

    /// By the first letter of the first word: most words of a text begin no sign.
    fileprivate let phrases: [Character: [Phrase]]

    init(_ signs: [String]) {
        phrases = Dictionary(grouping: signs.map { Phrase($0) }) { $0.words.first?.text.first ?? " " }
    }

    /// In the order of the words.
    func all(in words: [String]) -> [Found] {
        words.indices.flatMap { start -> [Found] in
            guard let first = words[start].first, let candidates = phrases[first] else { return [] }
            return candidates.filter { $0.begins(words[start...]) }.map {
                Found(sign: $0.sign, range: start..<start + $0.words.count)
            }
        }
    }

    /// Folded words: apostrophes and hyphens divide, whatever their form.
    static func words(_ text: String) -> [String] {
        Canon.canonical(text).split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// "Not fake": the sign says the opposite of what it says alone.
    static func isTurnedRound(_ found: Found, in words: [String]) -> Bool {
        let before = words[max(0, found.range.lowerBound - 2)..<found.range.lowerBound]
        if before.contains(where: negators.contains) { return true }
        return words.indices.contains(found.range.upperBound) && words[found.range.upperBound] == "емес"
    }

    /// A mark by which people say themselves that it is meant as a joke; nil when there is none.
    static func satireMark(in text: String) -> String? {
        let chunks = text.prefix(longestLooked).split(whereSeparator: \.isWhitespace)
        if chunks.last == "/s" { return "/s" }
        for (index, chunk) in chunks.enumerated() {
            let isTag = chunk.hasPrefix("#")
            let isBracketed = chunk.count > 2 && "([".contains(chunk.first ?? " ") && ")]".contains(chunk.last ?? " ")
            let isLabel = index == 0 && chunk.hasSuffix(":")
            guard isTag || isBracketed || isLabel else { continue }
            let words = words(String(chunk))
            guard words.count == 1, let word = words.first, jokes.contains(word) else { continue }
            return String(isTag ? "#\(word)" : word)
        }
        return nil
    }

    /// Characters in which a mark of satire is looked for.
    private static let longestLooked = 4000
}

extension ToneSigns.Phrase {
    fileprivate init(_ sign: String) {
        self.sign = sign.replacing("*", with: "")
        words = sign.split(separator: " ").flatMap { chunk -> [(text: String, isStem: Bool)] in
            let parts = ToneSigns.words(String(chunk))
            return parts.enumerated().map { ($1, chunk.hasSuffix("*") && $0 == parts.count - 1) }
        }
    }

    fileprivate func begins(_ words: ArraySlice<String>) -> Bool {
        words.count >= self.words.count
            && zip(words, self.words).allSatisfy { $1.isStem ? $0.hasPrefix($1.text) : $0 == $1.text }
    }
}

extension Tone {
    /// Words by which somebody says that what follows is their own view, folded: kk, ru, sw, rw, fr, en. Lint takes
    /// them as signs of an opinion, too.
    package static let voices = [
        "менің ойымша", "меніңше", "ойлаймын", "деп санаймын", "үміттенемін", "я думаю", "я считаю", "мы считаем",
        "по моему", "по-моему", "на мой взгляд", "надеюсь", "имхо", "nadhani", "naamini", "ninafikiri", "natumaini",
        "kwa maoni yangu", "ntekereza", "ndatekereza", "nkeka", "nizeye", "ku bwanjye", "je pense", "je crois",
        "à mon avis", "selon moi", "j espère", "i think", "i believe", "we think", "in my opinion", "i hope", "i feel",
        "imho",
    ]
}

extension ToneSigns {
    static let voices = ToneSigns(Tone.voices)

    /// Words that value and state nothing that could be checked.
    static let judgements = ToneSigns([
        "ұят", "масқара", "әділетсіз*", "ең нашар", "отставкаға", "сорақы*", "позор*", "стыдно", "несправедлив*",
        "безобраз*", "возмутительн*", "абсурд*", "бездарн*", "некомпетентн*", "в отставку", "худш*", "aibu", "fedheha",
        "haki haitendeki", "si haki", "ajiuzulu", "wajiuzulu", "mbaya zaidi", "upuuzi", "isoni", "biteye isoni",
        "birababaje", "akarengane", "yegure", "begure", "honte", "honteux", "honteuse", "scandaleux", "scandaleuse",
        "injuste", "incompétent*", "démission", "démissionner", "le pire", "la pire", "ridicule", "shame", "shameful",
        "disgrace", "disgraceful", "unfair", "incompetent", "resign", "ridiculous", "absurd", "the worst", "appalling",
    ])

    /// Words that ask whether something is so; only in a sentence with a question mark.
    static let questions = ToneSigns([
        "рас па", "шын ба", "шынымен бе", "дұрыс па", "кім біледі", "правда ли", "это правда", "верно ли", "так ли это",
        "кто знает", "кто нибудь знает", "кто может подтвердить", "ni kweli", "kuna ukweli", "nani anajua",
        "kuna anayejua", "ni byo koko", "nibyo koko", "ni ukuri", "ninde uzi", "ni nde uzi", "hari uwabizi",
        "est ce vrai", "est ce que c est vrai", "quelqu un sait", "qui sait", "quelqu un peut confirmer", "is it true",
        "is this true", "is that true", "does anyone know", "anyone know", "can anyone confirm", "can someone confirm",
        "шындық па", "анық па", "қайдан алды*", "кім айтты", "кімге келді", "сұрады ма", "правда что", "это точно",
        "может ли быть", "может быть что", "откуда взяли", "кто сказал", "кому еще", "кому ещё", "у вас спрашивали",
        "kama kweli", "imetoka wapi", "nani kasema", "nani mwingine", "daktari yeyote", "mliulizwa", "wambwira niba",
        "niba koko", "wavuye he", "ni nde wabivuze", "hari undi", "babasabye", "c est vrai que", "c est vrai qu",
        "c est sûr", "peut me dire", "ça sort d où", "qui a dit", "qui d autre", "on vous a demandé", "is that right",
        "is there really", "if there is really", "tell me whether", "tell me if", "come from", "who said",
        "anyone else", "did they ask",
    ])

    /// With these a question is answered by the one who asks it.
    static let affirmations = ToneSigns(["иә", "рас", "да", "правда", "ndiyo", "kweli", "yego", "oui", "yes", "true"])

    /// Phrases that say of the claim that it is not so. "A lie" alone does not: people call others liars to tell it.
    static let denials = ToneSigns([
        "рас емес", "шындыққа жанаспайды", "шындыққа сәйкес келмейді", "жалған ақпарат*", "жалған хабар*", "бұл өтірік",
        "бұл жалған", "қауесетке сенбе*", "жоққа шығар*", "неправда", "не правда", "это ложь", "это фейк",
        "ложн* слух*", "ложн* информаци*", "ложн* сообщени*", "фейков* новост*", "фейков* сообщени*", "опроверг*",
        "опроверж*", "не соответствует действительности", "не верьте слухам", "не верьте что", "это выдумк*",
        "это вымысел", "si kweli", "sio kweli", "siyo kweli", "ni uongo", "ni uzushi", "habari za uongo",
        "msiamini uvumi", "amekanusha", "imekanusha", "wamekanusha", "yamekanushwa", "ibyo si byo", "si ukuri",
        "atari ukuri", "nta kuri", "ni ikinyoma", "ni ibinyoma", "ni ibihuha", "ntimwemere ibihuha", "byabeshyujwe",
        "yabeshyuje", "c est faux", "est faux", "est fausse", "fausse rumeur", "fausse information", "fausse nouvelle",
        "infox", "démenti*", "dément", "ne croyez pas que", "ne croyez pas les rumeurs", "n est pas vrai", "not true",
        "isn t true", "is false", "untrue", "is fake", "fake news", "a hoax", "debunked", "debunks", "false rumour",
        "false rumor", "no truth to", "no truth in", "do not believe that", "don t believe that",
        "don t believe the rumour*", "don t believe the rumor*",
    ])

    /// The same as a label before the claim: "Fake: ...".
    static let labels = ToneSigns([
        "жалған", "өтірік", "фейк", "неправда", "ложь", "uongo", "uzushi", "ikinyoma", "ibinyoma", "ibihuha", "faux",
        "intox", "infox", "fake", "false", "hoax", "debunked",
    ])

    /// Whoever says that something is hidden tells it.
    static let concealed = ToneSigns([
        "жасыр*", "алдап", "скрыва*", "скрыт*", "скрыли", "врут", "обманыва*", "замалчива*", "wanaficha", "inaficha",
        "anaficha", "wanatudanganya", "barahisha", "arahisha", "baratubeshya", "cachent", "cache", "caché*", "mentent",
        "hide", "hides", "hiding", "hidden", "cover up", "covering up", "lie to us", "lying", "silenc*",
    ])

    /// After these the sentence may say the opposite of what it began with.
    static let turns = ToneSigns([
        "бірақ", "алайда", "но", "однако", "lakini", "ariko", "nyamara", "mais", "pourtant", "but", "however",
    ])

    private static let negators: Set<String> = [
        "не", "нет", "ни", "not", "no", "never", "t", "pas", "si", "sio", "siyo", "ntabwo", "atari",
    ]

    private static let jokes: Set<String> = [
        "сатира", "пародия", "юмор", "сарказм", "ирония", "фельетон", "әзіл", "сықақ", "kejeli", "utani", "urwenya",
        "satire", "parodie", "parody", "humour", "humor", "sarcasm", "sarcasme", "irony", "joke",
    ]
}
