import Model
import Storage

/// What the last run left behind.
extension Run {
    /// Puts the house in order: half-written files, deliveries that a kill cut off, a clock that jumped.
    mutating func settle(lastClock: Instant?) throws(PipelineError) {
        if isDryRun { return }
        let orphans = try storage { () throws(StorageError) in try edges.archive.removeOrphans() }
        if !orphans.isEmpty {
            report.remarks.append("removed \(orphans.count) half-written archive files of a killed run")
        }
        let unknown = try storage { () throws(StorageError) in
            try edges.ledger.recoverInflight(at: now, isOnlyRun: true)
        }
        for delivery in unknown {
            report.troubles.append(
                "the digest for \(delivery.digest.recipient) was being sent when a run was cut off; "
                    + "it may or may not have arrived")
        }
        if let last = lastClock, now < last.advanced(by: .hours(-24)) {
            report.troubles.append("the clock says \(now), but the last run ended at \(last): check the clock")
        }
    }

    /// Takes archived posts that no transaction covers through the flow, before anything is fetched (design
    /// decision 10). Posts of an import that was cut off are named as covered and open no alert.
    mutating func catchUp() async throws(PipelineError) {
        let segments = try storage { () throws(StorageError) in
            try edges.ledger.uncovered(edges.archive.segments())
        }
        for segment in segments {
            var posts: [Post] = []
            let reader = try storage { () throws(StorageError) in
                let reader = try SegmentReader(segment, at: edges.archive.path(of: segment))
                while let some = try reader.next() { posts += some }
                return reader
            }
            report.troubles += reader.report.sentences.map { "archive: \($0)" }
            var batch = CoveredBatch(at: now)
            batch.segments = [segment.name]
            try await decide(posts.filter { !$0.imported }, into: batch)
            report.recoveredSegments += 1
        }
    }

    /// The middle of the flow, then transaction 1.
    ///
    /// - Parameter unarchived: those of `posts` that the archive does not get.
    mutating func decide(
        _ posts: [Post], into batch: CoveredBatch, unarchived: [Post] = []
    ) async throws(PipelineError) {
        let notify = edges.notify
        report.add(
            try await desk.decide(posts, into: batch, unarchived: unarchived) {
                notify(.matching(done: $0, of: posts.count))
            })
    }
}
