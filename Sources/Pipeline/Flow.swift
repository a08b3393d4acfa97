import Alerting
import Model
import Text
import Watchlists

/// The middle of the way of a post: text, matches, stories, alerts, notices.
///
/// Live runs, catch-up, replay and `explain` all go through this one value.
/// It does not know which of them it serves: only the edges differ (where
/// posts come from, the clock, the ledger, the deliverers).
package struct Flow: Sendable {
    package let watchlists: Watchlists
    package let alerter: Alerter
    private let places: PlaceFinder
    /// Ids of claims that are topic watches.
    private let topicWatches: Set<String>

    package init(watchlists: Watchlists, rules: AlertingRules, places: [Place]) {
        self.watchlists = watchlists
        self.alerter = Alerter(rules)
        self.places = PlaceFinder(places: places)
        self.topicWatches = Set(rules.claims.values.filter(\.isTopicWatch).map(\.id))
    }

    /// What one batch of posts led to.
    package struct Step: Sendable {
        package var posts = 0
        package var matchedPosts = 0
        package var claims: Set<String> = []
        /// Posts that a switched-off pattern left undecided, with the patterns.
        package var undecided: [(post: Post, patterns: [String])] = []
        /// Posts with a claim that was set aside for their language.
        package var setAside = 0
        package var changes: AlertingChanges
        /// Ids that are topic watches: only their bursts are news.
        package var topicWatches: Set<String> = []
    }

    /// Takes a batch through, in the order given.
    ///
    /// - Parameter limits: which patterns are switched off in this run; it
    ///   goes on from batch to batch.
    package func advance(
        _ posts: [Post], state: inout AlertingState, limits: inout LimitLedger, now: Instant, workers: Int = 1,
        progress: (Int) -> Void = { _ in }
    ) async -> Step {
        let reads = await read(posts, limits: &limits, workers: workers, progress: progress)
        let ready = reads.map {
            MatchedPost(post: $0.post, matches: $0.found.matches, placesInText: $0.places, signature: $0.signature)
        }
        var step = Step(changes: alerter.advance(ready, state: &state, now: now))
        step.posts = posts.count
        step.topicWatches = topicWatches
        for read in reads {
            let matches = read.found.matches.count { !step.topicWatches.contains($0.claim) }
            step.claims.formUnion(Set(read.found.claims).subtracting(step.topicWatches))
            step.matchedPosts += matches == 0 ? 0 : 1
            step.setAside += read.found.setAside.isEmpty ? 0 : 1
            if !read.found.undecided.isEmpty { step.undecided.append((read.post, read.found.undecided)) }
        }
        return step
    }

    /// One post with everything that Text and Watchlists say about it.
    package struct ReadPost: Sendable {
        package var post: Post
        package var found: PostMatches
        package var places: [String]
        package var signature: TextSignature
    }

    /// Matches a batch on `workers` tasks.
    ///
    /// Chunks are closed in archive order. When a chunk before switched off a
    /// pattern that this one still ran, it is matched again without it, so the
    /// answer is the same for any number of workers (`LimitLedger`).
    package func read(
        _ posts: [Post], limits: inout LimitLedger, workers: Int, progress: (Int) -> Void = { _ in }
    ) async -> [ReadPost] {
        let size = LimitLedger.chunkPosts
        let chunks = stride(from: 0, to: posts.count, by: size).map { posts[$0..<min($0 + size, posts.count)] }
        let start = limits
        let results = await inOrder(chunks, width: workers) { read($0, limits: start) } progress: {
            progress(min($0 * size, posts.count))
        }
        var all: [ReadPost] = []
        all.reserveCapacity(posts.count)
        for (chunk, first) in zip(chunks, results) {
            let result = limits.switchedOff == start.switchedOff ? first : read(chunk, limits: limits)
            limits.close(result.limitHits)
            all += result.posts
        }
        return all
    }

    private func read(_ chunk: ArraySlice<Post>, limits: LimitLedger) -> (posts: [ReadPost], limitHits: [String: Int]) {
        var matcher = watchlists.patterns.matcher(limits)
        var finder = places.matcher()
        let posts = chunk.map { post in
            let found = matcher.matches(in: post.text)
            return ReadPost(
                post: post, found: found,
                places: found.matches.isEmpty ? [] : finder.matches(in: post.text).claims,
                signature: TextSignature(of: post.text))
        }
        return (posts, matcher.closeChunk())
    }
}

/// Runs `body` over `items` on at most `width` tasks and gives the results in the order of the items.
func inOrder<Item: Sendable, Output: Sendable>(
    _ items: [Item], width: Int, _ body: @escaping @Sendable (Item) async -> Output,
    progress: (Int) -> Void = { _ in }
) async -> [Output] {
    var outputs = [Output?](repeating: nil, count: items.count)
    var done = 0
    await withTaskGroup(of: (Int, Output).self) { group in
        var next = 0
        func start() {
            guard next < items.count else { return }
            let (index, item) = (next, items[next])
            next += 1
            group.addTask { (index, await body(item)) }
        }
        for _ in 0..<max(1, width) { start() }
        for await (index, output) in group {
            outputs[index] = output
            done += 1
            progress(done)
            start()
        }
    }
    return outputs.compactMap { $0 }
}
