import Model
import Text

/// Runs a pattern set over texts, one after the other. One per worker; not Sendable.
package struct Matcher {
    private let set: PatternSet
    private let search: Search
    private let fold = Fold()
    /// For a view that differs from `canon`.
    private let otherFold = Fold()

    private var ledger: LimitLedger
    /// Patterns that are not searched: off by the ledger, or too often at the limit in this chunk.
    private var isOff: [Bool]
    private var hasOff = false
    private var postsInChunk = 0
    private var chunkHits: [String: Int] = [:]

    private let candidates: Candidates
    /// State of each pattern on the text at hand; only the patterns in `touched` are not as at the start.
    private var states: [State]
    private var touched: [Int] = []

    private struct State {
        var verdict = Verdict.no
        var limited = false
        var view = View.raw
        var hits: [Range<Int>] = []
        /// The language in which the hits do not count; see `LanguageGate`.
        var objection: String?
    }

    /// - Parameter countsAll: see `Search`.
    init(_ set: PatternSet, _ ledger: LimitLedger, countsAll: Bool = false) {
        self.set = set
        self.search = Search(countsAll: countsAll)
        self.ledger = ledger
        self.isOff = Array(repeating: false, count: set.patterns.count)
        self.candidates = Candidates(count: set.patterns.count)
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
        if postsInChunk == LimitLedger.chunkPosts { _ = closeChunk() }
        postsInChunk += 1
        found.removeAll()
        if fold.fold(bytes) {
            match(valid: bytes)
        } else {
            let repaired = Array(String(decoding: bytes, as: UTF8.self).utf8)
            repaired.withUnsafeBufferPointer { bytes in
                if fold.fold(bytes) { match(valid: bytes) }
            }
            found.repaired = repaired
        }
        guard !touched.isEmpty else { return }
        if set.usesGates { applyGates(found.repaired ?? Array(bytes)) }
        collect(&found)
        reset()
    }

    /// How many patterns the index leaves for PCRE2 to decide on the view `canon`: what a measurement asks. Nil for
    /// bytes that are not UTF-8.
    package mutating func candidates(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard fold.fold(bytes) else { return nil }
        set.index.scan(fold, into: candidates)
        return candidates.patterns.count
    }

    /// Tries the views in their order; `fold` holds the text.
    private mutating func match(valid bytes: UnsafeBufferPointer<UInt8>) {
        for number in set.rawPatterns { run(number, on: .raw, bytes, from: 0) { $0 } }
        guard set.usesFolded else { return }
        let fold = fold
        set.index.scan(fold, into: candidates)
        runCandidates(on: .canon, fold)
        guard set.usesStronger else { return }
        let need = ViewsNeed(of: fold.canon)
        if !need.deobf, !need.squeeze {
            // All folded views are the same bytes: what did not hit in the first cannot hit in the others.
            for view in [View.deobf, .squeeze] { runCandidates(on: view, fold, butNotOf: [.canon, .deobf, .squeeze]) }
            return
        }
        var views = Views(valid: bytes, folded: fold)
        var seen: [TextView] = [views.view(.canon)]
        for name in [View.deobf, .squeeze] where set.usedViews.contains(name) {
            let view = views.view(name)
            let same = seen.filter { $0.bytes == view.bytes }.map(\.name)
            if same.isEmpty {
                otherFold.adopt(view)
                set.index.scan(otherFold, into: candidates)
                runCandidates(on: name, otherFold)
            } else {
                if same.last != seen.last?.name {
                    otherFold.adopt(view)
                    set.index.scan(otherFold, into: candidates)
                }
                runCandidates(on: name, same.contains(.canon) ? fold : otherFold, butNotOf: same)
            }
            seen.append(view)
        }
    }

    /// Runs the candidates that have this view, and did not run on the same bytes under the name of a view before.
    private mutating func runCandidates(on view: View, _ text: Fold, butNotOf same: [View] = []) {
        for candidate in candidates.patterns {
            let number = Int(candidate)
            guard states[number].verdict == .no else { continue }
            let mask = set.viewMasks[number]
            let before = same.prefix { $0 != view }
            guard mask & view.bit != 0, !before.contains(where: { mask & $0.bit != 0 }) else { continue }
            let from = set.index.entries[number].isPrefix ? candidates.place(of: candidate) : 0
            run(number, on: view, text.canon, from: from) { Matcher.original($0, text) }
        }
    }

    private mutating func run(
        _ number: Int, on view: View, _ bytes: UnsafeBufferPointer<UInt8>, from start: Int,
        _ original: (Range<Int>) -> Range<Int>
    ) {
        if hasOff, isOff[number] {
            touched.append(number)
            states[number].verdict = .undecided
            states[number].limited = true
            return
        }
        var hits: [Range<Int>] = []
        let end = search.hits(of: set.code(number, for: view), in: bytes, from: start, into: &hits)
        guard end == .limitReached || !hits.isEmpty else { return }
        touched.append(number)
        if end == .limitReached {
            states[number].limited = true
            countLimit(number)
        }
        states[number].verdict = hits.isEmpty ? .undecided : .yes
        states[number].view = view
        states[number].hits = hits.map(original)
    }

    /// Hits that do not count in a text of this language are none. The language is only guessed when there are some.
    private mutating func applyGates(_ text: @autoclosure () -> [UInt8]) {
        var answers: [LanguageGate: String?] = [:]
        for number in touched where states[number].verdict == .yes {
            guard let gate = set.patterns[number].gate else { continue }
            let objection = answers[gate] ?? gate.objection(to: String(decoding: text(), as: UTF8.self))
            answers[gate] = .some(objection)
            guard let objection else { continue }
            states[number].verdict = .no
            states[number].objection = objection
        }
    }

    private mutating func countLimit(_ number: Int) {
        let count = chunkHits[set.patterns[number].id, default: 0] + 1
        chunkHits[set.patterns[number].id] = count
        if count >= LimitLedger.toleratedInChunk { (isOff[number], hasOff) = (true, true) }
    }

    private func collect(_ found: inout PostHits) {
        for number in touched where states[number].limited { found.undecided.append(number) }
        if found.undecided.count > 1 { found.undecided.sort() }
        // No claim holds without a hit: a post that is only undecided, as all are once a pattern is off, costs little.
        guard touched.contains(where: { states[$0].verdict == .yes || states[$0].objection != nil }) else { return }
        for claim in Set(touched.map { set.patterns[$0].claim }).sorted() {
            let rule = set.claims[claim]
            let hits = rule.positive.filter { states[$0].verdict == .yes }
            guard !hits.isEmpty, rule.expression.value({ states[$0].verdict }) == .yes else {
                collectSetAside(rule, &found)
                continue
            }
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
    }

    /// A claim that would hold if all hits counted.
    private func collectSetAside(_ rule: CompiledClaim, _ found: inout PostHits) {
        guard let first = rule.positive.first(where: { states[$0].objection != nil }),
            let objection = states[first].objection, let range = states[first].hits.first,
            rule.expression.value({ states[$0].objection == nil ? states[$0].verdict : .yes }) == .yes
        else { return }
        found.setAside.append(
            SetAside(
                claim: rule.id, pattern: set.patterns[first].id, view: states[first].view, range: range,
                language: objection))
    }

    private mutating func reset() {
        for number in touched { states[number] = State() }
        touched.removeAll(keepingCapacity: true)
    }

    private mutating func applyLedger() {
        let off = Set(ledger.switchedOff)
        guard hasOff || !off.isEmpty else { return }
        isOff = set.patterns.map { off.contains($0.id) }
        hasOff = !off.isEmpty
    }

    /// The range in the original text; an empty hit stays empty, before the character that follows it.
    private static func original(_ range: Range<Int>, _ text: Fold) -> Range<Int> {
        if !range.isEmpty { return text.original(range) }
        if range.lowerBound < text.canon.count {
            let start = text.original(range.lowerBound..<range.lowerBound + 1).lowerBound
            return start..<start
        }
        guard range.lowerBound > 0 else { return 0..<0 }
        let end = text.original(range.lowerBound - 1..<range.lowerBound).upperBound
        return end..<end
    }
}

extension View {
    /// One bit for each view.
    var bit: UInt8 {
        switch self {
        case .raw: 1
        case .canon: 2
        case .deobf: 4
        case .squeeze: 8
        }
    }
}
