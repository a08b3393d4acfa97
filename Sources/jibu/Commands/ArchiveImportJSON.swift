import Pipeline
import Reading

/// An import as a program reads it.
extension ImportReport {
    var json: JSONValue {
        func number(_ value: Int) -> JSONValue { .integer(Int64(value)) }
        func texts(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }
        return .object([
            ("schema", .integer(1)), ("lines", number(lines)), ("posts", number(posts)),
            ("new_versions", number(newVersions)), ("repeated", number(repeated)), ("erased", number(erased)),
            ("without_text", number(withoutText)), ("empty", number(empty)), ("undated", number(undated)),
            ("too_long", number(tooLong)),
            ("bad_lines", number(badLines)), ("named", texts(named)),
            ("damage", damage.map { .string($0) } ?? .null), ("segments", texts(segments)),
            ("input_bytes", number(inputBytes)), ("notices", number(notices)), ("refusals", texts(refusals)),
            ("remarks", texts(remarks)), ("private_matches", number(privateMatches)),
            ("private_forgotten", number(privateForgotten)), ("private_old", number(privateOld)),
            ("private_undecided", number(privateUndecided)),
        ])
    }
}
