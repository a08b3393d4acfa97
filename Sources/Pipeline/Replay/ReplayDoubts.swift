import Alerting
import Model
import Text
import Watchlists

/// Which alerts of one side the other side may lack only because a pattern of it ran too long.
///
/// Kept is a mark of each post that this side flags for a claim and that the other could not decide for the same claim:
/// none while no pattern runs too long, and never more than there are flagged posts.
struct ReplayDoubts {
    /// Pattern id to claim, of the other side.
    private let claims: [String: String]
    private var marks: Set<UInt64> = []

    init(about other: ReplayRules?) { claims = other?.origins.mapValues(\.claim) ?? [:] }

    /// - Parameters:
    ///   - found: what this side says of the post.
    ///   - other: what the other side says.
    mutating func note(_ post: PostKey, found: SketchedMatches, other: SketchedMatches) {
        guard !other.undecided.isEmpty, !found.claims.isEmpty else { return }
        let open = Set(other.undecided.compactMap { claims[$0] }).subtracting(other.claims.map(\.found.claim))
        for claim in found.claims.map(\.found.claim) where open.contains(claim) {
            marks.insert(Self.mark(post, claim))
        }
    }

    /// Is there a post in the alert that the other side could not decide?
    func touch(_ alert: Alert) -> Bool {
        !marks.isEmpty && alert.posts.contains { marks.contains(Self.mark($0.post, alert.claim)) }
    }

    private static func mark(_ post: PostKey, _ claim: String) -> UInt64 {
        let version = StableHash.mix(UInt64(truncatingIfNeeded: post.version))
        return StableHash.hash64(post.id.utf8) ^ version ^ StableHash.hash64(claim.utf8, seed: 1)
    }
}
