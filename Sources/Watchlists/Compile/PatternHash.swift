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
