import Model
import Storage
import Text
import Watchlists

/// Labelled posts, matched with the watchlists of today: the label stays, the patterns change.
struct TuningLabels {
    private struct Judged {
        var label: Label
        var given: ReplayLabel
        var claims: Set<String>
        /// By claim, its patterns that hit.
        var patterns: [String: Set<String>]
    }

    private var judged: [Judged] = []
    private let weights: LabelWeights
    /// The posts of the archive, to which the counts of hits belong; labels may be older.
    private let from: Instant?
    private let until: Instant?

    init(_ labels: [Label], patterns set: PatternSet, from: Instant?, until: Instant?) {
        (self.from, self.until) = (from, until)
        var matcher = set.matcher()
        for label in labels {
            let found = matcher.matches(in: label.text)
            let patterns = Dictionary(grouping: found.matches, by: \.claim).mapValues { Set($0.map(\.pattern)) }
            judged.append(
                Judged(label: label, given: ReplayLabel(label), claims: Set(found.claims), patterns: patterns))
        }
        weights = LabelWeights(judged.map(\.given))
    }

    /// - Parameter hits: posts of the archive that the claim flags.
    /// - Returns: also the labels by pattern.
    func report(
        on claim: String, statement: String, hits: Int
    ) -> (report: Tuning.ClaimReport, patterns: [String: Tuning.LabelCounts]) {
        let counted = judged.filter { $0.given.counts(for: claim) }
        let weighed = weigh(counted, for: claim, hits: hits)
        var report = Tuning.ClaimReport(
            id: claim, statement: statement, hits: hits, quality: ReplayQuality(of: claim, weighed))
        var patterns: [String: Tuning.LabelCounts] = [:]
        for (item, weighed) in zip(counted, weighed) where weighed.isFlagged && item.given.isAbout(claim) {
            report.labels.count(item.label.verdict, weight: weighed.weight)
        }
        for (item, weighed) in zip(counted, weighed) where item.given.isAbout(claim) {
            for pattern in item.patterns[claim] ?? [] {
                // "None of the claims" is a wrong hit of every pattern that hits.
                patterns[pattern, default: .init()].count(item.label.verdict, weight: weighed.weight)
            }
        }
        let about = counted.filter { $0.given.isAbout(claim) }
        report.words = Tuning.TellingWord.find(
            right: about.filter(\.given.isTrue).map(\.label.text),
            wrong: about.filter { $0.label.claim == claim && !$0.given.isTrue }.map(\.label.text))
        return (report, patterns)
    }

    /// Hits are counted in the archive, so only labels of its posts say which part of them is labelled.
    private func weigh(_ items: [Judged], for claim: String, hits: Int) -> [LabelWeights.Weighed] {
        func judged(_ item: Judged) -> LabelWeights.Judged {
            LabelWeights.Judged(label: item.given, isFlagged: item.claims.contains(claim))
        }
        let archived = items.filter { item in
            (from.map { $0 <= item.label.seen } ?? false) && (until.map { item.label.seen <= $0 } ?? false)
        }
        let sampled = weights.weigh(archived.map(judged), for: claim, hits: hits)
        let undrawn = sampled.first { $0.isFlagged && $0.label.draw == nil }?.weight ?? 1
        return weights.weigh(items.map(judged), for: claim, hits: 0).map { item in
            var item = item
            if item.isFlagged, item.label.draw == nil { item.weight = undrawn }
            return item
        }
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
        /// Posts on the side of the word, and how many times their share is that of the other side.
        package static let leastPosts = 3
        package static let leastTimes = 3

        /// Log-odds of each word with a Dirichlet prior taken from all labelled posts together (Monroe, Colaresi and
        /// Quinn 2008), so that a word of one post says little; and lopsided as counted: in `leastPosts` posts of its
        /// side, with `leastTimes` times the share of the other. Words are those of the view `canon`, each counted
        /// once a post.
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
            func isLopsided(_ posts: Int, of: Int, _ others: Int, of all: Int) -> Bool {
                posts >= leastPosts && posts * all >= leastTimes * others * of
            }
            let telling = words.filter { word in
                abs(word.weight) >= least
                    && (word.weight > 0
                        ? isLopsided(word.right, of: right.count, word.wrong, of: wrong.count)
                        : isLopsided(word.wrong, of: wrong.count, word.right, of: right.count))
            }
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
