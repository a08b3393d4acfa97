import Model
import Text

/// Rules about single patterns: whether they compile, what they cost, and whether they find too much or nothing.
enum PatternRules {
    static func findings(
        _ claim: ClaimDocument, _ codes: [CompiledPattern]?, _ depth: Lint.Depth, _ search: Search
    ) -> [Finding] {
        var findings: [Finding] = []
        for (number, line) in claim.patterns.enumerated() {
            if let code = codes?[number] {
                findings += Self.findings(line, code, depth, search)
                continue
            }
            do throws(PatternFailure) {
                findings += Self.findings(line, try CompiledPattern(line.text, claim: 0), depth, search)
            } catch {
                findings.append(PatternSet.finding(for: error, at: line.place(column: error.column)))
            }
        }
        if depth == .full { findings += TermRules.findings(claim) }
        if claim.rule.value({ _ in .no }) == .yes {
            findings.append(
                Finding(
                    "not-alone", .error, at: claim.patterns.first?.place ?? claim.id.place,
                    "The rule is true for a text in which no pattern matches.",
                    help: "Put \"not\" under \"all\", beside a pattern that must match."))
        }
        return findings
    }

    private static func findings(
        _ line: PatternLine, _ code: CompiledPattern, _ depth: Lint.Depth, _ search: Search
    ) -> [Finding] {
        guard depth != .none else { return [] }
        let probe = PatternProbe(code, search)
        // Repeats in the patterns of terms are bounded; tests hold that.
        let worst = line.term != nil ? .fine : probe.worst(line.text.pattern, thorough: depth == .full)
        if let finding = runaway(line, worst) { return [finding] }
        if probe.matchesEmpty {
            return [
                Finding(
                    "pattern-matches-empty", .error, at: line.place,
                    "The pattern matches without any letter, so it hits every text.",
                    help: "Make at least one part of it required: take away a * or ?, or an empty alternative.")
            ]
        }
        var findings: [Finding] = []
        let ordinary = probe.ordinaryHits
        if ordinary >= OrdinaryTexts.tooMany {
            findings.append(
                Finding(
                    "pattern-too-broad", .error, at: line.place,
                    "The pattern hits \(ordinary) of \(OrdinaryTexts.all.count) everyday sentences.",
                    help: "Ask for a second word of the claim, or for a longer one."))
        } else {
            if depth == .full { findings += slow(line, code) + quadratic(line, worst) }
        }
        if probe.isRedactedOnly(line.phrases) {
            findings.append(
                Finding(
                    "redacted-only", .error, at: line.place,
                    "Only a phone number, address or other number that Jibu redacts can match, so nothing ever does.",
                    help: "Use the mark that takes its place, such as <phone>, with words of the claim."))
        }
        return findings
    }

    private static func runaway(_ line: PatternLine, _ worst: PatternProbe.Worst) -> Finding? {
        let what: String
        switch worst {
        case .fine, .quadratic: return nil
        case .limit: what = "The pattern reaches the limit of steps on a short text."
        case .runaway(let steps, let letters):
            what = "The pattern takes more than \(steps) steps on a text of \(letters) characters."
        }
        return Finding(
            "catastrophic-pattern", .error, at: line.place, what,
            help: "Do not repeat a part that itself ends in a repeat, as in (a+)+; say what comes between.")
    }

    private static func quadratic(_ line: PatternLine, _ worst: PatternProbe.Worst) -> [Finding] {
        guard case .quadratic(let steps, let letters) = worst else { return [] }
        return [
            Finding(
                "quadratic-pattern", .warning, at: line.place,
                "On a text made to slow it down the pattern takes \(steps) steps for each of \(letters) characters, "
                    + "and twice as many when the text is twice as long.",
                help: "Bound what repeats, as in .{0,80} in place of .*, and begin with \\b and letters.")
        ]
    }

    private static func slow(_ line: PatternLine, _ code: CompiledPattern) -> [Finding] {
        guard line.text.views != [.raw], code.needs.clauses.isEmpty else { return [] }
        let cost =
            switch PatternProbe.ordinarySteps(line.text.pattern) {
            case nil: ""
            case 0: ", though most are ruled out at a glance: no step for 1,000 characters of everyday text"
            case let steps?: ": about \(steps) steps for 1,000 characters"
            }
        return [
            Finding(
                "slow-pattern", .warning, at: line.place,
                "The pattern has no letters that every hit must hold, so it runs on every post\(cost).",
                help: "Spell out at least two letters in a row that all hits share.")
        ]
    }
}
