extension Wording {
    static let russian = Wording(
        language: "ru", endonym: "русский",
        phrases: AnswerWords.joined(AnswerWords.russian.merging(AnswerWords.russianApprovals) { $1 }, [
            .subject: "Jibu: {items}, наибольшая опасность: {severity}",
            .lead: "{name}: {items}, {answers}.",
            .severityLow: "низкая", .severityMedium: "средняя", .severityHigh: "высокая",
            .severityCritical: "критическая",
            .isNew: "новое", .isGrown: "растёт",
            .found: "Найдено", .foundBy: "{posts} от {authors} ({platforms})",
            .place: "Место", .placeText: "названо в тексте", .placeSource: "источник пишет оттуда",
            .placeClaim: "утверждение касается этого места", .placeUnknown: "неизвестно",
            .firstSeen: "Впервые", .timeAgo: "{time} ({ago})", .justNow: "только что",
            .words: "Найденные слова", .sources: "Где",
            .why: "Почему вам", .whyStatement: "«{statement}» (список «{list}», правило «{route}»)",
            .foundDeobfuscated: "найдено после замены похожих букв",
            .foundSqueezed: "найдено после соединения букв, написанных раздельно",
            .topicWatch:
                "Утверждение пока не известно. Прочитайте сообщения и решите, нужно ли его описать.",
            .rising:
                "Быстрый рост: {posts} от {authors} с {from} до {to}; "
                + "в это время в прошлые дни {earlier} за {hours} ч. Поэтому опасность: {severity}.",
            .advice: "Совет", .respond: "Отвечайте сейчас.", .respondLater: "Ответ нужен, но дождитесь утверждённого.",
            .monitor: "Наблюдайте, пока не отвечайте.",
            .limits: "Отвечать советуем, когда есть {posts} от {authors}, считая все места, или опасность: {severity}.",
            .watchNote: "Это видели немногие. Ответ сейчас показал бы это большему числу людей.",
            .answer: "Утверждённый ответ, версия {version}",
            .approvedBy: "утверждено: {who}, {date}",
            .copyFrom: "копируйте отсюда", .copyTo: "копируйте досюда", .smsAnswer: "То же для СМС",
            .noAnswer: "Утверждённого ответа нет: {reason}. Обратитесь: {owner}.",
            .answerMissing: "его ещё никто не написал", .answerDraft: "это пока черновик",
            .answerExpired: "он помечен как устаревший", .answerOverdue: "его нужно было проверить до {date}",
            .answerBroken: "его текст не удаётся собрать",
            .copyButton: "Скопировать ответ {n}",
            .contact: "Контакт", .evidence: "Подтверждения",
            .badge: "опасность {severity}, {state}",
            .answerLanguage: "язык: {language}",
            .personsNote: "Сообщения частных лиц только считаются: имён и ссылок здесь нет.",
            .timesNote: "Время указано по поясу {zone}.",
            .insteadOf: "Прислано вам, так как адресата нет на месте или с ним нет связи: {names}.",
            .electionSilence:
                "Предвыборная тишина до {date}: ответ придержан. До этого ничего об этом не публикуйте.",
            .beatSubject: "На этой неделе сообщать не о чем",
            .beatLead: "{name}: Jibu работал и с {from} ничего для вас не нашёл. {runs} {read}, {failed}.",
            .beatGapsSubject: "На этой неделе ничего не найдено, но были перерывы",
            .beatGapsLead:
                "{name}: с {from} Jibu ничего для вас не нашёл, но работал не всё время. {runs} {read}, {failed}.",
            .beatNoRun:
                "С {from} до {to} Jibu не запускался. "
                + "Сообщения этого времени прочитаны позже, если источники их ещё хранили.",
            .beatHelp: "Если больше недели нет ни одного письма, спросите: {contact}. Возможно, Jibu стоит.",
            .gapOpen: "Не наблюдается с {from}: {source}, {reason}.",
            .gapClosed:
                "Не наблюдалось с {from} до {to}: {source}, {reason}. Сообщения этого времени могли быть пропущены.",
            .gapFailed: "источник не отвечает",
            .gapThrottled: "источник просит обращаться реже",
            .gapGone: "источника больше нет",
            .gapOffline: "не было сети",
            .gapOff: "Jibu не запускался",
            .gapLate: "источник не был опрошен вовремя",
            .unwatched: "Не наблюдаются: {platforms}, закрытые группы и личные сообщения.",
            .wordSubject: "Jibu: нужна помощь, сообщения не доходят",
            .wordLead: "{name}: Jibu не смог доставить следующее.",
            .wordRefused: "{name}: по каналу {channel} сообщения не доходят: {why}",
            .wordExpired: "{name}: время сообщения по каналу {channel} истекло: {why}",
            .wordUnconfirmed: "{name}: неизвестно, дошло ли сообщение по каналу {channel}: {why}",
            .wordBroken: "Канал {channel} не работает ни для кого, пока не исправлены его настройки: {why}",
            .wordHelp: "Исправьте адреса и каналы в jibu.yaml. Всё, что ещё можно доставить, уйдёт само.",
            .footer: "Прислано Jibu для: {office}. Jibu сам ничего не публикует. Здесь ошибка? Напишите: {contact}.",
        ]),
        counted: [
            .items: forms("{n} тема", "{n} темы", "{n} тем"),
            .answers: forms(
                "готов {n} утверждённый ответ", "готовы {n} утверждённых ответа", "готовы {n} утверждённых ответов"),
            .posts: forms("{n} сообщение", "{n} сообщения", "{n} сообщений"),
            .authors: forms("{n} автора", "{n} авторов", "{n} авторов"),
            .grown: forms(
                "ещё {n} с прошлого письма", "ещё {n} с прошлого письма", "ещё {n} с прошлого письма"),
            .elsewhere: forms(
                "Ещё {n} сообщение в других местах, совет его учитывает.",
                "Ещё {n} сообщения в других местах, совет их учитывает.",
                "Ещё {n} сообщений в других местах, совет их учитывает."),
            .morePlaces: forms("и ещё {n} место", "и ещё {n} места", "и ещё {n} мест"),
            .minutesAgo: forms("{n} минуту назад", "{n} минуты назад", "{n} минут назад"),
            .hoursAgo: forms("{n} час назад", "{n} часа назад", "{n} часов назад"),
            .daysAgo: forms("{n} день назад", "{n} дня назад", "{n} дней назад"),
            .persons: forms(
                "{n} сообщение частного лица{platforms}, {time}",
                "{n} сообщения частных лиц{platforms}, последнее: {time}",
                "{n} сообщений частных лиц{platforms}, последнее: {time}"),
            .moreSources: forms("и ещё {n}", "и ещё {n}", "и ещё {n}"),
            .moreGaps: forms("и ещё {n} перерыв", "и ещё {n} перерыва", "и ещё {n} перерывов"),
            .unseen: forms(
                "Не просмотрена {n} запись с картинками или звуком и без текста.",
                "Не просмотрены {n} записи с картинками или звуком и без текста.",
                "Не просмотрено {n} записей с картинками или звуком и без текста."),
            .waited: forms(
                "{n} из этих тем ждала, чтобы писем было меньше.", "{n} из этих тем ждали, чтобы писем было меньше.",
                "{n} из этих тем ждали, чтобы писем было меньше."),
            .ran: forms("Запускался {n} раз.", "Запускался {n} раза.", "Запускался {n} раз."),
            .sourcesRead: forms("Прочитан {n} источник", "Прочитано {n} источника", "Прочитано {n} источников"),
            .sourcesFailed: forms("не удалось прочитать {n}", "не удалось прочитать {n}", "не удалось прочитать {n}"),
            .folded: forms(
                "+{n} тема придёт в следующем письме.", "+{n} темы придут в следующем письме.",
                "+{n} тем придут в следующем письме."),
            .stillOpen: forms(
                "Ещё открыта, сообщали раньше: {n} тема: {titles}", "Ещё открыты, сообщали раньше: {n} темы: {titles}",
                "Ещё открыты, сообщали раньше: {n} тем: {titles}"),
        ],
        platforms: ["feed": "сайты и форумы", "exec": "другой источник"],
        plural: { number in
            let (tens, ones) = (number % 100, number % 10)
            if ones == 1, tens != 11 { return .one }
            return (2...4).contains(ones) && !(12...14).contains(tens) ? .few : .many
        },
        plurals: [.one, .few, .many])

    private static func forms(_ one: String, _ few: String, _ many: String) -> [Plural: String] {
        [.one: one, .few: few, .many: many]
    }
}
