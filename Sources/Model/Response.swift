/// The answer to one claim, and what the office knows about it: `watchlists/responses/CLAIM.yaml` (design decision 17).
package struct ResponseTemplate: Sendable, Hashable {
    package enum Status: String, Sendable, CaseIterable { case draft, approved, expired }
    package enum ClaimStatus: String, Sendable, CaseIterable { case unverified, `false`, misleading, `true` }
    /// How a false claim deceives (Debunking Handbook 2020).
    package enum Technique: String, Sendable, CaseIterable {
        case logic, conspiracy, impersonation
        case fakeExpert = "fake-expert"
        case impossibleExpectation = "impossible-expectation"
        case cherryPicking = "cherry-picking"
        case outOfContext = "out-of-context"
    }

    package var claim: String
    package var version: Int
    package var status: Status
    package var claimStatus: ClaimStatus
    package var owner: String
    /// Who knows the matter and is asked when there is no text to give out: a recipient's id, or a name.
    package var factOwner: String?
    package var approvedBy: String?
    package var approvedOn: CivilDate?
    /// Who approved the holding statements, as far as the file says.
    package var holdingApprovedBy: String?
    package var reviewBy: CivilDate
    package var contact: String
    package var decision: Decision
    package var technique: Technique?
    package var evidence: [Evidence]
    /// When the office says more about what it does not know yet.
    package var nextUpdate: Instant?
    /// The language that the others are translated from.
    package var sourceLanguage: String?
    /// Language code to text.
    package var variants: [String: Variant]

    /// What the office settled about answering this claim, before any numbers.
    package struct Decision: Sendable, Hashable {
        /// `auto`: the numbers decide. The others hold whatever the numbers say.
        package enum Choice: String, Sendable, CaseIterable { case auto, monitor, ignore, refer }
        package var choice: Choice
        package var reason: String?
        /// Whose claim it is to answer; with `refer`.
        package var referTo: String?
        /// The claim's own tipping point; nil: that of jibu.yaml.
        package var respondFrom: TippingPoint?

        package init(
            choice: Choice = .auto, reason: String? = nil, referTo: String? = nil, respondFrom: TippingPoint? = nil
        ) {
            self.choice = choice
            self.reason = reason
            self.referTo = referTo
            self.respondFrom = respondFrom
        }
    }

    package struct Evidence: Sendable, Hashable {
        package var title: String
        package var url: String
        package var publisher: String
        package var date: CivilDate
        /// A copy that stays when the page changes.
        package var archiveURL: String?
        /// What it shows, in one sentence.
        package var shows: String?
        /// Somebody else than the office published it.
        package var outsideOffice: Bool

        package init(
            title: String, url: String, publisher: String, date: CivilDate, archiveURL: String? = nil,
            shows: String? = nil, outsideOffice: Bool = false
        ) {
            self.title = title
            self.url = url
            self.publisher = publisher
            self.date = date
            self.archiveURL = archiveURL
            self.shows = shows
            self.outsideOffice = outsideOffice
        }
    }

    /// Where a text of the answer is used.
    package enum Channel: String, Sendable, CaseIterable {
        case x, telegram, whatsapp, facebook, mail
        /// Thirty seconds aloud, or the points of a video.
        case spoken
    }

    /// A question that may come back, with its answer.
    package struct HardQuestion: Sendable, Hashable {
        package var question: String
        package var answer: String
        package init(question: String, answer: String) {
            self.question = question
            self.answer = answer
        }
    }

    /// One language of the answer. `post`, `sms`, `holding` and the texts of channels are Mustache templates over the
    /// parts, `contact`, `evidence_url`, `link`, `office`, `date` and `place`.
    package struct Variant: Sendable, Hashable {
        package var fact: String
        package var warning: String
        package var mythOnce: String
        package var whyWrong: String
        package var instead: String
        package var action: String
        package var post: String
        package var sms: String?
        /// What is said before there is an approved answer: that the office looks into it, and no more.
        package var holding: String?
        /// What the office does not know yet.
        package var unknowns: String?
        /// Texts of their own for channels; the others are made of the parts.
        package var texts: [Channel: String]
        package var doNot: [String]
        package var hardQuestions: [HardQuestion]
        /// Mark of the source text that this is a translation of, as lint prints it.
        package var translates: String?

        package init(
            fact: String, warning: String, mythOnce: String, whyWrong: String, instead: String, action: String,
            post: String, sms: String?, holding: String? = nil, unknowns: String? = nil, texts: [Channel: String] = [:],
            doNot: [String] = [], hardQuestions: [HardQuestion] = [], translates: String? = nil
        ) {
            self.fact = fact
            self.warning = warning
            self.mythOnce = mythOnce
            self.whyWrong = whyWrong
            self.instead = instead
            self.action = action
            self.post = post
            self.sms = sms
            self.holding = holding
            self.unknowns = unknowns
            self.texts = texts
            self.doNot = doNot
            self.hardQuestions = hardQuestions
            self.translates = translates
        }
    }

    package init(
        claim: String, version: Int, status: Status, claimStatus: ClaimStatus, owner: String, factOwner: String? = nil,
        approvedBy: String?, approvedOn: CivilDate?, holdingApprovedBy: String? = nil, reviewBy: CivilDate,
        contact: String, decision: Decision = Decision(), technique: Technique? = nil, evidence: [Evidence],
        nextUpdate: Instant? = nil, sourceLanguage: String? = nil, variants: [String: Variant]
    ) {
        self.claim = claim
        self.version = version
        self.status = status
        self.claimStatus = claimStatus
        self.owner = owner
        self.factOwner = factOwner
        self.approvedBy = approvedBy
        self.approvedOn = approvedOn
        self.holdingApprovedBy = holdingApprovedBy
        self.reviewBy = reviewBy
        self.contact = contact
        self.decision = decision
        self.technique = technique
        self.evidence = evidence
        self.nextUpdate = nextUpdate
        self.sourceLanguage = sourceLanguage
        self.variants = variants
    }
}
