import Model
import Reading

/// The answer as a piece of HTML for the office's own site: nothing is fetched from anywhere, and the page around it
/// decides how it looks.
package struct AnswerPage: Sendable {
    package let html: String
    /// Why there is no ClaimReview in it; nil when there is one.
    package let withoutReview: String?

    /// The facts that search engines ask for (schema.org ClaimReview). It rates what the evidence says, and names
    /// nobody as the author of a claim.
    ///
    /// - Parameters:
    ///   - url: where the piece will stand; nil: not known yet.
    ///   - now: the day that the piece is dated with.
    package init?(
        _ response: ResponseTemplate, of claim: Claim, in language: String, at url: String?, rules: AlertingRules,
        now: Instant
    ) {
        guard let variant = response.variants[language] else { return nil }
        let wording = Wording.first(of: [language])
        let day = LocalTime(rules.office.timeZone, orElse: "UTC").day(of: now)
        let title = claim.title(in: [language])
        var html = """
            <article class="jibu-answer" lang="\(Shown.html(language))">
            <h2>\(Shown.html(title))</h2>

            """
        for (number, text) in Self.paragraphs(of: variant).enumerated() {
            html += number == 0 ? "<p><strong>\(Shown.html(text))</strong></p>\n" : "<p>\(Shown.html(text))</p>\n"
        }
        html += "<h3>\(Shown.html(wording.say(.evidence)))</h3>\n<ul>\n"
        for source in response.evidence { html += Self.item(source) }
        html += "</ul>\n<p>\(Shown.html(wording.say(.contact))): \(Shown.html(response.contact))</p>\n"
        html += "<p><small>\(Shown.html(rules.office.name)), \(day)</small></p>\n"
        switch Self.review(response, claim, variant, language, url: url, office: rules.office, day: day) {
        case .success(let json):
            html += "<script type=\"application/ld+json\">\n\(json)\n</script>\n"
            withoutReview = nil
        case .failure(let missing): withoutReview = missing.why
        }
        self.html = html + "</article>\n"
    }

    /// What the piece says of the matter, the fact first; what nobody wrote makes no empty paragraph.
    static func paragraphs(of variant: ResponseTemplate.Variant) -> [String] {
        let myth = [variant.warning, variant.mythOnce].filter { !$0.isEmpty }.joined(separator: " ")
        return [variant.fact, myth, variant.whyWrong, variant.instead, variant.action, variant.unknowns ?? ""]
            .filter { !$0.allSatisfy(\.isWhitespace) }
    }

    private static func item(_ source: ResponseTemplate.Evidence) -> String {
        func link(_ url: String, _ text: String) -> String {
            Shown.isPlainLink(url) ? "<a href=\"\(Shown.html(url))\">\(Shown.html(text))</a>" : Shown.html(text)
        }
        var item = "<li>\(link(source.url, source.title)), \(Shown.html(source.publisher)), \(source.date)"
        if let shows = source.shows { item += ". \(Shown.html(shows))" }
        if let copy = source.archiveURL { item += " (\(link(copy, Shown.host(of: copy))))" }
        return item + "</li>\n"
    }

    // MARK: ClaimReview

    private struct NoReview: Error { var why: String }

    private static func review(
        _ response: ResponseTemplate, _ claim: Claim, _ variant: ResponseTemplate.Variant, _ language: String,
        url: String?, office: OfficeFacts, day: CivilDate
    ) -> Result<String, NoReview> {
        guard let url, Shown.isPlainLink(url) else {
            return .failure(NoReview(why: "its address is not known: give it with --at"))
        }
        let phrase: Phrase
        let rating: Int64
        switch response.claimStatus {
        case .unverified: return .failure(NoReview(why: "the claim is not verified yet"))
        case .false: (phrase, rating) = (.ratingFalse, 1)
        case .misleading: (phrase, rating) = (.ratingMisleading, 2)
        case .true: (phrase, rating) = (.ratingTrue, 5)
        }
        let words = Wording.first(of: [language]).say(phrase)
        let reviewed = shortened(claim.statement(in: [language]))
        let review = JSONValue.object([
            ("@context", .string("https://schema.org")), ("@type", .string("ClaimReview")), ("url", .string(url)),
            ("datePublished", .string("\(day)")), ("inLanguage", .string(language)),
            ("author", .object([("@type", .string("Organization")), ("name", .string(office.name))])),
            ("claimReviewed", .string(reviewed)),
            (
                "reviewRating",
                .object([
                    ("@type", .string("Rating")), ("ratingValue", .integer(rating)), ("bestRating", .integer(5)),
                    ("worstRating", .integer(1)), ("alternateName", .string(words)),
                ])
            ),
            ("itemReviewed", .object([("@type", .string("Claim")), ("name", .string(reviewed))])),
        ])
        // No `<` may end the script element; in JSON it only stands inside strings.
        return .success(String(decoding: review.encoded(), as: UTF8.self).replacing("<", with: "\\u003c"))
    }

    /// At most 75 characters, cut at a word.
    private static func shortened(_ text: String) -> String {
        guard text.count > 75 else { return text }
        let piece = text.prefix(74)
        return (piece.lastIndex(of: " ").map { piece[..<$0] } ?? piece) + "…"
    }
}
