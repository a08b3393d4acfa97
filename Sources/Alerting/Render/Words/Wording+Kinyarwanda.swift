extension Wording {
    static let kinyarwanda = Wording(
        language: "rw", endonym: "Ikinyarwanda",
        phrases: AnswerWords.joined(AnswerWords.kinyarwanda.merging(AnswerWords.kinyarwandaApprovals) { $1 }, [
            .subject: "Jibu: {items}, uburemere bwo hejuru: {severity}",
            .lead: "{name}: {items}, {answers}.",
            .severityLow: "buke", .severityMedium: "buringaniye", .severityHigh: "bukomeye",
            .severityCritical: "bukomeye cyane",
            .isNew: "gishya", .isGrown: "kiriyongera",
            .found: "Byabonetse", .foundBy: "{posts}, {authors} ({platforms})",
            .place: "Ahantu", .placeText: "havuzwe mu nyandiko", .placeSource: "ni ho isoko y’amakuru ikorera",
            .placeClaim: "ibivugwa bireba aha hantu", .placeUnknown: "ntihazwi",
            .firstSeen: "Bwa mbere", .timeAgo: "{time} ({ago})", .justNow: "ubu nyine",
            .words: "Amagambo yabonetse", .sources: "Aho byanditswe",
            .why: "Impamvu ubona ibi", .whyStatement: "“{statement}” (urutonde “{list}”, ibwiriza “{route}”)",
            .foundDeobfuscated: "byabonetse nyuma yo gusimbuza inyuguti zisa",
            .foundSqueezed: "byabonetse nyuma yo guhuza inyuguti zatandukanyijwe",
            .topicWatch:
                "Nta kivugwa kizwi kugeza ubu. Soma inyandiko urebe niba hari icyo kwandika.",
            .rising:
                "Birakwirakwira vuba: {posts}, {authors}, hagati ya {from} na {to}; "
                + "mu minsi yabanje kuri ayo masaha {earlier} mu masaha {hours}. Uburemere: {severity}.",
            .advice: "Inama", .respond: "Subiza ubu.", .respondLater: "Igisubizo kirakenewe, ariko tegereza icyemejwe.",
            .monitor: "Kurikirana, ariko ntusubize ubu.",
            .limits: "Igihe cyo gusubiza, ahantu hose: {posts}, {authors}, cyangwa uburemere {severity}.",
            .watchNote: "Ababibonye ni bake. Gusubiza ubu byatuma bibonwa na benshi.",
            .answer: "Igisubizo cyemejwe, verisiyo {version}",
            .approvedBy: "cyemejwe na {who}, {date}",
            .copyFrom: "koporora uhereye hano", .copyTo: "kugeza hano", .smsAnswer: "Icyo gisubizo kuri SMS",
            .noAnswer: "Nta gisubizo cyemejwe gihari: {reason}. Baza {owner}.",
            .answerMissing: "nta wacyanditse", .answerDraft: "kiracyategurwa",
            .answerExpired: "cyarengeje igihe", .answerOverdue: "cyagombaga gusuzumwa bitarenze {date}",
            .answerBroken: "inyandiko yacyo ntiyashoboye gutegurwa",
            .copyButton: "Koporora igisubizo cya {n}",
            .contact: "Aho wabaza", .evidence: "Ibimenyetso",
            .badge: "uburemere {severity}, {state}",
            .answerLanguage: "mu rurimi: {language}",
            .personsNote: "Inyandiko z’abantu ku giti cyabo zirabarwa gusa: nta mazina, nta n’imirongo.",
            .timesNote: "Amasaha ni aya {zone}.",
            .insteadOf: "Ubyohererejwe kuko {names} adahari cyangwa ataboneka.",
            .electionSilence:
                "Igihe cyo guceceka mbere y’amatora kugeza {date}: igisubizo kirabitswe. Ntugire "
                + "icyo utangaza kuri ibi mbere yaho.",
            .beatSubject: "Nta cyo kuvuga muri iki cyumweru",
            .beatLead: "{name}: Jibu yarakoze kandi kuva {from} nta kikureba yabonye. {runs} {read}, {failed}.",
            .beatGapsSubject: "Nta cyabonetse muri iki cyumweru, ariko habayeho ibyuho",
            .beatGapsLead:
                "{name}: kuva {from} Jibu nta kikureba yabonye, ariko ntiyakoze igihe cyose. {runs} {read}, {failed}.",
            .beatNoRun:
                "Jibu ntiyakoze kuva {from} kugeza {to}. "
                + "Inyandiko z’icyo gihe zasomwe nyuma, izari zikiri ku nkomoko zazo.",
            .beatHelp: "Niba hashize icyumweru nta butumwa ubonye, baza {contact}: Jibu ishobora kuba yarahagaze.",
            .gapOpen: "Ntibikurikiranwa kuva {from}: {source}, {reason}.",
            .gapClosed:
                "Ntibyakurikiranwe kuva {from} kugeza {to}: {source}, {reason}. "
                + "Inyandiko z’icyo gihe zishobora kuba zarabuze.",
            .gapFailed: "isoko ntisubiza",
            .gapThrottled: "isoko isaba kubazwa gake",
            .gapGone: "isoko ntikibaho",
            .gapOffline: "nta murongo wari uhari",
            .gapOff: "Jibu ntiyakoze",
            .gapLate: "isoko ntiyabajijwe ku gihe",
            .unwatched: "Ntibikurikiranwa: {platforms}, amatsinda afunze n’ubutumwa bwite.",
            .wordSubject: "Jibu: ubufasha burakenewe, ubutumwa ntibugera",
            .wordLead: "{name}: Jibu ntiyashoboye gutanga ibi bikurikira.",
            .wordRefused: "{name} ntaboneka kuri {channel}: {why}",
            .wordExpired: "Ubutumwa bwa {name} kuri {channel} bwarengeje igihe: {why}",
            .wordUnconfirmed: "Ntibizwi niba ubutumwa bwa {name} kuri {channel} bwarageze: {why}",
            .wordBroken: "Umuyoboro {channel} ntukora ku muntu n’umwe kugeza igenamiterere ryawo rikosowe: {why}",
            .wordHelp: "Kosora aderesi n’imiyoboro muri jibu.yaml. Ibishobora gutangwa bizagenda ubwabyo.",
            .footer:
                "Byoherejwe na Jibu mu izina rya {office}. Jibu ubwayo nta cyo itangaza. Ikosa? Andikira {contact}.",
        ]),
        counted: [
            .items: singularPlural("ingingo {n}", "ingingo {n}"),
            .answers: singularPlural("igisubizo {n} cyemejwe kiriteguye", "ibisubizo {n} byemejwe biriteguye"),
            .posts: singularPlural("inyandiko {n}", "inyandiko {n}"),
            .authors: singularPlural("umwanditsi {n}", "abanditsi {n}"),
            .grown: singularPlural(
                "hiyongereyeho {n} kuva ku butumwa buheruka", "hiyongereyeho {n} kuva ku butumwa buheruka"),
            .elsewhere: singularPlural(
                "Indi nyandiko {n} iri ahandi, yabazwe muri iyi nama.",
                "Izindi nyandiko {n} ziri ahandi, zabazwe muri iyi nama."),
            .morePlaces: singularPlural("n’ahandi {n}", "n’ahandi {n}"),
            .minutesAgo: singularPlural("hashize umunota {n}", "hashize iminota {n}"),
            .hoursAgo: singularPlural("hashize isaha {n}", "hashize amasaha {n}"),
            .daysAgo: singularPlural("hashize umunsi {n}", "hashize iminsi {n}"),
            .persons: singularPlural(
                "inyandiko {n} y’umuntu ku giti cye{platforms}, {time}",
                "inyandiko {n} z’abantu ku giti cyabo{platforms}, iheruka: {time}"),
            .moreSources: singularPlural("n’indi {n}", "n’izindi {n}"),
            .moreGaps: singularPlural("n’ikindi cyuho {n}", "n’ibindi byuho {n}"),
            .unseen: singularPlural(
                "Ntibwasomwe: ubutumwa {n} bufite amashusho cyangwa amajwi, nta nyandiko.",
                "Ntibwasomwe: ubutumwa {n} bufite amashusho cyangwa amajwi, nta nyandiko."),
            .waited: singularPlural(
                "Ingingo {n} muri izi yategereje, kugira ngo wakire ubutumwa buke.",
                "Ingingo {n} muri izi zategereje, kugira ngo wakire ubutumwa buke."),
            .ran: singularPlural("Yakoze inshuro {n}.", "Yakoze inshuro {n}."),
            .sourcesRead: singularPlural("Inkomoko {n} yasomwe", "Inkomoko {n} zasomwe"),
            .sourcesFailed: singularPlural("{n} ntiyasomwe", "{n} ntizasomwe"),
            .folded: singularPlural(
                "Indi ngingo {n} izaza mu butumwa bukurikira.",
                "Izindi ngingo {n} zizaza mu butumwa bukurikira."),
            .stillOpen: singularPlural(
                "Ibigifunguye byavuzwe mbere: ingingo {n}: {titles}",
                "Ibigifunguye byavuzwe mbere: ingingo {n}: {titles}"),
        ],
        platforms: ["feed": "imbuga za interineti", "exec": "indi soko"],
        plural: oneOrOther, plurals: [.one, .other])
}
