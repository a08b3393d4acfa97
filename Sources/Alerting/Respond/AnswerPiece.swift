import Model

/// One text of an answer as it would be given out: what an approver reads.
package struct AnswerPiece: Sendable, Hashable {
    package var language: String
    /// `post`, `sms`, `holding`, or the channel that the text is for.
    package var name: String
    package var text: String

    /// Every text of every language, in the order of languages; a text that repeats another one of its language is left
    /// out.
    package static func all(
        of response: ResponseTemplate, rules: AlertingRules, record: AnswerRecord, now: Instant
    ) -> [AnswerPiece] {
        response.variants.keys.sorted().flatMap { language -> [AnswerPiece] in
            let texts = AnswerTexts(
                rules: rules, response: response, language: language, places: [],
                link: record.publications[response.claim]?.url, now: now)
            let named: [(String, String?)] =
                [("post", texts.post), ("sms", texts.sms)]
                + ResponseTemplate.Channel.allCases.map { ($0.rawValue, texts.channels[$0]) }
                + [("holding", texts.holding)]
            var known: Set<String> = []
            return named.compactMap { name, text in
                guard let text, known.insert(text).inserted else { return nil }
                return AnswerPiece(language: language, name: name, text: text)
            }
        }
    }
}
