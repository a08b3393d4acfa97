import Intake
import Model
import Storage

/// What is too old to keep, and what somebody asked to be erased.
struct Retention {
    let archive: Archive
    let ledger: Ledger
    let labels: LabelStore
    let keeps: Configuration.Retention
    let now: Instant

    /// What was removed, or would be.
    struct Removed: Sendable, Hashable {
        var segments: [String] = []
        var before: CivilDate
        var alerts = 0
        var labels = 0

        var isNothing: Bool { segments.isEmpty && alerts == 0 && labels == 0 }
    }

    /// False when the clock moved more than a day against the last run: a battery that died must not empty the archive
    /// (trust.md R9).
    static func trusts(_ now: Instant, after last: Instant) -> Bool { now >= last && now.since(last) <= .hours(24) }

    private func ago(_ span: TimeSpan) -> Instant { now.advanced(by: TimeSpan(milliseconds: -span.milliseconds)) }

    /// Whole days of posts, alerts and labels beyond their retention.
    func purge() throws(StorageError) -> Removed {
        let oldest = ago(keeps.posts).date
        let purge = try archive.purge(before: oldest)
        // All of those days, also what a purge that was cut off had removed before.
        try ledger.forget(before: oldest)
        try ledger.dropBackups(before: ago(keeps.posts))
        let alerts = try ledger.purge(alerts: ago(keeps.alerts), members: ago(LedgerState.memberSpan))
        let labelled = ago(keeps.labels)
        let removed = try labels.keep { $0.at >= labelled }
        return Removed(segments: purge.removed, before: oldest, alerts: alerts, labels: removed)
    }

    /// The same without removing anything; alerts are not counted.
    func plan() throws(StorageError) -> Removed {
        let oldest = ago(keeps.posts).date
        let labelled = ago(keeps.labels)
        return Removed(
            segments: try archive.segments().filter { $0.day < oldest }.map(\.name), before: oldest,
            labels: try labels.read().labels.count { $0.at < labelled })
    }
}

extension ArchiveOffice {
    package struct Purged: Sendable, Hashable {
        package var segments: [String]
        package var before: CivilDate
        package var alerts: Int
        package var labels: Int
    }

    /// Removes what is beyond the retention of jibu.yaml.
    ///
    /// - Parameter trustsClock: a person has looked at the clock.
    /// - Throws: `.nothingScanned` when the clock moved more than a day since the last run and nobody has looked.
    package func purge(isDryRun: Bool, trustsClock: Bool) throws(PipelineError) -> Purged {
        let (lock, ledger) = try forWriting()
        defer { withExtendedLifetime(lock) {} }
        let retention = Retention(
            archive: data.archive, ledger: ledger, labels: data.labels, keeps: configuration.retention, now: now)
        let (run, newest) = try storage { () throws(StorageError) in
            (try ledger.lastClock(), try retention.archive.segments().last?.day)
        }
        if let last = run ?? newest?.start, !trustsClock, !Retention.trusts(now, after: last) {
            let what = run.map { "the last run ended at \($0)" }
                ?? "no run has ended yet, and the newest posts came in on \(last.date)"
            throw .nothingScanned(
                "The clock says \(now), but \(what): that is more than a day apart, so nothing was removed. "
                    + "Look at the clock; when it is right, add --trust-clock.")
        }
        let removed = try storage { () throws(StorageError) in
            isDryRun ? try retention.plan() : try retention.purge()
        }
        return Purged(
            segments: removed.segments, before: removed.before, alerts: removed.alerts, labels: removed.labels)
    }

    package enum Subject: Sendable, Hashable {
        /// A post, by its id or the first characters of it.
        case post(String)
        /// Every post of an author, by the pseudonym.
        case author(String)
    }

    package struct Erased: Sendable {
        package var archive: Archive.Erasure
        /// Excerpts in alerts that were emptied.
        package var excerpts = 0
        package var labels = 0
    }

    /// The whole id that begins with these characters: of a post of the archive, of the ledger, or of a label.
    ///
    /// - Throws: `.notFound` when there is none, or more than one.
    private func wholeID(_ beginning: String, _ ledger: Ledger) throws(PipelineError) -> String {
        let data = data
        let isWhole = beginning.utf8.count == Identity.length
        let ids = try storage { () throws(StorageError) -> Set<String> in
            var ids = Set(try ledger.posts(beginningWith: beginning))
            if isWhole, !ids.isEmpty { return ids }
            // An erasure that was cut off is ended by the same command.
            if isWhole, try data.erased().contains(beginning) { return [beginning] }
            for label in try data.labels.read().labels where label.post.id.hasPrefix(beginning) {
                ids.insert(label.post.id)
            }
            let reader = try data.archive.reader(workers: Self.workers)
            while let posts = reader.next() {
                for post in posts where post.id.hasPrefix(beginning) { ids.insert(post.id) }
            }
            // Somebody may know a post that damage hides.
            if isWhole, ids.isEmpty, !reader.damages.isEmpty { return [beginning] }
            return ids
        }
        guard let id = ids.first else { throw .notFound("\(beginning): there is no such post.") }
        guard ids.count == 1 else {
            throw .notFound(
                "\(beginning): \(Count.of(ids.count, "post")) begin like that, so nothing was erased. "
                    + "Give more of the id: " + ids.sorted().prefix(5).joined(separator: ", "))
        }
        return id
    }

    /// Erases posts from archive, alerts and labels, and remembers that they are not to come back. Digests that were
    /// sent are not called back.
    ///
    /// - Throws: `.notFound` when there is no such post.
    package func erase(
        _ subject: Subject, isDryRun: Bool, progress: (Int, Int) -> Void
    ) throws(PipelineError) -> Erased {
        let (lock, ledger) = try forWriting()
        defer { withExtendedLifetime(lock) {} }
        let data = data
        var subject = subject
        if case .post(let beginning) = subject { subject = .post(try wholeID(beginning, ledger)) }
        let chosen = subject
        return try storage { () throws(StorageError) in
            if case .post(let id) = chosen, !isDryRun { try data.remember(erased: [id]) }
            let erasure = try data.archive.erase(
                isDryRun: isDryRun, progress: progress,
                where: { post in
                    switch chosen {
                    case .post(let id): post.id == id
                    case .author(let author): post.author == author
                    }
                }, willErase: { (ids) throws(StorageError) in try data.remember(erased: ids) })
            var ids = erasure.posts
            // What retention took out of the archive may still be in an alert.
            if case .post(let id) = chosen { ids.insert(id) }
            var erased = Erased(archive: erasure)
            if isDryRun {
                erased.labels = try data.labels.read().labels.count { ids.contains($0.post.id) }
            } else {
                erased.excerpts = try ledger.erase(posts: ids)
                erased.labels = try data.labels.keep { !ids.contains($0.post.id) }
            }
            return erased
        }
    }
}
