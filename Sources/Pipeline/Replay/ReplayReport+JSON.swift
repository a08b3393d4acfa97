import Model
import Reading

/// `jibu replay --json`: one JSON object a line, each with a `type` (docs/replay.md).
extension ReplayReport {
    package static let schema: Int64 = 1

    /// Hands over every line, with its newline. Memory holds one at a time.
    package func forEachLine(_ body: ([UInt8]) -> Void) throws(PipelineError) {
        func write(_ line: JSONValue) { body(line.encoded() + [UInt8(ascii: "\n")]) }
        try new.forEachMessage { body(Array($0) + [UInt8(ascii: "\n")]) }
        if let difference, let old {
            for entry in difference.gained {
                write(Self.line([("change", .string("gained"))], Self.sidesUndecided(entry), try new.alert(entry)))
            }
            for entry in difference.lost {
                write(Self.line([("change", .string("lost"))], Self.sidesUndecided(nil, entry), try old.alert(entry)))
            }
            for pair in difference.changed {
                let change = try change(pair)
                write(
                    Self.line(
                        [
                            ("change", .string("changed")), ("posts_gained", .array(change.gained.map(\.json))),
                            ("posts_lost", .array(change.lost.map(\.json))),
                        ], Self.sidesUndecided(pair.new, pair.old), change.alert))
            }
        } else {
            try new.forEachAlert { write(Self.line([], nil, $0)) }
        }
        for dimension in ReplayTally.Dimension.allCases {
            counts("posts", dimension.rawValue, flagged(by: dimension)).forEach(write)
        }
        counts("alerts", "claim", alertsByClaim).forEach(write)
        counts("alerts", "day", alertsByDay.filter(\.isNotEmpty)).forEach(write)
        let recipients = messagesByRecipient
        counts("messages", "recipient", recipients).forEach(write)
        counts("messages", "day", messagesByDay.filter(\.isNotEmpty)).forEach(write)
        for recipient in recipients.map(\.name) {
            counts("entries", "claim", entries(of: recipient), to: recipient).forEach(write)
        }
        (quality("new", new) + (old.map { quality("old", $0) } ?? [])).forEach(write)
        write(summary)
    }

    /// - Parameter undecided: the sides that could not decide a post of it; nil where there is one side.
    private static func line(
        _ members: [(String, JSONValue)], _ undecided: [String]?, _ alert: Alert
    ) -> JSONValue {
        let sides = undecided.map { [("undecided", JSONValue.array($0.map { .string($0) }))] } ?? []
        return .object([("type", .string("alert"))] + members + sides + (alert.json.object ?? []))
    }

    /// - Parameter recipient: whose messages are counted.
    private func counts(_ what: String, _ by: String, _ rows: [Row], to recipient: String? = nil) -> [JSONValue] {
        rows.map { row in
            var members: [(String, JSONValue)] = [
                ("type", .string("count")), ("of", .string(what)), ("by", .string(by)), ("name", .string(row.name)),
            ]
            if let recipient { members.append(("recipient", .string(recipient))) }
            if old != nil { members.append(("old", .integer(Int64(row.old)))) }
            return .object(members + [("new", .integer(Int64(row.new)))])
        }
    }

    private func quality(_ name: String, _ side: Side) -> [JSONValue] {
        side.quality.map { quality in
            .object([
                ("type", .string("quality")), ("side", .string(name)), ("claim", .string(quality.claim)),
                ("precision", quality.precision.json), ("recall", quality.recall.json),
                ("drawn_unflagged", .integer(Int64(quality.drawn))),
            ])
        }
    }

    private static func json(from: Instant?, until: Instant?) -> JSONValue {
        func text(_ instant: Instant?) -> JSONValue { instant.map { .string($0.description) } ?? .null }
        return .object([("from", text(from)), ("until", text(until))])
    }

    private var summary: JSONValue {
        var members: [(String, JSONValue)] = [
            ("type", .string("summary")), ("schema", .integer(Self.schema)), ("from", .string(from.description)),
            ("until", .string(until.description)), ("days", .integer(Int64(days.count))),
            ("days_with_posts", .integer(Int64(watchedDays))),
            ("asked", Self.json(from: period.from, until: period.until)),
            ("archive", Self.json(from: period.held?.lowerBound, until: period.held?.upperBound)),
            ("posts", .integer(Int64(posts))), ("repeated", .integer(Int64(repeated))),
            ("segments", .integer(Int64(segments))), ("passed_over", .integer(Int64(passedOver))),
            ("matched_posts", .integer(Int64(new.tally.flagged))),
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
                        ("gained_undecided", .integer(Int64(difference.doubtful.gained))),
                        ("lost_undecided", .integer(Int64(difference.doubtful.lost))),
                        ("changed_undecided", .integer(Int64(difference.doubtful.changed))),
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
            ("alerts", .integer(Int64(standing.count))), ("messages", .integer(Int64(tally.messageCount))),
            (
                "undecided",
                .object(tally.undecided.sorted { $0.key < $1.key }.map { ($0.key, .integer(Int64($0.value))) })
            ),
        ])
    }
}

extension ReplayTally.Message {
    var json: JSONValue {
        .object([
            ("type", .string("digest")), ("at", .string(at.description)), ("recipient", .string(recipient)),
            ("channel", .string(channel)), ("subject", .string(subject)), ("notices", .integer(Int64(notices))),
        ])
    }

    /// Nil when the line is no message.
    package init?(line: UnsafeBufferPointer<UInt8>) {
        guard let value = try? JSONValue.parse(Array(line)), let at = value["at"]?.string.flatMap({ Instant($0) }),
            let recipient = value["recipient"]?.string, let channel = value["channel"]?.string,
            let subject = value["subject"]?.string, let notices = value["notices"]?.integer
        else { return nil }
        self.init(
            at: at, recipient: recipient, channel: channel, subject: subject, notices: Int(truncatingIfNeeded: notices))
    }
}

extension Share {
    /// Shares with three decimals, so that every machine writes the same bytes; null without labels. `low` and `high`
    /// are null where the labels do not tell.
    fileprivate var json: JSONValue {
        guard let value else { return .null }
        return .object([
            ("count", .integer(Int64(hits))), ("of", .integer(Int64(of))), ("share", .number(Self.decimal(value))),
            ("low", hasInterval ? .number(Self.decimal(low)) : .null),
            ("high", hasInterval ? .number(Self.decimal(high)) : .null),
        ])
    }

    private static func decimal(_ share: Double) -> String {
        let thousandths = Int((share * 1000).rounded())
        let rest = String(thousandths % 1000)
        return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }
}
