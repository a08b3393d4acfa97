import Model
import Text

/// One post as Alerting takes it: with what Watchlists and Text found in it. Every post comes, matched or not, since
/// an unmatched one may be the head of a story. The text itself is not here, so a replay can do without it.
package struct MatchedPost: Sendable, Hashable {
    package var id: String
    /// The source's id in jibu.yaml.
    package var source: String
    package var seen: Instant
    /// What each satisfied claim keeps of the post, by claim id.
    package var found: [Found]
    /// Places that the text names.
    package var placesInText: [String]
    package var signature: TextSignature

    /// A satisfied claim, with the post as its alert keeps it.
    package struct Found: Sendable, Hashable {
        package var claim: String
        package var post: AlertPost

        package init(claim: String, post: AlertPost) {
            self.claim = claim
            self.post = post
        }
    }

    package init(
        id: String, source: String, seen: Instant, found: [Found], placesInText: [String], signature: TextSignature
    ) {
        self.id = id
        self.source = source
        self.seen = seen
        self.found = found
        self.placesInText = placesInText
        self.signature = signature
    }

    /// - Parameters:
    ///   - matches: hits of satisfied claims.
    ///   - placesInText: places that the text names.
    package init(post: Post, matches: [Match], placesInText: [String], signature: TextSignature) {
        let byClaim = Dictionary(grouping: matches, by: \.claim).sorted { $0.key < $1.key }
        self.init(
            id: post.id, source: post.source, seen: post.seen,
            found: byClaim.map { Found(claim: $0.key, post: AlertPost(post, matches: $0.value)) },
            placesInText: placesInText, signature: signature)
    }
}

/// A post in its story (`StoryIndex`).
package struct PlacedPost: Sendable {
    package var post: MatchedPost
    package var story: String
    /// Stories that ended because this post joined them to `story`.
    package var absorbed: [String]

    package init(post: MatchedPost, story: String, absorbed: [String] = []) {
        self.post = post
        self.story = story
        self.absorbed = absorbed
    }
}
