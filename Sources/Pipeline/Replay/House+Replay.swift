import Alerting
import Model
import Storage

extension House {
    /// What this house replays with, under the name that the user gave it.
    package func replayRules(named name: String) -> ReplayRules {
        ReplayRules(
            name: name, watchlists: library.watchlists, alerter: flow.alerter, places: configuration.places,
            runEvery: configuration.runEvery)
    }

    /// Where the archive is that a replay reads.
    package var archive: Archive { DataFolder(path: configuration.dataFolder).archive }

    /// Segments that the archive must have, as far as the ledger knows.
    package var expectedSegments: Set<String> { configuration.expectedSegments(at: now) }

    /// What people said about posts, as far as the data folder has it.
    package func replayLabels() throws(PipelineError) -> [ReplayLabel] {
        let labels = DataFolder(path: configuration.dataFolder).labels
        return try storage { () throws(StorageError) in try labels.read() }.labels.map(ReplayLabel.init)
    }

    /// Writes into a report which sources were not watched in its period, as far as the ledger knows.
    package func addGaps(to report: inout ReplayReport) throws(PipelineError) {
        let path = DataFolder(path: configuration.dataFolder).ledgerPath
        let from = report.from
        let gaps: [Gap]
        do throws(StorageError) {
            gaps = try Ledger.open(path: path, readOnly: true).gaps(since: from)
        } catch {
            // An archive may be replayed on a machine that never ran.
            if case .noLedger = error { return }
            throw .storage(error)
        }
        for gap in gaps where gap.mayHaveMissed && gap.start < report.until {
            let end = gap.isOpen ? "and still" : "to \(gap.stop)"
            report.gaps.append("\(gap.source) was not watched from \(gap.start) \(end) (\(gap.reason.rawValue))")
        }
    }
}
