import Model

/// How far a claim went: what the decision to answer is made by.
package struct Reach: Sendable, Hashable {
    package var posts: Int
    /// Distinct authors; a post without an author counts for its source.
    package var authors: Int
    /// In alphabetical order.
    package var platforms: [String]

    package init(_ posts: [AlertPost]) {
        self.posts = posts.count
        authors = Set(posts.map { $0.author.map { "author \($0)" } ?? "source \($0.source)" }).count
        platforms = Set(posts.map(\.platform)).sorted()
    }
}
