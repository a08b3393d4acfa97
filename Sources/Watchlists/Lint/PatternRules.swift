import Model
import Text

/// Rules about single patterns: whether they compile, what they cost, and whether they find too much or nothing.
enum PatternRules {
    /// - Parameter probes: try the patterns on texts, too; without it only what is seen from the pattern itself.
    static func findings(_ claim: ClaimDocument, probes: Bool) -> [Finding] {
        var findings = claim.patterns.flatMap { Self.findings($0, probes: probes) }
        if claim.rule.value({ _ in .no }) == .yes {
            findings.append(
                Finding(
                    "not-alone", .error, at: claim.patterns.first?.place ?? claim.id.place,
                    "The rule is true for a text in which no pattern matches.",
                    help: "Put \"not\" under \"all\", beside a pattern that must match."))
        }
        return findings
    }

    private static func findings(_ line: PatternLine, probes: Bool) -> [Finding] {
        let code: CompiledPattern
        do throws(PatternFailure) {
            code = try CompiledPattern(line.text, claim: 0)
        } catch {
            return [PatternSet.finding(for: error, at: line.place(column: error.column))]
        }
        guard probes else { return slow(line, code) }
        let probe = PatternProbe(code)
        // Patterns of terms have no repeat without end; tests hold that.
        if line.phrases == nil, probe.isCatastrophic(line.text.pattern) {
            return [
                Finding(
                    "catastrophic-pattern", .error, at: line.place,
                    "The pattern reaches the limit of \(PatternLimits.matchSteps) steps on a short text.",
                    help: "Do not repeat a part that itself ends in a repeat, as in (a+)+; say what comes between.")
            ]
        }
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
            findings += slow(line, code)
        }
        if probe.isRedactedOnly(line.text.pattern) {
            findings.append(
                Finding(
                    "redacted-only", .error, at: line.place,
                    "Only a phone number, address or other number that Jibu redacts can match, so nothing ever does.",
                    help: "Use the mark that takes its place, such as <phone>, with words of the claim."))
        }
        return findings
    }

    private static func slow(_ line: PatternLine, _ code: CompiledPattern) -> [Finding] {
        guard line.text.views != [.raw], code.needs.clauses.isEmpty else { return [] }
        return [
            Finding(
                "slow-pattern", .warning, at: line.place,
                "The pattern has no letters that every hit must hold, so it runs on every post.",
                help: "Spell out at least two letters in a row that all hits share.")
        ]
    }
}
