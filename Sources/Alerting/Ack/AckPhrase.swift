/// Every sentence of an answer to a reply. `{name}` marks what is filled in.
enum AckPhrase: String, CaseIterable, Sendable {
    case subject, reminderSubject, about
    case claimed, howDone, taken, released, responded, answeredBy, dismissed, dismissedBy, notHeld
    case wrongCode, near, unknownCode, needCode, needURL, needReason, severalCodes
    case reminder, lapsed, outSubject, out
    case falsePositive, notOurs, alreadyAnswered, noAmplify
    /// In a digest.
    case take, takeByReply, takeByCode, tap, held, escalated, late, exercise
}

/// The words of one language for `AckPhrase`. Words of command are those of the reader's language and letters: nobody
/// has to change the keyboard (`AckWords` reads each of them from anybody).
struct AckWording: Sendable {
    let phrases: [AckPhrase: String]

    static let all: [String: AckWording] = [
        "kk": kazakh, "ru": russian, "sw": swahili, "rw": kinyarwanda, "fr": french, "en": english,
    ]

    static func of(_ language: String) -> AckWording { all[language] ?? english }

    func say(_ phrase: AckPhrase, _ values: [String: String] = [:]) -> String {
        Wording.fill(phrases[phrase] ?? Self.english.phrases[phrase] ?? phrase.rawValue, values)
    }

    private static let english = AckWording(phrases: [
        .subject: "Jibu: your reply", .reminderSubject: "Jibu: is the answer out?",
        .about: "About: {title} (code {code}).",
        .claimed: "It is yours until {until}. The others are not troubled with it meanwhile.",
        .howDone:
            "When the answer is out, reply: done {code} and the address of the page. If you cannot: release {code}",
        .taken: "{name} has it until {until}. You need not do anything.",
        .released: "You gave it back. The others are told again.",
        .responded: "Thank you. The answer stands at {url}; Jibu will look at that page and note it.",
        .answeredBy: "{name} has answered it: {url}",
        .dismissed: "Closed for everybody: {reason}. A mistake? Reply: release {code}",
        .dismissedBy: "{name} closed it: {reason}.", .notHeld: "It is not yours, so there is nothing to give back.",
        .wrongCode: "{digits} is no code; a digit is wrong. Nothing was done.", .near: "Did you mean {codes}?",
        .unknownCode: "No open alert has the code {code}. Nothing was done.",
        .needCode: "Which alert? Write the word and the code: ok {code}",
        .needURL: "Where does the answer stand? Write: done {code} https://…",
        .needReason:
            "Why? Write: dismiss {code} and a number. 1 false alarm, 2 not ours, 3 already answered, "
            + "4 better not made louder.",
        .severalCodes: "One message, one code, please. Nothing was done.",
        .reminder: "You have it until {until}. Is the answer out?",
        .lapsed: "Your time for it ended ({until}). It is open again, and the others are told.",
        .outSubject: "Jibu: the answer is out",
        .out: "The answer is out: {url} Share that page, write nothing of your own.",
        .falsePositive: "false alarm", .notOurs: "not ours", .alreadyAnswered: "already answered",
        .noAmplify: "better not made louder",
        .take: "I see to it", .takeByReply: "reply “ok {code}”", .takeByCode: "code {code}; tell it to the office",
        .tap: "tap /ack_{code}", .escalated: "Sent to you because nobody has taken it since {time}.",
        .exercise: "EXERCISE",
        .held: "It is yours until {until}.",
        .late: "This comes late: it was meant for {time}, and no message got through until now.",
    ])

    private static let russian = AckWording(phrases: [
        .subject: "Jibu: ваш ответ", .reminderSubject: "Jibu: ответ опубликован?",
        .about: "О чём: {title} (код {code}).",
        .claimed: "Это за вами до {until}. Других пока не беспокоим.",
        .howDone: "Когда ответ опубликован, напишите: готово {code} и адрес страницы. Если не получается: отказ {code}",
        .taken: "Этим занимается {name}, до {until}. Вам ничего делать не нужно.",
        .released: "Вы отказались. Другие получат сообщение снова.",
        .responded: "Спасибо. Ответ находится по адресу {url}; Jibu откроет эту страницу и сделает отметку.",
        .answeredBy: "Уже ответил(а) {name}: {url}",
        .dismissed: "Закрыто для всех: {reason}. Ошиблись? Напишите: отказ {code}",
        .dismissedBy: "Закрыл(а) {name}: {reason}.", .notHeld: "Это не за вами, отказываться не от чего.",
        .wrongCode: "{digits} — не код: в нём неверная цифра. Ничего не сделано.", .near: "Может быть, {codes}?",
        .unknownCode: "Открытого сообщения с кодом {code} нет. Ничего не сделано.",
        .needCode: "О каком сообщении речь? Напишите слово и код: ок {code}",
        .needURL: "Где опубликован ответ? Напишите: готово {code} https://…",
        .needReason:
            "Почему? Напишите: отклонить {code} и цифру. 1 ложная тревога, 2 не наше, 3 уже ответили, "
            + "4 лучше не раздувать.",
        .severalCodes: "В одном сообщении один код, пожалуйста. Ничего не сделано.",
        .reminder: "Это за вами до {until}. Ответ опубликован?",
        .lapsed: "Ваше время вышло ({until}). Сообщение снова открыто, другие его получат.",
        .outSubject: "Jibu: ответ опубликован",
        .out: "Ответ опубликован: {url} Делитесь этой страницей, своего текста не пишите.",
        .falsePositive: "ложная тревога", .notOurs: "не наше", .alreadyAnswered: "уже ответили",
        .noAmplify: "лучше не раздувать",
        .take: "Я займусь", .takeByReply: "ответьте «ок {code}»", .takeByCode: "код {code}; сообщите его в офис",
        .tap: "нажмите /ack_{code}", .escalated: "Отправлено вам, потому что с {time} никто за это не взялся.",
        .exercise: "УЧЕНИЯ",
        .held: "Это за вами до {until}.",
        .late: "Сообщение опоздало: оно должно было прийти {time}, но раньше доставить его не удалось.",
    ])

    private static let kazakh = AckWording(phrases: [
        .subject: "Jibu: сіздің жауабыңыз", .reminderSubject: "Jibu: жауап жарияланды ма?",
        .about: "Тақырыбы: {title} (код {code}).",
        .claimed: "Бұл {until} дейін сізде. Оған дейін басқаларды мазаламаймыз.",
        .howDone:
            "Жауап жарияланғанда былай жазыңыз: дайын {code} және беттің мекенжайы. Мүмкін болмаса: босату {code}",
        .taken: "Мұнымен {name} айналысып жатыр, {until} дейін. Сізге ештеңе істеудің қажеті жоқ.",
        .released: "Сіз бас тарттыңыз. Басқаларға қайта хабарланады.",
        .responded: "Рақмет. Жауап мына жерде: {url}; Jibu бұл бетті ашып, белгілеп қояды.",
        .answeredBy: "{name} жауап берді: {url}",
        .dismissed: "Барлығы үшін жабылды: {reason}. Қателестіңіз бе? Жазыңыз: босату {code}",
        .dismissedBy: "{name} жапты: {reason}.", .notHeld: "Бұл сізде емес, сондықтан қайтаратын ештеңе жоқ.",
        .wrongCode: "{digits} — код емес: бір цифры қате. Ештеңе істелген жоқ.", .near: "Мүмкін, {codes}?",
        .unknownCode: "{code} коды бар ашық хабарлама жоқ. Ештеңе істелген жоқ.",
        .needCode: "Қай хабарлама? Сөз бен кодты жазыңыз: иә {code}",
        .needURL: "Жауап қай жерде жарияланды? Жазыңыз: дайын {code} https://…",
        .needReason:
            "Неліктен? Жазыңыз: жабу {code} және бір сан. 1 жалған дабыл, 2 біздікі емес, 3 бұрын жауап берілген, "
            + "4 таратпаған дұрыс.",
        .severalCodes: "Бір хабарда бір код болсын. Ештеңе істелген жоқ.",
        .reminder: "Бұл {until} дейін сізде. Жауап жарияланды ма?",
        .lapsed: "Уақытыңыз бітті ({until}). Хабарлама қайта ашық, басқаларға хабарланады.",
        .outSubject: "Jibu: жауап жарияланды",
        .out: "Жауап жарияланды: {url} Осы бетті таратыңыз, өз мәтініңізді жазбаңыз.",
        .falsePositive: "жалған дабыл", .notOurs: "біздікі емес", .alreadyAnswered: "бұрын жауап берілген",
        .noAmplify: "таратпаған дұрыс",
        .take: "Мен айналысамын", .takeByReply: "«иә {code}» деп жауап беріңіз",
        .takeByCode: "код {code}; оны кеңсеге айтыңыз", .tap: "басыңыз: /ack_{code}",
        .escalated: "Сізге жіберілді, себебі {time} бері ешкім қолға алған жоқ.", .exercise: "ЖАТТЫҒУ",
        .held: "Бұл {until} дейін сізде.",
        .late: "Бұл хабар кешікті: ол {time} келуі керек еді, бұған дейін жеткізу мүмкін болмады.",
    ])

    private static let swahili = AckWording(phrases: [
        .subject: "Jibu: jibu lako", .reminderSubject: "Jibu: je, jibu limechapishwa?",
        .about: "Kuhusu: {title} (kodi {code}).",
        .claimed: "Ni lako hadi {until}. Wengine hawasumbuliwi kwa sasa.",
        .howDone: "Jibu likichapishwa, andika: tayari {code} na anwani ya ukurasa. Ukishindwa: achia {code}",
        .taken: "{name} analishughulikia hadi {until}. Huhitaji kufanya chochote.",
        .released: "Umelirudisha. Wengine wataarifiwa tena.",
        .responded: "Asante. Jibu liko hapa: {url}; Jibu itautazama ukurasa huo na kuandika kumbukumbu.",
        .answeredBy: "{name} amelijibu: {url}",
        .dismissed: "Limefungwa kwa wote: {reason}. Ni kosa? Andika: achia {code}",
        .dismissedBy: "{name} amelifunga: {reason}.", .notHeld: "Si lako, kwa hiyo hakuna cha kurudisha.",
        .wrongCode: "{digits} si kodi; tarakimu moja si sahihi. Hakuna kilichofanyika.", .near: "Ulimaanisha {codes}?",
        .unknownCode: "Hakuna taarifa iliyo wazi yenye kodi {code}. Hakuna kilichofanyika.",
        .needCode: "Taarifa ipi? Andika neno na kodi: ndiyo {code}",
        .needURL: "Jibu liko wapi? Andika: tayari {code} https://…",
        .needReason:
            "Kwa nini? Andika: kataa {code} na namba. 1 limetajwa kimakosa, 2 si yetu, 3 limeshajibiwa, "
            + "4 afadhali tusilieneze.",
        .severalCodes: "Ujumbe mmoja, kodi moja, tafadhali. Hakuna kilichofanyika.",
        .reminder: "Ni lako hadi {until}. Je, jibu limechapishwa?",
        .lapsed: "Muda wako umeisha ({until}). Liko wazi tena, na wengine wanaarifiwa.",
        .outSubject: "Jibu: jibu limechapishwa",
        .out: "Jibu limechapishwa: {url} Sambaza ukurasa huo, usiandike maneno yako.",
        .falsePositive: "limetajwa kimakosa", .notOurs: "si yetu", .alreadyAnswered: "limeshajibiwa",
        .noAmplify: "afadhali tusilieneze",
        .take: "Nitashughulikia", .takeByReply: "jibu “ndiyo {code}”", .takeByCode: "kodi {code}; iambie ofisi",
        .tap: "gusa /ack_{code}", .escalated: "Umetumiwa wewe kwa sababu hakuna aliyelishughulikia tangu {time}.",
        .exercise: "ZOEZI",
        .held: "Ni lako hadi {until}.",
        .late: "Ujumbe huu umechelewa: ulipaswa kufika {time}, lakini haukuweza kufikishwa hadi sasa.",
    ])

    private static let kinyarwanda = AckWording(phrases: [
        .subject: "Jibu: igisubizo cyawe", .reminderSubject: "Jibu: ese igisubizo cyatangajwe?",
        .about: "Ibyerekeye: {title} (kode {code}).",
        .claimed: "Ni ibyawe kugeza {until}. Abandi ntibahungabanywa muri icyo gihe.",
        .howDone:
            "Igisubizo nigitangazwa, andika: byakozwe {code} na aderesi y'urupapuro. Niba bidashoboka: rekura {code}",
        .taken: "{name} ni we ubikurikirana kugeza {until}. Nta cyo usabwa gukora.",
        .released: "Wabisubije. Abandi bazongera kubimenyeshwa.",
        .responded: "Murakoze. Igisubizo kiri kuri {url}; Jibu izareba urwo rupapuro ibyandike.",
        .answeredBy: "{name} yabisubije: {url}",
        .dismissed: "Byafunzwe kuri bose: {reason}. Wibeshye? Andika: rekura {code}",
        .dismissedBy: "{name} yabifunze: {reason}.", .notHeld: "Si ibyawe, bityo nta cyo usubiza.",
        .wrongCode: "{digits} si kode; hari umubare utari wo. Nta cyakozwe.", .near: "Washakaga kuvuga {codes}?",
        .unknownCode: "Nta tangazo rifunguye rifite kode {code}. Nta cyakozwe.",
        .needCode: "Ni irihe tangazo? Andika ijambo na kode: yego {code}",
        .needURL: "Igisubizo kiri he? Andika: byakozwe {code} https://…",
        .needReason:
            "Kubera iki? Andika: oya {code} n'umubare. 1 byafashwe nabi, 2 si ibyacu, 3 byarasubijwe, "
            + "4 ibyiza ni ukutabikwirakwiza.",
        .severalCodes: "Ubutumwa bumwe, kode imwe, nyabuneka. Nta cyakozwe.",
        .reminder: "Ni ibyawe kugeza {until}. Ese igisubizo cyatangajwe?",
        .lapsed: "Igihe cyawe cyarangiye ({until}). Byongeye gufungurwa, kandi abandi barabimenyeshwa.",
        .outSubject: "Jibu: igisubizo cyatangajwe",
        .out: "Igisubizo cyatangajwe: {url} Sangiza abandi urwo rupapuro, ntiwandike ibyawe.",
        .falsePositive: "byafashwe nabi", .notOurs: "si ibyacu", .alreadyAnswered: "byarasubijwe",
        .noAmplify: "ibyiza ni ukutabikwirakwiza",
        .take: "Ndabikurikirana", .takeByReply: "subiza “yego {code}”", .takeByCode: "kode {code}; yibwire ibiro",
        .tap: "kanda /ack_{code}", .escalated: "Wabyohererejwe kuko nta wabikurikiranye kuva {time}.",
        .exercise: "IMYITOZO",
        .held: "Ni ibyawe kugeza {until}.",
        .late: "Ubu butumwa bwatinze: bwagombaga kukugeraho {time}, ariko ntibyashobotse kugeza ubu.",
    ])

    private static let french = AckWording(phrases: [
        .subject: "Jibu : votre réponse", .reminderSubject: "Jibu : la réponse est-elle publiée ?",
        .about: "Sujet : {title} (code {code}).",
        .claimed: "C’est à vous jusqu’au {until}. Les autres ne sont pas dérangés d’ici là.",
        .howDone:
            "Quand la réponse est publiée, écrivez : fait {code} et l’adresse de la page. Si c’est impossible : "
            + "libérer {code}",
        .taken: "{name} s’en occupe jusqu’au {until}. Vous n’avez rien à faire.",
        .released: "Vous l’avez rendu. Les autres sont prévenus de nouveau.",
        .responded: "Merci. La réponse se trouve à {url} ; Jibu ira voir cette page et en prendra note.",
        .answeredBy: "{name} y a répondu : {url}",
        .dismissed: "Clos pour tout le monde : {reason}. Une erreur ? Écrivez : libérer {code}",
        .dismissedBy: "{name} l’a clos : {reason}.", .notHeld: "Ce n’est pas à vous, il n’y a rien à rendre.",
        .wrongCode: "{digits} n’est pas un code ; un chiffre est faux. Rien n’a été fait.",
        .near: "Vouliez-vous dire {codes} ?",
        .unknownCode: "Aucune alerte ouverte n’a le code {code}. Rien n’a été fait.",
        .needCode: "Quelle alerte ? Écrivez le mot et le code : oui {code}",
        .needURL: "Où se trouve la réponse ? Écrivez : fait {code} https://…",
        .needReason:
            "Pourquoi ? Écrivez : rejeter {code} et un chiffre. 1 fausse alerte, 2 pas à nous, 3 déjà répondu, "
            + "4 mieux vaut ne pas amplifier.",
        .severalCodes: "Un message, un code, s’il vous plaît. Rien n’a été fait.",
        .reminder: "C’est à vous jusqu’au {until}. La réponse est-elle publiée ?",
        .lapsed: "Votre délai est passé ({until}). L’alerte est de nouveau ouverte, et les autres sont prévenus.",
        .outSubject: "Jibu : la réponse est publiée",
        .out: "La réponse est publiée : {url} Partagez cette page, n’écrivez rien de votre cru.",
        .falsePositive: "fausse alerte", .notOurs: "pas à nous", .alreadyAnswered: "déjà répondu",
        .noAmplify: "mieux vaut ne pas amplifier",
        .take: "Je m’en occupe", .takeByReply: "répondez « oui {code} »",
        .takeByCode: "code {code} ; dites-le au bureau",
        .tap: "touchez /ack_{code}", .escalated: "Envoyé à vous parce que personne ne s’en est chargé depuis {time}.",
        .exercise: "EXERCICE",
        .held: "C’est à vous jusqu’au {until}.",
        .late: "Ce message arrive en retard : prévu pour le {time}, il n’a pas pu vous parvenir plus tôt.",
    ])
}
