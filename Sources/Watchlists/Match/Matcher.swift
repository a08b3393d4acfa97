import Model
import Text

/// Runs a pattern set over texts, one after the other. One per worker; not Sendable.
package struct Matcher {
    private let set: PatternSet
    private let search = Search()
    private let prefilter: any PrefilterScanner
    private let rawPatterns: [Int]

    private var ledger: LimitLedger
    private var isOff: [Bool]
    private var postsInChunk = 0
    private var chunkHits: [String: Int] = [:]

    /// State of each pattern on the text at hand; only the patterns in `touched` are not as at the start.
    private var states: [State]
    private var touched: [Int] = []

    private struct State {
        var verdict = Verdict.no
        var limited = false
        var view = View.raw
        var hits: [Range<Int>] = []
    }

    init(_ set: PatternSet, _ ledger: LimitLedger) {
        self.set = set
        self.prefilter = set.prefilter.scanner()
        self.rawPatterns = set.patterns.indices.filter { set.patterns[$0].views.contains(.raw) }
        self.ledger = ledger
        self.isOff = []
        self.states = Array(repeating: State(), count: set.patterns.count)
        applyLedger()
    }

    /// Starts a chunk of posts with the ledger of the run at its border; see `LimitLedger`.
    package mutating func startChunk(_ ledger: LimitLedger) {
        self.ledger = ledger
        postsInChunk = 0
        chunkHits = [:]
        applyLedger()
    }

    /// Ends the chunk: adds its counts to the matcher's own ledger, and hands them over.
    package mutating func closeChunk() -> [String: Int] {
        let hits = chunkHits
        ledger.close(hits)
        startChunk(ledger)
        return hits
    }

    /// Counts of the chunks closed so far; the chunk at hand is not in it.
    package var limits: LimitLedger { ledger }

    /// What the patterns say about `text`. Ranges are UTF-8 bytes of `text` itself, whatever the view.
    package mutating func matches(in text: String) -> PostMatches {
        var hits = PostHits()
        var text = text
        text.withUTF8 { match(bytes: $0, into: &hits) }
        return PostMatches(hits, of: set)
    }

    /// What the patterns say about one post's text, in `hits`, whose old content is dropped.
    ///
    /// - Parameter bytes: UTF-8. Bytes that are not are repaired first; see `PostHits.repaired`.
    package mutating func match(bytes: UnsafeBufferPointer<UInt8>, into found: inout PostHits) {
        found.removeAll()
        let text = String(decoding: bytes, as: UTF8.self)
        if !text.utf8.elementsEqual(bytes) { found.repaired = Array(text.utf8) }
        if postsInChunk == LimitLedger.chunkPosts { _ = closeChunk() }
        postsInChunk += 1
        defer { reset() }
        var views = Views(text)
        var candidates: [Int] = []
        var seen: [TextView] = []
        for view in View.allCases where set.usedViews.contains(view) {
            let textView = views.view(view)
            let same = seen.filter { $0.bytes == textView.bytes && $0.name != .raw }.map(\.name)
            textView.bytes.withUnsafeBufferPointer { bytes in
                if view == .raw {
                    candidates = rawPatterns
                } else if same.isEmpty || same.last != seen.last?.name {
                    // Else these are the bytes of the view before, with the same candidates.
                    candidates.removeAll(keepingCapacity: true)
                    prefilter.scan(bytes, into: &candidates)
                    candidates.sort()
                }
                for pattern in candidates where isOpen(pattern, for: view, same) {
                    run(pattern, on: view, bytes, textView)
                }
            }
            seen.append(textView)
        }
        collect(&found)
    }

    /// Whether the pattern runs on this view: it is one of its views, no earlier view decided, and the bytes are
    /// not those of an earlier folded view (`same`), on which it already ran without a hit.
    private func isOpen(_ number: Int, for view: View, _ same: [View]) -> Bool {
        let views = set.patterns[number].views
        return views.contains(view) && states[number].verdict == .no && !same.contains { views.contains($0) }
    }

    private mutating func run(
        _ number: Int, on view: View, _ bytes: UnsafeBufferPointer<UInt8>, _ textView: TextView
    ) {
        let pattern = set.patterns[number]
        if isOff[number] {
            touched.append(number)
            states[number].verdict = .undecided
            states[number].limited = true
            return
        }
        var hits: [Range<Int>] = []
        let end = search.hits(of: pattern.code(for: view), in: bytes, into: &hits)
        guard end == .limitReached || !hits.isEmpty else { return }
        touched.append(number)
        if end == .limitReached {
            states[number].limited = true
            chunkHits[pattern.id, default: 0] += 1
        }
        states[number].verdict = hits.isEmpty ? .undecided : .yes
        states[number].view = view
        states[number].hits = hits.map { Matcher.original($0, textView) }
    }

    private func collect(_ found: inout PostHits) {
        guard !touched.isEmpty else { return }
        for claim in Set(touched.map { set.patterns[$0].claim }).sorted() {
            let rule = set.claims[claim]
            let hits = rule.positive.filter { states[$0].verdict == .yes }
            guard !hits.isEmpty, rule.expression.value({ states[$0].verdict }) == .yes else { continue }
            found.claims.append(claim)
            for number in hits {
                for range in states[number].hits {
                    found.hits.append(
                        PostHits.Hit(claim: claim, pattern: number, view: states[number].view, range: range))
                }
            }
        }
        found.hits.sort {
            ($0.range.lowerBound, $0.range.upperBound, $0.pattern)
                < ($1.range.lowerBound, $1.range.upperBound, $1.pattern)
        }
        found.undecided = touched.filter { states[$0].limited }.sorted()
    }

    private mutating func reset() {
        for number in touched { states[number] = State() }
        touched.removeAll(keepingCapacity: true)
    }

    private mutating func applyLedger() {
        let off = Set(ledger.switchedOff)
        isOff = set.patterns.map { off.contains($0.id) }
    }

    /// The range in the original text; an empty hit stays empty, before the character that follows it.
    private static func original(_ range: Range<Int>, _ view: TextView) -> Range<Int> {
        if !range.isEmpty { return view.original(range) }
        if range.lowerBound < view.bytes.count {
            let start = view.original(range.lowerBound..<range.lowerBound + 1).lowerBound
            return start..<start
        }
        guard range.lowerBound > 0 else { return 0..<0 }
        let end = view.original(range.lowerBound - 1..<range.lowerBound).upperBound
        return end..<end
    }
}
