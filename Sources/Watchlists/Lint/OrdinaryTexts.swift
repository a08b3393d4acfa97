/// Everyday sentences in six languages, about nothing that a list should watch. A pattern that hits many of them
/// hits a large part of all posts.
enum OrdinaryTexts {
    /// Hits from which a pattern is too broad: one in twelve.
    static let tooMany = 5

    static let folded = all.map(ProbeText.init)

    static let all: [String] = [
        // English
        "Good morning everyone, the weather is nice today.", "The bus to the market leaves at nine.",
        "Thank you all for coming to the school concert.", "We are cooking dinner and the children are playing.",
        "My brother bought a new phone last week.", "The match ended two to one after extra time.",
        "Does anyone know when the library opens?", "Happy birthday, may all your wishes come true!",
        "The road to the village is being repaired.", "I read a good book about history yesterday.",
        // Russian
        "Всем доброе утро, сегодня хорошая погода.", "Автобус на рынок отходит в девять часов.",
        "Спасибо всем, кто пришёл на школьный концерт.", "Мы готовим ужин, а дети играют во дворе.",
        "Мой брат на прошлой неделе купил новый телефон.", "Матч закончился со счётом два один.",
        "Кто знает, когда открывается библиотека?", "С днём рождения, пусть сбудутся все мечты!",
        "Дорогу в село сейчас ремонтируют.", "Вчера прочитала интересную книгу по истории.",
        // Kazakh
        "Баршаңызға қайырлы таң, бүгін күн жақсы.", "Базарға баратын автобус сағат тоғызда шығады.",
        "Мектеп концертіне келгендердің бәріне рахмет.", "Біз кешкі ас дайындап жатырмыз, балалар ойнап жүр.",
        "Менің ағам өткен аптада жаңа телефон алды.", "Ойын екі де бір есебімен аяқталды.",
        "Кітапхана қашан ашылатынын кім біледі?", "Туған күніңмен, барлық тілегің орындалсын!",
        "Ауылға баратын жолды жөндеп жатыр.", "Кеше тарих туралы жақсы кітап оқыдым.",
        // French
        "Bonjour à tous, il fait beau aujourd'hui.", "Le bus pour le marché part à neuf heures.",
        "Merci à tous d'être venus au concert de l'école.", "Nous préparons le dîner et les enfants jouent.",
        "Mon frère a acheté un nouveau téléphone.", "Le match s'est terminé par deux buts à un.",
        "Qui sait quand ouvre la bibliothèque ?", "Joyeux anniversaire, que tes vœux se réalisent !",
        "On répare la route du village.", "J'ai lu hier un bon livre d'histoire.",
        // Swahili
        "Habari za asubuhi, hali ya hewa ni nzuri leo.", "Basi la kwenda sokoni linaondoka saa tatu.",
        "Asanteni wote kwa kuja kwenye tamasha la shule.", "Tunapika chakula cha jioni na watoto wanacheza.",
        "Kaka yangu alinunua simu mpya wiki iliyopita.", "Mechi iliisha kwa mabao mawili kwa moja.",
        "Nani anajua maktaba inafunguliwa lini?", "Heri ya siku ya kuzaliwa, ndoto zako zitimie!",
        "Barabara ya kijijini inatengenezwa.", "Jana nilisoma kitabu kizuri cha historia.",
        // Kinyarwanda
        "Mwaramutse mwese, uyu munsi ikirere ni cyiza.", "Bisi ijya ku isoko ihaguruka saa tatu.",
        "Murakoze mwese kuza mu gitaramo cy'ishuri.", "Turateka ifunguro rya nimugoroba, abana barakina.",
        "Mukuru wanjye yaguze telefone nshya.", "Umukino warangiye ari bibiri kuri kimwe.",
        "Ni nde uzi igihe isomero rifungurira?", "Isabukuru nziza, inzozi zawe zizabe impamo!",
        "Umuhanda ujya mu mudugudu urimo gusanwa.", "Ejo nasomye igitabo cyiza cy'amateka.",
    ]
}
