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
        try ledger.forget(segments: purge.removed)
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
        let last = try storage { () throws(StorageError) -> Instant? in
            if let last = try ledger.lastClock() { return last }
            return try retention.archive.segments().last?.day.start
        }
        if let last, !trustsClock, !Retention.trusts(now, after: last) {
            throw .nothingScanned(
                "The clock says \(now), and the last run ended at \(last): that is more than a day apart, so nothing "
                    + "was removed. Look at the clock; when it is right, add --trust-clock.")
        }
        let removed = try storage { () throws(StorageError) in
            isDryRun ? try retention.plan() : try retention.purge()
        }
        return Purged(
            segments: removed.segments, before: removed.before, alerts: removed.alerts, labels: removed.labels)
    }

    package enum Subject: Sendable, Hashable {
        /// A post, by its whole id.
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

    /// Erases posts from archive, alerts and labels, and remembers that they are not to come back. Digests that were
    /// sent are not called back.
    package func erase(
        _ subject: Subject, isDryRun: Bool, progress: (Int, Int) -> Void
    ) throws(PipelineError) -> Erased {
        let (lock, ledger) = try forWriting()
        defer { withExtendedLifetime(lock) {} }
        let data = data
        return try storage { () throws(StorageError) in
            if case .post(let id) = subject, !isDryRun { try data.remember(erased: [id]) }
            let erasure = try data.archive.erase(
                isDryRun: isDryRun, progress: progress,
                where: { post in
                    switch subject {
                    case .post(let id): post.id == id
                    case .author(let author): post.author == author
                    }
                }, willErase: { (ids) throws(StorageError) in try data.remember(erased: ids) })
            var ids = erasure.posts
            // What retention took out of the archive may still be in an alert.
            if case .post(let id) = subject { ids.insert(id) }
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
