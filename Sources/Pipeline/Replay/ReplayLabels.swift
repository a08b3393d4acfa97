import Model

/// What a person said of one post and one claim: what precision and recall are counted from.
package struct ReplayLabel: Sendable, Hashable {
    package var post: PostKey
    /// Nil: the post makes none of the claims.
    package var claim: String?
    /// True: the post spreads the claim. False: it does not, or it only gives an opinion.
    package var isTrue: Bool

    package init(post: PostKey, claim: String?, isTrue: Bool) {
        self.post = post
        self.claim = claim
        self.isTrue = isTrue
    }
}

/// Which labelled posts a replay came by, and which of them each side flagged.
struct LabelTally: Sendable, Hashable {
    private let labels: [PostKey: [ReplayLabel]]
    private var claims: [String: Counts] = [:]

    /// What was counted of one claim: labelled true, and by side flagged and flagged rightly.
    private struct Counts: Hashable {
        var isTrue = 0
        var flagged = [0, 0]
        var right = [0, 0]
    }

    init(_ labels: [ReplayLabel]) { self.labels = Dictionary(grouping: labels, by: \.post) }

    mutating func note(_ post: SketchedPost) {
        guard let labels = labels[post.key] else { return }
        for (number, side) in [post.new, post.old ?? post.new].enumerated() {
            let flagged = Set(side.claims.map(\.found.claim))
            for label in labels {
                // A post that makes none of the claims is a false hit of every claim that flags it.
                for claim in label.claim.map({ [$0] }) ?? flagged.sorted() {
                    if label.isTrue, number == 0 { claims[claim, default: Counts()].isTrue += 1 }
                    guard flagged.contains(claim) else {
                        claims[claim, default: Counts()].flagged[number] += 0
                        continue
                    }
                    claims[claim, default: Counts()].flagged[number] += 1
                    claims[claim, default: Counts()].right[number] += label.isTrue ? 1 : 0
                }
            }
        }
    }

    /// One for each claim with a label on a post of the period, by claim.
    func quality(isNew: Bool) -> [ReplayQuality] {
        let side = isNew ? 0 : 1
        return claims.sorted { $0.key < $1.key }.map { claim, counts in
            ReplayQuality(
                claim: claim, precision: Share(counts.right[side], of: counts.flagged[side]),
                recall: Share(counts.right[side], of: counts.isTrue))
        }
    }
}

/// How good one side is at one claim, among the labelled posts that were scanned.
package struct ReplayQuality: Sendable, Hashable {
    package var claim: String
    /// True ones among the flagged labelled posts.
    package var precision: Share
    /// Flagged ones among the posts labelled true.
    package var recall: Share
}
