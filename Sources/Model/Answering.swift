/// Below which an alert is only watched (delivery.md 4: the tipping point). Every number must be reached, or the
/// severity.
package struct TippingPoint: Sendable, Hashable {
    /// Posts in all stories of the claim.
    package var posts: Int
    /// Distinct authors among them.
    package var authors: Int
    /// Platforms that it crossed.
    package var platforms: Int
    /// Posts in the last six hours.
    package var speed: Int
    /// Posts about the reader's own area, in per cent.
    package var localShare: Int
    /// From this severity on an alert is answered whatever its reach.
    package var severity: Severity

    /// What holds when nobody says otherwise.
    package static let standard = TippingPoint(posts: 3, authors: 2, severity: .critical)

    package init(
        posts: Int, authors: Int, platforms: Int = 1, speed: Int = 0, localShare: Int = 0, severity: Severity
    ) {
        self.posts = posts
        self.authors = authors
        self.platforms = platforms
        self.speed = speed
        self.localShare = localShare
        self.severity = severity
    }
}

/// How an office answers: `responses:` of jibu.yaml beside the tipping point.
package struct AnsweringPolicy: Sendable, Hashable {
    /// From this severity on a claim whose reach nobody knows is answered.
    package var unknownReachFrom: Severity
    /// Recipients who approve texts; when there are none, the status in the file counts.
    package var approvers: [String]
    /// How long somebody who approves alone waits before reading the text again.
    package var aloneAfter: TimeSpan
    /// No text is given out before the answer stands on the office's own site.
    package var siteFirst: Bool
    /// How often runs look whether the evidence of answers can still be opened; nil: never.
    package var checkEvidence: TimeSpan?

    package init(
        unknownReachFrom: Severity = .high, approvers: [String] = [], aloneAfter: TimeSpan = .minutes(30),
        siteFirst: Bool = false, checkEvidence: TimeSpan? = nil
    ) {
        self.checkEvidence = checkEvidence
        self.unknownReachFrom = unknownReachFrom
        self.approvers = approvers
        self.aloneAfter = aloneAfter
        self.siteFirst = siteFirst
    }
}

/// Somebody approved a text: an event of the ledger.
package struct Approval: Sendable, Hashable {
    package var claim: String
    /// Of all variants; see `ApprovalCode`.
    package var hash: String
    /// Of the holding statements.
    package var holdingHash: String
    /// False: only the holding statements.
    package var coversAnswer: Bool
    /// The recipient who approved.
    package var approver: String
    /// `command`, or the channel of the reply.
    package var channel: String
    /// The reply's own id on its channel; nil for the command.
    package var externalID: String?
    package var at: Instant
    /// When a run heard of it: only then can anybody be told. Nil in approvals that an older Jibu took.
    package var taken: Instant?

    package init(
        claim: String, hash: String, holdingHash: String, coversAnswer: Bool, approver: String, channel: String,
        externalID: String? = nil, at: Instant, taken: Instant? = nil
    ) {
        self.taken = taken
        self.claim = claim
        self.hash = hash
        self.holdingHash = holdingHash
        self.coversAnswer = coversAnswer
        self.approver = approver
        self.channel = channel
        self.externalID = externalID
        self.at = at
    }
}

/// Where the office published its answer.
package struct Publication: Sendable, Hashable {
    package var claim: String
    package var url: String
    package var recorded: Instant
    /// Hash of the text that was found there; nil: not looked at yet, or not found.
    package var foundHash: String?
    package var checked: Instant?
    /// Hash of the text that was looked for last.
    package var soughtHash: String?
    /// How often that text was looked for and not found.
    package var tries: Int
    /// When to look again; nil: now, or, once it was looked for in vain for long enough, not by itself any more.
    package var next: Instant?

    package init(
        claim: String, url: String, recorded: Instant, foundHash: String? = nil, checked: Instant? = nil,
        soughtHash: String? = nil, tries: Int = 0, next: Instant? = nil
    ) {
        self.claim = claim
        self.url = url
        self.recorded = recorded
        self.foundHash = foundHash
        self.checked = checked
        self.soughtHash = soughtHash
        self.tries = tries
        self.next = next
    }
}

/// What the ledger knows about answers, beside the files.
package struct AnswerRecord: Sendable, Hashable {
    /// Oldest first.
    package var approvals: [Approval]
    /// Claim id to the office's page.
    package var publications: [String: Publication]
    /// Alert id to the recipient who claimed it.
    package var claimedBy: [String: String]
    /// Alert id to the end of that recipient's lease.
    package var claimedUntil: [String: Instant]

    package init(
        approvals: [Approval] = [], publications: [String: Publication] = [:], claimedBy: [String: String] = [:],
        claimedUntil: [String: Instant] = [:]
    ) {
        self.approvals = approvals
        self.publications = publications
        self.claimedBy = claimedBy
        self.claimedUntil = claimedUntil
    }
}
