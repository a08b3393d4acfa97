import Intake
import Model
import Storage

/// What is new: due sources are fetched side by side, taken in, archived, decided.
extension Run {
    mutating func fetch() async throws(PipelineError) {
        let states = try storage { () throws(StorageError) in try edges.ledger.sources() }
        for source in edges.sources where source.enabled && isGone(states[source.id]) {
            report.troubles.append(
                "\(source.id): gone for good (410), not asked any more; remove it from jibu.yaml, or give its new "
                    + "address under a new id")
        }
        let due = edges.sources.filter { isDue($0, states[$0.id]) }
        let asked = Set(due.map(\.id))
        let handed = Set(edges.tiplines.values.map(\.id))
        let waiting = edges.sources.filter { $0.enabled && !asked.contains($0.id) && !handed.contains($0.id) }
        report.sourcesNotDue = waiting.count { !isGone(states[$0.id]) }
        let order = Precedence(alerts: desk.state.alerts.values).order(due, states)
        let asking = FetchDesk(edges: edges, now: now)
        var running: [Int: Task<Fetched, Never>] = [:]
        defer { running.values.forEach { $0.cancel() } }
        var catches: [Fetched] = []
        var started = 0
        for turn in order.indices {
            while started < min(order.count, turn + Self.catchSize) {
                let (source, position) = (due[order[started]], order[started])
                let state = states[source.id]
                // Whether there is room in the budget is decided one after the other, in the order of precedence.
                let expected = asking.expectedBytes(source, state)
                let isAffordable = await asking.gate.enter(expected)
                running[started] = Task<Fetched, Never> {
                    guard isAffordable else { return Fetched(source: source, position: position, pulled: nil) }
                    let fetched = await asking.fetch(source, position, state)
                    await asking.gate.leave(expected)
                    return fetched
                }
                started += 1
            }
            // In the order in which they were asked, so that one that hangs holds up no more than a part.
            if let task = running.removeValue(forKey: turn) { catches.append(await task.value) }
            edges.notify(.fetching(done: turn + 1, of: due.count))
            guard catches.count >= Self.catchSize else { continue }
            try await take(catches, states)
            catches = []
        }
        try await take(catches, states, last: waiting)
        // The report names the sources as jibu.yaml does, in whatever order they were asked.
        let places = Dictionary(due.enumerated().map { ($0.element.id, $0.offset) }) { first, _ in first }
        report.sources.sort { (places[$0.id] ?? -1, $0.id) < (places[$1.id] ?? -1, $1.id) }
        sayWhatWasLeftOut(of: due.count)
        let currency = edges.budget.currency.map { " \($0)" } ?? ""
        report.cost = edges.budget.cost(of: report.spent.bytes).map { "\($0)\(currency)" }
    }

    /// So many sources are fetched before their posts are decided and written down: what is in memory does not grow
    /// with the number of sources.
    private static let catchSize = 500

    /// Takes in what a part of the sources gave, and decides and writes it down.
    ///
    /// - Parameter last: sources that are not due; given with the last part.
    private mutating func take(
        _ catches: [Fetched], _ states: [String: SourceState], last waiting: [ConfiguredSource]? = nil
    ) async throws(PipelineError) {
        var batch = CoveredBatch(at: now)
        var posts: [Post] = []
        // With each part: a run that is cut off later still remembers who asked for a pause.
        batch.hostBlocks = edges.hostBlocks().sorted { $0.key < $1.key }
            .map { HostBlock(host: $0.key, until: $0.value) }
        if waiting != nil, edges.isOffline() { report.troubles.append("no network: no remote source could be reached") }
        for fetched in catches.sorted(by: { $0.position < $1.position }) {
            let before = states[fetched.source.id]
            guard let pulled = fetched.pulled, !fetched.isLeftOut else {
                leaveOut(fetched, before, into: &batch)
                continue
            }
            let taken = try takeIn(pulled, of: fetched.source, before: before)
            batch.sources.append(taken.state)
            posts += taken.posts
            if let gap = taken.gap { batch.gaps.append(gap) }
        }
        if let waiting {
            batch.gaps += waiting.compactMap { gap(ofWaiting: $0, states[$0.id]) }
            takeSharedTiplines(states, into: &batch)
        }
        report.gaps += batch.gaps
        if !isDryRun { batch.segments = try archive(posts) }
        try await decide(posts, into: batch)
    }

    /// Makes posts durable, in segments of at most `archive.segment_posts`; gives their names.
    func archive(_ posts: [Post]) throws(PipelineError) -> [String] {
        var names: [String] = []
        for start in stride(from: 0, to: posts.count, by: edges.segmentPosts) {
            let part = Array(posts[start..<min(start + edges.segmentPosts, posts.count)])
            let segment = try storage { () throws(StorageError) in
                try edges.archive.write(part, startedAt: now, run: "\(report.run)")
            }
            if let segment { names.append(segment.name) }
        }
        return names
    }

    /// A source that reads local files is due in every run; a remote one when its time has come.
    private func isDue(_ source: ConfiguredSource, _ state: SourceState?) -> Bool {
        guard source.enabled, !isGone(state), !edges.tiplines.values.contains(where: { $0.id == source.id }) else {
            return false
        }
        return source.source.isLocal || (state?.nextDue).map { $0 <= now } ?? true
    }

    /// The server said so once (410); only the operator can bring it back.
    private func isGone(_ state: SourceState?) -> Bool {
        if case .gone = state?.health { true } else { false }
    }

    private struct Taken {
        var state: SourceState
        var posts: [Post]
        var gap: Gap?
    }

    /// Intake for one harvest, the source's next state, and the gap that ended or goes on. The cursor of a source that
    /// gave no harvest stays.
    private mutating func takeIn(
        _ pulled: Pulled, of source: ConfiguredSource, before: SourceState?
    ) throws(PipelineError) -> Taken {
        let result = Emptiness(before, isWindow: source.source.isWindow).judged(pulled.result)
        var state = before ?? SourceState(id: source.id, health: .quiet)
        var line = RunReport.SourceLine(id: source.id, health: result.health, posts: 0, new: 0, nextDue: nil, notes: [])
        var day = SourceHistory.Day(number: SourceHistory.Day.number(of: now))
        var posts: [Post] = []
        var askedFor: Instant?
        var answer: Answer?
        switch result {
        case .failure(let failure):
            // When the whole line is down, no source is to blame and none waits longer for it.
            if !edges.isOffline() { state.failures = min(state.failures + 1, 1000) }
            askedFor = failure.retryAt
        case .success(let whole):
            let harvest = try setAside(whole, of: source)
            let admission = try admit(harvest, of: source)
            posts = admission.posts.filter(PostLine.fits)
            if posts.count < admission.posts.count {
                report.troubles.append(
                    "\(source.id): \(admission.posts.count - posts.count) posts are too long to archive and were left out")
            }
            line.posts = harvest.posts.count
            line.new = posts.count
            line.notes = harvest.notes + admission.notes
            report.repeated += admission.repeated
            answer = Answer(
                repeated: admission.repeated, oldest: harvest.posts.compactMap(\.published).min(), reach: harvest.reach)
            report.withoutText += admission.withoutText
            if admission.withoutText > 0 { line.notes.append(unseen(admission.withoutText)) }
            state.cursor = harvest.cursor
            state.failures = harvest.health.isAnswer ? 0 : min(state.failures + 1, 1000)
            if harvest.health.isAnswer { state.lastAnswer = now }
            if harvest.health == .healthy { state.lastPosts = harvest.posts.count }
            askedFor = harvest.notBefore
        }
        day.answers = result.health.isAnswer ? 1 : 0
        day.empties = result.health == .quiet && line.posts == 0 ? 1 : 0
        note(pulled.spent, in: &day)
        (line.requests, line.bytes) = (day.requests, day.bytes)
        state.remember(posts, on: day, now: now)
        state.health = result.health
        state.lastAttempt = now
        state.leftOut = 0
        if source.source.isLocal || edges.isOffline() {
            state.nextDue = nil
        } else if pulled.isOverBudget, !pulled.isLargerThanBudget {
            // What the budget cut short goes on in the next run, or when the other side allows it.
            state.nextDue = edges.schedule.allowed(askedFor, now: now)
            line.notes.append("the budget of this run ended here; the rest comes with the next one")
        } else {
            state.nextDue = edges.schedule.nextDue(
                source: source.id, every: edges.schedule.period(of: source, state, now: now), health: result.health,
                failures: state.failures, notBefore: askedFor, now: now)
        }
        line.nextDue = state.nextDue
        if pulled.isLargerThanBudget { report.troubles.append(tooLarge(source)) }
        if result.health.isAnswer, let word = state.pace(now: now).word { line.notes.append(word) }
        report.sources.append(line)
        return Taken(
            state: state, posts: posts, gap: gap(of: source, before: before, health: result.health, answer: answer))
    }

    /// Jibu reads texts alone: what a picture or a video says is named as not looked at.
    private func unseen(_ posts: Int) -> String {
        let subject = posts == 1 ? "1 post has" : "\(posts) posts have"
        return "\(subject) pictures or sound and no text: unseen"
    }

    private func admit(_ harvest: Harvest, of source: ConfiguredSource) throws(PipelineError) -> Intake.Admission {
        let origin = Intake.Origin(source: source.id, platform: source.platform, authorKind: source.authorKind)
        let ids = harvest.posts.map { Identity.of($0, source: source.id) }
        let known = try storage { () throws(StorageError) in try edges.ledger.known(ids) }
        var admission = edges.intake.admit(harvest.posts, of: origin, collected: now) { id in
            known[id].map { KnownPost(version: $0.key.version, fingerprint: $0.fingerprint) }
        }
        // What somebody had erased does not come back, whatever it says now.
        let all = admission.posts.count
        admission.posts.removeAll { edges.erased.contains($0.id) }
        admission.repeated += all - admission.posts.count
        return admission
    }
}

/// Where sources are asked side by side, as many as the configuration allows.
private struct FetchDesk: Sendable {
    private let edges: RunEdges
    private let now: Instant
    private let budget: FetchBudget
    let gate: BudgetGate
    /// Transport bounds the connections: what waits there for the pause of its host holds nobody else up.
    private let web: Turnstile
    private let programs: Turnstile

    init(edges: RunEdges, now: Instant) {
        self.edges = edges
        self.now = now
        budget = FetchBudget(bytes: edges.budget.bytes)
        gate = BudgetGate(budget)
        web = Turnstile(width: edges.fetchWidth * 4)
        programs = Turnstile(width: edges.fetchWidth)
    }

    func fetch(_ source: ConfiguredSource, _ position: Int, _ state: SourceState?) async -> Fetched {
        let isProgram = source.source.hosts.isEmpty && !source.source.isLocal
        let today = state?.history.days.last { $0.number == SourceHistory.Day.number(of: now) }
        let pulled = await (isProgram ? programs : web).pass {
            let context = SourceContext(
                http: edges.http, programs: edges.programs, now: now, unitsToday: today?.units ?? 0,
                budget: source.source.isLocal ? .unlimited : budget, secret: edges.secret)
            return await source.source.pull(after: state?.cursor, using: context)
        }
        return Fetched(source: source, position: position, pulled: pulled)
    }

    /// What a fetch cost on the mean; a file and a program cost nothing that is counted.
    func expectedBytes(_ source: ConfiguredSource, _ state: SourceState?) -> Int {
        source.source.hosts.isEmpty ? 0 : state?.history.bytesOfOneAttempt ?? Self.bytesOfNewSource
    }

    /// A feed of some twenty posts.
    private static let bytesOfNewSource = 20_000
}

/// One source and what came of asking it.
struct Fetched: Sendable {
    let source: ConfiguredSource
    /// Among the sources that are due, in the order of jibu.yaml.
    let position: Int
    /// Nil when it was not asked, since the budget was used up.
    let pulled: Pulled?

    /// True when the budget left too little for it: no answer came, and the source is not to blame. One that had the
    /// whole budget and needs more had its turn, else it would use up every run before the others.
    var isLeftOut: Bool {
        guard let pulled else { return true }
        if pulled.isLargerThanBudget { return false }
        if case .failure(.transport(let failure)) = pulled.result { return failure.kind == .overBudget }
        return false
    }
}

extension Result where Success == Harvest, Failure == SourceFailure {
    /// How the source is doing by this.
    var health: SourceHealth {
        switch self {
        case .success(let harvest): harvest.health
        case .failure(let failure): failure.health
        }
    }
}
