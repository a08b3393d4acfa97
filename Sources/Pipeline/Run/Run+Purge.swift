import Model
import Storage

/// What is too old to keep.
extension Run {
    /// Removes archived days and ledger rows beyond the retention of jibu.yaml.
    ///
    /// Refused when the clock moved more than a day against the last run: a
    /// battery that died must not empty the archive (trust.md R9). After an
    /// honest pause the next run does it.
    mutating func purge(lastClock: Instant?) throws(PipelineError) {
        guard let last = lastClock else { return }
        guard Retention.trusts(now, after: last) else {
            report.remarks.append("nothing old was removed, since the clock moved more than a day since the last run")
            return
        }
        try forgetPrivateTips()
        let retention = Retention(
            archive: edges.archive, ledger: edges.ledger, labels: edges.labels, keeps: edges.retention, now: now)
        let removed = try storage { () throws(StorageError) in try retention.purge() }
        if !removed.isNothing {
            report.remarks.append(
                "retention: removed \(Count.of(removed.segments.count, "archive segment")) before \(removed.before), "
                    + "\(Count.of(removed.alerts, "alert")) and \(Count.of(removed.labels, "label"))")
        }
    }
}
