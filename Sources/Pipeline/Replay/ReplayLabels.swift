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
                claim: claim, precision: Rate(counts.right[side], of: counts.flagged[side]),
                recall: Rate(counts.right[side], of: counts.isTrue))
        }
    }
}

/// How good one side is at one claim, among the labelled posts that were scanned.
package struct ReplayQuality: Sendable, Hashable {
    package var claim: String
    /// True ones among the flagged labelled posts; nil when none was flagged.
    package var precision: Rate?
    /// Flagged ones among the posts labelled true; nil when there is none.
    package var recall: Rate?
}

/// A share with its Wilson interval: where the true share lies in 95 of 100 cases like this.
package struct Rate: Sendable, Hashable {
    package var count: Int
    package var of: Int

    package init?(_ count: Int, of: Int) {
        guard of > 0 else { return nil }
        self.count = count
        self.of = of
    }

    package var share: Double { Double(count) / Double(of) }

    /// Wilson (1927), z = 1.96. Only the four operations and the square root, so every machine gives the same.
    package var interval: (low: Double, high: Double) {
        let z = 1.96
        let n = Double(of)
        let centre = share + z * z / (2 * n)
        let spread = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        let scale = 1 + z * z / n
        return (max(0, (centre - spread) / scale), min(1, (centre + spread) / scale))
    }
}
