/// What near-copies are recognised by: a MinHash over character 5-grams, and an exact hash for short texts
/// (languages.md 7). The same text gives the same signature on every machine.
///
/// Of the 128 minima only one byte each is kept, since two different minima share it in one case of 256: that moves
/// the estimate by less than its own error and makes a signature four times smaller. Sixteen of them are kept with two
/// bytes more, as keys of an index that finds a text inside a longer one.
public struct TextSignature: Sendable, Hashable {
    /// 64-bit hash of the normalised text.
    public var exact: UInt64
    /// Number of distinct 5-grams.
    public var shingles: Int
    /// One byte of each of the 128 minima, then two more bytes of every eighth of them: `sketchBytes` bytes. Empty for
    /// texts under 40 shingles, which are compared by `exact` alone.
    public private(set) var sketch: [UInt8]

    /// - Parameter minima: 128 of them; any other number makes a signature that is compared by `exact` alone.
    public init(exact: UInt64, shingles: Int, minima: [UInt32]) {
        self.init(exact: exact, shingles: shingles, sketch: Self.sketch(of: minima))
    }

    /// - Parameter sketch: one of another signature; of any other length it counts as none.
    public init(exact: UInt64, shingles: Int, sketch: [UInt8]) {
        self.exact = exact
        self.shingles = shingles
        self.sketch = sketch.count == Self.sketchBytes ? sketch : []
    }

    /// Number of minima.
    public static let minimaCount = 128
    /// Rows per band: two texts with Jaccard .5 share at least one of the 32 bands with probability .87.
    public static let rowsPerBand = 4
    /// Number of bands.
    public static let bandCount = minimaCount / rowsPerBand
    /// Minima that are keys by themselves: two texts with Jaccard .11 share at least one with probability .85.
    public static let singleCount = 16
    /// Length of `sketch` when it is not empty.
    public static let sketchBytes = minimaCount + 2 * singleCount
    /// Below this many shingles only equal texts count as copies.
    public static let leastShingles = 40
    /// From this estimated Jaccard similarity on, two texts are copies.
    public static let leastJaccard = 0.5
    /// From this share of the smaller text found in the larger one on, two texts are copies.
    public static let leastContainment = 0.7
    /// Below this many equal minima the containment estimate is too rough to act on.
    static let leastEqualMinimaForContainment = 14

    /// Signs `text`. Only the first 65,536 characters of the normalised text give shingles; `exact` sees all.
    public init(of text: String) {
        let letters = Shingles.letters(of: text)
        let hashes = Shingles.distinctHashes(of: letters)
        self.init(
            exact: Shingles.exactHash(of: letters), shingles: hashes.count,
            minima: hashes.count < Self.leastShingles ? [] : Shingles.minima(of: hashes))
    }

    /// Whether the two texts count as one story: estimated Jaccard of .5 or more, or .7 or more of the smaller text
    /// inside the larger one. Short texts have to be equal.
    public func isNearCopy(of other: TextSignature) -> Bool {
        if exact == other.exact && shingles == other.shingles { return true }
        guard let equal = equalMinima(with: other) else { return false }
        return Self.areNearCopies(equalMinima: equal, shingles: shingles, other.shingles)
    }

    /// The rule of `isNearCopy` for texts that are not the same.
    ///
    /// - Parameter equalMinima: how many of the first 128 bytes of the two sketches are equal.
    @inlinable
    public static func areNearCopies(equalMinima: Int, shingles left: Int, _ right: Int) -> Bool {
        guard equalMinima >= leastEqual else { return false }
        if equalMinima * 2 >= minimaCount { return true }
        // Jaccard without the equal bytes that chance gives; shared = J (a + b) / (1 + J).
        let jaccard = (Double(equalMinima) - Double(minimaCount) / 256) / (Double(minimaCount) * 255 / 256)
        let shared = jaccard * (Double(left) + Double(right)) / (1 + jaccard)
        return shared >= leastContainment * Double(max(1, min(left, right)))
    }

    @usableFromInline static var leastEqual: Int { leastEqualMinimaForContainment }

    private func equalMinima(with other: TextSignature) -> Int? {
        guard sketch.count == Self.sketchBytes, other.sketch.count == Self.sketchBytes else { return nil }
        return (0..<Self.minimaCount).reduce(0) { $0 + (sketch[$1] == other.sketch[$1] ? 1 : 0) }
    }
}

/// What an index of signatures is keyed by: two texts that share a key are compared.
extension TextSignature {
    /// All keys of a signature: bands, then single minima.
    public static let keyCount = bandCount + singleCount

    /// One of the `keyCount` keys in a sketch. Keys of different numbers are different kinds and never compared.
    ///
    /// - Parameter sketch: `sketchBytes` bytes.
    @inlinable
    public static func key(_ number: Int, in sketch: UnsafeRawBufferPointer) -> UInt32 {
        if number < bandCount {
            return UInt32(littleEndian: sketch.loadUnaligned(fromByteOffset: number * rowsPerBand, as: UInt32.self))
        }
        let single = number - bandCount
        let wide = sketch.loadUnaligned(fromByteOffset: minimaCount + 2 * single, as: UInt16.self)
        let low = sketch[single * (minimaCount / singleCount)]
        return UInt32(UInt16(littleEndian: wide)) << 8 | UInt32(low)
    }

    /// All keys in order; empty for short texts.
    public var keys: [UInt32] {
        guard !sketch.isEmpty else { return [] }
        return sketch.withUnsafeBytes { bytes in (0..<Self.keyCount).map { Self.key($0, in: bytes) } }
    }

    private static func sketch(of minima: [UInt32]) -> [UInt8] {
        guard minima.count == minimaCount else { return [] }
        var sketch = [UInt8](repeating: 0, count: sketchBytes)
        for (row, minimum) in minima.enumerated() {
            // The minimum of many numbers has many zeros in front; multiplying spreads it over all bits.
            let spread = minimum &* 0x9e37_79b1
            sketch[row] = UInt8(truncatingIfNeeded: spread >> 24)
            guard row % (minimaCount / singleCount) == 0 else { continue }
            let place = minimaCount + 2 * (row / (minimaCount / singleCount))
            sketch[place] = UInt8(truncatingIfNeeded: spread >> 8)
            sketch[place + 1] = UInt8(truncatingIfNeeded: spread >> 16)
        }
        return sketch
    }
}
