import Model
import Testing

@testable import Reading

/// Dates as sites print them. Now is Saturday, 2026-11-21, 12:00 UTC; the zone of the site is +05:00.
@Suite struct PageDateTests {
    static let now = Instant("2026-11-21T12:00:00Z") ?? Instant(milliseconds: 0)

    @Test(
        "a day with a month by name, in every language and case",
        arguments: [
            "3 қараша 2026", "2026 жылғы 3 қараша", "3 қараша, 2026", "2026 жылдың 3 қарашасы", "2026 ж. 3 қарашада",
            "3 қараша 2026 ж.", "3-қараша 2026", "Сейсенбі, 3 қараша 2026", "2026 жылғы қарашаның 3-і",
            "3 Қарашадан 2026",
            "3 ноября 2026", "3 ноября 2026 г.", "3 ноября 2026 года", "Вторник, 3 ноября 2026", "3 нояб. 2026",
            "3-го ноября 2026", "НОЯБРЬ 3, 2026", "Novemba 3, 2026", "3 Novemba 2026", "tarehe 3 Novemba 2026",
            "Jumanne, 3 Novemba, 2026", "tarehe 3 mwezi Novemba mwaka 2026", "3 Ugushyingo 2026",
            "Ku wa 3 Ugushyingo 2026", "Tariki ya 3 Ugushyingo 2026", "Kuwa kabiri, 3 Ugushyingo 2026",
            "3 novembre 2026", "le 3 novembre 2026", "Mardi 3 novembre 2026", "3 nov. 2026", "November 3, 2026",
            "3rd of November 2026", "Tue, Nov 3, 2026", "03.11.2026", "03/11/2026", "2026-11-03", "3 qarasha 2026",
        ])
    func named(_ text: String) {
        #expect(read(text) == "2026-11-02T19:00:00Z", "\(text)")
    }

    @Test(
        "each month by its names",
        arguments: [
            "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
            "қаңтарда ақпанда наурызда сәуірде мамырда маусымда шілдеде тамызда қыркүйекте қазанда қарашада "
                + "желтоқсанда",
            "қаңтардың ақпанның наурыздың сәуірдің мамырдың маусымның шілденің тамыздың қыркүйектің қазанның қарашаның "
                + "желтоқсанның",
            "қаңтары ақпаны наурызы сәуірі мамыры маусымы шілдесі тамызы қыркүйегі қазаны қарашасы желтоқсаны",
            "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
            "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
            "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре",
            "январём февралём мартом апрелем маем июнем июлем августом сентябрём октябрём ноябрём декабрём",
            "Januari Februari Machi Aprili Mei Juni Julai Agosti Septemba Oktoba Novemba Desemba",
            "Mutarama Gashyantare Werurwe Mata Gicurasi Kamena Nyakanga Kanama Nzeri Ukwakira Ugushyingo Ukuboza",
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
            "January February March April May June July August September October November December",
        ])
    func months(_ names: String) {
        for (index, name) in names.split(separator: " ").enumerated() {
            let month = index + 1 < 10 ? "0\(index + 1)" : "\(index + 1)"
            #expect(FeedDate.read("5 \(name) 2025")?.instant.description == "2025-\(month)-05T00:00:00Z", "\(name)")
        }
    }

    @Test(
        "a date among other words",
        arguments: [
            ("Жарияланған күні: 3 қараша 2026 | 120 рет оқылды", "2026-11-02T19:00:00Z"),
            ("Опубликовано: 03.11.2026, 14:05", "2026-11-03T09:05:00Z"),
            ("Imechapishwa: Novemba 3, 2026 | Maoni 4", "2026-11-02T19:00:00Z"),
            ("Par Amina, le 3 novembre 2026 à 10h30", "2026-11-03T05:30:00Z"),
            ("Views 1234567890", nil), ("12 comments", nil), ("2026", nil), ("Just now", nil), ("", nil),
            ("Жаңалықтар 2026", nil), ("31 қараша 2026", nil), ("11.2026", nil), ("Қараша 2026", nil),
        ] as [(String, String?)])
    func among(_ text: String, _ instant: String?) {
        #expect(read(text) == instant)
    }

    @Test(
        "a day without a year is the last such day",
        arguments: [
            ("3 ноября", "2026-11-02T19:00:00Z"), ("3 қараша, 10:30", "2026-11-03T05:30:00Z"),
            ("21 Novemba", "2026-11-20T19:00:00Z"), ("22 қараша", "2026-11-21T19:00:00Z"),
            ("23 қараша", "2025-11-22T19:00:00Z"),
            ("31 décembre", "2025-12-30T19:00:00Z"), ("29 февраля", nil), ("Ugushyingo 3", "2026-11-02T19:00:00Z"),
        ] as [(String, String?)])
    func withoutYear(_ text: String, _ instant: String?) {
        #expect(read(text) == instant)
    }

    @Test(
        "counted back from now",
        arguments: [
            ("2 hours ago", "2026-11-21T10:00:00Z"), ("an hour ago", "2026-11-21T11:00:00Z"),
            ("1 hour 20 minutes ago", "2026-11-21T10:40:00Z"), ("2 сағат бұрын", "2026-11-21T10:00:00Z"),
            ("15 минут бұрын", "2026-11-21T11:45:00Z"), ("час назад", "2026-11-21T11:00:00Z"),
            ("5 минут назад", "2026-11-21T11:55:00Z"), ("3 дня назад", "2026-11-17T19:00:00Z"),
            ("Dakika 5 zilizopita", "2026-11-21T11:55:00Z"), ("saa 2 zilizopita", "2026-11-21T10:00:00Z"),
            ("siku 3 zilizopita", "2026-11-17T19:00:00Z"), ("Hashize iminota 5", "2026-11-21T11:55:00Z"),
            ("amasaha 2 ashize", "2026-11-21T10:00:00Z"), ("iminsi 3 ishize", "2026-11-17T19:00:00Z"),
            ("il y a 2 heures", "2026-11-21T10:00:00Z"), ("il y a une heure", "2026-11-21T11:00:00Z"),
            ("il y a 1 mois", "2026-10-20T19:00:00Z"), ("2 weeks ago", "2026-11-06T19:00:00Z"),
            ("бүгін 09:15", "2026-11-21T04:15:00Z"), ("Сегодня, 09:15", "2026-11-21T04:15:00Z"),
            ("вчера в 15:30", "2026-11-20T10:30:00Z"), ("кеше", "2026-11-19T19:00:00Z"),
            ("Jana saa 10:30", "2026-11-20T05:30:00Z"), ("leo", "2026-11-20T19:00:00Z"),
            ("Ejo hashize", "2026-11-19T19:00:00Z"), ("Hier à 8h05", "2026-11-20T03:05:00Z"),
            ("aujourd’hui", "2026-11-20T19:00:00Z"), ("позавчера", "2026-11-18T19:00:00Z"),
            ("99999 years ago", nil), ("0 minutes ago", nil), ("ago", nil),
        ] as [(String, String?)])
    func relative(_ text: String, _ instant: String?) {
        #expect(read(text) == instant)
    }

    @Test("a text over 300 bytes or of 40 words is no date, and is not searched")
    func long() {
        #expect(read("3 қараша 2026 " + String(repeating: "сөз ", count: 60)) == nil)
    }

    private func read(_ text: String) -> String? {
        PageDate.read(text, now: Self.now, zone: 300)?.instant.description
    }
}
