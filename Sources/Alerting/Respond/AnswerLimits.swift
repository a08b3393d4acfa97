import Model
import Text

/// Answers as this office would give them out, against the limits of the channels that carry them. Lint of a response
/// file knows neither the office's name nor its channels.
package struct AnswerLimits: Sendable {
    private let rules: AlertingRules
    private let now: Instant
    /// People who may get an SMS.
    private let phones: [Recipient]
    /// Places that somebody answers for: texts may name one.
    private let areas: Set<String>

    package init(_ rules: AlertingRules, now: Instant) {
        (self.rules, self.now) = (rules, now)
        phones = rules.recipients.filter { $0.channels.contains { rules.channels[$0.channel]?.isSMS ?? false } }
        areas = Set(rules.recipients.flatMap(\.areas))
    }

    /// One text that is too long.
    package struct Excess: Sendable, Hashable {
        package var claim: String
        package var language: String
        /// In plain English: what is too long, by how much, and what follows.
        package var what: String
    }

    /// Over all answers that may be given out, by claim and language.
    package var excesses: [Excess] {
        rules.responses.values.filter { $0.status != .expired }.sorted { $0.claim < $1.claim }.flatMap { response in
            response.variants.keys.sorted().flatMap { language in
                (texts(response, language) + messages(response, language)).map {
                    Excess(claim: response.claim, language: language, what: $0)
                }
            }
        }
    }

    /// Texts that people paste, with the names that this office puts in.
    private func texts(_ response: ResponseTemplate, _ language: String) -> [String] {
        let texts = rendered(response, language)
        return ResponseTemplate.Channel.allCases.compactMap { channel in
            guard let text = texts.channels[channel], channel.length(of: text) > channel.limit else { return nil }
            let unit = channel == .spoken ? "words" : "characters"
            return "its text for \(channel.rawValue) has \(channel.length(of: text)) \(unit); "
                + "at most \(channel.limit) are allowed"
        }
    }

    /// The SMS to people who would get it in this language, with the subject and the code that go with it.
    private func messages(_ response: ResponseTemplate, _ language: String) -> [String] {
        let readers = phones.filter { reads($0, response) == language }
        var known: Set<String> = []
        let channels = readers.flatMap(\.channels).map(\.channel).filter { known.insert($0).inserted }.sorted()
        return channels.compactMap { channel in
            guard case .sms(let segments)? = rules.channels[channel], let text = rendered(response, language).sms
            else { return nil }
            let wording = Wording.first(of: [language])
            let severity = Severity.allCases.map { wording.say($0.phrase) }.max { $0.count < $1.count } ?? ""
            let subject = wording.say(.subject, ["items": wording.say(.items, 1), "severity": severity])
            let count = SMS([subject, text, "#000000"].joined(separator: "\n")).segments.count
            guard count > segments else { return nil }
            let people = readers.filter { $0.channels.contains { $0.channel == channel } }.map(\.id).sorted()
            return "its SMS has \(count) segments with subject and code; \(channel) takes \(segments), so "
                + people.prefix(3).joined(separator: ", ") + (people.count > 3 ? " and \(people.count - 3) more" : "")
                + " would get the text without the code, or the code alone"
        }
    }

    /// The language in which a person would get an answer.
    private func reads(_ person: Recipient, _ response: ResponseTemplate) -> String? {
        (person.languages + rules.office.languages + response.variants.keys.sorted())
            .first { response.variants[$0] != nil }
    }

    /// With the longest name of a place that may stand in it.
    private func rendered(_ response: ResponseTemplate, _ language: String) -> AnswerTexts {
        let languages = [language] + rules.office.languages
        func length(_ place: String) -> Int { rules.places.name(of: place, in: languages).count }
        let longest = areas.max { (length($0), $0) < (length($1), $1) }
        return AnswerTexts(
            rules: rules, response: response, language: language,
            places: longest.map { [AlertPlace(place: $0, reason: .text)] } ?? [], link: nil, now: now)
    }
}

extension Severity {
    /// Its name in the words of digests.
    var phrase: Phrase {
        switch self {
        case .low: .severityLow
        case .medium: .severityMedium
        case .high: .severityHigh
        case .critical: .severityCritical
        }
    }
}
