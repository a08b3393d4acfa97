extension Wording {
    /// French counts 0 with the singular.
    static let french = Wording(
        language: "fr", endonym: "français",
        phrases: AnswerWords.joined(AnswerWords.french.merging(AnswerWords.frenchApprovals) { $1 }, [
            .subject: "Jibu : {items}, gravité la plus haute : {severity}",
            .lead: "Pour {name} : {items}, {answers}.",
            .severityLow: "faible", .severityMedium: "moyenne", .severityHigh: "élevée", .severityCritical: "critique",
            .isNew: "nouveau", .isGrown: "en hausse",
            .found: "Trouvé", .foundBy: "{posts} de {authors} ({platforms})",
            .place: "Lieu", .placeText: "nommé dans le texte", .placeSource: "la source parle de ce lieu",
            .placeClaim: "l’affirmation concerne ce lieu", .placeUnknown: "inconnu",
            .firstSeen: "Première fois", .timeAgo: "{time} ({ago})", .justNow: "à l’instant",
            .words: "Mots trouvés", .sources: "Où",
            .why: "Pourquoi",
            .whyStatement: "« {statement} » (liste « {list} », règle « {route} »)",
            .foundDeobfuscated: "trouvé après remplacement de lettres ressemblantes",
            .foundSqueezed: "trouvé après réunion de lettres écrites séparément",
            .topicWatch:
                "Aucune affirmation n’est connue. Lisez les publications et voyez s’il faut en décrire une.",
            .rising:
                "Diffusion rapide : {posts} de {authors} du {from} au {to} ; "
                + "à cette heure les jours précédents {earlier} en {hours} h. Gravité retenue : {severity}.",
            .advice: "Conseil", .respond: "Répondez maintenant.",
            .respondLater: "Il faut répondre, mais attendez la réponse approuvée.",
            .monitor: "Surveillez, ne répondez pas encore.",
            .limits:
                "Répondre est conseillé dès {posts} de {authors}, tous lieux compris, ou dès la gravité : {severity}.",
            .watchNote: "Peu de gens ont vu ceci. Une réponse maintenant le montrerait à davantage de monde.",
            .answer: "Réponse approuvée, version {version}",
            .approvedBy: "approuvée par {who}, {date}",
            .copyFrom: "copier à partir d’ici", .copyTo: "copier jusqu’ici", .smsAnswer: "La même par SMS",
            .noAnswer: "Pas de réponse approuvée : {reason}. Demandez à {owner}.",
            .answerMissing: "personne ne l’a écrite", .answerDraft: "c’est encore un brouillon",
            .answerExpired: "elle est marquée comme périmée", .answerOverdue: "elle devait être revue avant le {date}",
            .answerBroken: "son texte ne peut pas être composé",
            .copyButton: "Copier la réponse {n}",
            .contact: "Contact", .evidence: "Preuves",
            .badge: "gravité {severity}, {state}",
            .answerLanguage: "en {language}",
            .personsNote: "Les publications de particuliers sont seulement comptées : ni noms ni liens.",
            .timesNote: "Fuseau horaire : {zone}.",
            .insteadOf: "Envoyé à vous car {names} n’est pas là ou reste injoignable.",
            .electionSilence:
                "Silence électoral jusqu’au {date} : la réponse est retenue. Ne publiez rien à ce sujet avant.",
            .beatSubject: "Rien à signaler cette semaine",
            .beatLead:
                "Pour {name} : Jibu a travaillé et n’a rien trouvé pour vous depuis le {from}. "
                + "{runs} {read}, {failed}.",
            .beatGapsSubject: "Rien trouvé cette semaine, mais avec des interruptions",
            .beatGapsLead:
                "Pour {name} : depuis le {from}, Jibu n’a rien trouvé pour vous, mais il n’a pas tourné tout le temps. "
                + "{runs} {read}, {failed}.",
            .beatNoRun:
                "Jibu n’a pas tourné du {from} au {to}. Les publications de ce temps ont été lues plus tard, "
                + "pour autant que leurs sources les montraient encore.",
            .beatHelp: "Si rien n’arrive pendant plus d’une semaine, demandez à {contact} : Jibu est peut-être arrêté.",
            .gapOpen: "Non suivi depuis {from} : {source}, {reason}.",
            .gapClosed:
                "Non suivi du {from} au {to} : {source}, {reason}. Des publications de ce temps peuvent manquer.",
            .gapFailed: "la source ne répond pas",
            .gapThrottled: "la source demande moins de requêtes",
            .gapGone: "la source n’existe plus",
            .gapOffline: "il n’y avait pas de réseau",
            .gapOff: "Jibu n’a pas tourné",
            .gapLate: "la source n’a pas été interrogée à temps",
            .unwatched: "Non suivis : {platforms}, groupes fermés et messages privés.",
            .wordSubject: "Jibu a besoin de vous : des messages n’arrivent pas",
            .wordLead: "Pour {name} : Jibu n’a pas pu livrer ce qui suit.",
            .wordRefused: "{name} est injoignable par {channel} : {why}",
            .wordExpired: "Un message pour {name} par {channel} a dépassé son délai : {why}",
            .wordUnconfirmed: "On ne sait pas si un message pour {name} par {channel} est arrivé : {why}",
            .wordBroken:
                "Le canal {channel} ne fonctionne pour personne tant que ses réglages ne sont pas corrigés : {why}",
            .wordHelp:
                "Corrigez les adresses et les canaux dans jibu.yaml. Ce qui peut encore partir partira tout seul.",
            .footer:
                "Envoyé par Jibu pour {office}. Jibu ne publie jamais rien lui-même. Une erreur ? Écrivez à {contact}.",
        ]),
        counted: [
            .items: singularPlural("{n} sujet", "{n} sujets"),
            .answers: singularPlural("{n} réponse approuvée prête", "{n} réponses approuvées prêtes"),
            .posts: singularPlural("{n} publication", "{n} publications"),
            .authors: singularPlural("{n} auteur", "{n} auteurs"),
            .grown: singularPlural("{n} de plus depuis le dernier message", "{n} de plus depuis le dernier message"),
            .elsewhere: singularPlural(
                "{n} autre publication ailleurs, comptée pour ce conseil.",
                "{n} autres publications ailleurs, comptées pour ce conseil."),
            .morePlaces: singularPlural("et {n} autre lieu", "et {n} autres lieux"),
            .minutesAgo: singularPlural("il y a {n} minute", "il y a {n} minutes"),
            .hoursAgo: singularPlural("il y a {n} heure", "il y a {n} heures"),
            .daysAgo: singularPlural("il y a {n} jour", "il y a {n} jours"),
            .persons: singularPlural(
                "{n} publication d’un particulier{platforms}, {time}",
                "{n} publications de particuliers{platforms}, la dernière : {time}"),
            .moreSources: singularPlural("et {n} de plus", "et {n} de plus"),
            .moreGaps: singularPlural("et {n} autre interruption", "et {n} autres interruptions"),
            .unseen: singularPlural(
                "Non examinée : {n} publication avec images ou son et sans texte.",
                "Non examinées : {n} publications avec images ou son et sans texte."),
            .waited: singularPlural(
                "{n} de ces sujets a attendu, pour que vous receviez moins de messages.",
                "{n} de ces sujets ont attendu, pour que vous receviez moins de messages."),
            .ran: singularPlural("Il a tourné {n} fois.", "Il a tourné {n} fois."),
            .sourcesRead: singularPlural("{n} source a été lue", "{n} sources ont été lues"),
            .sourcesFailed: singularPlural("{n} n’a pas pu être lue", "{n} n’ont pas pu être lues"),
            .folded: singularPlural(
                "+{n} sujet suivra dans le prochain message.", "+{n} sujets suivront dans le prochain message."),
            .stillOpen: singularPlural(
                "Encore ouvert, déjà signalé : {n} sujet : {titles}",
                "Encore ouverts, déjà signalés : {n} sujets : {titles}"),
        ],
        platforms: ["feed": "sites et forums", "exec": "une autre source"],
        plural: { $0 < 2 ? .one : .other }, plurals: [.one, .other])
}
