extension Wording {
    static let swahili = Wording(
        language: "sw", endonym: "Kiswahili",
        phrases: [
            .subject: "Jibu: {items}, uzito wa juu zaidi: {severity}",
            .lead: "Kwa {name}: {items}, {answers}.",
            .severityLow: "mdogo", .severityMedium: "wa kati", .severityHigh: "mkubwa",
            .severityCritical: "mkubwa sana",
            .isNew: "mpya", .isGrown: "inaongezeka",
            .found: "Imepatikana", .foundBy: "{posts} kutoka kwa {authors} kwenye {platforms}",
            .place: "Mahali", .placeText: "pametajwa kwenye maandishi", .placeSource: "chanzo kinaripoti kutoka hapo",
            .placeClaim: "dai linahusu mahali hapo", .placeUnknown: "hapajulikani",
            .firstSeen: "Ilionekana kwanza", .timeAgo: "{time} ({ago})", .justNow: "sasa hivi",
            .words: "Maneno yaliyolingana", .sources: "Wapi",
            .why: "Kwa nini unaona hii", .whyStatement: "orodha “{list}” inafuatilia dai hili: “{statement}”",
            .foundAsWritten: "imepatikana kama ilivyoandikwa",
            .foundDeobfuscated: "imepatikana baada ya kubadilisha herufi zinazofanana",
            .foundSqueezed: "imepatikana baada ya kuunganisha herufi zilizoandikwa mbalimbali",
            .rule: "umetumiwa kwa kanuni “{route}”",
            .advice: "Ushauri", .respond: "jibu sasa", .monitor: "fuatilia, usijibu bado",
            .limits: "majibu huanza kwa {posts} kutoka kwa {authors}, au uzito: {severity}",
            .watchNote: "Ni watu wachache walioona hili. Ukijibu sasa, wengi zaidi wataliona.",
            .answer: "Jibu lililoidhinishwa, toleo {version}, lugha: {language}",
            .approvedBy: "limeidhinishwa na {who}, {date}",
            .copyFrom: "nakili kuanzia hapa", .copyTo: "nakili hadi hapa", .smsAnswer: "Hilo hilo kwa SMS",
            .noAnswer: "Hakuna jibu lililoidhinishwa: {reason}. Uliza {owner}.",
            .answerMissing: "hakuna aliyeliandika", .answerDraft: "bado ni rasimu",
            .answerExpired: "limewekwa alama kuwa limepitwa na wakati",
            .answerOverdue: "lilipaswa kukaguliwa kufikia {date}", .answerBroken: "maandishi yake hayawezi kuundwa",
            .contact: "Mawasiliano", .evidence: "Ushahidi",
            .footer:
                "Imetumwa na Jibu kwa {office}. Jibu haichapishi chochote yenyewe. Kuna kosa? Andika kwa {contact}.",
        ],
        counted: [
            .items: singularPlural("mada {n}", "mada {n}"),
            .answers: singularPlural(
                "jibu {n} lililoidhinishwa liko tayari", "majibu {n} yaliyoidhinishwa yako tayari"),
            .posts: singularPlural("chapisho {n}", "machapisho {n}"),
            .authors: singularPlural("mwandishi {n}", "waandishi {n}"),
            .grown: singularPlural("{n} zaidi tangu ujumbe uliopita", "{n} zaidi tangu ujumbe uliopita"),
            .minutesAgo: singularPlural("dakika {n} iliyopita", "dakika {n} zilizopita"),
            .hoursAgo: singularPlural("saa {n} iliyopita", "saa {n} zilizopita"),
            .daysAgo: singularPlural("siku {n} iliyopita", "siku {n} zilizopita"),
            .persons: singularPlural(
                "chapisho {n} la mtu binafsi kwenye {platforms}, mwisho {time}; hakuna jina wala kiungo hapa",
                "machapisho {n} ya watu binafsi kwenye {platforms}, mwisho {time}; hakuna majina wala viungo hapa"),
            .moreSources: singularPlural("na {n} zaidi", "na {n} zaidi"),
            .folded: singularPlural("+mada {n} itakuja katika ujumbe ujao.", "+mada {n} zitakuja katika ujumbe ujao."),
            .stillOpen: singularPlural(
                "Bado wazi, iliyotajwa awali: mada {n}: {titles}", "Bado wazi, zilizotajwa awali: mada {n}: {titles}"),
        ],
        plural: oneOrOther, plurals: [.one, .other])
}
