import Reading

extension TermReport {
    /// The report for programs: `jibu terms --json`. Ranges are bytes of `text`.
    package var json: JSONValue {
        .object([
            ("term", .string(term.source)), ("language", term.language.map { .string($0) } ?? .null),
            ("patterns", .array(patterns.map { Self.json($0.pattern, isAbsent: $0.isAbsent) })),
            ("forms", .array(term.forms.map { .string($0) })), ("texts", .integer(Int64(textCount))),
            ("texts_hit", .integer(Int64(hitCount))), ("texts_set_aside", .integer(Int64(setAsideCount))),
            ("hits", .array(hits.map(Self.json))), ("warnings", .array(allWarnings.map { .string($0) })),
        ])
    }

    private static func json(_ pattern: TermPattern, isAbsent: Bool) -> JSONValue {
        .object([
            ("pattern", .string(pattern.pattern)), ("script", .string(pattern.script.rawValue)),
            ("absent", .bool(isAbsent)), ("gate", pattern.gate.map { .string($0.rawValue) } ?? .null),
        ])
    }

    private static func json(_ hit: TermHit) -> JSONValue {
        .object([
            ("number", .integer(Int64(hit.number))), ("text", .string(hit.text)),
            (
                "matches",
                .array(
                    hit.matches.map {
                        .object([
                            ("start", .integer(Int64($0.range.lowerBound))),
                            ("end", .integer(Int64($0.range.upperBound))), ("view", .string($0.view.rawValue)),
                        ])
                    })
            ),
        ])
    }
}
