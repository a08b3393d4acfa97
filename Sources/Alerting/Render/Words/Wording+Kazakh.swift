extension Wording {
    /// After a number a Kazakh noun stays as it is, so there is one form.
    static let kazakh = Wording(
        language: "kk", endonym: "қазақша",
        phrases: [
            .subject: "Jibu: {items}, ең жоғары қауіп: {severity}",
            .lead: "{name}: {items}, {answers}.",
            .severityLow: "төмен", .severityMedium: "орташа", .severityHigh: "жоғары", .severityCritical: "аса қауіпті",
            .isNew: "жаңа", .isGrown: "өсіп жатыр",
            .found: "Табылды", .foundBy: "{posts}, {authors}, алаңдар: {platforms}",
            .place: "Жер", .placeText: "мәтінде аталған", .placeSource: "дереккөз сол жерден жазады",
            .placeClaim: "мәлімдеме осы жерге қатысты", .placeUnknown: "белгісіз",
            .firstSeen: "Алғаш байқалды", .timeAgo: "{time} ({ago})", .justNow: "жаңа ғана",
            .words: "Сәйкес келген сөздер", .sources: "Қайда",
            .why: "Мұны неге көріп отырсыз", .whyStatement: "«{list}» тізімі мына мәлімдемені бақылайды: «{statement}»",
            .foundAsWritten: "жазылған күйінде табылды",
            .foundDeobfuscated: "ұқсас әріптер ауыстырылғаннан кейін табылды",
            .foundSqueezed: "бөлек жазылған әріптер біріктірілгеннен кейін табылды",
            .rule: "сізге «{route}» ережесімен жіберілді",
            .advice: "Кеңес", .respond: "қазір жауап беріңіз",
            .respondLater: "жауап керек, бірақ бекітілген жауапты күтіңіз",
            .monitor: "бақылаңыз, әзірге жауап бермеңіз",
            .limits: "жауап беру шегі: {posts}, {authors} немесе қауіп: {severity}",
            .watchNote: "Мұны аз адам көрді. Қазір жауап берсеңіз, оны көбірек адам көреді.",
            .answer: "Бекітілген жауап, {version}-нұсқа, тілі: {language}",
            .approvedBy: "бекіткен: {who}, {date}",
            .copyFrom: "осы жерден көшіріңіз", .copyTo: "осы жерге дейін", .smsAnswer: "SMS үшін",
            .noAnswer: "Бекітілген жауап жоқ: {reason}. Сұраңыз: {owner}.",
            .answerMissing: "оны әлі ешкім жазған жоқ", .answerDraft: "ол әлі жоба күйінде",
            .answerExpired: "ол ескірген деп белгіленген", .answerOverdue: "оны {date} дейін тексеру керек еді",
            .answerBroken: "оның мәтінін құрастыру мүмкін болмады",
            .contact: "Байланыс", .evidence: "Дәлелдер",
            .footer: "{office} үшін Jibu жіберді. Jibu өздігінен ештеңе жарияламайды. Қате бар ма? Жазыңыз: {contact}.",
        ],
        counted: [
            .items: [.other: "{n} тақырып"],
            .answers: [.other: "{n} бекітілген жауап дайын"],
            .posts: [.other: "{n} жазба"],
            .authors: [.other: "{n} автор"],
            .grown: [.other: "соңғы хаттан бері тағы {n}"],
            .minutesAgo: [.other: "{n} минут бұрын"],
            .hoursAgo: [.other: "{n} сағат бұрын"],
            .daysAgo: [.other: "{n} күн бұрын"],
            .persons: [
                .other:
                    "жеке адамдардың {n} жазбасы, алаңдар: {platforms}, соңғысы: {time}; аты-жөні де, сілтеме де жоқ"
            ],
            .moreSources: [.other: "және тағы {n}"],
            .folded: [.other: "+{n} тақырып келесі хатта келеді."],
            .stillOpen: [.other: "Бұрын айтылған, әлі ашық: {n} тақырып: {titles}"],
        ],
        plural: { _ in .other }, plurals: [.other])
}
