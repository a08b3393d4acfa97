import Text

/// What the patterns said about one post, in numbers of the set. One value is filled again for each post, so a post
/// without a hit allocates nothing.
package struct PostHits: Sendable {
    /// One hit of one pattern; `PatternSet.patternID` and `claimID` name the numbers.
    package struct Hit: Sendable, Hashable {
        package let claim: Int
        package let pattern: Int
        /// The weakest view that hit.
        package let view: View
        /// UTF-8 bytes of the post's text.
        package let range: Range<Int>
    }

    /// Every hit of the satisfied claims, by place in the text, then by pattern.
    package internal(set) var hits: [Hit] = []
    /// Satisfied claims, ascending.
    package internal(set) var claims: [Int] = []
    /// Satisfied but for the language of the text, in the order of the set.
    package internal(set) var setAside: [SetAside] = []
    /// Patterns that could not be decided on this text, ascending. Never read as "no match".
    package internal(set) var undecided: [Int] = []
    /// The text that the ranges belong to, when the bytes given were not valid UTF-8: repaired as
    /// `String(decoding:as:)` does it. Nil for valid bytes: then the ranges are of the bytes themselves.
    package internal(set) var repaired: [UInt8]?

    package init() {}

    /// Nothing hit, nothing is undecided, nothing was set aside.
    package var isEmpty: Bool { hits.isEmpty && undecided.isEmpty && setAside.isEmpty }

    mutating func removeAll() {
        hits.removeAll(keepingCapacity: true)
        claims.removeAll(keepingCapacity: true)
        undecided.removeAll(keepingCapacity: true)
        setAside.removeAll(keepingCapacity: true)
        repaired = nil
    }
}
