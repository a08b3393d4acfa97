import Model
import Storage

/// What a person said of one post and one claim: what precision and recall are counted from.
package struct ReplayLabel: Sendable, Hashable {
    package var post: PostKey
    /// Nil: the post makes none of the claims.
    package var claim: String?
    /// True: the post spreads the claim. False: it does not, or it only gives an opinion.
    package var isTrue: Bool
    package var seen: Instant
    /// How the post came to be labelled; nil: nobody drew it by chance.
    package var draw: Label.Draw?

    package init(post: PostKey, claim: String?, isTrue: Bool, seen: Instant, draw: Label.Draw? = nil) {
        self.post = post
        self.claim = claim
        self.isTrue = isTrue
        self.seen = seen
        self.draw = draw
    }

    init(_ label: Label) {
        self.init(
            post: label.post, claim: label.claim, isTrue: label.verdict == .true, seen: label.seen, draw: label.draw)
    }

    /// It says something of this claim.
    func isAbout(_ claim: String) -> Bool { self.claim == nil || self.claim == claim }

    /// It was drawn where nothing was flagged, and would have shown this claim.
    func isDrawnUnflagged(for claim: String) -> Bool {
        draw.map { $0.sample == .unflagged && $0.isAbout(claim) } ?? false
    }

    /// It says something of this claim, or was asked which claim the post makes, and this was not it.
    func counts(for claim: String) -> Bool {
        isAbout(claim) || isTrue && draw.map { $0.sample == .unflagged && $0.claim == nil } ?? false
    }
}

extension Label.Draw {
    /// Posts that tell this claim could have been drawn.
    func isAbout(_ claim: String) -> Bool { self.claim == nil || self.claim == claim }
}

/// Which labelled posts a replay came by, and which of them each side flagged.
struct LabelTally: Sendable {
    private let labels: [PostKey: [ReplayLabel]]
    private let weights: LabelWeights
    /// Labels of posts that came, with the claims that flag each, by side.
    private var met: [(label: ReplayLabel, flagged: [Set<String>])] = []
    /// Posts that each claim flags, by side.
    private var hits: [String: [Int]] = [:]

    init(_ labels: [ReplayLabel]) {
        self.labels = Dictionary(grouping: labels, by: \.post)
        weights = LabelWeights(labels)
    }

    mutating func note(_ post: SketchedPost) {
        guard !labels.isEmpty else { return }
        let given = labels[post.key] ?? []
        guard !given.isEmpty || !post.new.claims.isEmpty || !(post.old?.claims.isEmpty ?? true) else { return }
        let flagged = [post.new, post.old ?? post.new].map { side in Set(side.claims.map(\.found.claim)) }
        for (side, claims) in flagged.enumerated() {
            for claim in claims { hits[claim, default: [0, 0]][side] += 1 }
        }
        for label in given { met.append((label, flagged)) }
    }

    /// One for each claim with a label on a post of the period, by claim. A post that makes none of the claims is a
    /// false hit of every claim that flags it.
    func quality(isNew: Bool) -> [ReplayQuality] {
        let side = isNew ? 0 : 1
        let claims = Set(met.flatMap { $0.label.claim.map { [$0] } ?? $0.flagged.flatMap(\.self) })
        return claims.sorted().map { claim in
            let judged = met.filter { $0.label.counts(for: claim) }.map {
                LabelWeights.Judged(label: $0.label, isFlagged: $0.flagged[side].contains(claim))
            }
            return ReplayQuality(of: claim, weights.weigh(judged, for: claim, hits: hits[claim]?[side] ?? 0))
        }
    }
}

/// How good one side is at one claim, among the labelled posts that were scanned.
package struct ReplayQuality: Sendable, Hashable {
    package var claim: String
    /// True ones among the flagged posts.
    package var precision: Share
    /// Flagged ones among the posts that tell the claim. Without drawn posts it has no interval, and is too high.
    package var recall: Share
    /// Labels of posts that were drawn where nothing was flagged.
    package var drawn: Int

    /// `of 100 such posts about 14 are found (3 to 47)`; without drawn posts, what the labels are worth.
    package var recallWords: String {
        if recall.value == nil { return "none labelled true" }
        if drawn > 0 { return "of 100 posts that tell this claim we find about \(recall.ofHundred)" }
        return "\(recall.words); no unflagged post was drawn and labelled, so it looks better than it is"
    }
}
