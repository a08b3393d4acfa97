import Text

/// What two lists must share to find the same: claims, patterns and views. Titles, answers and severities are not in
/// it.
extension PatternSet {
    /// 64 bits over the rules in their order; the same on every machine.
    static func hash(of rules: [Rule]) -> UInt64 {
        var bytes: [UInt8] = []
        for rule in rules {
            add(rule.claim, to: &bytes)
            add(rule.expression, to: &bytes)
        }
        return StableHash.hash64(bytes)
    }

    /// Pattern id to 16 hex digits that change with what decides whether the pattern can be searched to its end: its
    /// text, its views, and our limits.
    package static func patternHashes(of rules: [Rule]) -> [String: String] {
        let limits = [
            "\(PatternLimits.matchSteps)", "\(PatternLimits.plainWork)", "\(PatternLimits.countedSteps(0))",
            "\(PatternLimits.countedSteps(1))",
        ]
        var hashes: [String: String] = [:]
        for text in rules.flatMap({ $0.expression.leaves.map(\.leaf) }) {
            var bytes: [UInt8] = []
            for part in limits + [text.pattern] + text.views.map(\.rawValue) { add(part, to: &bytes) }
            hashes[text.id] = StableHash.hex(StableHash.hash64(bytes))
        }
        return hashes
    }

    /// Recursion goes as deep as rules do: Parse refuses more than 16 levels.
    private static func add(_ rule: Expression<PatternText>, to bytes: inout [UInt8]) {
        switch rule {
        case .pattern(let text):
            bytes.append(1)
            let gate = text.gate.map { [$0.rawValue] } ?? []
            for part in [text.id, text.pattern] + text.views.map(\.rawValue) + gate { add(part, to: &bytes) }
        case .any(let parts), .all(let parts):
            if case .any = rule { bytes.append(2) } else { bytes.append(3) }
            for part in parts { add(part, to: &bytes) }
        case .not(let part):
            bytes.append(4)
            add(part, to: &bytes)
        }
        bytes.append(5)
    }

    private static func add(_ text: String, to bytes: inout [UInt8]) {
        bytes += Array(String(text.utf8.count).utf8) + [0x3A] + Array(text.utf8)
    }
}
