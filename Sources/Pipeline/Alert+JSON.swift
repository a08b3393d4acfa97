import Model
import Reading

/// Alerts as JSON for programs: `jibu alerts --json`, `jibu alerts export`, `jibu replay --json`.
extension Alert {
    package var json: JSONValue {
        .object([
            ("id", .string(id)), ("claim", .string(claim)), ("story", .string(story)), ("state", .string(state.rawValue)),
            ("opened", .string(opened.description)), ("last_seen", .string(lastSeen.description)),
            ("severity", .string(severity.rawValue)), ("topics", .array(topics.map { .string($0) })),
            (
                "places",
                .array(places.map { .object([("place", .string($0.place)), ("reason", .string($0.reason.rawValue))]) })
            ),
            ("merged_into", mergedInto.map { .string($0) } ?? .null), ("configuration", .string(configuration)),
            ("bursts", .array(bursts.map(\.json))), ("posts", .array(posts.map(\.json))),
        ])
    }
}

extension Burst {
    var json: JSONValue {
        .object([
            ("language", .string(language)), ("hour", .string(hour.description)), ("posts", .integer(Int64(posts))),
            ("tellings", .integer(Int64(tellings))), ("authors", .integer(Int64(authors))),
            ("earlier", .integer(Int64(earlier))), ("hours", .integer(Int64(hours))),
            ("last_loud", .string(lastLoud.description)),
        ])
    }
}

extension AlertPost {
    var json: JSONValue {
        .object([
            ("id", .string(post.id)), ("version", .integer(Int64(post.version))), ("source", .string(source)),
            ("platform", .string(platform)), ("author_kind", .string(authorKind.rawValue)),
            ("url", url.map { .string($0) } ?? .null), ("published", published.map { .string($0.description) } ?? .null),
            ("seen", .string(seen.description)), ("language", .string(language)),
            ("matched", .string(excerpt.matched)),
            (
                "hits",
                .array(hits.map { .object([("pattern", .string($0.pattern)), ("view", .string($0.view.rawValue))]) })
            ),
            (
                "reads_like",
                tone.map {
                    .object([("kind", .string($0.kind.rawValue)), ("signs", .array($0.signs.map { .string($0) }))])
                } ?? .null
            ),
        ])
    }
}

extension AlertStory {
    package var json: JSONValue {
        .object(
            (alert.json.object ?? []) + [
                ("code", code.map { .string($0) } ?? .null), ("acknowledgement", AckStanding(said).json),
                ("said", .array(said.map(\.json))), ("proof", proof?.json ?? .null),
                (
                    "notices",
                    .array(
                        notices.map {
                            .object([
                                ("id", .string($0.id)), ("recipient", .string($0.recipient)),
                                ("route", .string($0.route)), ("kind", .string($0.kind.rawValue)),
                                ("not_before", .string($0.notBefore.description)),
                                ("held", $0.held.map { .string($0) } ?? .null),
                                ("instead_of", $0.insteadOf.map { .string($0) } ?? .null),
                            ])
                        })
                ),
                (
                    "deliveries",
                    .array(
                        deliveries.map {
                            .object([
                                ("digest", .string($0.digest.id)), ("recipient", .string($0.digest.recipient)),
                                ("channel", .string($0.digest.channel)), ("state", .string($0.state.rawValue)),
                                ("attempts", .integer(Int64($0.attempts))),
                                ("detail", $0.detail.map { .string($0) } ?? .null),
                            ])
                        })
                ),
            ])
    }
}
