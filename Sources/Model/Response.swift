/// The approved answer to one claim: `watchlists/responses/CLAIM.yaml` (design decision 17).
package struct ResponseTemplate: Sendable, Hashable {
    package enum Status: String, Sendable, CaseIterable { case draft, approved, expired }
    package enum ClaimStatus: String, Sendable, CaseIterable { case unverified, `false`, misleading, `true` }

    package var claim: String
    package var version: Int
    package var status: Status
    package var claimStatus: ClaimStatus
    package var owner: String
    package var approvedBy: String?
    package var approvedOn: CivilDate?
    package var reviewBy: CivilDate
    package var contact: String
    package var evidence: [Evidence]
    /// Language code to text.
    package var variants: [String: Variant]

    package struct Evidence: Sendable, Hashable {
        package var title: String
        package var url: String
        package var publisher: String
        package var date: CivilDate
        package init(title: String, url: String, publisher: String, date: CivilDate) {
            self.title = title
            self.url = url
            self.publisher = publisher
            self.date = date
        }
    }

    /// One language of the answer. `post` is what the deputy pastes; it is a
    /// Mustache template over the other fields, `contact`, `evidence_url` and `place`.
    package struct Variant: Sendable, Hashable {
        package var fact: String
        package var warning: String
        package var mythOnce: String
        package var whyWrong: String
        package var instead: String
        package var action: String
        package var post: String
        package var sms: String?

        package init(
            fact: String, warning: String, mythOnce: String, whyWrong: String, instead: String, action: String,
            post: String, sms: String?
        ) {
            self.fact = fact
            self.warning = warning
            self.mythOnce = mythOnce
            self.whyWrong = whyWrong
            self.instead = instead
            self.action = action
            self.post = post
            self.sms = sms
        }
    }

    package init(
        claim: String, version: Int, status: Status, claimStatus: ClaimStatus, owner: String, approvedBy: String?,
        approvedOn: CivilDate?, reviewBy: CivilDate, contact: String, evidence: [Evidence],
        variants: [String: Variant]
    ) {
        self.claim = claim
        self.version = version
        self.status = status
        self.claimStatus = claimStatus
        self.owner = owner
        self.approvedBy = approvedBy
        self.approvedOn = approvedOn
        self.reviewBy = reviewBy
        self.contact = contact
        self.evidence = evidence
        self.variants = variants
    }
}

/// Below which an alert is only watched (delivery.md 4: the tipping point).
package struct TippingPoint: Sendable, Hashable {
    /// Posts in all stories of the claim.
    package var posts: Int
    /// Distinct authors among them.
    package var authors: Int
    /// From this severity on an alert is answered whatever its reach.
    package var severity: Severity
    package init(posts: Int, authors: Int, severity: Severity) {
        self.posts = posts
        self.authors = authors
        self.severity = severity
    }
}
