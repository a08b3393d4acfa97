/// Which patterns are switched off in a run, because their searches kept reaching the limit.
///
/// A run takes its posts in archive order, cut into chunks of `chunkPosts`. Inside a chunk nothing is switched
/// off for good: each search that reaches the limit is counted, and its post is undecided for that pattern. At the
/// border of a chunk the counts are added, and a pattern with `tolerated` or more is off for all later chunks. So
/// the answer depends on the posts and their order alone, never on time or on the number of workers.
///
/// Inside a chunk a pattern may reach the limit `toleratedInChunk` times; on the posts of the chunk that are left
/// it is not searched, and they are undecided for it. A chunk has one worker and one order, so this too depends on
/// the posts alone.
///
/// Workers that match chunks side by side start a chunk with the ledger they have. Chunks are closed in archive
/// order; when the ledger at that moment switches off more than the ledger a chunk was started with, that chunk
/// is matched again with the right one.
package struct LimitLedger: Sendable, Equatable {
    /// Posts of one chunk.
    package static let chunkPosts = 1000
    /// Searches that may reach the limit in one run before the pattern is switched off.
    package static let tolerated = 3
    /// Searches that may reach the limit in one chunk before the rest of the chunk goes without the pattern.
    package static let toleratedInChunk = 4

    /// Searches that reached the limit so far, by pattern id; only patterns that have any.
    package private(set) var hits: [String: Int] = [:]

    package init() {}

    /// Pattern ids that are off from here on, sorted.
    package var switchedOff: [String] { hits.filter { $0.value >= LimitLedger.tolerated }.keys.sorted() }

    /// Adds the counts of the next chunk in archive order.
    package mutating func close(_ chunk: [String: Int]) {
        for (pattern, count) in chunk where count > 0 {
            let (sum, overflow) = hits[pattern, default: 0].addingReportingOverflow(count)
            hits[pattern] = overflow ? .max : sum
        }
    }
}
