import Alerting
import Model
import Storage

/// Drills that were ordered: their alerts and notices become durable in one transaction, like those of posts, and go
/// the same way from there.
extension Run {
    mutating func takeDrills() throws(PipelineError) {
        if isDryRun { return }
        let (inbox, ledger) = (edges.inbox, edges.ledger)
        let alerter = desk.flow.alerter
        for (name, bytes) in try storage({ () throws(StorageError) in
            try inbox.files(prefix: Drill.files.prefix, suffix: Drill.files.suffix)
        }) {
            guard let drill = bytes.flatMap({ Drill($0) }), let claim = alerter.rules.claims[drill.claim] else {
                report.troubles.append(
                    "inbox/\(name) is no drill about a claim of the watchlists; look at it and remove it")
                continue
            }
            let exercise = alerter.exercise(
                about: claim, in: drill.place, id: name, started: drill.started, now: now)
            var batch = CoveredBatch(at: now)
            (batch.alerts, batch.notices) = ([exercise.alert], exercise.notices)
            let covered = batch
            try storage { () throws(StorageError) in
                try ledger.commit(covered)
                try inbox.remove(name)
            }
            let people = Count.of(exercise.notices.count, "person", "people")
            report.remarks.append("EXERCISE about \(drill.claim): told to \(people)")
        }
    }
}
