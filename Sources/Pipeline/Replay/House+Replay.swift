import Alerting
import Model
import Storage

extension House {
    /// What this house replays with, under the name that the user gave it.
    ///
    /// - Throws: `.brokenLists` when a list or an answer cannot be used as it stands: its claims would look lost, or
    ///   gained, or be those of an older version, and no number would say so.
    package func replayRules(named name: String) throws(PipelineError) -> ReplayRules {
        let errors = library.breaking
        guard errors.isEmpty else { throw .brokenLists(name, errors) }
        return ReplayRules(
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

    /// Writes into a report which sources were not watched in the period that was asked for, as far as the ledger
    /// knows.
    package func addGaps(to report: inout ReplayReport) throws(PipelineError) {
        let path = DataFolder(path: configuration.dataFolder).ledgerPath
        // Before the first post nothing was watched, unless somebody asks for that time.
        let from = report.period.from ?? report.from
        let gaps: [Gap]
        do throws(StorageError) {
            gaps = try Ledger.open(path: path, readOnly: true).gaps(since: from)
        } catch {
            // An archive may be replayed on a machine that never ran.
            if case .noLedger = error { return }
            throw .storage(error)
        }
        for gap in gaps where gap.mayHaveMissed {
            if let until = report.period.until, gap.start >= until { continue }
            let end = gap.isOpen ? "and still" : "to \(gap.stop)"
            report.gaps.append("\(gap.source) was not watched from \(gap.start) \(end) (\(gap.reason.rawValue))")
        }
    }

    /// The texts of a few posts as they were archived. One that the archive does not hold is left out.
    package func texts(of posts: [AlertPost]) throws(PipelineError) -> [PostKey: String] {
        var wanted = Set(posts.map(\.post))
        var texts: [PostKey: String] = [:]
        let archive = archive
        for entry in try storage({ () throws(StorageError) in try archive.entries() }) {
            let isNeeded = posts.contains { post in
                wanted.contains(post.post)
                    && entry.mayHold(from: post.seen, until: post.seen.advanced(by: TimeSpan(milliseconds: 1)))
            }
            // What cannot be read the replay has told already.
            guard isNeeded, let reader = try? SegmentReader(entry.segment, at: archive.path(of: entry.segment)) else {
                continue
            }
            while !wanted.isEmpty, let frame = try? reader.next() {
                for post in frame where wanted.remove(post.key) != nil { texts[post.key] = post.text }
            }
        }
        return texts
    }
}
