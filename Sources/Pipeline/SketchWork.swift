import Model
import Storage
import Synchronization

/// The sketch of a whole archive, made on several workers: every post, in the order of a replay, and what is to be said
/// about each segment.
struct ArchiveSketch {
    let archive: Archive
    let plan: SketchPlan
    let workers: Int

    struct Result {
        /// In archive order.
        var segments: [SketchedSegment]
        var runs: [SketchRuns]
        /// How often each segment was sketched before the last time.
        var attempts: [Int32]
    }

    /// Sketches `segments`, given in archive order.
    ///
    /// Segments are taken side by side. One that was taken before an earlier one switched off a pattern is taken
    /// again, so the answer is the same for any number of workers.
    func perform(
        _ segments: [Segment], progress: @escaping @Sendable (Int) -> Void
    ) async throws(PipelineError) -> Result {
        let runs = (0..<max(1, workers)).map { _ in SketchRuns() }
        var result = Result(
            segments: segments.map { SketchedSegment(name: $0.name, plan: plan.hash) }, runs: runs,
            attempts: Array(repeating: 0, count: segments.count))
        var waiting = segments.indices.map { Work.Item(segment: $0, ledgers: nil, attempt: 0) }
        while !waiting.isEmpty {
            let work = Work(segments: segments, items: waiting)
            try await run(work, runs, progress: progress)
            for (index, sketched) in work.results { result.segments[index] = sketched }
            waiting = []
            var ledgers = SketchLedgers()
            for (index, sketched) in result.segments.enumerated() {
                let before = ledgers
                guard !ledgers.take(sketched) else { continue }
                result.attempts[index] += 1
                waiting.append(Work.Item(segment: index, ledgers: before, attempt: result.attempts[index]))
            }
        }
        return result
    }

    private func run(
        _ work: Work, _ runs: [SketchRuns], progress: @escaping @Sendable (Int) -> Void
    ) async throws(PipelineError) {
        let failure = await withTaskGroup(of: PipelineError?.self) { group -> PipelineError? in
            for runs in runs {
                let maker = Lent(SketchMaker(archive: archive, plan: plan))
                let runs = Lent(runs)
                group.addTask {
                    do throws(PipelineError) {
                        while let (item, segment, ledgers) = work.take() {
                            var number: Int32 = 0
                            let sketched = try maker.value.sketch(segment, after: ledgers) {
                                post throws(PipelineError) in
                                let key = SketchRuns.Key(
                                    seen: post.seen.milliseconds, segment: Int32(truncatingIfNeeded: item.segment),
                                    number: number)
                                number += 1
                                try runs.value.add(key, attempt: item.attempt) { post.append(to: &$0) }
                            }
                            progress(work.finish(item, sketched))
                        }
                        return nil
                    } catch {
                        work.stop()
                        return error
                    }
                }
            }
            var first: PipelineError?
            for await error in group where first == nil { first = error }
            return first
        }
        if let failure { throw failure }
    }
}

/// A value that one task uses at a time: it is handed over before the task starts and looked at again after it ended.
private final class Lent<Value>: @unchecked Sendable {
    var value: Value
    init(_ value: Value) { self.value = value }
}

/// Segments to sketch, handed out in archive order.
private final class Work: Sendable {
    struct Item: Sendable {
        var segment: Int
        /// Nil: what is known when its turn comes.
        var ledgers: SketchLedgers?
        var attempt: Int32
    }

    private struct State {
        var next = 0
        var done = 0
        var results: [Int: SketchedSegment] = [:]
        /// Ledgers behind the first `prefix` items, which are all done.
        var prefix = 0
        var ledgers = SketchLedgers()
    }

    private let segments: [Segment]
    private let items: [Item]
    private let state = Mutex(State())

    init(segments: [Segment], items: [Item]) {
        self.segments = segments
        self.items = items
    }

    var results: [Int: SketchedSegment] { state.withLock { $0.results } }

    func take() -> (item: Item, segment: Segment, ledgers: SketchLedgers)? {
        state.withLock { state in
            guard items.indices.contains(state.next) else { return nil }
            let item = items[state.next]
            state.next += 1
            // What earlier segments switched off stays off, so a runaway pattern does not run in every segment.
            return (item, segments[item.segment], item.ledgers ?? state.ledgers)
        }
    }

    /// Returns the percentage done.
    func finish(_ item: Item, _ sketched: SketchedSegment) -> Int {
        state.withLock { state in
            state.results[item.segment] = sketched
            state.done += 1
            while items.indices.contains(state.prefix), let known = state.results[items[state.prefix].segment] {
                _ = state.ledgers.take(known)
                state.prefix += 1
            }
            return state.done * 100 / items.count
        }
    }

    func stop() { state.withLock { $0.next = items.count } }
}
