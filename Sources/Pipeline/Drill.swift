import Alerting
import Intake
import Model
import Reading
import Settings
import Storage

/// A drill that was ordered: the next run sends an alert marked EXERCISE the real way.
package struct Drill: Sendable, Hashable {
    package var claim: String
    package var started: Instant

    static let files = (prefix: "drill-", suffix: ".json")

    init(claim: String, started: Instant) {
        self.claim = claim
        self.started = started
    }

    var name: String { "\(Self.files.prefix)\(started.milliseconds)-\(claim)\(Self.files.suffix)" }

    package var json: JSONValue { .object([("claim", .string(claim)), ("started", .string(started.description))]) }

    /// Nil when the bytes are no drill.
    init?(_ bytes: [UInt8]) {
        guard let value = try? JSONValue.parse(bytes), let claim = value["claim"]?.string,
            let started = value["started"]?.string.flatMap({ Instant($0) })
        else { return nil }
        self.init(claim: claim, started: started)
    }
}

extension House {
    /// Leaves a drill for the next run.
    ///
    /// - Parameter claim: what it is about; nil: the first claim with an approved answer.
    /// - Throws: `.nothingScanned` when there is no such claim.
    package func orderDrill(claim: String?) throws(PipelineError) -> Drill {
        let claims = library.watchlists.claims.filter { !$0.isTopicWatch }
        let answered = claims.first { library.watchlists.responses[$0.id]?.status == .approved } ?? claims.first
        guard let found = claim.map({ id in claims.first { $0.id == id } }) ?? answered else {
            let near = claim.flatMap { DidYouMean.nearest($0, among: claims.map(\.id)) }
                .map { " Did you mean \($0)?" } ?? ""
            throw .nothingScanned("There is no claim \(claim ?? "to exercise with") in the watchlists.\(near)")
        }
        let drill = Drill(claim: found.id, started: now)
        let inbox = DataFolder(path: configuration.dataFolder).inbox
        try storage { () throws(StorageError) in try inbox.put(drill.json.encoded(), as: drill.name) }
        return drill
    }
}

/// How a drill went: seconds since it was ordered.
package struct DrillReport: Sendable, Hashable {
    package struct Reached: Sendable, Hashable {
        package var recipient: String
        package var channel: String
        package var after: TimeSpan
    }
    /// What somebody did about it.
    package struct Deed: Sendable, Hashable {
        package var by: String
        package var after: TimeSpan
    }
    package var alert: String
    package var claim: String
    package var started: Instant
    package var code: String?
    package var reached: [Reached]
    /// People who have a notice that was not delivered yet.
    package var missing: [String]
    package var claimed: Deed?
    package var answered: Deed?
}

extension LedgerView {
    /// Every drill that the ledger remembers, oldest first.
    package func drills() throws(PipelineError) -> [DrillReport] {
        let ledger = try ledger()
        return try storage { () throws(StorageError) in
            try ledger.alerts().filter(\.isExercise).map { alert throws(StorageError) in
                let told = try ledger.told(of: alert.id)
                let channels = Dictionary(
                    try ledger.deliveries(of: alert.id).map { ($0.digest.id, $0.digest.channel) }) { first, _ in first }
                let names = Set(told.map(\.recipient))
                let waiting = Set(try ledger.notices(of: alert.id).map(\.recipient)).subtracting(names)
                let events = try ledger.ackEvents(of: alert.id)
                return DrillReport(
                    alert: alert.id, claim: Exercise.claim(behind: alert.claim) ?? alert.claim, started: alert.opened,
                    code: try ledger.codes(of: [alert.id])[alert.id],
                    reached: told.map {
                        .init(
                            recipient: $0.recipient, channel: channels[$0.digest] ?? "",
                            after: $0.accepted.since(alert.opened))
                    },
                    missing: waiting.sorted(),
                    claimed: events.first { if case .claimed = $0.kind { true } else { false } }
                        .map { .init(by: $0.actor, after: $0.at.since(alert.opened)) },
                    answered: events.first { if case .responded = $0.kind { true } else { false } }
                        .map { .init(by: $0.actor, after: $0.at.since(alert.opened)) })
            }
        }
    }
}

extension DrillReport {
    /// In plain English, for the person who ordered it.
    package var words: [String] {
        let first = reached.map(\.after).min().map(\.rough)
        var lines = [
            "EXERCISE \(alert.prefix(8)) about \(claim), ordered \(started), code \(code ?? "none")",
            "  to the first phone: \(first ?? "nobody was reached yet")",
        ]
        lines += reached.map { "    \($0.recipient) over \($0.channel): \($0.after.rough)" }
        if !missing.isEmpty { lines.append("    not reached: \(missing.joined(separator: ", "))") }
        lines.append("  to a claim: \(claimed.map { "\($0.after.rough), by \($0.by)" } ?? "nobody took it")")
        lines.append("  to an answer: \(answered.map { "\($0.after.rough), by \($0.by)" } ?? "none")")
        return lines
    }

    package var json: JSONValue {
        func done(_ deed: Deed?) -> JSONValue {
            deed.map { .object([("by", .string($0.by)), ("seconds", .integer($0.after.seconds))]) } ?? .null
        }
        return .object([
            ("alert", .string(alert)), ("claim", .string(claim)), ("started", .string(started.description)),
            ("code", code.map { .string($0) } ?? .null),
            (
                "reached",
                .array(
                    reached.map {
                        .object([
                            ("recipient", .string($0.recipient)), ("channel", .string($0.channel)),
                            ("seconds", .integer($0.after.seconds)),
                        ])
                    })
            ),
            ("not_reached", .array(missing.map { .string($0) })), ("claimed", done(claimed)),
            ("answered", done(answered)),
        ])
    }
}
