import Model
import Reading

/// `jibu replay --json`: one JSON object a line, each with a `type` (docs/replay.md).
extension ReplayReport {
    package static let schema: Int64 = 1

    package var json: [JSONValue] {
        var lines = new.tally.messages.map(\.json)
        if let difference {
            lines += difference.gained.map { Self.line("alert", [("change", .string("gained"))], $0) }
            lines += difference.lost.map { Self.line("alert", [("change", .string("lost"))], $0) }
            lines += difference.changed.map { change in
                Self.line(
                    "alert",
                    [
                        ("change", .string("changed")), ("posts_gained", .array(change.gained.map(\.json))),
                        ("posts_lost", .array(change.lost.map(\.json))),
                    ], change.alert)
            }
        } else {
            lines += new.alerts.map { Self.line("alert", [], $0) }
        }
        for dimension in ReplayTally.Dimension.allCases {
            lines += counts("posts", dimension.rawValue, flagged(by: dimension))
        }
        lines += counts("alerts", "claim", alertsByClaim) + counts("alerts", "day", alertsByDay.filter(\.isNotEmpty))
        lines += counts("messages", "recipient", messagesByRecipient)
        lines += counts("messages", "day", messagesByDay.filter(\.isNotEmpty))
        lines += quality("new", new) + (old.map { quality("old", $0) } ?? [])
        return lines + [summary]
    }

    private static func line(_ type: String, _ members: [(String, JSONValue)], _ alert: Alert) -> JSONValue {
        .object([("type", .string(type))] + members + (alert.json.object ?? []))
    }

    private func counts(_ what: String, _ by: String, _ rows: [Row]) -> [JSONValue] {
        rows.map { row in
            var members: [(String, JSONValue)] = [
                ("type", .string("count")), ("of", .string(what)), ("by", .string(by)), ("name", .string(row.name)),
            ]
            if old != nil { members.append(("old", .integer(Int64(row.old)))) }
            return .object(members + [("new", .integer(Int64(row.new)))])
        }
    }

    private func quality(_ name: String, _ side: Side) -> [JSONValue] {
        side.quality.map { quality in
            .object([
                ("type", .string("quality")), ("side", .string(name)), ("claim", .string(quality.claim)),
                ("precision", quality.precision?.json ?? .null), ("recall", quality.recall?.json ?? .null),
            ])
        }
    }

    private var summary: JSONValue {
        var members: [(String, JSONValue)] = [
            ("type", .string("summary")), ("schema", .integer(Self.schema)), ("from", .string(from.description)),
            ("until", .string(until.description)), ("days", .integer(Int64(days.count))),
            ("posts", .integer(Int64(posts))), ("repeated", .integer(Int64(repeated))),
            ("segments", .integer(Int64(segments))), ("matched_posts", .integer(Int64(new.tally.flagged))),
            ("undecided", .array(new.tally.undecided.keys.sorted().map { .string($0) })),
            ("new", new.json), ("old", old?.json ?? .null),
        ]
        if let difference {
            members.append(
                (
                    "difference",
                    .object([
                        ("gained", .integer(Int64(difference.gained.count))),
                        ("lost", .integer(Int64(difference.lost.count))),
                        ("changed", .integer(Int64(difference.changed.count))),
                        ("kept", .integer(Int64(difference.kept))),
                    ])
                ))
        }
        return .object(
            members + [
                ("not_scanned", .array(notScanned.map { .string($0) })), ("gaps", .array(gaps.map { .string($0) })),
            ])
    }
}

extension ReplayReport.Row {
    fileprivate var isNotEmpty: Bool { old != 0 || new != 0 }
}

extension ReplayReport.Side {
    fileprivate var json: JSONValue {
        .object([
            ("name", .string(name)), ("matched_posts", .integer(Int64(tally.flagged))),
            ("alerts", .integer(Int64(standing.count))), ("messages", .integer(Int64(tally.messages.count))),
            (
                "undecided",
                .object(tally.undecided.sorted { $0.key < $1.key }.map { ($0.key, .integer(Int64($0.value))) })
            ),
        ])
    }
}

extension ReplayTally.Message {
    fileprivate var json: JSONValue {
        .object([
            ("type", .string("digest")), ("at", .string(at.description)), ("recipient", .string(recipient)),
            ("channel", .string(channel)), ("subject", .string(subject)), ("notices", .integer(Int64(notices))),
        ])
    }
}

extension Rate {
    /// Shares with three decimals, so that every machine writes the same bytes.
    fileprivate var json: JSONValue {
        .object([
            ("count", .integer(Int64(count))), ("of", .integer(Int64(of))), ("share", .number(Rate.decimal(share))),
            ("low", .number(Rate.decimal(interval.low))), ("high", .number(Rate.decimal(interval.high))),
        ])
    }

    static func decimal(_ share: Double) -> String {
        let thousandths = Int((share * 1000).rounded())
        let rest = String(thousandths % 1000)
        return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }
}
