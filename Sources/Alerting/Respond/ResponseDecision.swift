import Model

/// Answer or watch, with what it was decided by.
package struct ResponseDecision: Sendable, Hashable {
    package enum Kind: String, Sendable { case respond, monitor }

    package var kind: Kind
    package var reach: Reach
    package var severity: Severity
    package var tipping: TippingPoint
    /// The approved answer; only when `kind` is respond.
    package var answer: Answer?
    /// Why there is none although one is due.
    package var refusal: Refusal?

    /// An approved answer, ready to paste.
    package struct Answer: Sendable, Hashable {
        package var version: Int
        package var language: String
        package var approvedBy: String?
        package var approvedOn: CivilDate?
        package var post: String
        package var sms: String?
        package var contact: String
        package var evidence: [ResponseTemplate.Evidence]
    }

    /// No text may be given out; this person knows more.
    package struct Refusal: Error, Sendable, Hashable {
        package enum Reason: Sendable, Hashable {
            case missing, draft, expired, broken
            case reviewOverdue(CivilDate)
        }
        package var reason: Reason
        package var owner: String
    }

    /// The decision in plain English, one line a fact.
    package var words: [String] {
        let seen = "\(reach.posts) posts by \(reach.authors) authors on \(reach.platforms.joined(separator: ", "))"
        let limit =
            "answers start at \(tipping.posts) posts by \(tipping.authors) authors, "
            + "or at severity \(tipping.severity.rawValue)"
        var lines = ["\(kind.rawValue): \(seen), severity \(severity.rawValue); \(limit)"]
        if let answer {
            lines.append("approved answer, version \(answer.version), in \(answer.language)")
        } else if let refusal {
            lines.append("no approved answer: \(refusal.reason.words); ask \(refusal.owner)")
        } else {
            lines.append("no text to post: an answer now would spread what few have seen")
        }
        return lines
    }
}

extension ResponseDecision.Refusal.Reason {
    var words: String {
        switch self {
        case .missing: "there is none for this claim"
        case .draft: "it is still a draft"
        case .expired: "it was withdrawn as expired"
        case .broken: "its template cannot be rendered"
        case .reviewOverdue(let day): "its review was due on \(day)"
        }
    }
}
