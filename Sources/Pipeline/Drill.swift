import Alerting
import Intake
import Model
import Reading
import Settings
import Storage

/// A drill that was ordered: the next run sends an alert marked EXERCISE the real way.
package struct Drill: Sendable, Hashable {
    package var claim: String
    /// Where it is supposed to be; nil: where its claim belongs.
    package var place: String?
    package var started: Instant

    static let files = (prefix: "drill-", suffix: ".json")

    init(claim: String, place: String?, started: Instant) {
        self.claim = claim
        self.place = place
        self.started = started
    }

    var name: String { "\(Self.files.prefix)\(started.milliseconds)-\(claim)\(Self.files.suffix)" }

    package var json: JSONValue {
        .object([
            ("claim", .string(claim)), ("place", place.map { .string($0) } ?? .null),
            ("started", .string(started.description)),
        ])
    }

    /// Nil when the bytes are no drill.
    init?(_ bytes: [UInt8]) {
        guard let value = try? JSONValue.parse(bytes), let claim = value["claim"]?.string,
            let started = value["started"]?.string.flatMap({ Instant($0) })
        else { return nil }
        self.init(claim: claim, place: value["place"]?.string, started: started)
    }
}

/// A drill that waits for the next run, and what will come of it.
package struct DrillOrder: Sendable {
    package var drill: Drill
    /// Who would be told now.
    package var people: [String]
    package var hasDeputy: Bool
    package var hasAnswer: Bool

    /// In plain English, for the person who ordered it.
    package var words: [String] {
        let place = drill.place.map { " in \($0)" } ?? ""
        let told = Count.of(people.count, "person", "people") + (people.isEmpty ? "" : ": ")
        var lines = [
            "The next run sends an EXERCISE about \(drill.claim)\(place) to \(told)\(people.joined(separator: ", ")).",
            "How it went: jibu drill --report",
        ]
        if !hasDeputy { lines.append("No deputy is among them. Name a place that deputies answer for: --place PLACE") }
        if !hasAnswer { lines.append("There is no approved answer to it at present, so nobody is shown one.") }
        return lines
    }

    package var json: JSONValue {
        .object([
            ("claim", .string(drill.claim)), ("place", drill.place.map { .string($0) } ?? .null),
            ("started", .string(drill.started.description)), ("people", .array(people.map { .string($0) })),
            ("has_answer", .bool(hasAnswer)),
        ])
    }
}

extension House {
    /// Leaves a drill for the next run.
    ///
    /// - Parameters:
    ///   - claim: what it is about; nil: the first claim with an answer that may be given out now.
    ///   - place: where it is supposed to be; nil: where the claim belongs, else `office.catch_all`.
    /// - Throws: `.nothingScanned` when there is no such claim or place.
    package func orderDrill(claim: String?, place: String?) throws(PipelineError) -> DrillOrder {
        let claims = library.watchlists.claims.filter { !$0.isTopicWatch }
        let record = try answerRecord()
        func order(_ claim: Claim) -> DrillOrder {
            preview(of: Drill(claim: claim.id, place: place, started: now), about: claim, record)
        }
        guard let first = claims.first, claim.map({ id in claims.contains { $0.id == id } }) ?? true else {
            throw .nothingScanned(
                "There is no claim \(claim ?? "to exercise with") in the watchlists.\(near(claim, claims.map(\.id)))")
        }
        let places = configuration.places.map(\.id)
        if let place, !places.contains(place) {
            throw .nothingScanned("There is no place \(place) in places.yaml.\(near(place, places))")
        }
        let wanted = claim.flatMap { id in claims.first { $0.id == id } }
        let found = wanted.map(order) ?? claims.lazy.map(order).first(where: \.hasAnswer) ?? order(first)
        let inbox = DataFolder(path: configuration.dataFolder).inbox
        try storage { () throws(StorageError) in try inbox.put(found.drill.json.encoded(), as: found.drill.name) }
        return found
    }

    private func near(_ name: String?, _ known: [String]) -> String {
        name.flatMap { DidYouMean.nearest($0, among: known) }.map { " Did you mean \($0)?" } ?? ""
    }

    private func preview(of drill: Drill, about claim: Claim, _ record: AnswerRecord) -> DrillOrder {
        let alerter = flow.alerter
        let (alert, notices) = alerter.exercise(
            about: claim, in: drill.place, id: drill.name, started: drill.started, now: now)
        let rules = alerter.rehearsing([alert]).rules
        let decision = Responder(rules, record: record).decide(
            claim: alert.claim, alerts: [alert], languages: [], now: now)
        let people = notices.map(\.recipient)
        let deputies = Set(rules.recipients.filter { $0.role == .deputy }.map(\.id))
        return DrillOrder(
            drill: drill, people: people, hasDeputy: people.contains(where: deputies.contains),
            hasAnswer: decision.answer != nil)
    }
}

/// How a drill went.
package struct DrillReport: Sendable, Hashable {
    package var alert: String
    package var claim: String
    package var started: Instant
    package var code: String?
    package var course: AlertCourse
    /// People who have a notice that was not delivered yet.
    package var missing: [String]
}

extension LedgerView {
    /// Every drill that the ledger remembers, oldest first.
    package func drills() throws(PipelineError) -> [DrillReport] {
        let ledger = try ledger()
        return try storage { () throws(StorageError) in
            try ledger.alerts().filter(\.isExercise).map { alert throws(StorageError) in
                let course = try AlertCourse(of: alert, in: ledger)
                let waiting = Set(try ledger.notices(of: alert.id).map(\.recipient))
                return DrillReport(
                    alert: alert.id, claim: Exercise.claim(behind: alert.claim) ?? alert.claim, started: alert.opened,
                    code: try ledger.codes(of: [alert.id])[alert.id], course: course,
                    missing: waiting.subtracting(course.reached.map(\.recipient)).sorted())
            }
        }
    }
}

extension DrillReport {
    /// In plain English, for the person who ordered it.
    package var words: [String] {
        let first = course.firstPhone.map(\.rough)
        var lines = [
            "EXERCISE \(alert.prefix(8)) about \(claim), ordered \(started), code \(code ?? "none")",
            "  to the first phone: \(first ?? "nobody was reached yet")",
        ]
        lines += course.reached.map { "    \($0.recipient) over \($0.channel): \($0.after.rough)" }
        if !missing.isEmpty { lines.append("    not reached: \(missing.joined(separator: ", "))") }
        lines.append("  to a claim: \(course.claimed.map { "\($0.after.rough), by \($0.by)" } ?? "nobody took it")")
        lines.append("  to an answer: \(course.answered.map { "\($0.after.rough), by \($0.by)" } ?? "none")")
        return lines
    }

    package var json: JSONValue {
        func done(_ deed: AlertCourse.Deed?) -> JSONValue {
            deed.map { .object([("by", .string($0.by)), ("seconds", .integer($0.after.seconds))]) } ?? .null
        }
        return .object([
            ("alert", .string(alert)), ("claim", .string(claim)), ("started", .string(started.description)),
            ("code", code.map { .string($0) } ?? .null),
            (
                "reached",
                .array(
                    course.reached.map {
                        .object([
                            ("recipient", .string($0.recipient)), ("channel", .string($0.channel)),
                            ("seconds", .integer($0.after.seconds)),
                        ])
                    })
            ),
            ("not_reached", .array(missing.map { .string($0) })), ("claimed", done(course.claimed)),
            ("answered", done(course.answered)),
        ])
    }
}
