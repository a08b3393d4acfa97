import Model

/// Answer, watch, leave alone or pass on, with what it was decided by.
package struct ResponseDecision: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable { case respond, monitor, ignore, refer }

    /// What decided, when it was not the numbers.
    package enum Cause: Sendable, Hashable {
        case topicWatch
        /// Opinion, criticism or satire: the claim is called so.
        case protected(Claim.Kind)
        /// Every post reads like opinion, satire, a question or a denial.
        case aside
        case experimental
        /// The office settled it, for this reason.
        case settled(String?)
        /// Somebody else's claim to answer.
        case refersTo(String, String?)
        case unknownReach
        case answered
        /// The claim is right after all: nothing is denied any more.
        case trueAfterAll
    }

    package var kind: Kind
    package var inputs: DecisionInputs
    package var cause: Cause?
    /// The approved answer; only when `kind` is respond.
    package var answer: Answer?
    /// Why there is none although one is due.
    package var refusal: Refusal?
    /// What may be said until there is one.
    package var holding: Holding?
    /// The office's page with the answer, when it was found there.
    package var published: String?
    /// The end of an election silence that holds the answer back; nil when there is none.
    package var withheldUntil: Instant?

    package var reach: Reach { inputs.reach }
    package var severity: Severity { inputs.severity }
    package var tipping: TippingPoint { inputs.tipping }

    /// The name of whoever else answers this here; nil: nobody does.
    package var taker: String? { if case .taken(let name) = refusal?.reason { name } else { nil } }

    /// An approved answer, ready to paste.
    package struct Answer: Sendable, Hashable {
        package var version: Int
        package var language: String
        package var approvedBy: String?
        package var approvedOn: CivilDate?
        package var post: String
        package var sms: String?
        /// Texts for channels; none that a template cannot give.
        package var texts: [ResponseTemplate.Channel: String]
        /// Those of them that the office wrote itself.
        package var written: Set<ResponseTemplate.Channel> = []
        package var contact: String
        package var evidence: [ResponseTemplate.Evidence]
        package var doNot: [String]
        package var hardQuestions: [ResponseTemplate.HardQuestion]
    }

    /// A statement that says that the office looks into it, and no more.
    package struct Holding: Sendable, Hashable {
        package var language: String
        package var text: String
        package var approvedBy: String
    }

    /// No text may be given out; this person knows more.
    package struct Refusal: Error, Sendable, Hashable {
        package enum Reason: Sendable, Hashable {
            case missing, draft, expired, broken
            case reviewOverdue(CivilDate)
            /// Nobody approved these very words.
            case notApproved
            /// Somebody who approves alone has to read it once more after this instant.
            case readAgain(Instant)
            /// It is not found on the office's own site yet.
            case notOnSite
            /// The claim is right after all: what was said before has to be corrected.
            case trueAfterAll
            /// Somebody else of this area has taken it on: one voice.
            case taken(by: String)
        }
        package var reason: Reason
        package var owner: String
    }

    /// The decision in plain English, one line a fact.
    package var words: [String] {
        let seen =
            reach.posts == 0
            ? "no post that counts"
            : "\(Count.of(reach.posts, "post")) by \(Count.of(reach.authors, "author")) on "
                + reach.platforms.joined(separator: ", ")
        var lines = ["\(kind.rawValue): \(seen), severity \(severity.rawValue); answers start at \(tipping.words)"]
        // Where nothing counts there is no speed and no share.
        let numbers =
            reach.posts == 0
            ? "" : "\(Count.of(inputs.speed, "post")) in six hours, \(inputs.localShare) % about the area, "
        lines.append(
            numbers + (inputs.isAnswered ? "answered already" : "not answered yet")
                + (reach.isUnknown ? "; nobody knows how far it went" : ""))
        lines += inputs.aside.map(\.words)
        if let cause { lines.append(cause.words) }
        if let published { lines.append("on the office's page: \(published)") }
        if let withheldUntil {
            lines.append("the answer is held back until \(withheldUntil): election silence")
        } else if let answer {
            lines.append("approved answer, version \(answer.version), in \(answer.language)")
        } else if let refusal {
            if let holding {
                lines.append("holding statement, approved by \(holding.approvedBy), in \(holding.language)")
            }
            lines.append("no approved answer: \(refusal.reason.words); ask \(refusal.owner)")
        } else if cause == nil || cause == .topicWatch || cause == .unknownReach {
            lines.append("no text to post: an answer now would spread what few have seen")
        } else {
            lines.append("no text to post")
        }
        return lines
    }
}

extension TippingPoint {
    /// In plain English.
    var words: String {
        var words = "\(Count.of(posts, "post")) by \(Count.of(authors, "author"))"
        if platforms > 1 { words += " on \(platforms) platforms" }
        if speed > 0 { words += ", \(speed) of them in six hours" }
        if localShare > 0 { words += ", \(localShare) % of them about the area" }
        return words + ", or at severity \(severity.rawValue)"
    }
}

extension AsidePosts {
    /// In plain English.
    var words: String {
        "not counted: \(Count.of(posts, "post")) that by the words "
            + signs.map { "\"\($0)\"" }.joined(separator: ", ")
            + " \(posts == 1 ? "reads" : "read") like \(kind.rawValue)"
    }
}

extension ResponseDecision.Cause {
    var words: String {
        switch self {
        case .topicWatch: "a topic watch: there is no claim yet"
        case .protected(let kind): "the statement is \(kind.rawValue), which people may say"
        case .aside: "by its words nobody tells the claim plainly"
        case .experimental: "the claim is experimental"
        case .settled(let reason): "the office settled it" + (reason.map { ": \($0)" } ?? "")
        case .refersTo(let who, let reason): "\(who) answers it" + (reason.map { ": \($0)" } ?? "")
        case .unknownReach: "the reach is not known"
        case .answered: "somebody answered it already"
        case .trueAfterAll: "it is true after all: do not deny it"
        }
    }
}

extension ResponseDecision.Refusal.Reason {
    /// In plain English.
    package var words: String {
        switch self {
        case .missing: "there is none for this claim"
        case .draft: "it is still a draft"
        case .expired: "it was withdrawn as expired"
        case .broken: "its template cannot be rendered"
        case .reviewOverdue(let day): "its review was due on \(day)"
        case .notApproved: "nobody approved these words"
        case .readAgain(let instant): "it is approved by one person alone, who must read it again after \(instant)"
        case .notOnSite: "it is not on the office's own site yet"
        case .trueAfterAll: "the claim is right after all"
        case .taken(let who): "\(who) has taken it on"
        }
    }

    /// Is the text itself what is missing, so that the one who knows the matter is asked for it? Whole words that only
    /// wait for somebody's approval are not.
    func asksFactOwner(of response: ResponseTemplate?) -> Bool {
        switch self {
        case .missing, .draft, .expired, .broken, .reviewOverdue: true
        case .notApproved: !(response?.isWhole ?? false)
        case .readAgain, .notOnSite, .trueAfterAll, .taken: false
        }
    }
}

extension ResponseTemplate {
    /// Does it have every part in every language, and evidence?
    fileprivate var isWhole: Bool {
        !evidence.isEmpty && !variants.isEmpty
            && variants.values.allSatisfy { variant in
                [
                    variant.fact, variant.warning, variant.mythOnce, variant.whyWrong, variant.instead, variant.action,
                ].allSatisfy { !$0.allSatisfy(\.isWhitespace) }
            }
    }
}
