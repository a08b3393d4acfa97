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

    /// Every text is plain text: whoever shows it in a page must escape it for that page.
    func render(_ page: Page, severity: Severity) -> [UInt8] {
        let entries = page.entries.map { entry in
            JSONValue.object([
                ("title", text(entry.title)), ("badge", text(entry.badge)), ("lines", .array(entry.lines.map(line))),
                (
                    "answers",
                    .array(
                        entry.answers.map { answer in
                            .object([
                                ("caption", text(answer.caption)), ("language", text(answer.language)),
                                ("text", .string(Shown.block(answer.text))),
                            ])
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
        .object([("label", text(line.label)), ("rows", .array(line.rows.map { .string(PlainText.words(of: $0)) }))])
    }

    private func text(_ text: String) -> JSONValue { .string(Shown.line(text)) }
}
