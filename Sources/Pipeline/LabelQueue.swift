import Intake
import Model
import Storage
import Text
import Watchlists

/// Posts for a person to label, drawn by chance from the archive: the same seed draws the same posts.
package struct LabelQueue: Sendable {
    /// One post to be labelled for one claim; a post that nothing flagged has no claim yet.
    package struct Item: Sendable {
        package var post: Post
        package var claim: String?
        /// Why it was flagged: the matches of this claim.
        package var matches: [Match]
        package var draw: Label.Draw?
    }

    package enum Sample: String, Sendable, CaseIterable { case flagged, unflagged }

    package struct Request: Sendable {
        package var sample = Sample.flagged
        /// Only this claim; for unflagged posts: posts that this claim did not flag.
        package var claim: String?
        package var count = 50
        package var seed = 0
        package var from: Instant?
        package var until: Instant?

        package init() {}
    }

    package private(set) var items: [Item] = []
    /// Posts of the period, and those of them that were flagged (by the claim, when one is asked for).
    package private(set) var posts = 0
    package private(set) var flagged = 0
    /// Posts that have a label already and were passed over.
    package private(set) var labelled = 0
    /// What could not be read, in words.
    package private(set) var damages: [String] = []

    init(
        _ request: Request, archive: Archive, patterns: PatternSet, known labels: [Label], workers: Int,
        progress: (Int, Int) -> Void
    ) async throws {
        let segments = try archive.segments().count
        let reader = try archive.reader(workers: workers)
        var stream = MatchStream(patterns: patterns, workers: workers)
        var draw = BottomDraw<Item>(most: request.count)
        var (flagged, labelled) = (0, 0)
        var frames: [String?: Frame] = [:]
        let known = Set(labels.map(\.subject))
        let posts = Set(labels.map(\.post.id))
        let isInPeriod = { (post: Post) in
            (request.from.map { post.seen >= $0 } ?? true) && (request.until.map { post.seen < $0 } ?? true)
        }
        try await stream.forEach(of: reader, where: isInPeriod) { reads in
            for read in reads {
                let claims = read.found.claims.filter { request.claim == nil || $0 == request.claim }
                flagged += claims.isEmpty ? 0 : 1
                switch request.sample {
                case .flagged:
                    for claim in claims {
                        guard !known.contains(Label.Subject(post: read.post.id, claim: claim)) else {
                            labelled += 1
                            continue
                        }
                        let matches = read.found.matches.filter { $0.claim == claim }
                        frames[claim, default: Frame()].add(read.post.seen)
                        draw.offer(
                            Item(post: read.post, claim: claim, matches: matches),
                            key: "\(request.seed) \(read.post.id) \(claim)")
                    }
                case .unflagged where claims.isEmpty:
                    let isKnown =
                        request.claim == nil
                        ? posts.contains(read.post.id)
                        : known.contains(Label.Subject(post: read.post.id, claim: request.claim))
                    guard !isKnown else {
                        labelled += 1
                        continue
                    }
                    frames[request.claim, default: Frame()].add(read.post.seen)
                    draw.offer(
                        Item(post: read.post, claim: request.claim, matches: []),
                        key: "\(request.seed) \(read.post.id)")
                case .unflagged: break
                }
            }
            progress(reader.begun, segments)
        }
        self.flagged = flagged
        self.labelled = labelled
        self.posts = stream.posts
        items = draw.drawn
        damages = reader.damages
        let drawn = Dictionary(grouping: items, by: \.claim).mapValues(\.count)
        for index in items.indices {
            let claim = items[index].claim
            items[index].draw = frames[claim].map { frame in
                Label.Draw(
                    count: drawn[claim] ?? 0, of: frame.posts, seed: request.seed,
                    sample: request.sample == .flagged ? .flagged : .unflagged, claim: claim, from: frame.first,
                    to: frame.last)
            }
        }
    }

    /// Posts that could be drawn.
    private struct Frame {
        var posts = 0
        var first: Instant?
        var last: Instant?

        mutating func add(_ seen: Instant) {
            posts += 1
            first = min(first ?? seen, seen)
            last = max(last ?? seen, seen)
        }
    }
}

/// The `most` items with the smallest hashes: a draw by chance that depends on the items alone, not on their order.
struct BottomDraw<Item> {
    private let most: Int
    private var kept: [(hash: UInt64, item: Item)] = []

    init(most: Int) { self.most = max(0, most) }

    /// What was drawn, in the order of chance.
    var drawn: [Item] { kept.map(\.item) }

    mutating func offer(_ item: @autoclosure () -> Item, key: String) {
        let hash = StableHash.hash64(key.utf8)
        guard kept.count < most || hash < kept.last?.hash ?? 0 else { return }
        var (low, high) = (0, kept.count)
        while low < high {
            let middle = (low + high) / 2
            if kept[middle].hash < hash { low = middle + 1 } else { high = middle }
        }
        kept.insert((hash, item()), at: low)
        if kept.count > most { kept.removeLast() }
    }
}
