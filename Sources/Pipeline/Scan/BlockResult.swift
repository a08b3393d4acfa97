import Watchlists

/// What is done with each block of lines. One worker per task; it need not be Sendable.
package protocol BlockWorker: AnyObject {
    /// Works through a block with the ledger that holds at its beginning. The result depends on nothing else.
    func work(_ block: ScanBlock, _ ledger: LimitLedger) -> BlockResult
}

/// What came of one block.
package struct BlockResult: Sendable {
    /// Lines for the output.
    package var output: [UInt8] = []
    package var posts = 0
    package var matches = 0
    package var matchedPosts = 0
    /// Lines that are no post, and what is wrong with the first of them.
    package var unreadable = 0
    package var problems: [Problem] = []
    /// Posts with a claim that was set aside for their language.
    package var setAside = 0
    /// Pattern id to the posts that it left undecided.
    package var undecided: [String: Int] = [:]
    /// Pattern id to its searches that reached the limit.
    package var limitHits: [String: Int] = [:]

    /// A line that is no post.
    package struct Problem: Sendable {
        var file: Int
        var line: Int
        var what: String
    }

    package init() {}

    /// Counts a line that is no post; the first ones are named.
    package mutating func refuse(file: Int, line: Int, _ what: @autoclosure () -> String) {
        unreadable += 1
        if problems.count < ScanReport.named { problems.append(Problem(file: file, line: line, what: what())) }
    }
}
