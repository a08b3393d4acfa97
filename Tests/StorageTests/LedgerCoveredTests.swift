import GRDB
import Model
import Testing

@testable import Storage

struct LedgerCoveredTests {
    private func fullBatch() -> CoveredBatch {
        var batch = makeBatch(
            alerts: [makeAlert("a1"), makeAlert("a2", state: .merged, mergedInto: "a1")],
            notices: [
                makeNotice("n1", alert: "a1"),
                makeNotice("n2", alert: "a1", notBefore: morning + .hours(9), held: "quiet hours until 07:00"),
            ])
        batch.segments = ["date=2026-11-21/a.ndjson.zst"]
        batch.posts = [
            PostVersion(key: PostKey(id: "p1", version: 1), fingerprint: "f1", source: "qala-news", seen: morning)
        ]
        batch.sources = [
            SourceState(
                id: "qala-news", cursor: Cursor("{\"etag\":\"\\\"қ\\\"\"}"), health: .healthy, failures: 0,
                nextDue: morning + .hours(1), lastAttempt: morning, lastAnswer: morning, lastPosts: 12)
        ]
        batch.gaps = [Gap(
                source: "qala-news", start: morning, stop: morning + .hours(2), reason: .offline, isOpen: false,
                seenBackTo: morning + .hours(1))]
        batch.hostBlocks = [HostBlock(host: "news.example", until: morning + .hours(1))]
        batch.members = [makeMember(1), makeMember(2)]
        return batch
    }

    @Test("all of transaction 1 comes back as it was committed")
    func roundTrip() throws {
        let ledger = try Ledger.inMemory()
        let batch = fullBatch()
        try ledger.commit(batch)
        let state = try ledger.state(at: morning)
        #expect(state.members == batch.members)
        #expect(state.alerts == batch.alerts)
        #expect(state.queued == batch.notices)
        #expect(Set(state.notices.map(\.id)) == ["n1", "n2"] && state.told.isEmpty)
        #expect(try ledger.sources() == ["qala-news": batch.sources[0]])
        #expect(try ledger.known(["p1", "p2"]) == ["p1": batch.posts[0]])
        #expect(try ledger.gaps(since: morning) == batch.gaps)
        #expect(try ledger.hostBlocks(at: morning) == ["news.example": morning + .hours(1)])
        #expect(try ledger.hostBlocks(at: morning + .hours(1)).isEmpty)
        #expect(try ledger.coveredSegments() == Set(batch.segments))
    }

    @Test("committing the same batch again changes nothing")
    func idempotent() throws {
        let ledger = try Ledger.inMemory()
        try ledger.commit(fullBatch())
        let state = try ledger.state(at: morning)
        try ledger.commit(fullBatch())
        #expect(try ledger.state(at: morning) == state)
        #expect(try ledger.known(["p1"]).count == 1)
    }

    @Test("an error in the middle leaves nothing of the batch")
    func atomic() throws {
        let ledger = try Ledger.inMemory()
        var batch = fullBatch()
        // The last thing written: a notice of an alert that does not exist.
        batch.notices.append(makeNotice("n9", alert: "nobody"))
        #expect(throws: StorageError.self) { try ledger.commit(batch) }
        #expect(try ledger.state(at: morning) == LedgerState())
        #expect(try ledger.sources().isEmpty && ledger.coveredSegments().isEmpty && ledger.known(["p1"]).isEmpty)
        try ledger.commit(fullBatch())
        #expect(try ledger.alerts().count == 2)
    }

    @Test("an edit raises the version, an older version covered late changes nothing")
    func versions() throws {
        let ledger = try Ledger.inMemory()
        func see(_ version: Int, _ fingerprint: String, at seen: Instant) throws {
            var batch = CoveredBatch(at: morning)
            batch.posts = [
                PostVersion(key: PostKey(id: "p", version: version), fingerprint: fingerprint, source: "s", seen: seen)
            ]
            try ledger.commit(batch)
        }
        try see(2, "second", at: morning)
        try see(1, "first", at: morning + .hours(1))
        #expect(try ledger.known(["p"])["p"]?.key.version == 2)
        #expect(try ledger.known(["p"])["p"]?.fingerprint == "second")
        try see(3, "third", at: morning)
        #expect(try ledger.known(["p"])["p"]?.fingerprint == "third")
        #expect(try ledger.known(["p"])["p"]?.seen == morning + .hours(1))
    }

    @Test(
        "every health of a source comes back",
        arguments: [
            SourceHealth.healthy, .quiet, .unchanged, .throttled(until: morning), .throttled(until: nil),
            .softFailed("a login page"), .failed("no route"), .gone("410"),
        ])
    func health(health: SourceHealth) throws {
        let ledger = try Ledger.inMemory()
        var batch = CoveredBatch(at: morning)
        batch.sources = [SourceState(id: "s", health: health, failures: 3)]
        try ledger.commit(batch)
        #expect(try ledger.sources()["s"] == batch.sources[0])
    }

    @Test("members of more than 7 days and alerts without a post for 30 days are not in the state; later ones are")
    func window() throws {
        let ledger = try Ledger.inMemory()
        let old = morning.advanced(by: .days(-7)).advanced(by: .seconds(-1))
        let older = morning.advanced(by: .days(-31))
        let future = morning + .days(400)
        var batch = makeBatch(alerts: [
            makeAlert("live", state: .claimed, opened: older, lastSeen: older),
            makeAlert("done", state: .dismissed, opened: older, lastSeen: older),
            makeAlert("recent", state: .responded, opened: older, lastSeen: morning.advanced(by: .days(-29))),
        ])
        batch.members = [makeMember(1, seen: old), makeMember(2), makeMember(3, seen: future)]
        try ledger.commit(batch)
        let state = try ledger.state(at: morning)
        #expect(state.members.map(\.post) == ["post-2", "post-3"])
        #expect(state.alerts.map(\.id) == ["recent"])
        var past: [String] = []
        try ledger.forEachPast(at: morning) { past.append("\($0) \($1) \($2)") }
        #expect(past.sorted() == ["done", "live"].flatMap { id in ["post-0", "post-1"].map { "\(id) water-poison \($0)" } })
    }

    @Test("alerts that were merged into one another come together, and so does what a waiting notice names")
    func remembered() throws {
        let ledger = try Ledger.inMemory()
        let old = morning.advanced(by: .days(-40))
        func past(_ id: String, into target: String? = nil) -> Alert {
            makeAlert(id, state: target == nil ? .open : .merged, opened: old, lastSeen: old, mergedInto: target)
        }
        try ledger.commit(
            makeBatch(
                alerts: [
                    past("a", into: "b"), past("b", into: "c"), makeAlert("c"), past("d", into: "e"), past("e"),
                    past("f", into: "e"), past("g"),
                ], notices: [makeNotice("n1", alert: "a"), makeNotice("n2", alert: "d"), makeNotice("n3", alert: "g")]))
        try ledger.commit([makeDigest("d1", notices: ["n1", "n3"])])
        let state = try ledger.state(at: morning)
        #expect(Set(state.alerts.map(\.id)) == ["a", "b", "c", "d", "e", "f"])
        #expect(state.notices.map(\.id) == ["n1", "n2"])
    }

    @Test("an alert is written whole: posts that went elsewhere are gone, a told alert is not open again")
    func rewrite() throws {
        let ledger = try Ledger.inMemory()
        try ledger.commit(makeBatch(alerts: [makeAlert("a", state: .notified, posts: 5)]))
        try ledger.commit(makeBatch(alerts: [makeAlert("a", state: .open, posts: 1)]))
        #expect(try ledger.alert("a") == makeAlert("a", state: .notified, posts: 1))
        try ledger.commit(makeBatch(alerts: [makeAlert("a", state: .merged, posts: 0, mergedInto: "b")]))
        #expect(try ledger.alert("a") == makeAlert("a", state: .merged, posts: 0, mergedInto: "b"))
    }

    @Test("alerts are chosen by state, claim, time and id")
    func filter() throws {
        let ledger = try Ledger.inMemory()
        try ledger.commit(
            makeBatch(alerts: [
                makeAlert("aa1", opened: morning), makeAlert("aa2", state: .dismissed, opened: morning + .hours(1)),
                makeAlert("b%", opened: morning + .hours(2), lastSeen: morning + .hours(3)),
            ]))
        func ids(_ filter: AlertFilter) throws -> [String] { try ledger.alerts(filter).map(\.id) }
        #expect(try ids(AlertFilter()) == ["aa1", "aa2", "b%"])
        #expect(try ids(AlertFilter(states: [.open])) == ["aa1", "b%"])
        #expect(try ids(AlertFilter(states: [])) == [])
        #expect(try ids(AlertFilter(claim: "x' OR 1 --")) == [])
        #expect(try ids(AlertFilter(since: morning + .hours(3))) == ["b%"])
        #expect(try ids(AlertFilter(idPrefix: "aa")) == ["aa1", "aa2"])
        #expect(try ids(AlertFilter(idPrefix: "%")) == [])
    }

    @Test("segments that no transaction covers are found in archive order")
    func uncovered() throws {
        let ledger = try Ledger.inMemory()
        let segments = ["date=2026-11-20/a.ndjson.zst", "date=2026-11-21/b.ndjson.zst"].compactMap(Segment.init(name:))
        #expect(try ledger.uncovered(segments) == segments)
        var batch = CoveredBatch(at: morning)
        batch.segments = [segments[0].name]
        try ledger.commit(batch)
        #expect(try ledger.uncovered(segments) == [segments[1]])
        try ledger.forget(segments: [segments[0].name])
        #expect(try ledger.coveredSegments().isEmpty)
    }

    @Test("runs keep the order in which they ran, and the last clock is theirs")
    func runs() throws {
        let ledger = try Ledger.inMemory()
        #expect(try ledger.lastClock() == nil)
        let first = RunRecord(id: "r1", started: morning, ended: morning + .minutes(1), report: "{\"posts\":1}")
        // The clock was set back between the two.
        let second = RunRecord(
            id: "r2", started: morning.advanced(by: .days(-9)), ended: morning.advanced(by: .days(-9)), report: "{}")
        try ledger.record(first)
        try ledger.record(second)
        #expect(try ledger.runs(limit: 10) == [second, first])
        #expect(try ledger.runs(limit: 1) == [second])
        #expect(try ledger.lastClock() == second.ended)
    }

    @Test("when runs began, with the last one before the time asked for")
    func starts() throws {
        let ledger = try Ledger.inMemory()
        #expect(try ledger.runStarts(since: morning).isEmpty)
        let starts = [-9, -8, 0, 1].map { morning.advanced(by: .days($0)) }
        for at in starts { try ledger.record(RunRecord(id: "\(at)", started: at, ended: at, report: "{}")) }
        #expect(try ledger.runStarts(since: morning) == Array(starts.dropFirst()))
        #expect(try ledger.runStarts(since: morning.advanced(by: .days(-20))) == starts)
    }

    @Test("a number of the reports is found for a week of runs every five minutes, whatever else the reports hold")
    func numbersOfRuns() throws {
        let ledger = try Ledger.inMemory()
        let start = morning.advanced(by: .days(-7))
        let reports = [#"{"without_text":2}"#, #"{"without_text":0}"#, "no JSON", "{}", #"{"without_text":"3"}"#]
        for number in 0..<2020 {
            let at = start.advanced(by: .minutes(5 * Int64(number - 2)))
            try ledger.record(RunRecord(id: "\(number)", started: at, ended: at, report: reports[number % 5]))
        }
        let found = try ledger.numbers("without_text", since: start, before: morning, limit: 5000)
        // Every fifth of 2,016 runs; those before the week and at its end are left out.
        #expect(found.count == 403)
        #expect(found.allSatisfy { $0.number == 2 && $0.at >= start && $0.at < morning })
        #expect(found.first.map(\.at) == morning.advanced(by: .minutes(-5 * 3)))
        #expect(try ledger.numbers("without_text", since: start, before: morning, limit: 10).count == 10)
    }
}
