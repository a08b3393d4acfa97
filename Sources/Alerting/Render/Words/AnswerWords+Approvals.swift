/// What is said about approvals and to those who approve, and what is said of a claim that is right after all, language
/// by language.
extension AnswerWords {
    static let kazakhApprovals: [Phrase: String] = [
        .approveTap: "немесе басыңыз: /approve_{code}",
        .approveTell: "Осы мәтіндерді бекіту үшін кеңсеге {code} кодын айтыңыз. Кеңседе: {command}",
        .approveHoldingTell: "Тек уақытша хабарды бекіту үшін кеңсеге {code} кодын айтыңыз. Кеңседе: {command}",
        .approvalTaken: "Бекітілді.",
        .approvalHolding: "Бекітілді: тек уақытша хабар.",
        .approvalAgain: "Қабылданды. Сіз жалғыз бекітесіз: мәтіндерді {date} кейін тағы оқып, қайта бекітіңіз.",
        .approvalUnknown: "{code} коды бар мәтін қазір жоқ. Ештеңе бекітілген жоқ.",
        .approvalWithoutCode: "Қай мәтін? Сұрауда тұрған алты цифрды жазыңыз. Ештеңе бекітілген жоқ.",
        .approvalNotYours: "Мәтіндерді бекітетіндердің арасында сіз жоқсыз. Ештеңе бекітілген жоқ.",
        .trueAdvice: "Бұл — рас. Жоққа шығармаңыз.",
        .trueSubject: "Jibu: бұрынғы хабарды түзету керек",
        .trueLead: "{name}: біз теріске шығарған бір нәрсе рас болып шықты. Оны білгендерге түзету айту керек.",
        .trueHow: "Жауап файлына не рас екенін жазып, бекіттіріңіз. Содан кейін кеңседе: {command}",
    ]

    static let russianApprovals: [Phrase: String] = [
        .approveTap: "или нажмите /approve_{code}",
        .approveTell: "Чтобы утвердить эти тексты, сообщите в офис код {code}. В офисе: {command}",
        .approveHoldingTell:
            "Чтобы утвердить только временное сообщение, сообщите в офис код {code}. В офисе: "
            + "{command}",
        .approvalTaken: "Утверждено.",
        .approvalHolding: "Утверждено: только временное сообщение.",
        .approvalAgain: "Принято. Вы утверждаете в одиночку: перечитайте тексты и утвердите ещё раз после {date}.",
        .approvalUnknown: "Текста с кодом {code} сейчас нет. Ничего не утверждено.",
        .approvalWithoutCode: "Какой текст? Пришлите шесть цифр из запроса. Ничего не утверждено.",
        .approvalNotYours: "Вас нет среди тех, кто утверждает тексты. Ничего не утверждено.",
        .trueAdvice: "Это правда. Не опровергайте.",
        .trueSubject: "Jibu: нужно исправить прежнее сообщение",
        .trueLead:
            "{name}: то, что мы опровергали, оказалось правдой. Тем, кто получил опровержение, нужно "
            + "исправление.",
        .trueHow: "Впишите в ответ, что верно, и дайте утвердить. Затем в офисе: {command}",
    ]

    static let swahiliApprovals: [Phrase: String] = [
        .approveTap: "au gusa /approve_{code}",
        .approveTell: "Kuidhinisha maandishi haya, iambie ofisi msimbo {code}. Ofisini: {command}",
        .approveHoldingTell: "Kuidhinisha taarifa ya muda pekee, iambie ofisi msimbo {code}. Ofisini: {command}",
        .approvalTaken: "Imeidhinishwa.",
        .approvalHolding: "Imeidhinishwa: taarifa ya muda pekee.",
        .approvalAgain:
            "Imepokelewa. Unaidhinisha peke yako: soma maandishi tena kisha uidhinishe tena baada ya "
            + "{date}.",
        .approvalUnknown: "Hakuna maandishi yenye msimbo {code} sasa. Hakuna kilichoidhinishwa.",
        .approvalWithoutCode: "Maandishi yapi? Tuma tarakimu sita zilizo kwenye ombi. Hakuna kilichoidhinishwa.",
        .approvalNotYours: "Wewe si miongoni mwa wanaoidhinisha maandishi. Hakuna kilichoidhinishwa.",
        .trueAdvice: "Ni kweli. Usikanushe.",
        .trueSubject: "Jibu: marekebisho yanahitajika",
        .trueLead: "Kwa {name}: tulichokanusha kimethibitika kuwa kweli. Waliopata kanusho wanahitaji marekebisho.",
        .trueHow: "Andika ukweli kwenye faili la jibu, liidhinishwe, kisha ofisini: {command}",
    ]

    static let kinyarwandaApprovals: [Phrase: String] = [
        .approveTap: "cyangwa kanda /approve_{code}",
        .approveTell: "Kugira ngo wemeze izi nyandiko, bwira ibiro kode {code}. Mu biro: {command}",
        .approveHoldingTell:
            "Kugira ngo wemeze itangazo ry’agateganyo gusa, bwira ibiro kode {code}. Mu biro: "
            + "{command}",
        .approvalTaken: "Byemejwe.",
        .approvalHolding: "Byemejwe: itangazo ry’agateganyo gusa.",
        .approvalAgain: "Byakiriwe. Wemeza uri umwe: ongera usome inyandiko maze wongere wemeze nyuma ya {date}.",
        .approvalUnknown: "Nta nyandiko ifite kode {code} ubu. Nta cyemejwe.",
        .approvalWithoutCode: "Ni iyihe nyandiko? Ohereza imibare itandatu iri mu busabe. Nta cyemejwe.",
        .approvalNotYours: "Nturi mu bemeza inyandiko. Nta cyemejwe.",
        .trueAdvice: "Ni ukuri. Ntubihakane.",
        .trueSubject: "Jibu: hakenewe gukosora",
        .trueLead: "Kuri {name}: ibyo twahakanye byagaragaye ko ari ukuri. Abahawe ubwo butumwa bakeneye gukosorerwa.",
        .trueHow: "Andika ukuri mu gisubizo, cyemezwe, hanyuma mu biro: {command}",
    ]

    static let frenchApprovals: [Phrase: String] = [
        .approveTap: "ou touchez /approve_{code}",
        .approveTell: "Pour approuver ces textes, dites au bureau le code {code}. Au bureau : {command}",
        .approveHoldingTell:
            "Pour approuver seulement le message d’attente, dites au bureau le code {code}. Au bureau : "
            + "{command}",
        .approvalTaken: "Approuvé.",
        .approvalHolding: "Approuvé : seulement le message d’attente.",
        .approvalAgain: "Noté. Vous approuvez seul : relisez les textes, puis approuvez encore une fois après {date}.",
        .approvalUnknown: "Aucun texte n’a le code {code} en ce moment. Rien n’est approuvé.",
        .approvalWithoutCode: "Quel texte ? Envoyez les six chiffres de la demande. Rien n’est approuvé.",
        .approvalNotYours: "Vous n’êtes pas parmi ceux qui approuvent les textes. Rien n’est approuvé.",
        .trueAdvice: "C’est vrai. Ne le démentez pas.",
        .trueSubject: "Jibu : une correction est nécessaire",
        .trueLead:
            "Pour {name} : ce que nous avons démenti s’est révélé vrai. Ceux qui ont reçu le démenti ont besoin "
            + "d’une correction.",
        .trueHow: "Écrivez ce qui est vrai dans la réponse, faites-la approuver, puis au bureau : {command}",
    ]

    static let englishApprovals: [Phrase: String] = [
        .approveTap: "or tap /approve_{code}",
        .approveTell: "To approve these texts, tell the office the code {code}. There: {command}",
        .approveHoldingTell: "To approve only the holding statement, tell the office the code {code}. There: {command}",
        .approvalTaken: "Approved.",
        .approvalHolding: "Approved: the holding statement only.",
        .approvalAgain: "Noted. You approve alone: read the texts once more and approve again after {date}.",
        .approvalUnknown: "No text has the code {code} now. Nothing was approved.",
        .approvalWithoutCode: "Which text? Send the six digits that stand in the request. Nothing was approved.",
        .approvalNotYours: "You are not among those who approve texts. Nothing was approved.",
        .trueAdvice: "It is true. Do not deny it.",
        .trueSubject: "Jibu: a correction is needed",
        .trueLead:
            "For {name}: something that we denied turned out to be true. Those who got the denial need a "
            + "correction.",
        .trueHow: "Write what is true into the response and have it approved. Then, at the office: {command}",
    ]
}
