import Model

/// One text of an answer as it would be given out: what an approver reads.
package struct AnswerPiece: Sendable, Hashable {
    package var language: String
    /// `post`, `sms`, `do_not`, `hard_questions`, `holding`, or the channel that the text is for.
    package var name: String
    package var text: String

    /// Every text of every language, in the order of languages; a text that repeats another one of its language is left
    /// out.
    package static func all(
        of response: ResponseTemplate, rules: AlertingRules, record: AnswerRecord, now: Instant
    ) -> [AnswerPiece] {
        response.variants.sorted { $0.key < $1.key }.flatMap { language, variant -> [AnswerPiece] in
            func rendered(link: String?) -> AnswerTexts {
                AnswerTexts(rules: rules, response: response, language: language, places: [], link: link, now: now)
            }
            // No page stands behind a holding statement, here or in a digest.
            let holding = rendered(link: nil).holding
            let texts = rendered(link: record.publications[response.claim]?.url)
            let questions = variant.hardQuestions.map { "\($0.question)\n\($0.answer)" }
            let named: [(String, String?)] =
                [("post", texts.post), ("sms", texts.sms)]
                + ResponseTemplate.Channel.allCases.map { ($0.rawValue, texts.channels[$0]) }
                + [
                    ("do_not", list(variant.doNot)), ("hard_questions", list(questions)), ("holding", holding),
                ]
            var known: Set<String> = []
            return named.compactMap { name, text in
                guard let text, known.insert(text).inserted else { return nil }
                return AnswerPiece(language: language, name: name, text: text)
            }
        }
    }

    private static func list(_ lines: [String]) -> String? { lines.isEmpty ? nil : lines.joined(separator: "\n") }
}

extension ResponseTemplate.Evidence {
    /// All that readers may get of a source, in one line.
    package var sentence: String {
        "\(title), \(publisher), \(date): \(url)" + (shows.map { ". \($0)" } ?? "")
            + (archiveURL.map { " (\($0))" } ?? "")
    }
}
