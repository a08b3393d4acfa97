import Alerting
import Model
import Storage

/// The archive again, through the same code as a live run: what would have been alerted, to whom, and when; with old
/// rules beside the new ones, also what changes. Nothing is sent and nothing is written.
///
/// ```
/// ArchiveSketch   segments -> posts as small lines, on several workers       (or sketch files made elsewhere)
/// SketchOrder     lines -> posts in the order seen, with bounded memory
/// Replay          posts -> stories -> both sides' alerts, notices, messages; one stage, in order
/// ReplayReport    what both sides came to, and what was not scanned
/// ```
package struct Replay {
    private let new: ReplayRules
    private let old: ReplayRules?
    private let workers: Int
    private let labels: [ReplayLabel]
    /// Gets every message with its bytes; the report keeps messages without them.
    private let keep: (Digest) -> Void

    /// - Parameters:
    ///   - old: what `new` is compared with.
    ///   - keep: gets the messages of the new side as they would have been sent.
    package init(
        new: ReplayRules, old: ReplayRules? = nil, labels: [ReplayLabel] = [], workers: Int = 1,
        keep: @escaping (Digest) -> Void = { _ in }
    ) {
        self.new = new
        self.old = old
        self.labels = labels
        self.workers = workers
        self.keep = keep
    }

    package var plan: SketchPlan { SketchPlan(new: new.sketch, old: old?.sketch) }

    /// Replays the posts of an archive seen in `[from, until)`.
    ///
    /// - Throws: `.nothingScanned` when the archive holds no post of that period.
    package func perform(
        archive: Archive, expected: Set<String> = [], from: Instant? = nil, until: Instant? = nil,
        progress: @escaping @Sendable (Step, Int) -> Void = { _, _ in }
    ) async throws(PipelineError) -> ReplayReport {
        let (entries, merged) = try storage { () throws(StorageError) in
            (try archive.entries(), try archive.cutOffCompaction())
        }
        var period = ReplayPeriod(from: from, until: until)
        for entry in entries where entry.damage == nil { if let seen = entry.seen { period.note(seen) } }
        let needed = entries.filter { $0.mayHold(from: from, until: until) }.map(\.segment)
        let sketch = ArchiveSketch(archive: archive, plan: plan, workers: workers)
        let result = try await sketch.perform(needed) { progress(.reading, $0) }
        let chain = Archive.chain(entries, expected: expected, merged: merged)
        var order = try SketchOrder(result.runs, attempts: result.attempts, names: result.segments.map(\.name))
        return try replay(&order, of: result.segments, in: chain, period) {
            progress(.replaying, $0)
        }
    }

    /// The same from sketches that were made elsewhere: the answer is the same to the byte.
    package func perform(
        matches files: [String], expected: Set<String> = [], from: Instant? = nil, until: Instant? = nil,
        progress: @escaping @Sendable (Step, Int) -> Void = { _, _ in }
    ) throws(PipelineError) -> ReplayReport {
        let sketch = try SketchFiles(files, plan: plan, expected: expected, from: from, until: until)
        let runs = try sketch.runs { progress(.reading, $0) }
        var period = ReplayPeriod(from: from, until: until)
        for seen in sketch.seen { period.note(seen) }
        var order = try SketchOrder(
            [runs], attempts: Array(repeating: 0, count: sketch.segments.count), names: sketch.segments.map(\.name))
        return try replay(&order, of: sketch.segments, in: sketch.chain, period) {
            progress(.replaying, $0)
        }
    }

    package enum Step: Sendable { case reading, replaying }

    /// The serial stage. The clock ticks at the distinct instants at which posts were seen (design decision 21), and
    /// at each run in between at which a held notice falls due.
    private func replay(
        _ order: inout SketchOrder, of segments: [SketchedSegment], in chain: SegmentChain, _ period: ReplayPeriod,
        progress: (Int) -> Void
    ) throws(PipelineError) -> ReplayReport {
        var period = period
        var clock = try ReplayClock(new: new, old: old, labels: labels, keep: keep)
        let total = max(1, segments.reduce(0) { $0 + $1.posts })
        var read = 0
        var batch: [SketchedPost] = []
        while let post = try order.next() {
            read += 1
            period.note(post.seen)
            if let until = period.until, post.seen >= until { break }
            if let from = period.from, post.seen < from { continue }
            if let tick = batch.first?.seen, tick != post.seen {
                try clock.tick(batch)
                batch.removeAll(keepingCapacity: true)
                progress(read * 100 / total)
            }
            batch.append(post)
        }
        if !batch.isEmpty { try clock.tick(batch) }
        let covered = ReplayReport.Read(segments, in: chain, period)
        guard let report = try clock.finish(covered) else {
            let damages = covered.notScanned
            let why = damages.isEmpty ? "" : " What could not be read: " + damages.prefix(5).joined(separator: "; ")
            throw .nothingScanned(period.whyNothing + why)
        }
        return report
    }
}
