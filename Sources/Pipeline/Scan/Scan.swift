import Watchlists

/// `jibu scan`: lines of JSON in, lines of results out, in the order of the input.
///
/// One worker: the caller's own thread does everything. More: each worker takes a turn at reading, works through its
/// block, and hands the result to the one place that restores the order. So reading, which is serial, goes on while
/// blocks are worked through, and a block is unpacked on the core that works on it.
package struct Scan: Sendable {
    private let files: [String]
    private let workers: Int
    private let output: Int32
    private let progress: @Sendable (_ done: Int, _ of: Int) -> Void

    /// - Parameters:
    ///   - files: in order; `-` is standard input.
    ///   - output: a descriptor; it stays open.
    ///   - progress: gets packed bytes read so far and in all, when files are all that is read.
    package init(
        files: [String], workers: Int = 1, output: Int32, progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) {
        self.files = files
        self.workers = max(1, min(workers, 256))
        self.output = output
        self.progress = progress
    }

    /// Finds patterns in every post.
    package func run(_ patterns: ScanPatterns, redacts: Bool = false) async -> ScanReport {
        await run { MatchWorker(patterns.set, redacts: redacts) }
    }

    /// Works through every block with workers of the caller's own kind.
    package func run(_ makeWorker: @escaping @Sendable () -> any BlockWorker) async -> ScanReport {
        workers == 1 ? runAlone(makeWorker) : await runTogether(makeWorker)
    }

    private func runAlone(_ makeWorker: @escaping @Sendable () -> any BlockWorker) -> ScanReport {
        let reader = ScanBlockReader(files)
        var order = ScanOrder(files: files, output: ScanOutput(output), makeWorker)
        let worker = makeWorker()
        while !order.hasFailed, let block = reader.next() {
            let ledger = order.ledger
            order.close(block, begunWith: ledger, worker.work(block, ledger))
            if let now = reader.progress { progress(now.done, now.of) }
        }
        return order.finish(reader.troubles)
    }

    /// The one place where a scan forks.
    private func runTogether(_ makeWorker: @escaping @Sendable () -> any BlockWorker) async -> ScanReport {
        let reader = SharedReader(files, progress)
        let order = SharedOrder(files, output, workers: workers, makeWorker)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<workers {
                group.addTask {
                    // Made when there is a block for it: a short input needs one worker only.
                    var worker: (any BlockWorker)?
                    while let ledger = await order.begin(), let block = await reader.next() {
                        let own = worker ?? makeWorker()
                        worker = own
                        await order.close(block, begunWith: ledger, own.work(block, ledger))
                    }
                }
            }
        }
        return await order.finish(reader.troubles)
    }
}

/// The reader, for many workers: one at a time reads.
private actor SharedReader {
    private let reader: ScanBlockReader
    private let progress: @Sendable (Int, Int) -> Void

    init(_ files: [String], _ progress: @escaping @Sendable (Int, Int) -> Void) {
        reader = ScanBlockReader(files)
        self.progress = progress
    }

    func next() -> ScanBlock? {
        let block = reader.next()
        if let now = reader.progress { progress(now.done, now.of) }
        return block
    }

    var troubles: [ScanReport.Trouble] { reader.troubles }
}

/// The order, for many workers. At most four blocks a worker wait for their turn: who is further ahead waits too.
private actor SharedOrder {
    private var order: ScanOrder
    private let width: Int
    private var ahead: [CheckedContinuation<Void, Never>] = []

    init(_ files: [String], _ output: Int32, workers: Int, _ makeWorker: @escaping @Sendable () -> any BlockWorker) {
        order = ScanOrder(files: files, output: ScanOutput(output), makeWorker)
        width = workers * 4
    }

    /// The ledger to begin a block with; nil when the output takes no more.
    func begin() -> LimitLedger? { order.hasFailed ? nil : order.ledger }

    func close(_ block: ScanBlock, begunWith ledger: LimitLedger, _ result: BlockResult) async {
        let before = order.next
        order.close(block, begunWith: ledger, result)
        if order.next > before {
            for waiting in ahead { waiting.resume() }
            ahead.removeAll(keepingCapacity: true)
        }
        // The worker with the next block never waits here, so the others go on in the end.
        while block.number >= order.next + width { await withCheckedContinuation { ahead.append($0) } }
    }

    func finish(_ troubles: [ScanReport.Trouble]) -> ScanReport { order.finish(troubles) }
}
