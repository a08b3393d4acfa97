import Alerting
import Model
import Reading
import Settings
import Storage

/// One case of `jibu route test` and what came of it.
package struct RouteResult: Sendable {
    package var name: String
    package var place: FilePlace
    /// What differs from the case, in words; empty when it passed.
    package var differences: [String]
    package var trial: RouteTrial

    package var json: JSONValue {
        .object([
            ("case", .string(name)), ("line", .integer(Int64(place.line))), ("passed", .bool(differences.isEmpty)),
            ("differences", .array(differences.map { .string($0) })), ("told", .array(trial.told.map(\.json))),
        ])
    }
}

extension House {
    /// Runs the cases of a file against the routes, the roster and the silences of this house.
    ///
    /// - Returns: nil with at least one error.
    package func testRoutes(file path: String, into findings: inout [Finding]) -> [RouteResult]? {
        guard let bytes = SettingsFile.bytes(of: path, into: &findings) else { return nil }
        var found: [Finding] = []
        let cases = RouteCaseKeys.file.read(bytes: bytes, file: path, into: &found) ?? []
        let claims = Dictionary(library.watchlists.claims.map { ($0.id, $0) }) { first, _ in first }
        let places = Set(configuration.places.map(\.id))
        for entry in cases {
            if claims[entry.claim.value] == nil {
                found.append(unknown(entry.claim, "claim", among: Array(claims.keys)))
            }
            for place in entry.places ?? [] where !places.contains(place.value) {
                found.append(unknown(place, "place", among: Array(places)))
            }
        }
        findings += found
        guard !found.hasErrors else { return nil }
        let alerter = flow.alerter
        return cases.compactMap { entry in
            claims[entry.claim.value].map { claim in
                let alert = entry.alert(of: claim, catchAll: configuration.office.catchAll)
                let trial = alerter.trial(of: alert, now: entry.at)
                return RouteResult(
                    name: entry.name, place: entry.place, differences: entry.differences(from: trial), trial: trial)
            }
        }
    }

    private func unknown(_ name: Located<String>, _ noun: String, among known: [String]) -> Finding {
        Finding(
            "unknown-reference", .error, at: name.place, "there is no \(noun) \(Quoting.quoted(name.value))",
            help: DidYouMean.help(name.value, among: known.sorted(), noun: noun))
    }

    /// Why an alert of the ledger goes to whom and when, as if it were opened now.
    package func explainRoute(
        ofAlert id: String, at now: Instant
    ) throws(PipelineError) -> (alert: Alert, trial: RouteTrial) {
        let data = DataFolder(path: configuration.dataFolder)
        let ledger = try storage { () throws(StorageError) in try data.ledgerForReading() }
        let alert = try ledger.onlyAlert(startingWith: id)
        var others: [Alert] = []
        for claim in flow.alerter.claims(besides: alert) {
            others += try storage { () throws(StorageError) in try ledger.alerts(AlertFilter(claim: claim)) }
        }
        return (alert, flow.alerter.trial(of: alert, among: others, now: now))
    }
}

extension RouteCase {
    /// An alert that routes see like one with these facts.
    fileprivate func alert(of claim: Claim, catchAll: String?) -> Alert {
        let words = max(languages.count, platforms.count, sources.count, 1)
        func word(_ list: [String], _ index: Int) -> String { list.isEmpty ? "" : list[index % list.count] }
        let posts = (0..<words).map { index in
            AlertPost(
                post: PostKey(id: "case-\(index)", version: 1), source: word(sources, index),
                platform: word(platforms, index), authorKind: .outlet, author: nil, url: nil, published: at, seen: at,
                language: word(languages, index), excerpt: Excerpt(before: "", matched: "", after: ""), hits: [])
        }
        let areas = places?.map(\.value) ?? claim.areas
        let named = areas.map { AlertPlace(place: $0, reason: places == nil ? .claim : .text) }
        return Alert(
            id: "case", claim: claim.id, story: "case", state: .open, opened: at, lastSeen: at,
            severity: severity ?? claim.severity, topics: topics ?? claim.topics,
            places: named.isEmpty ? [AlertPlace(place: catchAll ?? AlertPlace.nowhere, reason: .catchAll)] : named,
            posts: posts,
            configuration: "")
    }

    fileprivate func differences(from trial: RouteTrial) -> [String] {
        let told = Dictionary(trial.told.map { ($0.recipient, $0) }) { first, _ in first }
        let wanted = Set(expect.map(\.recipient))
        var differences = trial.told.filter { !wanted.contains($0.recipient) }.map { "\($0.recipient) is told too" }
        for expectation in expect {
            guard let person = told[expectation.recipient] else {
                let why = trial.decision.leftOut.first { $0.recipient == expectation.recipient }.map { ": \($0.why)" }
                differences.append("\(expectation.recipient) is not told" + (why ?? ""))
                continue
            }
            if let channel = expectation.channel, channel != person.channel {
                differences.append(
                    "\(expectation.recipient) is told over \(person.channel ?? "no channel"), not over \(channel)")
            }
            if let instant = expectation.sendAt, instant != person.at {
                differences.append(
                    "\(expectation.recipient) is told at \(person.at), not at \(instant)"
                        + (person.held.map { " (\($0))" } ?? ""))
            }
        }
        return differences
    }
}

extension RouteTrial.Told {
    package var json: JSONValue {
        .object([
            ("recipient", .string(recipient)), ("channel", channel.map { .string($0) } ?? .null),
            ("send_at", .string(at.description)), ("held", held.map { .string($0) } ?? .null),
            ("instead_of", insteadOf.map { .string($0) } ?? .null),
        ])
    }
}

extension RouteTrial {
    package var json: JSONValue {
        .object([
            ("route", .array(decision.words.map { .string($0) })), ("told", .array(told.map(\.json))),
            ("silences", .array(silences.map { .string($0.silence.id) })), ("held", held.map { .string($0) } ?? .null),
            ("escalation", .array(chain.map { .string($0) })),
        ])
    }
}
