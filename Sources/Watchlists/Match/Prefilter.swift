import Text

/// Rules patterns out before PCRE2 runs. It may only say "cannot match"; what it lets through, PCRE2 decides
/// (design decision 3).
///
/// A faster index can take the place of `LiteralIndex` behind this protocol; it must never rule out a pattern
/// that PCRE2 would find in the same bytes.
package protocol Prefilter: Sendable {
    /// Makes what one worker needs to scan.
    func scanner() -> any PrefilterScanner
}

/// The working memory of one worker.
package protocol PrefilterScanner: AnyObject {
    /// Appends the numbers of all patterns that `bytes` does not rule out, in any order, each once. `bytes` is a
    /// folded view (`canon`, `deobf`, `squeeze`): never `raw`, where letters have more than one form.
    func scan(_ bytes: UnsafeBufferPointer<UInt8>, into candidates: inout [Int])
}

/// Rules nothing out: the reference that every other prefilter is compared with.
package struct NoPrefilter: Prefilter {
    let count: Int

    package init(_ patterns: [PatternNeeds]) { self.count = patterns.count }

    package func scanner() -> any PrefilterScanner { Scanner(count) }

    private final class Scanner: PrefilterScanner {
        let count: Int
        init(_ count: Int) { self.count = count }
        func scan(_ bytes: UnsafeBufferPointer<UInt8>, into candidates: inout [Int]) {
            candidates.append(contentsOf: 0..<count)
        }
    }
}
