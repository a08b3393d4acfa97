/// Every sentence or word that a digest says by itself. `{name}` marks what is filled in.
enum Phrase: String, CaseIterable, Sendable {
    case subject, lead
    case severityLow, severityMedium, severityHigh, severityCritical
    case badge, isNew, isGrown
    case found, foundBy
    case place, placeText, placeSource, placeClaim, placeUnknown
    case firstSeen, timeAgo, justNow
    case words, sources
    case why, whyStatement, foundDeobfuscated, foundSqueezed, rising
    case advice, respond, respondLater, monitor, watchNote, topicWatch
    case answer, answerLanguage, approvedBy, copyFrom, copyTo, copyButton, smsAnswer
    case noAnswer, answerMissing, answerDraft, answerExpired, answerOverdue, answerBroken
    case contact, evidence
    case limits, limitsToo, personsNote, timesNote
    case insteadOf, electionSilence
    case beatSubject, beatLead, beatHelp, beatGapsSubject, beatGapsLead, beatNoRun
    case gapOpen, gapClosed, gapFailed, gapThrottled, gapGone, gapOffline, gapOff, gapLate, unwatched
    case wordSubject, wordLead, wordRefused, wordExpired, wordUnconfirmed, wordBroken, wordHelp
    case footer
    case referAdvice, ignoreAdvice, decidedBy, answeredYes, answeredNo
    case causeOpinion, causeExperimental, causeUnknown, causeSettled, causeAnswered, causeAside
    case aside, toneOpinion, toneSatire, toneQuestion, toneDenial
    case answerNotApproved, answerReadAgain, answerNotOnSite, answerTrue
    case taken, takenWait, published, holding, spoken
    case shareTelegram, shareWhatsApp, shareSMS, shareMail
    case doNot, ifAsked
    case askSubject, askLead, askStatement, askNeeded
    case approveSubject, approveLead, approveHow, approveHolding, approveAgain
    case approveSMS, approveFacts, approveNext, approveMore
    case approveTap, approveTell, approveHoldingTell
    case approvalTaken, approvalHolding, approvalAgain, approvalUnknown, approvalWithoutCode, approvalNotYours
    case trueAdvice, trueSubject, trueLead, trueHow
    case isReady, answerShort, approveCovers, holdingShort
    case ratingUnverified, ratingFalse, ratingMisleading, ratingTrue
    case correctionSubject, correctionLead, correctionText
}

/// What a digest says with a number in it: `{n}` is the number, the form follows the language's plural rule.
enum Counted: String, CaseIterable, Sendable {
    case items, answers, posts, authors, grown, elsewhere, minutesAgo, hoursAgo, daysAgo, persons
    case morePlaces, moreSources, moreGaps, unseen, waited, ran, sourcesRead, sourcesFailed, folded, stillOpen
}

/// Plural categories of CLDR for whole numbers, as far as our languages need them.
enum Plural: String, CaseIterable, Sendable { case one, few, many, other }

/// The words of one language.
struct Wording: Sendable {
    let language: String
    /// The language's own name for itself.
    let endonym: String
    let phrases: [Phrase: String]
    let counted: [Counted: [Plural: String]]
    /// Names of platforms that every language has its own words for; see `platform`.
    let platforms: [String: String]
    let plural: @Sendable (Int) -> Plural
    /// Categories that a counted phrase must have.
    let plurals: [Plural]

    static let all: [Wording] = [.kazakh, .russian, .swahili, .kinyarwanda, .french, .english]

    /// The first of the languages that we have words in; English when there is none.
    static func first(of languages: [String]) -> Wording {
        for language in languages { if let wording = all.first(where: { $0.language == language }) { return wording } }
        return .english
    }

    static func endonym(_ language: String) -> String { all.first { $0.language == language }?.endonym ?? language }

    func say(_ phrase: Phrase, _ values: [String: String] = [:]) -> String {
        Self.fill(phrases[phrase] ?? Wording.english.phrases[phrase] ?? phrase.rawValue, values)
    }

    /// Names that are the same in every language.
    private static let brands = [
        "bluesky": "Bluesky", "facebook": "Facebook", "instagram": "Instagram", "mastodon": "Mastodon",
        "reddit": "Reddit", "telegram": "Telegram", "threads": "Threads", "tiktok": "TikTok", "viber": "Viber",
        "vk": "VK", "whatsapp": "WhatsApp", "whatsapp-export": "WhatsApp", "x": "X", "youtube": "YouTube",
    ]

    /// A platform as readers call it; one that is not known keeps its id.
    func platform(_ id: String) -> String { platforms[id] ?? Self.brands[id] ?? id }

    func say(_ phrase: Counted, _ number: Int, _ values: [String: String] = [:]) -> String {
        let forms = counted[phrase] ?? [:]
        let form = forms[plural(number)] ?? forms[.other] ?? phrase.rawValue
        return Self.fill(form, values.merging(["n": String(number)]) { own, _ in own })
    }

    /// Puts values in one pass, so that braces inside a value stay what they are.
    static func fill(_ template: String, _ values: [String: String]) -> String {
        var text = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            text += rest[..<open]
            let name = String(rest[rest.index(after: open)..<close])
            text += values[name] ?? String(rest[open...close])
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }

    /// One form for 1, another for everything else.
    static func singularPlural(_ one: String, _ other: String) -> [Plural: String] { [.one: one, .other: other] }

    static let oneOrOther: @Sendable (Int) -> Plural = { $0 == 1 ? .one : .other }
}
