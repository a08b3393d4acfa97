/// What near-copies are recognised by: a MinHash over character 5-grams, and an exact hash for short texts
/// (languages.md 7). The same text gives the same signature on every machine.
public struct TextSignature: Sendable, Hashable {
    /// 64-bit hash of the normalised text.
    public var exact: UInt64
    /// Number of distinct 5-grams.
    public var shingles: Int
    /// 128 minima; empty for texts under 40 shingles, which are compared by `exact` alone.
    public var minima: [UInt32]
    /// The up to 16 smallest 5-gram hashes, ascending: keys of the second index, which finds a text inside a longer
    /// one. A key that very many texts share says nothing and may be left out of the index. Empty when `minima` is.
    public var smallest: [UInt32]

    public init(exact: UInt64, shingles: Int, minima: [UInt32], smallest: [UInt32] = []) {
        self.exact = exact
        self.shingles = shingles
        self.minima = minima
        self.smallest = smallest
    }

    /// Number of minima.
    public static let minimaCount = 128
    /// Rows per band: two texts with Jaccard .5 share at least one of the 32 bands with probability .87.
    public static let rowsPerBand = 4
    /// Below this many shingles only equal texts count as copies.
    public static let leastShingles = 40
    /// Number of hashes kept in `smallest`.
    public static let smallestCount = 16
    /// From this estimated Jaccard similarity on, two texts are copies.
    public static let leastJaccard = 0.5
    /// From this share of the smaller text found in the larger one on, two texts are copies.
    public static let leastContainment = 0.7
    /// Below this many equal minima the containment estimate is too rough to act on.
    static let leastEqualMinimaForContainment = 14

    /// Signs `text`. Only the first 65,536 characters of the normalised text give shingles; `exact` sees all.
    public init(of text: String) {
        let scalars = Shingles.letters(of: text)
        exact = Shingles.exactHash(of: scalars)
        let hashes = Shingles.distinctHashes(of: scalars)
        shingles = hashes.count
        guard hashes.count >= Self.leastShingles else {
            minima = []
            smallest = []
            return
        }
        minima = Shingles.minima(of: hashes)
        smallest = Array(hashes.prefix(Self.smallestCount))
    }

    /// 32 keys of the similarity index: two texts that share any key are candidates. Empty for short texts.
    public var bands: [UInt64] {
        guard minima.count == Self.minimaCount else { return [] }
        return stride(from: 0, to: minima.count, by: Self.rowsPerBand).map { first in
            var key = UInt64(first)
            for row in minima[first..<first + Self.rowsPerBand] { key = StableHash.mix(key ^ UInt64(row)) }
            return key
        }
    }

    /// Whether the two texts count as one story: estimated Jaccard of .5 or more, or .7 or more of the smaller text
    /// inside the larger one. Short texts have to be equal.
    public func isNearCopy(of other: TextSignature) -> Bool {
        if exact == other.exact && shingles == other.shingles { return true }
        guard minima.count == Self.minimaCount, other.minima.count == Self.minimaCount else { return false }
        let equal = equalMinima(with: other)
        let jaccard = Double(equal) / Double(Self.minimaCount)
        if jaccard >= Self.leastJaccard { return true }
        guard equal >= Self.leastEqualMinimaForContainment else { return false }
        return containment(of: other, jaccard: jaccard) >= Self.leastContainment
    }

    /// Share of equal minima: estimates the Jaccard similarity with a standard error of at most .045.
    /// Nil when one of the texts is too short for an estimate.
    public func estimatedJaccard(with other: TextSignature) -> Double? {
        guard minima.count == Self.minimaCount, other.minima.count == Self.minimaCount else { return nil }
        return Double(equalMinima(with: other)) / Double(Self.minimaCount)
    }

    private func equalMinima(with other: TextSignature) -> Int {
        zip(minima, other.minima).reduce(0) { $0 + ($1.0 == $1.1 ? 1 : 0) }
    }

    /// The share of the smaller text's shingles that the larger one has, from Jaccard and the two sizes:
    /// shared = J (a + b) / (1 + J).
    private func containment(of other: TextSignature, jaccard: Double) -> Double {
        let shared = jaccard * (Double(shingles) + Double(other.shingles)) / (1 + jaccard)
        return shared / Double(max(1, min(shingles, other.shingles)))
    }
}
