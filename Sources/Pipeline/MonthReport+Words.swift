import Model
import Reading

extension MonthReport {
    /// The report in plain English, one line a fact.
    package var words: [String] {
        var lines = [
            "\(month): \(Count.of(runs, "run")), \(Count.of(posts, "post")), \(Count.of(alerts, "alert")) opened, "
                + "\(Count.of(notices, "notice")) made, \(told) told"
        ]
        lines += table("by topic", topics) + table("by claim", claims) + table("by source", sources)
        if let delivery {
            lines.append(
                "from due to delivered: \(Count.of(delivery.median, "minute")) at the median, "
                    + "9 in 10 within \(delivery.ninety)")
        }
        if let waiting {
            lines.append(
                "from found to delivered, with quiet hours and digest times: \(Count.of(waiting.median, "minute")) at the "
                    + "median, 9 in 10 within \(waiting.ninety)")
        }
        lines += [
            course("the first phone", phone, "nobody was reached"), course("a claim", claim, "nobody took one"),
            course("an answer", answer, "nobody answered one"),
        ]
        if untaken > 0 {
            let were = untaken == 1 ? "was" : "were"
            lines.append("\(Count.of(untaken, "alert")) \(were) told and never claimed, answered or closed")
        }
        lines += channels.map { "over \($0.name): \($0.told) told" }
        if corrections.isEmpty { lines.append("nothing was corrected") }
        lines += corrections.map { claim in
            "corrected: \(claim.claim), \(Count.of(claim.times, "time")), to \(Count.of(claim.messages, "address", "addresses")); "
                + "\(claim.delivered) delivered"
        }
        lines.append("not looked at: \(Count.of(withoutText, "post")) with pictures or sound and no text")
        if gaps.isEmpty { lines.append("no source was unwatched for a time") }
        lines += gaps.map { gap in
            let end = gap.isOpen ? "and still" : "to \(gap.stop)"
            return "not watched: \(gap.source) from \(gap.start) \(end) (\(gap.reason.rawValue))"
        }
        if !unwatched.isEmpty { lines.append("watched by no source: \(unwatched.joined(separator: ", "))") }
        return lines
    }

    /// One line for a way of alerts, also when none went it: what is not there was not forgotten.
    private func course(_ end: String, _ minutes: Minutes?, _ nobody: String) -> String {
        guard let minutes else { return "from opened to \(end): \(nobody)" }
        return "from opened to \(end): \(Count.of(minutes.median, "minute")) at the median, "
            + "9 in 10 within \(minutes.ninety) (\(minutes.count) of \(Count.of(alerts, "alert")))"
    }

    private func table(_ title: String, _ rows: [Line]) -> [String] {
        rows.isEmpty ? [] : [title + ":"] + rows.map { row in
            "  \(row.name): \(Count.of(row.alerts, "alert")), \(Count.of(row.posts, "post"))"
        }
    }

    package var json: JSONValue {
        func number(_ value: Int) -> JSONValue { .integer(Int64(value)) }
        func rows(_ lines: [Line]) -> JSONValue {
            .array(
                lines.map {
                    .object([("name", .string($0.name)), ("alerts", number($0.alerts)), ("posts", number($0.posts))])
                })
        }
        func minutes(_ value: Minutes?) -> JSONValue {
            value.map {
                .object([("count", number($0.count)), ("median", number($0.median)), ("ninety", number($0.ninety))])
            } ?? .null
        }
        return .object([
            ("month", .string(month)), ("from", .string(from.description)), ("until", .string(until.description)),
            ("runs", number(runs)), ("posts", number(posts)), ("alerts", number(alerts)), ("topics", rows(topics)),
            ("claims", rows(claims)), ("sources", rows(sources)), ("notices", number(notices)), ("told", number(told)),
            ("delivery_minutes", minutes(delivery)), ("waiting_minutes", minutes(waiting)),
            ("phone_minutes", minutes(phone)), ("claim_minutes", minutes(claim)), ("answer_minutes", minutes(answer)),
            ("never_claimed", number(untaken)),
            ("channels", .object(channels.map { ($0.name, number($0.told)) })),
            (
                "corrections",
                .array(
                    corrections.map {
                        .object([
                            ("claim", .string($0.claim)), ("times", number($0.times)), ("messages", number($0.messages)),
                            ("delivered", number($0.delivered)),
                        ])
                    })
            ), ("without_text", number(withoutText)),
            (
                "gaps",
                .array(
                    gaps.map {
                        .object([
                            ("source", .string($0.source)), ("from", .string($0.start.description)),
                            ("until", $0.isOpen ? .null : .string($0.stop.description)),
                            ("reason", .string($0.reason.rawValue)),
                        ])
                    })
            ),
            ("unwatched", .array(unwatched.map { .string($0) })),
        ])
    }
}
