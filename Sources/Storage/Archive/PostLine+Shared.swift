import Model

/// What of a post leaves the house (docs/decisions/0004).
extension PostLine {
    /// The line of a post for others. A person's link stays sealed in this house, so it is left out; a person's
    /// pseudonyms are left out unless they are asked for.
    package static func shared(_ post: Post, withPseudonyms: Bool) -> [UInt8] {
        var bytes: [UInt8] = []
        let ofPersons = withPseudonyms ? LeftOut.links : .persons
        append(post, to: &bytes, leavesOut: post.authorKind == .person ? ofPersons : .nothing)
        return bytes
    }

    enum LeftOut: Sendable { case nothing, links, persons }
}
