import Text

/// A text to try patterns on, made once: as it is, and folded as in `canon`.
struct ProbeText: Sendable {
    let raw: [UInt8]
    let folded: [UInt8]

    init(_ text: String) {
        raw = Array(text.utf8)
        folded = Array(Canon.canonical(text).utf8)
    }

    /// The text repeated, between a start and an end.
    init(_ start: ProbeText, _ body: ProbeText, times: Int, _ end: ProbeText) {
        raw = ProbeText.joined(start.raw, body.raw, times, end.raw)
        folded =
            body.folded == body.raw && start.folded == start.raw && end.folded == end.raw
            ? raw : ProbeText.joined(start.folded, body.folded, times, end.folded)
    }

    private static func joined(_ start: [UInt8], _ body: [UInt8], _ times: Int, _ end: [UInt8]) -> [UInt8] {
        var bytes = start
        bytes.reserveCapacity(start.count + body.count * times + end.count)
        for _ in 0..<times { bytes += body }
        return bytes + end
    }
}

/// Tries a pattern on texts that show what it costs and what it hits. Counts limit hits, never time.
struct PatternProbe {
    private let pattern: CompiledPattern
    private let search: Search

    /// - Parameter search: for many patterns one after the other, the same one: to make it takes longer than to use it.
    init(_ pattern: CompiledPattern, _ search: Search = Search()) {
        self.pattern = pattern
        self.search = search
    }

    private func hits(_ text: ProbeText) -> (hits: [Range<Int>], end: Search.End) {
        var found: [Range<Int>] = []
        if pattern.views.contains(.raw) {
            let end = text.raw.withUnsafeBufferPointer { search.hits(of: pattern.exact, in: $0, into: &found) }
            if end == .limitReached || pattern.views == [.raw] { return (found, end) }
        }
        let end = text.folded.withUnsafeBufferPointer { search.hits(of: pattern.folded, in: $0, into: &found) }
        return (found, end)
    }

    /// Nothing that a folded text without the letters of the pattern could show, so it need not be run on one.
    private var asksForLetters: Bool { !pattern.views.contains(.raw) && !pattern.needs.clauses.isEmpty }

    func isHit(_ text: String) -> Bool { !hits(ProbeText(text)).hits.isEmpty }

    /// Hits a text without taking any of it.
    var matchesEmpty: Bool {
        if asksForLetters { return false }
        return ["", "x"].contains { text in hits(ProbeText(text)).hits.contains { $0.isEmpty } }
    }

    /// How many everyday sentences it hits, of those in which its hits count (`LanguageGate`).
    var ordinaryHits: Int {
        OrdinaryTexts.folded.count { text in
            guard !hits(text).hits.isEmpty else { return false }
            return pattern.gate?.objection(to: String(decoding: text.raw, as: UTF8.self)) == nil
        }
    }

    /// What a pattern does on the worst of the texts that were tried.
    enum Worst: Equatable {
        /// In line with the length of the text.
        case fine
        /// Reads the rest of the text from every place in it: this many steps for each character of a text of
        /// `letters`, and the more the longer it is.
        case quadratic(steps: Int, letters: Int)
        /// Grows faster still; nothing but a limit ends it.
        case runaway(steps: Int, letters: Int)
        /// A search reached the limit of matching.
        case limit
    }

    /// Tries the pattern on texts made of what it repeats, many times in a row, followed by what does not fit; see
    /// `AttackTexts`.
    ///
    /// - Parameters:
    ///   - text: the pattern as written.
    ///   - thorough: also look for patterns that are only quadratic, which are worth a warning.
    func worst(_ text: String, thorough: Bool) -> Worst {
        let attack = AttackTexts(of: text)
        let isTried = attack.mayExplode || thorough && !attack.loops.isEmpty
        guard isTried, thorough || PatternProbe.mayRunAway(text) else { return .fine }
        let cost = PatternCost(text)
        var left = Effort.most
        var worst = Worst.fine
        for texts in Self.mostSuspiciousFirst(Attack.all(of: attack), attack.mayExplode ? cost : nil) {
            guard left > 0 else { break }
            if attack.mayExplode, hits(texts.text(Effort.tiny)).end == .limitReached { return .limit }
            // A pattern too large to be counted is held by the limit alone.
            guard let cost else { continue }
            let short = cost.steps(in: texts.bytes(Effort.short), most: Effort.tooMany)
            left -= short
            if short >= Effort.tooMany {
                return hits(texts.text(Effort.short)).end == .limitReached
                    ? .limit : .runaway(steps: short, letters: Effort.short)
            }
            guard thorough, worst == .fine, short > Effort.short * Effort.suspicious else { continue }
            let long = cost.steps(in: texts.bytes(Effort.long), most: 4 * Effort.tooMany)
            left -= long
            // Twice the text costs four times as much, not twice.
            if long > Effort.long * Effort.slow, long > 3 * short {
                worst = .quadratic(steps: long / Effort.long, letters: Effort.long)
            }
        }
        return worst
    }

    /// Whether a short text can take so many steps that the pattern is an error, by what is known of its shape.
    private static func mayRunAway(_ text: String) -> Bool {
        // Letters of two bytes, with what stands before and behind them. A step may be an item or a way to it.
        let bytes = 2 * Effort.short + 200
        return 2 * ShapeReader.read(text).search.at(bytes) >= Double(Effort.tooMany)
    }

    /// The same attacks, but the one first on which a tiny text takes the most steps: what is spent on attacks that do
    /// little must not keep from trying the one that never ends.
    private static func mostSuspiciousFirst(_ attacks: [Attack], _ cost: PatternCost?) -> [Attack] {
        guard let cost else { return attacks }
        var left = Effort.mostOfTiny
        var worst = (index: 0, steps: 0)
        for (index, attack) in attacks.enumerated() {
            let steps = cost.steps(in: attack.bytes(Effort.tiny), most: Effort.suspiciousOfTiny)
            if steps > worst.steps { worst = (index, steps) }
            left -= steps
            guard left > 0, steps < Effort.suspiciousOfTiny else { break }
        }
        guard !attacks.isEmpty else { return [] }
        return [attacks[worst.index]] + attacks[..<worst.index] + attacks[(worst.index + 1)...]
    }

    /// How much is tried.
    private enum Effort {
        /// Letters of the texts.
        static let tiny = 40
        static let short = 256
        static let long = 512
        /// Steps on a short text that only a cubic or worse pattern takes.
        static let tooMany = 1_000_000
        /// Steps for each letter of a text from which a pattern is looked at again, and from which it is slow.
        static let suspicious = 16
        static let slow = 100
        /// Steps on a tiny text that a quadratic pattern does not take, and those spent on tiny texts in all.
        static let suspiciousOfTiny = 20_000
        static let mostOfTiny = 300_000
        /// Steps spent on one pattern in all.
        static let most = 1_500_000
    }

    /// Steps for 1,000 characters of everyday text, rounded to two digits.
    static func ordinarySteps(_ text: String) -> Int? {
        guard let cost = PatternCost(text) else { return nil }
        let steps = OrdinaryTexts.folded.reduce(0) { $0 + cost.steps(in: $1.folded, most: Effort.most) }
        let letters = OrdinaryTexts.all.reduce(0) { $0 + $1.unicodeScalars.count }
        let exact = steps * 1000 / letters
        var unit = 1
        while exact / unit >= 100 { unit *= 10 }
        return (exact + unit / 2) / unit * unit
    }

    /// Whether all of `phrases`, which the pattern spells out, disappears when personal data is redacted.
    func isRedactedOnly(_ phrases: [String]) -> Bool {
        guard !phrases.isEmpty else { return false }
        return phrases.allSatisfy { phrase in
            let redacted = Redaction.redact(phrase).text
            return redacted != phrase && !hits(ProbeText(phrase)).hits.isEmpty
                && hits(ProbeText(redacted)).hits.isEmpty
        }
    }
}

/// One way to attack a pattern: a start, a turn that is repeated, an end.
private struct Attack: Hashable {
    let start: String
    let turn: String
    let end: String

    /// Turns that fill `letters` characters, two at least.
    func text(_ letters: Int) -> ProbeText {
        let times = max(2, letters / max(1, turn.unicodeScalars.count))
        return ProbeText(ProbeText(start), ProbeText(turn), times: times, ProbeText(end))
    }

    func bytes(_ letters: Int) -> [UInt8] { text(letters).folded }

    /// The most promising ones first, each once.
    static func all(of texts: AttackTexts) -> [Attack] {
        // What the whole pattern asks for stands behind a line end: PCRE2 then sees every letter that it needs, and
        // cannot rule the text out at a glance.
        let last = texts.whole.last.map { String($0) } ?? ""
        var ends = ["!" + last, "\u{1}\n" + texts.whole, texts.whole + "!", "!", "", "!" + texts.whole]
        if last.isEmpty { ends.removeFirst() }
        var loops = texts.loops.sorted { $0.isNested && !$1.isNested }
        if texts.hasCalls, !texts.whole.isEmpty {
            loops.append(AttackTexts.Loop(start: "", turns: [texts.whole], isNested: true))
        }
        // A repeat that comes after a word may be met from each of many such words.
        let words = loops.compactMap { loop in
            loop.start.isEmpty
                ? nil : AttackTexts.Loop(start: "", turns: loop.turns.prefix(2).map { loop.start + $0 }, isNested: false)
        }
        var seen = Set<Attack>()
        return (loops + words).flatMap { loop in
            loop.turns.flatMap { turn in
                ends.flatMap { end in
                    [loop.start, "", texts.whole].map { Attack(start: $0, turn: turn, end: end) }
                }
            }
        }.filter { seen.insert($0).inserted }
    }
}
