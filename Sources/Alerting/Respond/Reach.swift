import Model
import Text

/// How far a claim went: what the decision to answer is made by.
package struct Reach: Sendable, Hashable {
    package var posts: Int
    /// Distinct authors; a post without an author counts for its source.
    package var authors: Int
    /// In alphabetical order.
    package var platforms: [String]
    /// Nobody knows how many people tell it: all that came is the word of persons without a name, such as tips.
    package var isUnknown: Bool

    package init(_ posts: [AlertPost]) {
        self.posts = posts.count
        authors = Set(posts.map { $0.author.map { "author \($0)" } ?? "source \($0.source)" }).count
        platforms = Set(posts.map(\.platform)).sorted()
        isUnknown = !posts.isEmpty && posts.allSatisfy { $0.author == nil && $0.authorKind == .person }
    }
}

/// Posts of one claim that read like no plain telling of it: shown with the signs of it, and counted for nothing.
package struct AsidePosts: Sendable, Hashable {
    package var kind: Tone.Kind
    package var posts: Int
    /// The first ones, each once.
    package var signs: [String]

    private static let mostSigns = 4

    /// By kind, in the order of kinds.
    package static func all(_ posts: [AlertPost]) -> [AsidePosts] {
        let tones = posts.compactMap(\.tone)
        return Tone.Kind.allCases.compactMap { kind in
            let same = tones.filter { $0.kind == kind }
            guard !same.isEmpty else { return nil }
            var known: Set<String> = []
            let signs = same.flatMap(\.signs).filter { known.insert($0).inserted }.prefix(mostSigns)
            return AsidePosts(kind: kind, posts: same.count, signs: Array(signs))
        }
    }
}

/// Everything that the decision is made by. Only posts that tell the claim plainly are counted.
package struct DecisionInputs: Sendable, Hashable {
    package var reach: Reach
    /// The other posts.
    package var aside: [AsidePosts]
    /// Posts in the last six hours.
    package var speed: Int
    /// Posts about the reader's own area, in per cent.
    package var localShare: Int
    package var severity: Severity
    /// Somebody answered it, in this area.
    package var isAnswered: Bool
    package var tipping: TippingPoint

    /// Enough of everything, or grave enough whatever the reach.
    var isTipped: Bool {
        severity >= tipping.severity
            || (reach.posts >= tipping.posts && reach.authors >= tipping.authors
                && reach.platforms.count >= tipping.platforms && speed >= tipping.speed
                && localShare >= tipping.localShare)
    }
}
