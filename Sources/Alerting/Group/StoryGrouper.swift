import Model
import Text

/// Stories of a stream of texts, however long: the run's own index, with only the newest members kept.
///
/// Memory is bounded by `mostMembers`, at 400 to 510 bytes a member: about 250 MB.
package struct StoryGrouper: Sendable {
    package static let mostMembers = 500_000

    private var index: StoryIndex
    private var now = Instant(milliseconds: 0)
    private var last = Instant(milliseconds: 0)

    /// - Parameter most: members that are compared with; when there are more, the oldest are forgotten.
    package init(most: Int = StoryGrouper.mostMembers) { index = StoryIndex(limit: most) }

    package struct Placed: Sendable, Hashable {
        package var story: String
        /// Stories that turned out to be this one.
        package var absorbed: [String]
    }

    /// Puts the next post in its story.
    ///
    /// - Parameter at: when it was seen; nil: right after the one before, so that no text is too old for another one.
    package mutating func place(_ post: String, text: String, at: Instant?) -> Placed {
        last = at ?? last.advanced(by: TimeSpan(milliseconds: 1))
        now = max(now, last)
        let placement = index.place(post: post, seen: last, signature: TextSignature(of: text), now: now)
        return Placed(story: placement.story, absorbed: placement.absorbed)
    }
}
