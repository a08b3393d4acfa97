import Testing

/// What redaction must find, and what it must leave alone, in the six languages and several scripts.
///
/// The ids, cards and accounts are invented; only their check digits are right.
enum RedactionTable {
    struct Row: Sendable, CustomTestStringConvertible {
        var text: String
        var expected: String
        var testDescription: String { text }
    }

    static let personal: [Row] = found.split(separator: "\n").compactMap { line in
        let sides = line.split(separator: " => ", maxSplits: 1)
        return sides.count == 2 ? Row(text: String(sides[0]), expected: String(sides[1])) : nil
    }

    static let harmless: [Row] = untouched.split(separator: "\n").map { Row(text: String($0), expected: String($0)) }

    private static let found = """
        Звоните +7 701 123 45 67 => Звоните <phone>
        тел. 8 (701) 123-45-67 => тел. <phone>
        тел:87011234567 => тел:<phone>
        87011234567 => <phone>
        8-701-123-45-67 срочно => <phone> срочно
        8701 123 45 67 => <phone>
        8 701 1234567 => <phone>
        8(727)250-12-34 => <phone>
        +7(7172)70-50-50 => <phone>
        +77011234567 жазыңыз => <phone> жазыңыз
        77011234567 ватсап => <phone> ватсап
        7 701 123 45 67 => <phone>
        Қоңырау шалыңыз: 8 777 000 11 22. => Қоңырау шалыңыз: <phone>.
        нөмірі 7071234567 => нөмірі <phone>
        707 123 45 67 => <phone>
        (7172) 705050 => <phone>
        8.701.123.45.67 => <phone>
        +7–701–123–45–67 => <phone>
        +7 701 123 45 67 => <phone>
        87011234567,87027654321 => <phone>,<phone>
        87011234567/87027654321 => <phone>/<phone>
        87011234567 87027654321 => <phone> <phone>
        8 701 123 45 67, 8 702 765 43 21 => <phone>, <phone>
        Каспи голд 87761234567 Айгүл => Каспи голд <phone> Айгүл
        +7-926-123-45-67 => <phone>
        8 (495) 123-45-67 => <phone>
        8 800 080 77 77 => <phone>
        89261234567 => <phone>
        8 926 123-45-67 => <phone>
        сатамын тел87051112233 => сатамын тел<phone>
        хабарласыңыз: 8 (705) 111 22 33 => хабарласыңыз: <phone>
        WhatsApp +7 (775) 555-44-33! => WhatsApp <phone>!
        +7 7011234567 => <phone>
        0077011234567 => <phone>
        тел.: 25-36-47 => тел.: <phone>
        телефон 250-12-34 => телефон <phone>
        тел. 8-7172-70-50-50 => тел. <phone>
        Мөлдір 8 747 222 33 44 тел => Мөлдір <phone> тел
        (8 701 123 45 67) => (<phone>)
        «87011234567» => «<phone>»
        8 - 701 - 123 - 45 - 67 => <phone>
        8(701)1234567 => <phone>
        + 7 701 123 45 67 => <phone>
        +7(701)123-45-67 => <phone>
        смс 8 778 900 10 20 => смс <phone>
        моб. 7751112233 => моб. <phone>
        10,87011234567 дейін => 10,87011234567 дейін
        Тел.: +7 (7212) 41-15-15, факс: 41-15-16 => Тел.: <phone>, факс: <phone>
        87011234567ға жазыңыз => <phone>ға жазыңыз
        Байланыс телефоны: 8 (7252) 53-12-12 => Байланыс телефоны: <phone>
        Hamagara 0788123456 => Hamagara <phone>
        0788 123 456 => <phone>
        078 812 3456 => <phone>
        078-812-3456 => <phone>
        +250 788 123 456 => <phone>
        +250788123456 => <phone>
        250788123456 => <phone>
        250 788 123 456 => <phone>
        (+250) 788 123 456 => <phone>
        +250 (0) 788 123 456 => <phone>
        0722123456 na 0733 123 456 => <phone> na <phone>
        Terefone: 0791234567. => Terefone: <phone>.
        momo 0781112223 => momo <phone>
        0252 580 123 => <phone>
        MTN: 0788-123-456 => MTN: <phone>
        Nimero 788123456 => Nimero <phone>
        piga simu 0754 123 456 => piga simu <phone>
        0754123456 => <phone>
        0655-123456 => <phone>
        0713.123.456 => <phone>
        +255 754 123 456 => <phone>
        +255754123456 => <phone>
        255754123456 => <phone>
        +255 22 211 1234 => <phone>
        022 211 1234 => <phone>
        Nipigie 0621234567 leo => Nipigie <phone> leo
        namba 754123456 => namba <phone>
        simu 0754-123-456/0655-123-456 => simu <phone>/<phone>
        +254 712 345 678 => <phone>
        0712 345 678 => <phone>
        00255754123456 => <phone>
        +256 772 123456 => <phone>
        0765 12 34 56 => <phone>
        whatsapp: 0744 555666 => whatsapp: <phone>
        Appelez le 06 12 34 56 78 => Appelez le <phone>
        +33 6 12 34 56 78 => <phone>
        06.12.34.56.78 => <phone>
        0612345678 => <phone>
        +44 20 7946 0958 => <phone>
        +44 7911 123456 => <phone>
        07911 123456 => <phone>
        +1 (555) 123-4567 => <phone>
        1-800-555-1234 => <phone>
        (555) 123-4567 => <phone>
        555-123-4567 => <phone>
        +49 30 901820 => <phone>
        +86 138 0013 8000 => <phone>
        +998 90 123 45 67 => <phone>
        +996 555 123 456 => <phone>
        +90 532 123 45 67 => <phone>
        call 5551234 now => call <phone> now
        Tél : 01 23 45 67 89 => Tél : <phone>
        phone=2025550123 => phone=<phone>
        ８７０１１２３４５６７ => <phone>
        ＋７ ７０１ １２３ ４５ ６７ => <phone>
        ٨٧٠١١٢٣٤٥٦٧ => <phone>
        +۷۷۰۱۱۲۳۴۵۶۷ => <phone>
        8\u{200B}7\u{200B}0\u{200B}1\u{200B}1\u{200B}2\u{200B}3\u{200B}4\u{200B}5\u{200B}6\u{200B}7 => <phone>
        +7\u{200B}701\u{2060}123\u{00AD}45\u{FEFF}67 => <phone>
        8\u{FE0F}\u{20E3}7\u{FE0F}\u{20E3}0\u{FE0F}\u{20E3}1\u{FE0F}\u{20E3}1\u{FE0F}\u{20E3}2\u{FE0F}\u{20E3}3\u{FE0F}\u{20E3}4\u{FE0F}\u{20E3}567 => <phone>
        +7\u{00A0}701\u{202F}123\u{2009}45\u{00A0}67 => <phone>
        ٠٧٨٨١٢٣٤٥٦ hamagara => <phone> hamagara
        ИИН ８８０１０１３００１２３ => ИИН <id>
        8\u{200B}8\u{200B}0\u{200B}1\u{200B}0\u{200B}1\u{200B}3\u{200B}0\u{200B}0\u{200B}1\u{200B}2\u{200B}3 => <id>
        aigul＠mail．ru => <email>
        ai\u{200B}gul@mail.ru => <email>
        ＠aigul_99 => <mention>
        1\u{200B}2\u{200B}3\u{200B}A\u{200B}B\u{200B}C\u{200B}0\u{200B}2 => <plate>
        пишите на aigul@mail.ru => пишите на <email>
        aigul.serik+news@gmail.com, => <email>,
        <aigul@mail.ru> => <<email>>
        mailto:aigul@mail.ru?subject=x => mailto:<email>?subject=x
        A.Serik@QALA.GOV.KZ. => <email>.
        87011234567@mail.ru => <email>
        почта:айгуль@почта.рф => почта:<email>
        jean-paul.o'neil@exemple.co.rw => <email>
        aigul (at) mail.ru => <email>
        aigul[at]mail.ru => <email>
        aigul(собака)mail.ru => <email>
        aigul @ gmail.com => <email>
        aigul@ mail.ru => <email>
        aigul_99@bk.ru мен aigul@list.ru => <email> мен <email>
        "habari@gazeti.co.tz" => "<email>"
        https://qala.example/?email=aigul@mail.ru => https://qala.example/?email=<email>
        user@sub.domain.example.org! => <email>!
        e-mail:amina123@yahoo.fr => e-mail:<email>
        a@b.kz@aigul => <email><mention>
        @aigul айтты => <mention> айтты
        рахмет @aigul_99! => рахмет <mention>!
        (@aigul) => (<mention>)
        @aigul.kz сатады => <mention> сатады
        @@aigul => @<mention>
        cc @a_b, @c_d => cc <mention>, <mention>
        https://t.me/aigul_kz => <mention>
        t.me/aigul_kz => <mention>
        Канал: https://t.me/qala_news/1234 смотрите => Канал: <mention> смотрите
        http://telegram.me/aigul => <mention>
        https://t.me/s/qala_news => <mention>
        tg://resolve?domain=aigul => <mention>
        https://t.me/+77011234567 => <phone>
        https://wa.me/77011234567 => https://wa.me/<phone>
        wa.me/250788123456?text=Hi => wa.me/<phone>?text=Hi
        https://api.whatsapp.com/send?phone=255754123456 => https://api.whatsapp.com/send?phone=<phone>
        @user@mastodon.social wrote => <mention> wrote
        https://mastodon.social/@aigul/1122 => https://mastodon.social/<mention>/1122
        https://www.tiktok.com/@aigul99/video/7301234567890123456 => https://www.tiktok.com/<mention>/video/7301234567890123456
        @77011234567 сәлем => <mention> сәлем
        @RwandaHealth yavuze => <mention> yavuze
        @aigul-дың үйі => <mention>-дың үйі
        рахмет@aigul_99 => рахмет<mention>
        RT @Mwananchi: habari => RT <mention>: habari
        @user_ => <mention>
        @x1 => <mention>
        ИИН 880101300123 => ИИН <id>
        880101300123 => <id>
        ЖСН: 951231450673 => ЖСН: <id>
        ИИН050715501235 => ИИН<id>
        iin 951231 450673 => iin <id>
        ИИН 880101300120 => ИИН <id>
        1199080012345012 => <id>
        ID 1 1990 8 0012345 0 12 => ID <id>
        indangamuntu 1 1985 7 0123456 1 23 => indangamuntu <id>
        indangamuntu: 1198570123456123 => indangamuntu: <id>
        NIDA 19900101-12345-00001-23 => NIDA <id>
        19900101123450000123 => <id>
        kitambulisho 19851231 14101 00001 28 => kitambulisho <id>
        nida: 1985-1231-1410-1000-0128 => nida: <id>
        азамат 880101300123, 951231450673 => азамат <id>, <id>
        880101300123 87011234567 => <id> <phone>
        (880101300123) => (<id>)
        KZ86125KZT5004100100 => <iban>
        KZ86 125K ZT50 0410 0100 => <iban>
        kz86125kzt5004100100 => <iban>
        IBAN: FR14 2004 1010 0505 0001 3M02 606 => IBAN: <iban>
        DE89370400440532013000. => <iban>.
        счет KZ12125KZT5004100100 => счет <iban>
        Kaspi 4400430123456789 => Kaspi <card>
        4400430123456789 => <card>
        4400 4301 2345 6789 => <card>
        5169-4912-3456-7896 => <card>
        карта: 5169 4912 3456 7896 Айгүл С. => карта: <card> Айгүл С.
        3714 496353 98431 => <card>
        2200 1234 5678 9019 => <card>
        карта 4400 4301 2345 6789 => карта <card>
        ４４００４３０１２３４５６７８９ => <card>
        4400 4301 2345 6789 12/27 => <card> 12/27
        4\u{200B}4\u{200B}0\u{200B}0\u{200B}4\u{200B}3\u{200B}0\u{200B}1\u{200B}2\u{200B}3\u{200B}4\u{200B}5\u{200B}6\u{200B}7\u{200B}8\u{200B}9 => <card>
        123 ABC 02 => <plate>
        көлік 123ABC02 => көлік <plate>
        777 АВС 01 => <plate>
        123abc02 => <plate>
        123-ABC-02 => <plate>
        123 ABC02 => <plate>
        imodoka RAB 123 C => imodoka <plate>
        RAD456B => <plate>
        RAC 001 Z => <plate>
        gari T 123 ABC => gari <plate>
        T123ABC => <plate>
        T 456 DKL. => <plate>.
        MC 123 ABC => <plate>
        Номер 001 KZB 16, => Номер <plate>,
        Картаға аударыңыз 4400 4302 1234 5676 => Картаға аударыңыз <card>
        Kaspi Gold: 4400-4302-1234-5676 => Kaspi Gold: <card>
        ЖСН-ім 880101300124 болады => ЖСН-ім <id> болады
        удостоверение личности № 041234567 => удостоверение личности № <id>
        паспорт N12345678 => паспорт N<id>
        куәлік № 041234567 => куәлік № <id>
        passport No. 12345678 => passport No. <id>
        Обращайтесь: т. 57-89-00 => Обращайтесь: т. <phone>
        тел. № 87011234567 => тел. № <phone>
        Numéro vert 0 800 123 456 => Numéro vert <phone>
        0 788 123 456 => <phone>
        +255(0)754 123 456 => <phone>
        Сатылады: 2015 ж., бағасы 8 500 000 тг. 8-775-123-45-67 Ерлан => Сатылады: 2015 ж., бағасы 8 500 000 тг. <phone> Ерлан
        Абай 45, тел: 8(7172)57-89-00 / 87015556677 => Абай 45, тел: <phone> / <phone>
        wasiliana nasi 0800 110 064 au 0767-123-456 => wasiliana nasi <phone> au <phone>
        Gari lenye namba T 345 DFG limepata ajali => Gari lenye namba <plate> limepata ajali
        Hamagara kuri 0788 30 30 30 => Hamagara kuri <phone>
        Imodoka ifite purake RAE 567 K yakoze impanuka => Imodoka ifite purake <plate> yakoze impanuka
        Госномер 234KRA05, серебристая => Госномер <plate>, серебристая
        8 7 0 1 1 2 3 4 5 6 7 => <phone>
        87011234567;87021234567 => <phone>;<phone>
        +7 (701) 123 45 67 доб. 123 => <phone> доб. 123
        Айгүл, 87011234567, aigul@mail.ru, @aigul => Айгүл, <phone>, <email>, <mention>
        05.12.2024 87011234567 => 05.12.2024 <phone>
        2024-12-05 тел 8 701 123 45 67 => 2024-12-05 тел <phone>
        Prix 12 000 Frw, tel 0788123456 => Prix 12 000 Frw, tel <phone>
        <phone> 87011234567 => <phone> <phone>
        """

    private static let untouched = """
        12,000 tonnes
        12 000 тонн бидай
        1 200 000 тенге
        1.200.000 теңге
        87 011 234 567 тенге
        250 788 123 456 Frw
        250 000 000 000 Rwf
        $1,250,000.50
        USD 1234567890
        7 011 234 567 тг
        12000000000 тенге
        300 000 000 000 тенге бөлінді
        Tsh 1,500,000/=
        TZS 255 754 123 456
        shilingi 750000000
        amafaranga 5 000 000
        € 2.500.000
        2,5 млрд тенге
        100 000 000 000
        1 000 000 000 000 000
        +100 000 000 тенге
        +12,5 %
        +1000000000
        20 000 000 адам
        8 000 000 000 people
        2 000 habitants sur 12 500
        0,7 %
        3.14159265358979
        0.7881234567
        120000 тг
        телефон 120 000 тенге
        телефон 250000 тг
        телефон 2024 жылы
        5 000 000 kura
        10 000 personnes
        15% 20% 30%
        8 905 000 000 рублей
        700 000
        2026-11-20
        20.11.2026
        05.12.2024 10:30
        05.12.2024 10 30 45
        20/11/2026
        2019-2020
        2019 2020 2021 2022
        1939–1945 жж.
        2024-07-12 10:30:45
        2024-07-12T10:30:45Z
        05-12-2024
        12/05/2024
        10:30-12:45
        с 09:00 до 18:00
        20.11.26
        1 қыркүйек 2026 жыл
        le 1er janvier 2008
        tarehe 12 Machi 2024 saa 4:30
        ku wa 12 Werurwe 2024
        20241205
        20241205103045
        1732791600
        1732791600123
        2024 12 05
        09.05.1945-09.05.2025
        03.09 - 05.09
        статья 293 УК РК
        № 1234567890
        № 87011234567
        заказ 77011234567
        артикул 7011234567
        ISBN 978-5-04-112345-6
        ISBN 9785041123456
        4870001234567
        ДТП на 120 км, погибли 3
        пункт 12.3.4.5.6
        ст. 12.1 п. 3
        5G 4G iPhone 15 COVID-19
        covid19 sars-cov-2
        приказ № 250-12-34/07
        закон № 123-VII
        ГОСТ 12345-2010
        192.168.100.200
        10.0.0.1:8080
        v1.2.3.4
        2:1, 3-0, 6-4 7-5
        0-0
        25-36-47
        1-2-3-4-5
        43.238949, 76.889709
        43.238949 76.889709
        -1.9441, 30.0619
        -6.792354, 39.208328
        102, 103, 112
        101
        1414
        1155 қызметі
        050000 Алматы
        010000, Астана, Мәңгілік Ел 8
        P.O. Box 1234
        ул. Абая 150/230, кв. 12
        Абай даңғылы 10
        12 мкр, 5 үй, 77 пәтер
        km 120, RN3
        Boeing 737-800
        Airbus A320-200
        Т-34
        7500 м
        36,6
        120/80
        365 күн 24/7
        300 GEL 10
        100 USD 20
        123 THE 02
        500 КМС 10
        250 КГ 100
        T 100 USD
        RAM 512 M
        RPM 500 A
        GDP 2024
        SQL 2019
        BIN 123456789012
        123456789012
        990540000123
        1716543210123456
        1234567890123456
        4400430123456788
        12345678901234567890
        AB12CDEFGHIJKLMN
        DE44 500 105 17
        KZ12
        KZ12 3456
        kz2030 ru2024
        sha 4a87011234567f
        a87011234567b
        id77011234567abc
        0x87011234
        550e8400-e29b-41d4-a716-446655440000
        DOI 10.1016/j.cell.2020.02.052
        10.1186/s41235-021-00346-6
        arXiv:2101.12345
        SIRET 123 456 789 00012
        La loi n° 2016-1691 du 9 décembre 2016
        Ticket 2026-11-20-000123
        Счёт-фактура № 00012345 от 05.11.2026
        жителей 20 033 546
        5 т. 120 000 тг
        Score: 6-3 3-6 7-6(5)
        The 2020-21 season ended 34-28-12
        Bei ni 1,200,000/= tu
        ISO 8601:2004, RFC 2822
        1234-5678-9012-3456
        картофель 120 000 тонн
        телефонмен 25 минут
        Kaspi 2026 жылы
        паспорт 2026 жылдан
        по @500 тг
        5 кг @ 1200 тг
        в@кцина
        v@ccine
        @кция
        @ 12:00
        user@localhost
        a @ b
        C++ @ home
        @
        @@
        @1
        #87лет
        https://qala.example/2024/12/05/87011234567
        https://qala.example/news/77011234567-title
        http://kaz.example/?id=0788123456
        www.example.org/0754123456
        qala.example/87011234567.html
        https://youtu.be/dQw4w9WgXcQ?t=87011234567
        https://t.me/joinchat/AAAAAEkk2WdoDrB4
        https://t.me/+AbCdEfGh123
        https://t.me/c/1234567890/12
        https://t.me/share/url
        https://wa.me/message/ABCDEFG
        https://instagram.com/p/Cabc123/
        Су уланған екен, ішпеңдер
        Вода отравлена, не пейте
        Maji yana sumu
        Amazi yarimo uburozi
        L'eau est empoisonnée
        The water is poisoned (at night)
        [at] the gate
        (at 5) tomorrow
        <phone> <email> <id> <iban> <card> <plate> <mention>
        тел. <phone>, <email>
        <mention>: @
        <id>12
        (2024)
        (12) тонн
        + 5
        +5 °C
        +25...+30 °C
        -25 -30
        8 марта 2024 года
        7 дней 24 часа
        8-9 класс
        с 8 до 17
        1 234 567 890 просмотров
        1 234 567 890 views
        87 011 просмотров
        Top 10 in 2024: 12345 votes
        Kura 1234567 zilihesabiwa
        Abantu 12345678
        votes: 7,011,234,567
        10,87 %
        10-15 мың теңге
        100-200-300
        100-200-300-400
        999 999 999
        1/2 3/4
        ½ кг
        ²³ м²
        ширина 8 500 мм
        8 701 км
        8 701 123 тг
        7-8-9
        777
        1000-7
        п.п. 1-11
        """
}
