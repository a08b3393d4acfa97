import Model
import Storage

extension Labelling {
    /// What became of the labels of a file.
    package struct Taken: Sendable {
        package var labels = 0
        /// Lines that gave no label, in words.
        package var problems: [String] = []
    }

    /// Stores the labels of a file. The text of each post comes from the archive, or from a label that it has already.
    ///
    /// - Parameter by: who labelled, where the file does not say it.
    package func take(
        _ file: LabelFile, by: String?, at now: Instant, progress: (Int, Int) -> Void
    ) throws(PipelineError) -> Taken {
        var taken = Taken()
        taken.problems = file.problems
        let posts = try posts(Set(file.entries.map(\.post)), progress: progress)
        let known = Dictionary(try self.labels().labels.map { ($0.post.id, $0) }) { first, _ in first }
        var labels: [Label] = []
        for entry in file.entries {
            if let claim = entry.claim, !claims.contains(where: { $0.id == claim }) {
                taken.problems.append("line \(entry.line): there is no claim \(claim) in the watchlists")
                continue
            }
            let who = entry.by ?? by
            if let post = posts[entry.post] {
                labels.append(
                    Label(post, claim: entry.claim, verdict: entry.verdict, at: now, by: who, draw: entry.draw))
            } else if var label = known[entry.post] {
                (label.claim, label.verdict, label.at, label.by) = (entry.claim, entry.verdict, now, who)
                label.draw = entry.draw ?? label.draw
                labels.append(label)
            } else {
                taken.problems.append("line \(entry.line): there is no post \(entry.post) in the archive")
            }
        }
        if !labels.isEmpty { try give(labels, number: 0) }
        taken.labels = labels.count
        return taken
    }
}
