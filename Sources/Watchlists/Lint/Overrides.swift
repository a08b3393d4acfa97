import Model

/// Overrides of refusing lints: a reason and a second person, written in the list itself (trust.md U8).
enum Overrides {
    /// Lints that ask for judgement, where two people may see more than a rule does.
    static let overridable: Set<String> = [
        "person-name-only", "handle-only", "phone-only", "group-only", "protest-and-place", "claim-not-checkable",
        "pattern-too-broad",
    ]
    /// Characters of a reason.
    private static let shortestReason = 15

    /// The findings of a list after its overrides: an overruled error becomes a note that says who and why.
    static func apply(_ list: ListDocument, to subjects: [Lint.Subject]) -> [Finding] {
        var findings: [Finding] = []
        var usable: [OverrideLine] = []
        for line in list.overrides {
            if let refusal = refusal(of: line, in: list) {
                findings.append(refusal)
            } else {
                usable.append(line)
            }
        }
        var used = Set<Int>()
        for subject in subjects {
            let number = usable.firstIndex { $0.covers(subject) }
            guard let number else {
                findings.append(subject.finding)
                continue
            }
            used.insert(number)
            let line = usable[number]
            findings.append(
                Finding(
                    "override", .note, at: subject.finding.place,
                    "\(subject.finding.code) is overruled by \(line.by.value): \(line.reason.value)",
                    help: "Without the override: \(subject.finding.what)"))
        }
        for (number, line) in usable.enumerated() where !used.contains(number) {
            findings.append(
                Finding(
                    "unused-override", .warning, at: line.code.place,
                    "The override of \(line.code.value) overrules nothing.",
                    help: "Remove it, so that it cannot hide a later mistake."))
        }
        return findings
    }

    private static func refusal(of line: OverrideLine, in list: ListDocument) -> Finding? {
        let code = line.code.value
        if !overridable.contains(code) {
            return Finding(
                "override-refused", .error, at: line.code.place, "The lint \"\(code)\" cannot be overruled.",
                help: "These can: \(overridable.sorted().joined(separator: ", ")).")
        }
        if let claim = line.claim, !list.claims.contains(where: { $0.id.value == claim.value }) {
            return Finding(
                "unknown-reference", .error, at: claim.place, "There is no claim \"\(claim.value)\" in this list.",
                help: "Name a claim of this file.")
        }
        if line.by.value.lowercased() == list.owner.value.lowercased() {
            return Finding(
                "override-refused", .error, at: line.by.place,
                "\(line.by.value) owns the list, so the override needs somebody else.",
                help: "Ask a second person to agree, and name them under \"by\".")
        }
        if line.reason.value.count < shortestReason {
            return Finding(
                "override-refused", .error, at: line.reason.place, "The reason of the override is too short.",
                help: "Say in a sentence why this pattern watches a claim and not people.")
        }
        return nil
    }
}

extension OverrideLine {
    fileprivate func covers(_ subject: Lint.Subject) -> Bool {
        guard subject.finding.severity == .error, subject.finding.code == code.value else { return false }
        return claim == nil || claim?.value == subject.claim
    }
}
