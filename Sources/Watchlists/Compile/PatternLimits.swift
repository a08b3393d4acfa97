/// Limits of matching. They are ours, since the library's defaults are not enough (trust.md S5).
package enum PatternLimits {
    /// Backtracking steps from one place of a text, in a search whose work is known to be bounded.
    package static let matchSteps: UInt32 = 100_000
    /// A search of which more work than this can come is counted step by step (`SearchWork`).
    static let plainWork = 64_000_000.0
    /// Steps of a counted search over a whole text of so many bytes. A step is an item of the pattern that is tried, or
    /// a character that an item takes or gives back. Long patterns of terms take about 20 for each byte.
    static func countedSteps(_ bytes: Int) -> Int { 500_000 + 24 * bytes }
    /// Nested backtracking points; binds in the interpreter only.
    package static let depth: UInt32 = 10_000
    /// Working memory of the interpreter, in KiB.
    package static let heapKiB: UInt32 = 16 << 10
    /// Working memory of the just-in-time engine, in bytes; grows from the first to the second.
    package static let stackBytes = (first: 32 << 10, most: 1 << 20)
    /// Longest pattern, in bytes.
    package static let patternBytes = 16 << 10
    /// Nested groups in a pattern.
    package static let groups: UInt32 = 100
    /// Longer texts are searched window by window (design decision 14).
    package static let windowBytes = 64 << 10
    /// How far two neighbouring windows share text: a hit that looks further ahead than this may be missed.
    package static let overlapBytes = 4 << 10
}
