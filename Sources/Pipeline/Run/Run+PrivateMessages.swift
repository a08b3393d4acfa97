import Intake
import Model
import Storage

/// Private messages that a source brings, such as tips to a bot. They never see the archive: each becomes a file of the
/// inbox, durable before the source's cursor moves, and goes the way of every tip in the next run.
extension Run {
    /// The harvest without its private messages.
    mutating func setAside(_ harvest: Harvest, of source: ConfiguredSource) throws(PipelineError) -> Harvest {
        var harvest = harvest
        let tips = harvest.posts.compactMap { tip($0, of: source) }
        guard harvest.posts.contains(where: { $0.consent != nil }) else { return harvest }
        harvest.posts.removeAll { $0.consent != nil }
        if !isDryRun {
            for (name, tip) in tips { try tip.put(into: edges.inbox, as: name) }
        }
        harvest.notes.append("private messages put into the inbox, to be matched in the next run: \(tips.count)")
        return harvest
    }

    /// A tip and the name of its file, which is its identity: the same message fetched twice is one file. Nil for a
    /// post that is not private, or has no words.
    func tip(_ post: RawPost, of source: ConfiguredSource) -> (name: String, tip: Tip)? {
        guard let consent = post.consent, post.text.contains(where: \.isLetter) else { return nil }
        let tip = Tip(
            redacting: post.text, place: source.places.first ?? "", language: nil, heard: post.published ?? now,
            consent: consent)
        return (Tip.fileName(of: Identity.of(post, source: source.id), heard: post.published), tip)
    }
}
