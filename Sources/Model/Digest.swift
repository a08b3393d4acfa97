/// The rendered notices of one delivery to one recipient, frozen before any connection opens.
package struct Digest: Sendable, Hashable {
    /// SHA-256 over recipient, channel and notice ids: the idempotency key, and the left side of the Message-ID.
    package var id: String
    package var recipient: String
    package var channel: String
    package var address: String
    package var created: Instant
    /// Never carries the claim itself.
    package var subject: String
    /// The notices it tells, in order of entries.
    package var notices: [String]
    /// Final bytes for the channel: a MIME message for mail, messages of a chat (`ChatMessage`), JSON for webhooks,
    /// text for the rest.
    package var bytes: [UInt8]
    /// The same content as plain text, for the terminal and for `explain`.
    package var text: String
    /// Not sent after this instant.
    package var expires: Instant
    /// The highest urgency of what it tells; low for words that tell of no alert.
    package var severity: Severity
    /// The same for digests that say the same to one person over different channels: one of them is enough. Nil for
    /// what no other digest says.
    package var sameAs: String?

    package init(
        id: String, recipient: String, channel: String, address: String, created: Instant, subject: String,
        notices: [String], bytes: [UInt8], text: String, expires: Instant, severity: Severity = .low,
        sameAs: String? = nil
    ) {
        self.id = id
        self.recipient = recipient
        self.channel = channel
        self.address = address
        self.created = created
        self.subject = subject
        self.notices = notices
        self.bytes = bytes
        self.text = text
        self.expires = expires
        self.severity = severity
        self.sameAs = sameAs
    }
}

/// What one person is told of one claim over one channel.
package struct ClaimThread: Sendable, Hashable {
    package var recipient: String
    package var channel: String
    package var claim: String

    package init(recipient: String, channel: String, claim: String) {
        self.recipient = recipient
        self.channel = channel
        self.claim = claim
    }
}

/// One row of the outbox: a digest and what became of it (delivery.md 2.8).
package struct Delivery: Sendable, Hashable {
    package enum State: String, Sendable, CaseIterable {
        case pending, inflight, accepted, unknown, retry, expired, cancelled
        case recipientDead = "recipient-dead"
        case configurationDead = "configuration-dead"

        /// Nothing more will be done about it.
        package var isFinal: Bool {
            switch self {
            case .accepted, .expired, .cancelled, .recipientDead: true
            case .pending, .inflight, .unknown, .retry, .configurationDead: false
            }
        }
    }
    package var digest: Digest
    package var state: State
    package var attempts: Int
    package var nextAttempt: Instant
    /// The last outcome's sentence.
    package var detail: String?
    /// Attempts after which nobody said what became of the digest: each may have shown it.
    package var doubts: Int
    /// When the last attempt began.
    package var begun: Instant?

    package init(
        digest: Digest, state: State, attempts: Int, nextAttempt: Instant, detail: String?, doubts: Int = 0,
        begun: Instant? = nil
    ) {
        self.digest = digest
        self.state = state
        self.attempts = attempts
        self.nextAttempt = nextAttempt
        self.detail = detail
        self.doubts = doubts
        self.begun = begun
    }
}
