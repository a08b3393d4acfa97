import Model
import Storage
import Text
import Watchlists

/// Labelled posts, matched with the watchlists of today: the label stays, the patterns change.
struct TuningLabels {
    /// By pattern id, the labels of posts that it hits for its claim.
    private(set) var patterns: [String: Tuning.LabelCounts] = [:]

    private var judged: [(label: Label, claims: Set<String>)] = []

    init(_ labels: [Label], patterns set: PatternSet) {
        var matcher = set.matcher()
        for label in labels {
            let found = matcher.matches(in: label.text)
            judged.append((label, Set(found.claims)))
            // "None of the claims" is a wrong hit of every pattern that hits.
            let matches = found.matches.filter { label.claim == nil || $0.claim == label.claim }
            for pattern in Set(matches.map(\.pattern)) { patterns[pattern, default: .init()].count(label.verdict) }
        }
    }

    func report(on claim: String, statement: String) -> Tuning.ClaimReport {
        var report = Tuning.ClaimReport(id: claim, statement: statement)
        let about = judged.filter { $0.label.claim == claim || $0.label.claim == nil }
        for item in about where item.claims.contains(claim) { report.labels.count(item.label.verdict) }
        let right = about.filter { $0.label.verdict == .true }
        report.recall = Share(right.count { $0.claims.contains(claim) }, of: right.count)
        report.drawn = about.count { $0.label.draw != nil }
        report.words = Tuning.TellingWord.find(
            right: right.map(\.label.text),
            wrong: about.filter { $0.label.claim == claim && $0.label.verdict != .true }.map(\.label.text))
        return report
    }

    /// Labelled true, and not flagged by the claim.
    func missed(of claim: String) -> [Label] {
        judged.filter { $0.label.claim == claim && $0.label.verdict == .true && !$0.claims.contains(claim) }.map(\.label)
    }
}

extension Tuning {
    /// A word that labelled true posts have and the others have not, or the other way round.
    package struct TellingWord: Sendable, Hashable {
        package var word: String
        /// Posts with the word, among those labelled true and among the others.
        package var right: Int
        package var wrong: Int
        /// Above 0: a word of true posts. In standard deviations of the log-odds.
        package var weight: Double

        /// Words shown for each side.
        private static let most = 8
        /// What counts as telling: two standard deviations are one in twenty by chance.
        private static let least = 1.3

        /// Log-odds of each word with a Dirichlet prior taken from all labelled posts together (Monroe, Colaresi and
        /// Quinn 2008), so that a word of one post says little. Words are those of the view `canon`, each counted once
        /// a post.
        static func find(right: [String], wrong: [String]) -> [TellingWord] {
            guard !right.isEmpty, !wrong.isEmpty else { return [] }
            let (rightCounts, wrongCounts) = (counts(right), counts(wrong))
            let (rightAll, wrongAll) = (sum(rightCounts), sum(wrongCounts))
            let priorAll = rightAll + wrongAll
            var words: [TellingWord] = []
            for word in Set(rightCounts.keys).union(wrongCounts.keys) {
                let (r, w) = (Double(rightCounts[word] ?? 0), Double(wrongCounts[word] ?? 0))
                let prior = 10 * (r + w) / priorAll
                let odds = { (count: Double, all: Double) in
                    let rest = all + 10 - count - prior
                    return rest > 0 ? (count + prior) / rest : 1
                }
                let difference = logarithm(odds(r, rightAll)) - logarithm(odds(w, wrongAll))
                let spread = (1 / (r + prior) + 1 / (w + prior)).squareRoot()
                words.append(TellingWord(word: word, right: Int(r), wrong: Int(w), weight: difference / spread))
            }
            let telling = words.filter { abs($0.weight) >= least && $0.right + $0.wrong > 1 }
            let forRight = telling.filter { $0.weight > 0 }.sorted { ($1.weight, $0.word) < ($0.weight, $1.word) }
            let forWrong = telling.filter { $0.weight < 0 }.sorted { ($0.weight, $0.word) < ($1.weight, $1.word) }
            return Array(forRight.prefix(most) + forWrong.prefix(most))
        }

        private static func counts(_ texts: [String]) -> [String: Int] {
            var counts: [String: Int] = [:]
            for text in texts {
                let words = Canon.canonical(text).split { !$0.isLetter && !$0.isNumber }
                for word in Set(words) where word.count > 1 { counts[String(word), default: 0] += 1 }
            }
            return counts
        }

        private static func sum(_ counts: [String: Int]) -> Double { Double(counts.values.reduce(0, +)) }
    }
}
