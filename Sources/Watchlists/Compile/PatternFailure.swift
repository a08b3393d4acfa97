/// Why PCRE2 refuses a pattern, and where.
package struct PatternFailure: Error, Sendable, Hashable {
    /// PCRE2's own sentence.
    package let message: String
    /// Place in the pattern, counted from 1 in Unicode scalars, as in findings; one past the end when something is
    /// missing there.
    package let column: Int
}
