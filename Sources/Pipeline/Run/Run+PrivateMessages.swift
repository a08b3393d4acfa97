import Intake
import Model
import Storage
import Text

/// Private messages that a source brings, such as tips to a bot. They never see the archive: each becomes a file of the
/// inbox, durable before the source's cursor moves, and goes the way of every tip in the next run.
extension Run {
    /// The harvest without its private messages.
    mutating func setAside(_ harvest: Harvest, of source: ConfiguredSource) throws(PipelineError) -> Harvest {
        var harvest = harvest
        let tips = harvest.posts.compactMap { tip($0, of: source) }
        guard harvest.posts.contains(where: { $0.consent != nil }) else { return harvest }
        harvest.posts.removeAll { $0.consent != nil }
        let inbox = edges.inbox
        if !isDryRun {
            for (name, tip) in tips {
                try storage { () throws(StorageError) in try inbox.put(tip.json.encoded(), as: name) }
            }
        }
        harvest.notes.append("private messages put into the inbox, to be matched in the next run: \(tips.count)")
        return harvest
    }

    /// A tip and the name of its file, which is its identity: the same message fetched twice is one file. Nil for a
    /// post that is not private, or has no words.
    private func tip(_ post: RawPost, of source: ConfiguredSource) -> (name: String, tip: Tip)? {
        guard let consent = post.consent, post.text.contains(where: \.isLetter) else { return nil }
        let text = Redaction.redact(Tip.cut(post.text)).text
        let tip = Tip(
            text: text, place: source.places.first ?? "", language: nil, heard: post.published ?? now,
            consent: Redaction.redact(consent).text)
        return (Tip.fileName(of: Identity.of(post, source: source.id), heard: post.published), tip)
    }
}
