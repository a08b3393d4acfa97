import Model
import Storage

/// What waits for a pattern to be mended, in words.
extension RunReport {
    /// One sentence for each pattern. What is not in the archive, such as a private message, cannot wait.
    package var undecidedSentences: [String] {
        let kept = Set(waiting.map(\.id))
        let lost = undecided.filter { !kept.contains($0.key) }.sorted { $0.key < $1.key }
        return UndecidedPattern.sentences(waiting, today: started.date)
            + lost.map { "\($0.key): \(Count.of($0.value, "post")) undecided" }
    }
}

extension UndecidedPattern {
    /// - Parameter today: what is of this day needs no date.
    package static func sentences(_ patterns: [UndecidedPattern], today: CivilDate? = nil) -> [String] {
        Dictionary(grouping: patterns, by: \.id).sorted { $0.key < $1.key }.map { id, patterns in
            let posts = patterns.reduce(0) { $0 + $1.posts }
            let since = patterns.map(\.since).min().flatMap { $0 == today ? nil : " since \($0)" } ?? ""
            return "\(id): \(Count.of(posts, "post")) undecided\(since); "
                + (posts == 1 ? "it is" : "they are") + " matched again when the pattern is mended"
        }
    }
}
