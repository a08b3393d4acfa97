import Model
import Storage
import Watchlists

/// Takes archived posts through the patterns, in archive order, on several workers and with flat memory.
///
/// The answer is the same for any number of workers: blocks are chunks of the limit ledger, and one that was matched
/// with an older ledger is matched again (design decision 14).
struct MatchStream {
    /// One post and what hit in it.
    struct Read: Sendable {
        var post: Post
        var found: PostMatches
    }

    let patterns: PatternSet
    let workers: Int
    /// What patterns that ran too long cost.
    private(set) var limits = LimitLedger()
    private(set) var posts = 0
    /// Posts that a pattern left undecided.
    private(set) var undecided = 0

    init(patterns: PatternSet, workers: Int) {
        self.patterns = patterns
        self.workers = workers
    }

    /// Hands over the posts that `isWanted`, each with its matches, in order.
    mutating func forEach(
        of reader: ArchiveReader, where isWanted: (Post) -> Bool, _ body: ([Read]) throws -> Void
    ) async throws {
        var waiting: [Post] = []
        var hasEnded = false
        let patterns = patterns
        var ledger = limits
        var (seen, open) = (0, 0)
        try await streamInOrder(
            width: workers,
            pull: { () -> (posts: [Post], limits: LimitLedger)? in
                while !hasEnded, waiting.count < LimitLedger.chunkPosts {
                    if let next = reader.next() { waiting += next.filter(isWanted) } else { hasEnded = true }
                }
                guard !waiting.isEmpty else { return nil }
                let block = Array(waiting.prefix(LimitLedger.chunkPosts))
                waiting.removeFirst(block.count)
                return (block, ledger)
            },
            { block in (block, Self.read(block.posts, patterns, block.limits)) },
            take: { block, first in
                let isCurrent = block.limits.switchedOff == ledger.switchedOff
                let result = isCurrent ? first : Self.read(block.posts, patterns, ledger)
                ledger.close(result.limitHits)
                seen += block.posts.count
                open += result.reads.count { !$0.found.undecided.isEmpty }
                try body(result.reads)
            })
        limits = ledger
        posts += seen
        undecided += open
    }

    private static func read(
        _ posts: [Post], _ patterns: PatternSet, _ limits: LimitLedger
    ) -> (reads: [Read], limitHits: [String: Int]) {
        var matcher = patterns.matcher(limits)
        let reads = posts.map { Read(post: $0, found: matcher.matches(in: $0.text)) }
        return (reads, matcher.closeChunk())
    }
}
