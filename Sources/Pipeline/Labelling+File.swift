import Model
import Storage

extension Labelling {
    /// What became of the labels of a file.
    package struct Taken: Sendable {
        package var labels = 0
        /// What is wrong with lines of the file, in their order.
        package var problems: [LabelFile.Problem] = []
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
        let given = try self.labels().labels
        let known = Dictionary(given.map { ($0.post.id, $0) }) { first, _ in first }
        let drawn = Dictionary(given.map { ($0.subject, $0.draw) }) { first, _ in first }
        var labels: [Label] = []
        for entry in file.entries {
            if let claim = entry.claim, !claims.contains(where: { $0.id == claim }) {
                taken.problems.append(
                    LabelFile.Problem(line: entry.line, what: "there is no claim \(claim) in the watchlists"))
                continue
            }
            let who = entry.by ?? by
            // Who corrects a label does not undo that the post was drawn.
            let draw = entry.draw ?? drawn[Label.Subject(post: entry.post, claim: entry.claim)] ?? nil
            if let post = posts[entry.post] {
                labels.append(
                    Label(post, claim: entry.claim, verdict: entry.verdict, at: now, by: who, draw: draw))
            } else if var label = known[entry.post] {
                (label.claim, label.verdict, label.at, label.by) = (entry.claim, entry.verdict, now, who)
                label.draw = draw
                labels.append(label)
            } else {
                taken.problems.append(
                    LabelFile.Problem(line: entry.line, what: "there is no post \(entry.post) in the archive"))
            }
        }
        taken.problems.sort { $0.line < $1.line }
        if !labels.isEmpty { try give(labels, number: 0) }
        taken.labels = labels.count
        return taken
    }
}
