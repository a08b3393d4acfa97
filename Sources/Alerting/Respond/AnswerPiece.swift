import Model

/// One text of an answer as it would be given out: what an approver reads.
package struct AnswerPiece: Sendable, Hashable {
    package var language: String
    /// `page`, `post`, `sms`, `do_not`, `hard_questions`, `holding`, or the channel that the text is for.
    package var name: String
    package var text: String
    /// Jibu put it together of the parts, and the office wrote no word of it beside them.
    package var isMadeOfParts = false

    /// The parts as the office's own site shows them: words that no other text may hold are among them.
    static let page = "page"

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
            var pieces = [
                piece(page, list(AnswerPage.paragraphs(of: variant))), piece("post", texts.post),
                piece("sms", texts.sms),
            ]
            pieces += ResponseTemplate.Channel.allCases.map { channel in
                piece(channel.rawValue, texts.channels[channel], isMade: variant.texts[channel] == nil)
            }
            pieces += [
                piece("do_not", list(variant.doNot)), piece("hard_questions", list(questions)),
                piece("holding", holding),
            ]
            func piece(_ name: String, _ text: String?, isMade: Bool = false) -> AnswerPiece? {
                text.map { AnswerPiece(language: language, name: name, text: $0, isMadeOfParts: isMade) }
            }
            var known: Set<String> = []
            return pieces.compactMap(\.self).filter { known.insert($0.text).inserted }
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
