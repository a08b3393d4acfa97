/// What near-copies are recognised by: a MinHash over character 5-grams, and an exact hash for short texts.
public struct TextSignature: Sendable, Hashable {
    /// 64-bit hash of the normalised text.
    public var exact: UInt64
    /// Number of distinct 5-grams.
    public var shingles: Int
    /// 128 minima; empty for texts under 40 shingles, which are compared by `exact` alone.
    public var minima: [UInt32]

    public init(exact: UInt64, shingles: Int, minima: [UInt32]) {
        self.exact = exact
        self.shingles = shingles
        self.minima = minima
    }
}
