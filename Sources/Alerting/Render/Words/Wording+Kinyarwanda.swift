extension Wording {
    static let kinyarwanda = Wording(
        language: "rw", endonym: "Ikinyarwanda",
        phrases: [
            .subject: "Jibu: {items}, uburemere bwo hejuru: {severity}",
            .lead: "{name}: {items}, {answers}.",
            .severityLow: "buke", .severityMedium: "buringaniye", .severityHigh: "bwinshi",
            .severityCritical: "bukabije",
            .isNew: "gishya", .isGrown: "kiriyongera",
            .found: "Byabonetse", .foundBy: "{posts}, {authors}, kuri {platforms}",
            .place: "Ahantu", .placeText: "havuzwe mu nyandiko", .placeSource: "isoko y'amakuru ni ho yandikira",
            .placeClaim: "ibivugwa bireba aho hantu", .placeUnknown: "ntihazwi",
            .firstSeen: "Byabonetse bwa mbere", .timeAgo: "{time} ({ago})", .justNow: "ubu nyine",
            .words: "Amagambo yahuye", .sources: "Aho byanditswe",
            .why: "Impamvu ubibona", .whyStatement: "urutonde “{list}” rukurikirana ibi bivugwa: “{statement}”",
            .foundAsWritten: "byabonetse uko byanditswe",
            .foundDeobfuscated: "byabonetse nyuma yo gusimbuza inyuguti zisa",
            .foundSqueezed: "byabonetse nyuma yo guhuza inyuguti zatandukanyijwe",
            .rule: "wabyohererejwe n'itegeko “{route}”",
            .advice: "Inama", .respond: "subiza ubu", .respondLater: "igisubizo kirakenewe, ariko tegereza icyemejwe",
            .monitor: "kurikirana, ntusubize ubu",
            .limits: "gusubiza bitangira kuri {posts}, {authors}, cyangwa uburemere: {severity}",
            .watchNote: "Ababibonye ni bake. Gusubiza ubu byatuma bibonwa na benshi.",
            .answer: "Igisubizo cyemejwe, verisiyo {version}, ururimi: {language}",
            .approvedBy: "cyemejwe na {who}, {date}",
            .copyFrom: "kopora uhereye hano", .copyTo: "kopora ugeze hano", .smsAnswer: "Icyo kimwe kuri SMS",
            .noAnswer: "Nta gisubizo cyemejwe gihari: {reason}. Baza {owner}.",
            .answerMissing: "nta wacyanditse", .answerDraft: "kiracyari umushinga",
            .answerExpired: "cyashyizweho ko cyarangije igihe", .answerOverdue: "cyagombaga gusuzumwa bitarenze {date}",
            .answerBroken: "inyandiko yacyo ntishobora guteguka",
            .contact: "Aho babariza", .evidence: "Ibimenyetso",
            .footer:
                "Byoherejwe na Jibu kuri {office}. Jibu ubwayo ntacyo itangaza. Hari ikosa? Andikira {contact}.",
        ],
        counted: [
            .items: singularPlural("ingingo {n}", "ingingo {n}"),
            .answers: singularPlural("igisubizo {n} cyemejwe kiriteguye", "ibisubizo {n} byemejwe biriteguye"),
            .posts: singularPlural("inyandiko {n}", "inyandiko {n}"),
            .authors: singularPlural("umwanditsi {n}", "abanditsi {n}"),
            .grown: singularPlural(
                "hiyongereyeho {n} kuva ku butumwa buheruka", "hiyongereyeho {n} kuva ku butumwa buheruka"),
            .minutesAgo: singularPlural("hashize umunota {n}", "hashize iminota {n}"),
            .hoursAgo: singularPlural("hashize isaha {n}", "hashize amasaha {n}"),
            .daysAgo: singularPlural("hashize umunsi {n}", "hashize iminsi {n}"),
            .persons: singularPlural(
                "inyandiko {n} y'umuntu ku giti cye kuri {platforms}, iheruka {time}; nta zina cyangwa umurongo",
                "inyandiko {n} z'abantu ku giti cyabo kuri {platforms}, iheruka {time}; nta mazina cyangwa imirongo"
            ),
            .moreSources: singularPlural("n'indi {n}", "n'izindi {n}"),
            .folded: singularPlural(
                "+ingingo {n} izaza mu butumwa bukurikira.", "+ingingo {n} zizaza mu butumwa bukurikira."),
            .stillOpen: singularPlural(
                "Ibigifunguye byavuzwe mbere: ingingo {n}: {titles}",
                "Ibigifunguye byavuzwe mbere: ingingo {n}: {titles}"),
        ],
        plural: oneOrOther, plurals: [.one, .other])
}
