import Model
import Reading

/// A page as the JSON body of a webhook: `{type, timestamp, data}` of Standard Webhooks (delivery.md 3.4).
struct WebhookBody {
    let id: String
    let created: Instant
    let recipient: String
    let office: String
    /// Ids of the alerts that it tells.
    let alerts: [String]
    /// Characters of one text.
    var most = 4000

    /// False: the answers are left out, since there is no room for whole ones.
    var hasAnswers = true

    /// Every text is plain text: whoever shows it in a page must escape it for that page. Where the whole would be too
    /// long for the receiver, other texts are cut. An answer is never cut: half of one is not what was approved.
    func render(_ page: Page, severity: Severity) -> [UInt8] {
        var shorter = self
        var body = shorter.whole(page, severity: severity)
        while body.count >= Self.largest, shorter.most > 50 {
            shorter.most /= 3
            body = shorter.whole(page, severity: severity)
        }
        if body.count >= Self.largest {
            shorter.hasAnswers = false
            body = shorter.whole(page, severity: severity)
        }
        return body
    }

    /// Standard Webhooks asks for less than 20 kB.
    private static let largest = 20_000

    private func whole(_ page: Page, severity: Severity) -> [UInt8] {
        let entries = page.entries.map { entry in
            JSONValue.object([
                ("title", text(entry.title)), ("badge", text(entry.badge)), ("lines", .array(entry.lines.map(line))),
                (
                    "answers",
                    .array(
                        entry.answers.map { answer in
                            let words = hasAnswers ? [("text", JSONValue.string(Shown.block(answer.text)))] : []
                            return .object(
                                [("caption", text(answer.caption)), ("language", text(answer.language))] + words)
                        })
                ), ("sources", .array(entry.sources.map(line))),
            ])
        }
        let data = JSONValue.object([
            ("digest", .string(id)), ("office", text(office)), ("recipient", text(recipient)),
            ("language", .string(page.language)), ("severity", .string(severity.rawValue)),
            ("alerts", .array(alerts.map { .string($0) })), ("subject", text(page.subject)), ("lead", text(page.lead)),
            ("entries", .array(entries)), ("notes", .array(page.after.map(text))), ("footer", text(page.footer)),
        ])
        return JSONValue.object([
            ("type", .string("jibu.digest")), ("timestamp", .string("\(created)")), ("data", data),
        ]).encoded()
    }

    private func line(_ line: Page.Line) -> JSONValue {
        .object([("label", text(line.label)), ("rows", .array(line.rows.map { .string(cut(PlainText.words(of: $0), most)) }))])
    }

    private func text(_ text: String) -> JSONValue { .string(cut(Shown.line(text), most)) }

    private func cut(_ text: String, _ most: Int) -> String {
        text.utf8.count > most && text.count > most ? String(text.prefix(most)) + "…" : text
    }
}
