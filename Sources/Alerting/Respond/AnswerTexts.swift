import Model
import Mustache

/// The texts of one language of a response, ready to paste.
struct AnswerTexts {
    private let variant: ResponseTemplate.Variant?
    private let fields: [String: String]

    /// - Parameters:
    ///   - places: what the text may name as its place, nearest to the reader first.
    ///   - link: the office's page with the answer; nil: the first evidence stands in.
    init(
        rules: AlertingRules, response: ResponseTemplate, language: String, places: [AlertPlace], link: String?,
        now: Instant
    ) {
        variant = response.variants[language]
        let place = places.first { $0.reason != .catchAll }?.place
        let evidence = response.evidence.first?.url ?? ""
        let clock = LocalTime(rules.office.timeZone, orElse: "UTC")
        var fields = [
            "contact": response.contact, "evidence_url": evidence, "link": link ?? evidence,
            "office": rules.office.name, "date": clock.day(of: now).description,
            "place": place.map { rules.places.name(of: $0, in: [language] + rules.office.languages) } ?? "",
            "next_update": response.nextUpdate.map { clock.text($0) } ?? "",
        ]
        if let variant { fields.merge(variant.parts) { own, _ in own } }
        self.fields = fields
    }

    /// Nil when the template cannot be read or gives nothing.
    var post: String? { variant.flatMap { full($0.post) } }
    var sms: String? { variant?.sms.flatMap { render($0) } }
    var holding: String? { variant?.holding.flatMap { full($0) } }

    /// What is right, where the claim turned out to be so: neither warning nor myth, and nothing that is wrong with it.
    var truth: String? {
        guard let variant else { return nil }
        let parts = [variant.fact, variant.instead, variant.action].filter { !$0.allSatisfy(\.isWhitespace) }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    var channels: [ResponseTemplate.Channel: String] {
        guard let variant else { return [:] }
        var texts: [ResponseTemplate.Channel: String] = [:]
        for channel in ResponseTemplate.Channel.allCases {
            texts[channel] = full(variant.template(for: channel)).map(Self.tidy)
        }
        return texts
    }

    private func full(_ template: String) -> String? {
        render(template).flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
    }

    /// An empty part leaves two spaces, or one at the end of a line.
    private static func tidy(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ") }
            .joined(separator: "\n")
    }

    /// Renders one of the office's own texts. Nothing from a post is among the fields, and never a template (S9).
    /// Nil when the template cannot be read or is unreasonably large.
    private func render(_ template: String) -> String? {
        guard template.utf8.count <= Self.longestTemplate else { return nil }
        guard let parsed = try? MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}" + template) else { return nil }
        return parsed.render(fields)
    }

    /// Bytes; a text for a phone is a fiftieth of it, and the parser's recursion is bounded by it.
    private static let longestTemplate = 8192
}

extension LocalTime {
    /// `2026-11-21 14:05`.
    func text(_ instant: Instant) -> String {
        let civil = civil(instant)
        return "\(civil.date) \(twoDigits(civil.hour)):\(twoDigits(civil.minute))"
    }
}
