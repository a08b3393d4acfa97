import Model
import Pipeline
import Text

/// An explanation as a person reads it, from the words to the people.
struct ExplanationText {
    private let explanation: Explanation

    init(_ explanation: Explanation) { self.explanation = explanation }

    var lines: [String] {
        var lines = [Terminal.styled("Text", .bold) + "  (\(explanation.language))", "  " + markedText, ""]
        guard !explanation.hits.isEmpty else {
            lines.append("No claim is found in this text.")
            lines += explanation.setAside.map(\.sentence)
            if !explanation.undecided.isEmpty {
                let patterns = explanation.undecided.joined(separator: ", ")
                lines.append("Undecided by patterns that ran too long: \(patterns)")
            }
            return lines
        }
        lines.append(Terminal.styled("Found", .bold))
        for hit in explanation.hits {
            let words = Terminal.safe(hit.words)
            lines.append(
                "  \(Terminal.styled(hit.match.claim, .cyan)) (\(hit.claimTitle)): \"\(words)\", "
                    + "bytes \(hit.match.range.lowerBound) to \(hit.match.range.upperBound)")
            lines.append("      pattern \(hit.match.pattern), \(hit.match.view.words)")
        }
        lines += explanation.setAside.map { "  " + $0.sentence }
        lines += ["", Terminal.styled("Story", .bold)]
        lines.append(
            explanation.hasCopies
                ? "  a near-copy of posts that were seen before: story \(explanation.story ?? "")"
                : "  no near-copy was seen in the last 7 days: a story of its own")
        for consequence in explanation.consequences { lines += text(of: consequence) }
        return lines
    }

    private func text(of consequence: Explanation.Consequence) -> [String] {
        let alert = consequence.alert
        var lines = [
            "",
            Terminal.styled("Alert", .bold)
                + "  \(alert.id.prefix(8)) \(consequence.isKnown ? "is open already" : "would be opened"): "
                + "\(alert.claim), \(alert.severity.rawValue)",
            "  places: " + alert.placesWithReasons,
        ]
        let urgency = consequence.reasons.urgency
        lines += consequence.reasons.bursts.map { "  rising fast: \($0.words), so it counts as \(urgency.rawValue)" }
        lines += ["", Terminal.styled("Route", .bold)] + consequence.reasons.route.words.map { "  " + $0 }
        lines += ["", Terminal.styled("Response", .bold)] + consequence.reasons.response.words.map { "  " + $0 }
        lines += ["", Terminal.styled("When", .bold)]
        lines += consequence.notices.map { notice in
            "  \(notice.recipient): \(notice.notBefore) (\(Terminal.safe(notice.held ?? "at once")))"
        }
        if consequence.notices.isEmpty {
            lines.append(
                consequence.reasons.isTopicWatch
                    ? "  nobody is told of a topic watch without a burst"
                    : "  nothing more is sent: the recipients know, or will with a waiting digest")
        }
        return lines
    }

    /// The text with the hits marked. Overlapping hits are marked as one.
    private var markedText: String {
        let marked = Terminal.marked(explanation.text, explanation.hits.map(\.match.range))
        return Terminal.highlight(Terminal.safe(marked))
    }
}

extension SetAsideClaim {
    /// Why the claim does not count, as an analyst would say it.
    var sentence: String {
        let words = Terminal.safe(words)
        let reason = language == "und" ? "is not known to be Kazakh" : "is \(LanguageName.english(language))"
        return "\(claim) set aside: \"\(words)\" may be a Kazakh word in Latin letters, but the text \(reason)."
    }
}

extension View {
    /// What was done to the text before the pattern was found, as an officer would say it.
    var words: String {
        switch self {
        case .raw: "found in the text as it stands"
        case .canon: "found after reading capitals and letter variants alike"
        case .deobf: "found after replacing look-alike letters"
        case .squeeze: "found after joining letters that were written apart"
        }
    }
}
