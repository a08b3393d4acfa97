import Alerting
import Intake
import Model
import Reading
import Storage
import Text
import Watchlists

/// Why a text is flagged, and what would follow: the answer of `jibu explain`.
package struct Explanation: Sendable {
    package struct Hit: Sendable {
        package var match: Match
        /// The matched bytes of the text.
        package var words: String
        package var claimTitle: String
    }

    package struct Consequence: Sendable {
        package var alert: Alert
        /// True when the alert exists already and this post would add to it.
        package var isKnown: Bool
        package var reasons: AlertExplanation
        package var notices: [Notice]
    }

    /// The text as it is matched: redacted.
    package var text: String
    package var post: String
    package var language: String
    package var hits: [Hit]
    package var undecided: [String]
    /// Claims that would hold if Latin letters of Kazakh words counted in the language of the text.
    package var setAside: [SetAsideClaim]
    package var story: String?
    /// True when near-copies of this post were seen in the last seven days.
    package var hasCopies: Bool
    package var consequences: [Consequence]
}

extension House {
    /// Explains a text, or an archived post when `input` is its id. Writes nothing.
    package func explain(_ input: String, source: String?, at now: Instant) async throws(PipelineError) -> Explanation {
        let post = if let post = try archived(input) { post } else { try typed(input, source: source, at: now) }
        let flow = flow
        let kept = try recentState(at: now)
        var state = AlertingState(
            members: kept.members, alerts: kept.alerts, notices: kept.notices, watched: kept.watched)
        let known = Set(kept.alerts.map(\.id))
        var limits = LimitLedger()
        let read = await flow.read([post], limits: &limits, workers: 1)
        guard let first = read.first else { throw .nothingScanned("There is no text to explain.") }
        let changes = flow.alerter.advance(
            [
                MatchedPost(
                    post: post, matches: first.found.matches, placesInText: first.places, signature: first.signature)
            ], state: &state, now: now)
        let record = try answerRecord()
        let titles = Dictionary(library.watchlists.claims.map { ($0.id, $0.title) }) { first, _ in first }
        let bytes = Array(post.text.utf8)
        let story = state.story(of: post.id)
        // An archived post is in its alerts already: nothing changes, and the alert as it stands is what follows.
        let claims = Set(first.found.claims)
        let alerts = changes.alerts.isEmpty
            ? kept.alerts.filter { $0.story == story && claims.contains($0.claim) } : changes.alerts
        return Explanation(
            text: post.text, post: post.id, language: post.language,
            hits: first.found.matches.map {
                Explanation.Hit(
                    match: $0, words: String(decoding: bytes[$0.range], as: UTF8.self),
                    claimTitle: titles[$0.claim] ?? $0.claim)
            }, undecided: first.found.undecided, setAside: first.found.setAside.map { SetAsideClaim($0, in: post.text) },
            story: story,
            hasCopies: story != nil && kept.members.contains { $0.story == story && $0.post != post.id },
            consequences: alerts.filter { $0.state != .merged }.map { alert in
                Explanation.Consequence(
                    alert: alert, isKnown: known.contains(alert.id),
                    reasons: flow.alerter.explain(alert, among: Array(state.alerts.values), record: record, now: now),
                    notices: changes.notices.filter { $0.alert == alert.id })
            })
    }

    private func archived(_ id: String) throws(PipelineError) -> Post? {
        guard id.utf8.count == 32, id.allSatisfy(\.isHexDigit) else { return nil }
        let data = DataFolder(path: configuration.dataFolder)
        let reader = try storage { () throws(StorageError) in try data.archive.reader() }
        var found: Post?
        while let chunk = reader.next() {
            for post in chunk where post.id == id && post.version > (found?.version ?? 0) { found = post }
        }
        return found
    }

    /// A typed text, taken in like any post. Without a source it counts as a person's.
    private func typed(_ text: String, source: String?, at now: Instant) throws(PipelineError) -> Post {
        let configured = try source.map { id throws(PipelineError) in
            guard let found = configuration.sources.first(where: { $0.id == id }) else {
                throw .nothingScanned("There is no source \(id) in jibu.yaml.")
            }
            return found
        }
        let origin = Intake.Origin(
            source: configured?.id ?? "typed", platform: configured?.platform ?? "typed",
            authorKind: configured?.authorKind ?? .person)
        let admission = try configuration.intake(makesKeys: false).admit(
            [RawPost(nativeID: "explain", text: text, published: now)], of: origin, collected: now) { _ in nil }
        guard let post = admission.posts.first else { throw .nothingScanned("The text is empty.") }
        return post
    }

    /// What the ledger remembers; nothing when there was no run yet.
    private func recentState(at now: Instant) throws(PipelineError) -> LedgerState {
        let data = DataFolder(path: configuration.dataFolder)
        do {
            return try data.ledgerForReading().state(at: now)
        } catch .noLedger {
            return LedgerState()
        } catch {
            throw .storage(error)
        }
    }
}

extension Explanation {
    package var json: JSONValue {
        .object([
            ("post", .string(post)), ("language", .string(language)), ("text", .string(text)),
            (
                "hits",
                .array(
                    hits.map {
                        .object([
                            ("claim", .string($0.match.claim)), ("pattern", .string($0.match.pattern)),
                            ("view", .string($0.match.view.rawValue)),
                            ("start", .integer(Int64($0.match.range.lowerBound))),
                            ("end", .integer(Int64($0.match.range.upperBound))), ("words", .string($0.words)),
                        ])
                    })
            ),
            ("undecided", .array(undecided.map { .string($0) })),
            ("set_aside", .array(setAside.map(\.json))), ("story", story.map { .string($0) } ?? .null),
            ("has_copies", .bool(hasCopies)),
            (
                "alerts",
                .array(
                    consequences.map { consequence in
                        .object([
                            ("alert", consequence.alert.json), ("known", .bool(consequence.isKnown)),
                            ("route", .array(consequence.reasons.route.words.map { .string($0) })),
                            ("response", .array(consequence.reasons.response.words.map { .string($0) })),
                            ("urgency", .string(consequence.reasons.urgency.rawValue)),
                            ("bursts", .array(consequence.reasons.bursts.map { .string($0.words) })),
                            (
                                "notices",
                                .array(
                                    consequence.notices.map {
                                        .object([
                                            ("recipient", .string($0.recipient)), ("kind", .string($0.kind.rawValue)),
                                            ("not_before", .string($0.notBefore.description)),
                                            ("held", $0.held.map { .string($0) } ?? .null),
                                        ])
                                    })
                            ),
                        ])
                    })
            ),
        ])
    }
}
