import Watchlists

/// Puts results back into the order of the input, closes their chunks, and writes them out.
///
/// A block is worked through with the ledger that was known when it was begun. When an earlier block has switched off
/// a pattern since, the block is worked through again, so the output does not depend on the number of workers
/// (`LimitLedger`).
struct ScanOrder {
    private(set) var ledger = LimitLedger()
    /// The number of the block that is written next.
    private(set) var next = 0
    private var waiting: [Int: Waiting] = [:]
    private var report = ScanReport()
    private var undecided: [String: Int] = [:]
    private var output: ScanOutput
    private let files: [String]
    private let makeWorker: @Sendable () -> any BlockWorker
    private var worker: (any BlockWorker)?

    private struct Waiting {
        var block: ScanBlock
        var begunWith: LimitLedger
        var result: BlockResult
    }

    init(files: [String], output: ScanOutput, _ makeWorker: @escaping @Sendable () -> any BlockWorker) {
        self.files = files
        self.output = output
        self.makeWorker = makeWorker
    }

    /// True when the output can take no more.
    var hasFailed: Bool { output.failure != nil }

    /// Takes the result of a block in; blocks whose turn it is are closed and written.
    mutating func close(_ block: ScanBlock, begunWith start: LimitLedger, _ result: BlockResult) {
        waiting[block.number] = Waiting(block: block, begunWith: start, result: result)
        while var turn = waiting.removeValue(forKey: next) {
            if turn.begunWith.switchedOff != ledger.switchedOff {
                let worker = worker ?? makeWorker()
                self.worker = worker
                turn.result = worker.work(turn.block, ledger)
            }
            if !turn.result.limitHits.isEmpty { ledger.close(turn.result.limitHits) }
            add(turn.result)
            output.write(turn.result.output)
            next += 1
        }
    }

    private mutating func add(_ result: BlockResult) {
        report.posts += result.posts
        report.matches += result.matches
        report.matchedPosts += result.matchedPosts
        report.setAside += result.setAside
        report.unreadable += result.unreadable
        for problem in result.problems where report.problems.count < ScanReport.named {
            report.problems.append("\(files[problem.file]):\(problem.line): \(problem.what)")
        }
        undecided.merge(result.undecided) { $0 + $1 }
    }

    /// Writes what is left, and tells what was done.
    mutating func finish(_ troubles: [ScanReport.Trouble]) -> ScanReport {
        output.flush()
        report.troubles = troubles
        report.outputFailure = output.failure
        let off = Set(ledger.switchedOff)
        report.undecided = Set(undecided.keys).union(ledger.hits.keys).sorted().map { pattern in
            ScanReport.Undecided(
                pattern: pattern, posts: undecided[pattern] ?? 0, limitHits: ledger.hits[pattern] ?? 0,
                isSwitchedOff: off.contains(pattern))
        }
        return report
    }
}
