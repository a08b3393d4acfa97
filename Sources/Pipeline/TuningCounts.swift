import Model
import Watchlists

/// What the patterns did on the archive, in one pass. Memory: a count for each pattern, and for each pair that was
/// seen together on a post.
struct TuningCounts {
    private(set) var flagged = 0
    private(set) var claims: [String: Int] = [:]
    private(set) var patterns: [String: Int] = [:]
    private(set) var first: Instant?
    private(set) var last: Instant?
    private var pairs: [Pair: Int] = [:]
    private var draw: BottomDraw<String>

    private struct Pair: Hashable {
        var one: String
        var other: String
    }

    /// Pairs that are counted; an archive where everything hits everything must not fill the memory.
    private static let mostPairs = 200_000
    /// Patterns of one post that are paired.
    private static let mostPaired = 40
    /// A pattern nearly all of whose posts another one has too, in per cent.
    private static let overlapShare = 80
    private static let overlapPosts = 3

    init(sampleSize: Int) { draw = BottomDraw(most: sampleSize) }

    /// Texts drawn by chance.
    var sample: [String] { draw.drawn }

    mutating func add(_ read: MatchStream.Read) {
        let seen = read.post.seen
        first = min(first ?? seen, seen)
        last = max(last ?? seen, seen)
        draw.offer(read.post.text, key: read.post.id)
        guard !read.found.claims.isEmpty else { return }
        flagged += 1
        for claim in read.found.claims { claims[claim, default: 0] += 1 }
        let hit = Set(read.found.matches.map(\.pattern)).sorted()
        for pattern in hit { patterns[pattern, default: 0] += 1 }
        let paired = hit.prefix(Self.mostPaired)
        for (index, one) in paired.enumerated() {
            for other in paired[(index + 1)...] {
                let pair = Pair(one: one, other: other)
                if let count = pairs[pair] {
                    pairs[pair] = count + 1
                } else if pairs.count < Self.mostPairs {
                    pairs[pair] = 1
                }
            }
        }
    }

    /// Pairs of which one pattern has nearly all posts of the other, the largest first.
    var overlaps: [Tuning.Overlap] {
        pairs.compactMap { pair, both -> Tuning.Overlap? in
            let (one, other) = (patterns[pair.one] ?? 0, patterns[pair.other] ?? 0)
            let few = min(one, other)
            guard both >= Self.overlapPosts, both * 100 >= few * Self.overlapShare else { return nil }
            return one <= other
                ? Tuning.Overlap(pattern: pair.one, other: pair.other, both: both, of: one)
                : Tuning.Overlap(pattern: pair.other, other: pair.one, both: both, of: other)
        }.sorted { ($1.both, $0.pattern, $0.other) < ($0.both, $1.pattern, $1.other) }
    }
}
