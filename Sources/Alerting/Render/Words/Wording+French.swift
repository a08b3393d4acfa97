extension Wording {
    /// French counts 0 with the singular.
    static let french = Wording(
        language: "fr", endonym: "français",
        phrases: [
            .subject: "Jibu : {items}, gravité la plus haute : {severity}",
            .lead: "Pour {name} : {items}, {answers}.",
            .severityLow: "faible", .severityMedium: "moyenne", .severityHigh: "élevée", .severityCritical: "critique",
            .isNew: "nouveau", .isGrown: "en hausse",
            .found: "Trouvé", .foundBy: "{posts} de {authors} sur {platforms}",
            .place: "Lieu", .placeText: "nommé dans le texte", .placeSource: "la source écrit de ce lieu",
            .placeClaim: "l’affirmation concerne ce lieu", .placeUnknown: "inconnu",
            .firstSeen: "Vu pour la première fois", .timeAgo: "{time} ({ago})", .justNow: "à l’instant",
            .words: "Mots trouvés", .sources: "Où",
            .why: "Pourquoi vous voyez ceci",
            .whyStatement: "la liste « {list} » surveille cette affirmation : « {statement} »",
            .foundAsWritten: "trouvé tel qu’écrit",
            .foundDeobfuscated: "trouvé après remplacement de lettres ressemblantes",
            .foundSqueezed: "trouvé après réunion de lettres écrites séparément",
            .rule: "envoyé par la règle « {route} »",
            .advice: "Conseil", .respond: "répondez maintenant",
            .respondLater: "il faut répondre, mais attendez la réponse approuvée",
            .monitor: "surveillez, ne répondez pas encore",
            .limits: "on répond à partir de {posts} de {authors}, ou d’une gravité : {severity}",
            .watchNote: "Peu de gens ont vu ceci. Une réponse maintenant le montrerait à davantage de monde.",
            .answer: "Réponse approuvée, version {version}, langue : {language}",
            .approvedBy: "approuvée par {who}, {date}",
            .copyFrom: "copier à partir d’ici", .copyTo: "copier jusqu’ici", .smsAnswer: "La même par SMS",
            .noAnswer: "Pas de réponse approuvée : {reason}. Demandez à {owner}.",
            .answerMissing: "personne ne l’a écrite", .answerDraft: "c’est encore un brouillon",
            .answerExpired: "elle est marquée comme périmée", .answerOverdue: "elle devait être revue avant le {date}",
            .answerBroken: "son texte ne peut pas être composé",
            .contact: "Contact", .evidence: "Preuves",
            .footer:
                "Envoyé par Jibu pour {office}. Jibu ne publie jamais rien lui-même. Une erreur ? Écrivez à {contact}.",
        ],
        counted: [
            .items: singularPlural("{n} sujet", "{n} sujets"),
            .answers: singularPlural("{n} réponse approuvée prête", "{n} réponses approuvées prêtes"),
            .posts: singularPlural("{n} publication", "{n} publications"),
            .authors: singularPlural("{n} auteur", "{n} auteurs"),
            .grown: singularPlural("{n} de plus depuis le dernier message", "{n} de plus depuis le dernier message"),
            .minutesAgo: singularPlural("il y a {n} minute", "il y a {n} minutes"),
            .hoursAgo: singularPlural("il y a {n} heure", "il y a {n} heures"),
            .daysAgo: singularPlural("il y a {n} jour", "il y a {n} jours"),
            .persons: singularPlural(
                "{n} publication d’un particulier sur {platforms}, la dernière à {time} ; ni nom ni lien ici",
                "{n} publications de particuliers sur {platforms}, la dernière à {time} ; ni noms ni liens ici"),
            .moreSources: singularPlural("et {n} de plus", "et {n} de plus"),
            .folded: singularPlural(
                "+{n} sujet suivra dans le prochain message.", "+{n} sujets suivront dans le prochain message."),
            .stillOpen: singularPlural(
                "Encore ouvert, déjà signalé : {n} sujet : {titles}",
                "Encore ouverts, déjà signalés : {n} sujets : {titles}"),
        ],
        plural: { $0 < 2 ? .one : .other }, plurals: [.one, .other])
}
