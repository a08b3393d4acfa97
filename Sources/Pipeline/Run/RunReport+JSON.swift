import Model
import Reading
import Storage

/// The report as JSON, for `--json` and for the ledger. Keys are a contract: docs/operations.md.
extension RunReport {
    package var json: JSONValue {
        var members: [(String, JSONValue)] = [
            ("schema", .integer(1)), ("run", number(run)), ("started", .string(started.description)),
            ("configuration", .string(configuration)), ("dry_run", .bool(dryRun)), ("needs_eyes", .bool(needsEyes)),
        ]
        members += counts
        members.append(("requests", number(spent.requests)))
        members.append(("bytes", number(spent.bytes)))
        members.append(("cost", optional(cost)))
        members.append(("left_out", texts(leftOut)))
        members.append(("undecided", texts(undecided.keys.sorted())))
        members.append(("undecided_waiting", .array(waiting.map(\.json))))
        members.append(("troubles", texts(troubles)))
        members.append(("remarks", texts(remarks)))
        members.append(("sources", .array(sources.map(\.json))))
        members.append(("gaps", .array(gaps.map(\.json))))
        members.append(("deliveries", .array(deliveries.map(\.json))))
        return .object(members)
    }

    private var counts: [(String, JSONValue)] {
        [
            ("sources_not_due", number(sourcesNotDue)), ("recovered_segments", number(recoveredSegments)),
            ("posts", number(posts)), ("repeated", number(repeated)), ("without_text", number(withoutText)),
            ("matched_again", number(matchedAgain)), ("matched_posts", number(matchedPosts)),
            ("set_aside", number(setAside)),
            ("alerts_opened", number(alertsOpened)), ("alerts_updated", number(alertsUpdated)),
            ("notices", number(notices)), ("held", number(held)), ("digests", number(digests)),
            ("acknowledged", number(acknowledged)),
            ("escalations", number(escalations)),
        ]
    }
}

extension RunReport.SourceLine {
    fileprivate var json: JSONValue {
        .object([
            ("id", .string(id)), ("health", .string(health.name)), ("detail", optional(health.detail)),
            ("posts", number(posts)), ("new", number(new)), ("next_due", optional(nextDue?.description)),
            ("notes", texts(notes)),
            ("requests", number(requests)), ("bytes", number(bytes)),
        ])
    }
}

extension RunReport.DeliveryLine {
    fileprivate var json: JSONValue {
        .object([
            ("digest", .string(digest)), ("recipient", .string(recipient)), ("channel", .string(channel)),
            ("outcome", .string(outcome.name)), ("detail", optional(outcome.detail)), ("entries", number(entries)),
        ])
    }
}

extension Gap {
    /// A period that was not watched.
    package var json: JSONValue {
        .object([
            ("source", .string(source)), ("from", .string(start.description)), ("to", .string(stop.description)),
            ("open", .bool(isOpen)), ("reason", .string(reason.rawValue)), ("detail", optional(detail)),
            ("seen_back_to", optional(seenBackTo?.description)), ("may_have_missed", .bool(mayHaveMissed)),
        ])
    }
}

extension UndecidedPattern {
    fileprivate var json: JSONValue {
        .object([("pattern", .string(id)), ("posts", number(posts)), ("since", .string(since.description))])
    }
}

private func number(_ value: Int) -> JSONValue { .integer(Int64(value)) }
private func optional(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
private func texts(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }
