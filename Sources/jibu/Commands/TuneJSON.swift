import Pipeline
import Reading

extension Tuning {
    /// One object; keys are added, never renamed.
    var json: JSONValue {
        .object([
            ("schema", .integer(1)), ("posts", number(posts)), ("flagged", number(flagged)),
            ("undecided", number(undecided)), ("labels", number(labels)), ("from", text(from?.description)),
            ("until", text(until?.description)), ("claims", .array(claims.map(\.json))),
            (
                "overlaps",
                .array(
                    overlaps.map { overlap in
                        .object([
                            ("pattern", .string(overlap.pattern)), ("other", .string(overlap.other)),
                            ("both", number(overlap.both)), ("of", number(overlap.of)),
                        ])
                    })
            ), ("not_read", .array(damages.map { .string($0) })),
        ])
    }
}

private func number(_ value: Int) -> JSONValue { .integer(Int64(value)) }
private func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
private func decimal(_ value: Double) -> JSONValue { .number(String((value * 10_000).rounded() / 10_000)) }

extension Share {
    /// `hits` and `of` count labels; the share with its interval counts the posts that they stand for. Null without
    /// labels, and the interval without drawn posts.
    fileprivate var json: JSONValue {
        .object([
            ("hits", number(hits)), ("of", number(of)), ("value", value.map(decimal) ?? .null),
            ("low", hasInterval ? decimal(low) : .null), ("high", hasInterval ? decimal(high) : .null),
        ])
    }
}

extension Tuning.LabelCounts {
    fileprivate var json: JSONValue {
        .object([
            ("true", number(right)), ("false", number(wrong)), ("opinion", number(opinion)),
            ("precision", precision.json),
        ])
    }
}

extension Tuning.ClaimReport {
    fileprivate var json: JSONValue {
        .object([
            ("id", .string(id)), ("hits", number(hits)), ("labels", labels.json),
            ("recall", quality.recall.json), ("drawn_unflagged", number(quality.drawn)),
            ("patterns", .array(patterns.map(\.json))),
            ("missed", .array(missed.map(\.json))),
            (
                "words",
                .array(
                    words.map { word in
                        .object([
                            ("word", .string(word.word)), ("true", number(word.right)), ("others", number(word.wrong)),
                            ("weight", decimal(word.weight)),
                        ])
                    })
            ),
        ])
    }
}

extension Tuning.PatternReport {
    fileprivate var json: JSONValue {
        .object([
            ("id", .string(id)), ("term", text(term)), ("file", text(place?.file)),
            ("line", place.map { number($0.line) } ?? .null), ("pattern", .string(pattern)), ("hits", number(hits)),
            ("labels", labels.json),
            ("limit_hits", number(limitHits)), ("microseconds", microseconds.map(decimal) ?? .null),
        ])
    }
}

extension Tuning.Miss {
    fileprivate var json: JSONValue {
        .object([
            ("post", .string(post)), ("text", .string(text)), ("nearest", nearest?.json ?? .null),
        ])
    }
}

extension Tuning.Miss.Near {
    fileprivate var json: JSONValue {
        .object([
            ("pattern", .string(pattern)), ("needed", number(needed)), ("present", number(present)),
            ("missing", .array(missing.map { .string($0) })), ("begun", .string(begun)),
        ])
    }
}
