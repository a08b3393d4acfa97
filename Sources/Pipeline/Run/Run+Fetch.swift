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
        let waiting = edges.sources.filter { $0.enabled && !asked.contains($0.id) }
        report.sourcesNotDue = waiting.count { !isGone(states[$0.id]) }
        let context = SourceContext(http: edges.http, programs: edges.programs, now: now, secret: edges.secret)
        let notify = edges.notify
        let fetched = await inOrder(due, width: edges.fetchWidth) { configured in
            await Fetched(configured, after: states[configured.id]?.cursor, using: context)
        } progress: {
            notify(.fetching(done: $0, of: due.count))
        }

        var batch = CoveredBatch(at: now)
        var posts: [Post] = []
        if edges.isOffline() { report.troubles.append("no network: no remote source could be reached") }
        for result in fetched {
            let (state, admitted, gap) = try takeIn(result, before: states[result.source.id])
            batch.sources.append(state)
            posts += admitted
            if let gap { batch.gaps.append(gap) }
        }
        batch.gaps += waiting.compactMap { gap(ofWaiting: $0, states[$0.id]) }
        report.gaps = batch.gaps
        batch.hostBlocks = edges.hostBlocks().sorted { $0.key < $1.key }
            .map { HostBlock(host: $0.key, until: $0.value) }
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
        guard source.enabled, !isGone(state) else { return false }
        return source.source.isLocal || (state?.nextDue).map { $0 <= now } ?? true
    }

    /// The server said so once (410); only the operator can bring it back.
    private func isGone(_ state: SourceState?) -> Bool {
        if case .gone = state?.health { true } else { false }
    }

    /// Intake for one harvest, the source's next state, and the gap that ended or goes on. The cursor of a source that
    /// gave no harvest stays.
    private mutating func takeIn(
        _ fetched: Fetched, before: SourceState?
    ) throws(PipelineError) -> (SourceState, [Post], Gap?) {
        let source = fetched.source
        var state = before ?? SourceState(id: source.id, health: .quiet)
        var line = RunReport.SourceLine(id: source.id, health: fetched.health, posts: 0, new: 0, nextDue: nil, notes: [])
        var posts: [Post] = []
        var askedFor: Instant?
        var answer: Answer?
        switch fetched.result {
        case .failure(let failure):
            // When the whole line is down, no source is to blame and none waits longer for it.
            if !edges.isOffline() { state.failures = min(state.failures + 1, 1000) }
            askedFor = failure.retryAt
        case .success(let harvest):
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
            answer = Answer(repeated: admission.repeated, oldest: harvest.posts.compactMap(\.published).min())
            report.withoutText += admission.withoutText
            if admission.withoutText > 0 { line.notes.append(unseen(admission.withoutText)) }
            state.cursor = harvest.cursor
            state.failures = harvest.health.isAnswer ? 0 : min(state.failures + 1, 1000)
            if harvest.health.isAnswer { state.lastAnswer = now }
            if harvest.health == .healthy { state.lastPosts = harvest.posts.count }
            askedFor = harvest.notBefore
        }
        state.health = fetched.health
        state.lastAttempt = now
        state.nextDue = source.source.isLocal || edges.isOffline()
            ? nil
            : edges.schedule.nextDue(
                source: source.id, every: source.every, health: fetched.health, failures: state.failures,
                notBefore: askedFor, now: now)
        line.nextDue = state.nextDue
        report.sources.append(line)
        return (state, posts, gap(of: source, before: before, health: fetched.health, answer: answer))
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
        return edges.intake.admit(harvest.posts, of: origin, collected: now) { id in
            known[id].map { KnownPost(version: $0.key.version, fingerprint: $0.fingerprint) }
        }
    }
}

/// One source and what came of asking it.
struct Fetched: Sendable {
    let source: ConfiguredSource
    let result: Result<Harvest, SourceFailure>

    init(_ source: ConfiguredSource, after cursor: Cursor?, using context: SourceContext) async {
        self.source = source
        do {
            result = .success(try await source.source.fetch(after: cursor, using: context))
        } catch {
            result = .failure(error)
        }
    }

    var health: SourceHealth {
        switch result {
        case .success(let harvest): harvest.health
        case .failure(let failure): failure.health
        }
    }
}
