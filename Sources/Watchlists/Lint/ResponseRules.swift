import Model
import Text

/// Rules about approved answers (design decision 17, delivery.md 4, trust.md U11 and U12).
enum ResponseRules {
    /// Characters of `fact`, which stands alone.
    static let longestFact = 140
    /// Characters of `post`: one screen of a phone.
    static let longestPost = 800
    /// Characters of `sms`: three messages of 67 letters, the length in Cyrillic.
    static let longestSMS = 201

    static func findings(
        _ responses: [ResponseDocument], lists: [ListDocument], known: KnownIDs, today: CivilDate,
        deadLinks: [String: Watchlists.DeadLink]
    ) -> [Finding] {
        let claims = lists.flatMap(\.claims).filter { !$0.isTopicWatch }
        var findings: [Finding] = []
        for claim in claims where known.responses.map({ !$0.contains(claim.id.value) }) == true {
            findings.append(
                Finding(
                    "response-missing", .warning, at: claim.id.place,
                    "The claim \"\(claim.id.value)\" has no response, so its alerts carry no answer.",
                    help: "Write responses/\(claim.id.value).yaml."))
        }
        for document in responses {
            let claim = claims.first { $0.id.value == document.response.claim }
            if let ids = known.claims, !ids.contains(document.response.claim) {
                findings.append(
                    document.error(
                        "response-unknown-claim", "claim", "No list has a claim \"\(document.response.claim)\".",
                        help: "Use the id of a claim, or remove the file."))
            }
            findings += state(document, claim, today) + evidence(document, claim) + dead(document, deadLinks)
            findings += updates(document, today)
            for (language, variant) in document.response.variants.sorted(by: { $0.key < $1.key }) {
                findings += VariantRules(document: document, language: language, variant: variant).findings
            }
        }
        return findings
    }

    private static func state(_ document: ResponseDocument, _ claim: ClaimDocument?, _ today: CivilDate) -> [Finding] {
        let response = document.response
        var findings: [Finding] = []
        if response.status == .expired || response.reviewBy < today {
            let isPast = response.reviewBy < today
            findings.append(
                document.warning(
                    "expired-review", isPast ? "review_by" : "status",
                    isPast
                        ? "The response was to be reviewed by \(response.reviewBy); it is not offered any more."
                        : "The response is marked as expired; it is not offered any more.",
                    help: "Check the facts and the links, then set status and review_by anew."))
        } else if response.status == .draft {
            findings.append(
                document.warning(
                    "response-draft", "status",
                    "By its file nobody approved these words; they are not offered before somebody does.",
                    help: "Where jibu.yaml names approvers: jibu approve \(response.claim). Else set status: approved, "
                        + "approved_by and approved_on."))
        }
        if response.status == .approved, response.approvedBy == nil || response.approvedOn == nil {
            findings.append(
                document.error(
                    "missing-ingredient", "status", "The response is approved, but not by whom and when.",
                    help: "Add approved_by and approved_on."))
        }
        for language in claim?.languages ?? [] where response.variants[language.value] == nil {
            findings.append(
                document.warning(
                    "language-without-variant", "variants",
                    "The claim is watched in \"\(language.value)\", but the response has no such variant.",
                    help: "Add variants.\(language.value)."))
        }
        return findings
    }

    private static func evidence(_ document: ResponseDocument, _ claim: ClaimDocument?) -> [Finding] {
        let evidence = document.response.evidence
        guard !evidence.isEmpty else {
            return [
                document.error(
                    "no-public-evidence", "evidence", "The response cites no source.",
                    help: "Add at least one public, dated source under evidence.")
            ]
        }
        var findings = evidence.filter { !isPublic($0.url) }.map { source in
            document.error(
                "no-public-evidence", "evidence", "Nobody outside can open \"\(source.url)\".",
                help: "Cite a page that everybody can read.")
        }
        if let claim, claim.isAboutOffice, !evidence.contains(where: \.outsideOffice) {
            findings.append(
                document.error(
                    "no-outside-evidence", "evidence",
                    "The claim is about the office itself, and all evidence is the office's own.",
                    help: "Cite a source of somebody else, with outside_office: true: an audit, a court, a registry."))
        }
        if let claim, claim.severity >= .high, Set(evidence.map(\.url)).count < 2 {
            findings.append(
                document.warning(
                    "few-sources", "evidence", "The claim does much harm, and the response cites one source only.",
                    help: "Add a second public source, best of somebody else."))
        }
        return findings
    }

    /// Sources that a run could not open any more.
    private static func dead(_ document: ResponseDocument, _ links: [String: Watchlists.DeadLink]) -> [Finding] {
        document.response.evidence.compactMap { source in
            guard let dead = links[source.url] else { return nil }
            let copy = source.archiveURL.map { "cite the copy \($0), or" } ?? "cite a copy of it, or"
            return document.warning(
                "evidence-dead", "evidence",
                "\"\(source.url)\" cannot be opened since \(dead.since): \(dead.why).",
                help: "Look whether it has moved; \(copy) another public source. Then have the answer approved again.")
        }
    }

    /// A host of the public network, as far as its name says.
    private static func isPublic(_ url: String) -> Bool {
        let rest = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true).dropFirst().first ?? ""
        let host = rest.prefix { $0 != ":" }.lowercased()
        let isInside = ["localhost", "127.", "10.", "192.168.", "169.254."].contains(where: host.hasPrefix)
        return host.contains(".") && !isInside && ![".local", ".lan", ".internal"].contains(where: host.hasSuffix)
    }

    /// What was promised for a day that is over, and translations of a text that has changed.
    private static func updates(_ document: ResponseDocument, _ today: CivilDate) -> [Finding] {
        let response = document.response
        var findings: [Finding] = []
        if let next = response.nextUpdate, next.date < today {
            findings.append(
                document.warning(
                    "next-update-passed", "next_update",
                    "The response promises news for \(next), and that day is over.",
                    help: "Say what the office found out, or when it will say more."))
        }
        guard let language = response.sourceLanguage else { return findings }
        guard let source = response.variants[language] else {
            return findings + [
                document.error(
                    "unknown-reference", "source_language", "There is no variant \"\(language)\".",
                    help: "Name the language that was written first.")
            ]
        }
        let mark = SourceMark.of(source)
        for (other, variant) in response.variants.sorted(by: { $0.key < $1.key })
        where other != language && variant.translates != mark {
            findings.append(
                document.error(
                    "translation-stale", "\(other).translates",
                    "\(other): the \(language) text has changed since this was translated.",
                    help: "Bring the translation up to date, then write translates: \"\(mark)\"."))
        }
        return findings
    }
}

extension ResponseDocument {
    /// A finding about one of its keys.
    func error(_ code: String, _ key: String, _ what: String, help: String) -> Finding {
        Finding(code, .error, at: place(key), what, help: help)
    }

    func warning(_ code: String, _ key: String, _ what: String, help: String) -> Finding {
        Finding(code, .warning, at: place(key), what, help: help)
    }
}

/// The mark of a source text: changes with every letter of its parts.
enum SourceMark {
    static func of(_ variant: ResponseTemplate.Variant) -> String {
        let parts = [
            variant.fact, variant.warning, variant.mythOnce, variant.whyWrong, variant.instead, variant.action,
            variant.unknowns ?? "", variant.holding ?? "",
        ]
        let bytes = parts.flatMap { Array($0.utf8) + [0 as UInt8] }
        return String(StableHash.hex(StableHash.hash64(bytes)).prefix(8))
    }
}
