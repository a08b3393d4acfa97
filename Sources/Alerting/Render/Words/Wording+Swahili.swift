extension Wording {
    static let swahili = Wording(
        language: "sw", endonym: "Kiswahili",
        phrases: AnswerWords.joined(AnswerWords.swahili.merging(AnswerWords.swahiliApprovals) { $1 }, [
            .subject: "Jibu: {items}, uzito wa juu: {severity}",
            .lead: "Kwa {name}: {items}, {answers}.",
            .severityLow: "mdogo", .severityMedium: "wa kati", .severityHigh: "mkubwa",
            .severityCritical: "mkubwa sana",
            .isNew: "mpya", .isGrown: "inaongezeka",
            .found: "Imeonekana", .foundBy: "{posts} kutoka kwa {authors} kwenye {platforms}",
            .place: "Mahali", .placeText: "pametajwa kwenye maandishi", .placeSource: "chanzo ni cha hapo",
            .placeClaim: "dai linahusu mahali hapo", .placeUnknown: "hapajulikani",
            .firstSeen: "Mara ya kwanza", .timeAgo: "{time} ({ago})", .justNow: "sasa hivi",
            .words: "Maneno", .sources: "Wapi",
            .why: "Kwa nini unaona hili", .whyStatement: "“{statement}” (orodha “{list}”, kanuni “{route}”)",
            .foundDeobfuscated: "limepatikana baada ya kubadilisha herufi zinazofanana",
            .foundSqueezed: "limepatikana baada ya kuunganisha herufi zilizotenganishwa",
            .topicWatch:
                "Bado hakuna dai linalojulikana. Soma machapisho kisha uamue kama dai liandikwe.",
            .rising:
                "Inaenea haraka: {posts} kutoka kwa {authors} kati ya {from} na {to}; "
                + "siku zilizopita wakati huu {earlier} katika saa {hours}. Uzito wake: {severity}.",
            .advice: "Ushauri", .respond: "Jibu sasa.",
            .respondLater: "Jibu linahitajika, lakini subiri lililoidhinishwa.",
            .monitor: "Fuatilia, usijibu bado.",
            .limits: "Inashauriwa kujibu kuanzia {posts} kutoka kwa {authors}, kwa maeneo yote, au uzito: {severity}.",
            .watchNote: "Ni watu wachache walioona dai hili. Ukijibu sasa, wengi zaidi wataliona.",
            .answer: "Jibu lililoidhinishwa, toleo {version}",
            .approvedBy: "limeidhinishwa na {who}, {date}",
            .copyFrom: "nakili kuanzia hapa", .copyTo: "nakili hadi hapa", .smsAnswer: "Jibu hilo kwa SMS",
            .noAnswer: "Hakuna jibu lililoidhinishwa: {reason}. Uliza {owner}.",
            .answerMissing: "hakuna aliyeliandika", .answerDraft: "bado ni rasimu",
            .answerExpired: "limepitwa na wakati",
            .answerOverdue: "lilipaswa kukaguliwa kufikia {date}", .answerBroken: "maandishi yake hayakuweza kuundwa",
            .copyButton: "Nakili jibu {n}",
            .contact: "Mawasiliano", .evidence: "Ushahidi",
            .badge: "uzito {severity}, {state}",
            .answerLanguage: "kwa {language}",
            .personsNote: "Machapisho ya watu binafsi huhesabiwa tu: hakuna majina wala viungo.",
            .timesNote: "Saa ni za {zone}.",
            .insteadOf: "Umetumiwa wewe kwa sababu {names} hayupo au hapatikani.",
            .electionSilence:
                "Ukimya wa uchaguzi hadi {date}: jibu limezuiwa. Usichapishe chochote kuhusu hili kabla ya hapo.",
            .beatSubject: "Hakuna la kuripoti wiki hii",
            .beatLead:
                "Kwa {name}: Jibu ilikuwa kazini na haikupata lolote linalokuhusu tangu {from}. "
                + "{runs} {read}, {failed}.",
            .beatGapsSubject: "Hakuna kilichopatikana wiki hii, lakini kulikuwa na mapengo",
            .beatGapsLead:
                "Kwa {name}: tangu {from} Jibu haikupata lolote linalokuhusu, lakini haikuendeshwa muda wote. "
                + "{runs} {read}, {failed}.",
            .beatNoRun:
                "Jibu haikuendeshwa kuanzia {from} hadi {to}. "
                + "Machapisho ya wakati huo yalisomwa baadaye, yale ambayo vyanzo vilikuwa navyo bado.",
            .beatHelp: "Usipopata ujumbe wowote kwa zaidi ya wiki moja, uliza {contact}: huenda Jibu imesimama.",
            .gapOpen: "Hakijafuatiliwa tangu {from}: {source}, {reason}.",
            .gapClosed:
                "Hakikufuatiliwa kuanzia {from} hadi {to}: {source}, {reason}. "
                + "Huenda machapisho ya wakati huo yamekosekana.",
            .gapFailed: "chanzo hakijibu",
            .gapThrottled: "chanzo kinaomba maombi machache",
            .gapGone: "chanzo hakipo tena",
            .gapOffline: "hakukuwa na mtandao",
            .gapOff: "Jibu haikuendeshwa",
            .gapLate: "chanzo hakikuulizwa kwa wakati",
            .unwatched: "Havifuatiliwi: {platforms}, vikundi vya faragha na ujumbe binafsi.",
            .wordSubject: "Jibu: msaada unahitajika, ujumbe haufiki",
            .wordLead: "Kwa {name}: Jibu imeshindwa kufikisha yafuatayo.",
            .wordRefused: "{name} hapatikani kupitia {channel}: {why}",
            .wordExpired: "Ujumbe wa {name} kupitia {channel} umepitwa na muda: {why}",
            .wordUnconfirmed: "Haijulikani kama ujumbe wa {name} kupitia {channel} ulifika: {why}",
            .wordBroken: "Njia ya {channel} haifanyi kazi kwa yeyote hadi mipangilio yake irekebishwe: {why}",
            .wordHelp: "Rekebisha anwani na njia katika jibu.yaml. Yanayoweza kufikishwa yatatumwa yenyewe.",
            .footer:
                "Imetumwa na Jibu kwa {office}. Jibu haichapishi chochote yenyewe. Kuna kosa? Andika: {contact}.",
        ]),
        counted: [
            .items: singularPlural("mada {n}", "mada {n}"),
            .answers: singularPlural(
                "jibu {n} lililoidhinishwa liko tayari", "majibu {n} yaliyoidhinishwa yako tayari"),
            .posts: singularPlural("chapisho {n}", "machapisho {n}"),
            .authors: singularPlural("mwandishi {n}", "waandishi {n}"),
            .grown: singularPlural("{n} zaidi tangu ujumbe uliopita", "{n} zaidi tangu ujumbe uliopita"),
            .elsewhere: singularPlural(
                "Chapisho {n} zaidi kwingine, limehesabiwa katika ushauri huu.",
                "Machapisho {n} zaidi kwingine, yamehesabiwa katika ushauri huu."),
            .morePlaces: singularPlural("na mahali {n} zaidi", "na mahali {n} zaidi"),
            .minutesAgo: singularPlural("dakika {n} iliyopita", "dakika {n} zilizopita"),
            .hoursAgo: singularPlural("saa {n} iliyopita", "saa {n} zilizopita"),
            .daysAgo: singularPlural("siku {n} iliyopita", "siku {n} zilizopita"),
            .persons: singularPlural(
                "chapisho {n} la mtu binafsi{platforms}, {time}",
                "machapisho {n} ya watu binafsi{platforms}, la mwisho: {time}"),
            .moreSources: singularPlural("na {n} zaidi", "na {n} zaidi"),
            .moreGaps: singularPlural("na pengo {n} zaidi", "na mapengo {n} zaidi"),
            .unseen: singularPlural(
                "Halikusomwa: chapisho {n} lenye picha au sauti bila maandishi.",
                "Hayakusomwa: machapisho {n} yenye picha au sauti bila maandishi."),
            .waited: singularPlural(
                "Mada {n} kati ya hizi ilisubiri, ili upokee ujumbe mchache.",
                "Mada {n} kati ya hizi zilisubiri, ili upokee ujumbe mchache."),
            .ran: singularPlural("Iliendeshwa mara {n}.", "Iliendeshwa mara {n}."),
            .sourcesRead: singularPlural("Chanzo {n} kilisomwa", "Vyanzo {n} vilisomwa"),
            .sourcesFailed: singularPlural("{n} hakikusomeka", "{n} havikusomeka"),
            .folded: singularPlural(
                "Mada {n} zaidi itakuja katika ujumbe ujao.",
                "Mada {n} zaidi zitakuja katika ujumbe ujao."),
            .stillOpen: singularPlural(
                "Bado wazi, iliyotajwa awali: mada {n}: {titles}", "Bado wazi, zilizotajwa awali: mada {n}: {titles}"),
        ],
        platforms: ["feed": "tovuti na majukwaa", "exec": "chanzo kingine"],
        plural: oneOrOther, plurals: [.one, .other])
}
