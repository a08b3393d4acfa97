import Model

/// One entry of a digest, decided once and written once at each length: a message is tried shorter and shorter until
/// it fits, and a rumour may have thousands of posts.
final class EntryDraft {
    let item: DigestItem
    let decision: ResponseDecision
    private let writer: PageWriter
    private(set) lazy var full = writer.entry(item, decision, .full)
    private(set) lazy var brief = writer.entry(item, decision, .brief)

    init(_ item: DigestItem, _ writer: PageWriter) {
        (self.item, self.writer) = (item, writer)
        decision = Responder(writer.rules, record: writer.record).decide(
            claim: item.claim, alerts: item.everywhere, places: writer.places(item),
            languages: writer.recipient.languages, reader: writer.recipient, now: writer.now)
    }
}
