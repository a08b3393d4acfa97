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
        guard now >= last, now.since(last) <= .hours(24) else {
            report.remarks.append("nothing old was removed, since the clock moved more than a day since the last run")
            return
        }
        try forgetPrivateTips()
        let retention = edges.retention
        let oldestDay = now.advanced(by: TimeSpan(milliseconds: -retention.posts.milliseconds)).date
        let oldestAlert = now.advanced(by: TimeSpan(milliseconds: -retention.alerts.milliseconds))
        let members = now.advanced(by: TimeSpan(milliseconds: -LedgerState.memberSpan.milliseconds))
        let (archive, now) = (edges.archive, now)
        let ledger = edges.ledger
        let removed = try storage { () throws(StorageError) in
            let purge = try archive.purge(before: oldestDay)
            try ledger.forget(segments: purge.removed)
            try ledger.dropBackups(before: now.advanced(by: TimeSpan(milliseconds: -retention.posts.milliseconds)))
            return (purge.removed.count, try ledger.purge(alerts: oldestAlert, members: members))
        }
        if removed.0 > 0 || removed.1 > 0 {
            report.remarks.append(
                "retention: removed \(removed.0) archive segments before \(oldestDay) and \(removed.1) alerts")
        }
    }
}
