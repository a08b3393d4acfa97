import Model
import Storage
import Text
import Watchlists

/// How each pattern does on the archive and on labelled posts: what `jibu tune` shows. It proposes, and edits nothing.
///
/// ```
/// TuningCounts    one pass over the archive: hits, pairs of patterns on the same posts
/// TuningLabels    labelled posts, matched again: precision, recall, words that tell true from false
/// TuningMisses    true posts that were missed: which pattern nearly fired
/// TuningCosts     each pattern alone over a sample
/// ```
package struct Tuning: Sendable {
    package struct Request: Sendable {
        package var from: Instant?
        package var until: Instant?
        /// Only this claim; nil: all.
        package var claim: String?

        package init() {}
    }

    package var from: Instant?
    package var until: Instant?
    /// Only a part of the archive was asked for.
    package var isOfPeriod = false
    package var posts = 0
    package var flagged = 0
    package var undecided = 0
    package var labels = 0
    /// One for each claim, in the order of the watchlists.
    package var claims: [ClaimReport] = []
    package var overlaps: [Overlap] = []
    /// What was not read, in words.
    package var damages: [String] = []

    package struct ClaimReport: Sendable {
        package var id: String
        package var statement: String
        /// Posts of the archive that the claim flags.
        package var hits = 0
        package var labels = LabelCounts()
        /// How many of the posts that tell the claim it flags, and how many of the posts that it flags tell it.
        package var quality: ReplayQuality
        package var patterns: [PatternReport] = []
        package var missed: [Miss] = []
        package var words: [TellingWord] = []
    }

    package struct PatternReport: Sendable {
        package var id: String
        package var pattern: String
        /// The term that it is made of; nil for a pattern that was typed as such.
        package var term: String?
        package var place: FilePlace?
        package var hits = 0
        package var labels = LabelCounts()
        /// Searches that reached the limit; three switch a pattern off for the rest of the run.
        package var limitHits = 0
        /// Microseconds for a post when this pattern runs alone, over a sample; nil when there was no sample.
        package var microseconds: Double?
    }

    /// Labels of posts that a claim or a pattern flags.
    package struct LabelCounts: Sendable, Hashable {
        package var right = 0
        package var wrong = 0
        package var opinion = 0
        private var strata: [Double: Share.Stratum] = [:]

        package var all: Int { right + wrong + opinion }
        /// Opinion counts as wrong: nobody is to be alerted on it.
        package var precision: Share { .stratified(Array(strata.values)) }

        /// - Parameter weight: posts that the label stands for.
        mutating func count(_ verdict: Label.Verdict, weight: Double) {
            switch verdict {
            case .true: right += 1
            case .false: wrong += 1
            case .opinion: opinion += 1
            }
            strata[weight, default: Share.Stratum(weight: weight)].found += verdict == .true ? 1 : 0
            strata[weight, default: Share.Stratum(weight: weight)].wrong += verdict == .true ? 0 : 1
        }
    }

    /// Two patterns that hit the same posts.
    package struct Overlap: Sendable, Hashable {
        /// The one with fewer hits, nearly all of which the other one has too.
        package var pattern: String
        package var other: String
        package var both: Int
        package var of: Int
    }
}

extension Tuning {
    /// Reads the archive once, with every pattern, and the labels.
    ///
    /// - Throws: `.nothingScanned` when there is neither a post nor a label: "0 hits" would mislead.
    package static func perform(
        _ request: Request, house: House, workers: Int = 2, progress: (Int, Int) -> Void
    ) async throws -> Tuning {
        let watchlists = house.library.watchlists
        let data = DataFolder(path: house.configuration.dataFolder)
        let labels = try data.labels.read()
        var counts = TuningCounts(sampleSize: TuningCosts.sampleSize)
        let segments = try data.archive.segments().count
        let reader = try data.archive.reader(workers: workers)
        var stream = MatchStream(patterns: watchlists.patterns, workers: workers)
        try await stream.forEach(
            of: reader,
            where: { post in
                (request.from.map { post.seen >= $0 } ?? true) && (request.until.map { post.seen < $0 } ?? true)
            }
        ) { reads in
            for read in reads { counts.add(read) }
            progress(reader.begun, segments)
        }
        guard stream.posts > 0 || !labels.labels.isEmpty else {
            throw PipelineError.nothingScanned(
                "The archive holds no post of that period and nothing is labelled, so there is nothing to tune on.")
        }
        var tuning = Tuning()
        (tuning.from, tuning.until) = (counts.first, counts.last)
        tuning.isOfPeriod = request.from != nil || request.until != nil
        (tuning.posts, tuning.flagged, tuning.undecided) = (stream.posts, counts.flagged, stream.undecided)
        tuning.labels = labels.labels.count
        tuning.damages = reader.damages
        if labels.badLines > 0 { tuning.damages.append("\(data.labels.path): \(labels.badLines) lines are no labels") }
        let rules = watchlists.rules.filter { request.claim == nil || $0.claim == request.claim }
        let judged = TuningLabels(labels.labels, patterns: watchlists.patterns, from: counts.first, until: counts.last)
        let costs = TuningCosts(of: rules, on: counts.sample)
        let statements = Dictionary(watchlists.claims.map { ($0.id, $0.statement) }) { first, _ in first }
        tuning.claims = rules.map { rule in
            let hits = counts.claims[rule.claim] ?? 0
            var (report, labels) = judged.report(on: rule.claim, statement: statements[rule.claim] ?? "", hits: hits)
            let texts = rule.expression.leaves.filter(\.isPositive).map(\.leaf)
            report.patterns = texts.map { text in
                PatternReport(
                    id: text.id, pattern: text.pattern, term: watchlists.origins[text.id]?.term,
                    place: watchlists.origins[text.id]?.place, hits: counts.patterns[text.id] ?? 0,
                    labels: labels[text.id] ?? LabelCounts(), limitHits: stream.limits.hits[text.id] ?? 0,
                    microseconds: costs.microseconds[text.id])
            }
            report.missed = judged.missed(of: rule.claim).map { Miss($0, texts: texts) }
            return report
        }
        let wanted = Set(tuning.claims.flatMap(\.patterns).map(\.id))
        tuning.overlaps = counts.overlaps.filter { wanted.contains($0.pattern) || wanted.contains($0.other) }
        return tuning
    }
}
