import Alerting
import Model
import Text
import Watchlists

/// What decides the matches of a sketch: the patterns and places of the new side and, where they differ, of the old.
package struct SketchPlan: Sendable {
    let new: SketchSide
    /// Nil when there is no old side, or when it decides the same: then posts are matched once.
    let old: SketchSide?
    /// Changes with everything that can change a sketch, 16 or 33 characters.
    package let hash: String

    package init(new: SketchSide, old: SketchSide?) {
        self.new = new
        self.old = old.flatMap { $0.hash == new.hash ? nil : $0 }
        hash = [new.hash, self.old?.hash].compactMap { $0 }.joined(separator: "-")
    }
}

/// The patterns and places of one side.
package struct SketchSide: Sendable {
    let patterns: PatternSet
    let places: PlaceFinder
    let hash: String

    package init(_ watchlists: Watchlists, places: [Place]) {
        patterns = watchlists.patterns
        self.places = PlaceFinder(places: places)
        var bytes = Array(watchlists.patternHash.utf8)
        for place in places {
            bytes += Array(place.id.utf8) + [0]
            for (language, terms) in place.terms.sorted(by: { $0.key < $1.key }) {
                for word in [language] + terms { bytes += Array(word.utf8) + [0] }
            }
            bytes.append(1)
        }
        hash = StableHash.hex(StableHash.hash64(bytes))
    }

    func reader() -> SketchReader {
        SketchReader(patterns: patterns.matcher(), set: patterns, places: places.matcher())
    }
}

/// Reads texts for one side, on one worker.
struct SketchReader {
    fileprivate var patterns: Matcher
    fileprivate let set: PatternSet
    fileprivate var places: Matcher
    private var hits = PostHits()
    private var ledger = LimitLedger()
    private var off: [String] = []

    fileprivate init(patterns: Matcher, set: PatternSet, places: Matcher) {
        (self.patterns, self.set, self.places) = (patterns, set, places)
    }

    /// Begins a segment with what the run knows of patterns that ran too long.
    mutating func startSegment(_ ledger: LimitLedger) {
        self.ledger = ledger
        startChunk()
    }

    private mutating func startChunk() {
        off = ledger.switchedOff
        patterns.startChunk(ledger)
    }

    mutating func closeChunk() -> SketchedSegment.Limits {
        let limits = SketchedSegment.Limits(off: off, hits: patterns.closeChunk())
        ledger.close(limits.hits)
        startChunk()
        return limits
    }

    mutating func read(_ post: Post, signature: TextSignature) -> SketchedMatches {
        var text = post.text
        text.withUTF8 { patterns.match(bytes: $0, into: &hits) }
        guard !hits.isEmpty else { return SketchedMatches() }
        let undecided = hits.undecided.map(set.patternID)
        guard !hits.hits.isEmpty else { return SketchedMatches(undecided: undecided) }
        let matches = hits.hits.map {
            Match(claim: set.claimID($0.claim), pattern: set.patternID($0.pattern), view: $0.view, range: $0.range)
        }
        let named = places.matches(in: post.text).claims
        let matched = MatchedPost(post: post, matches: matches, placesInText: named, signature: signature)
        return SketchedMatches(
            claims: matched.found.map { found in
                SketchedMatches.Claim(found: found, ranges: matches.filter { $0.claim == found.claim }.map(\.range))
            }, places: named, undecided: undecided)
    }
}
