/// From a text to the hashes that a signature is made of.
enum Shingles {
    /// Characters per shingle.
    static let width = 5
    /// More characters than this give no more shingles.
    static let mostCharacters = 65_536

    /// The exact hash of normalised letters.
    static func exactHash(of scalars: [UInt32]) -> UInt64 {
        var hash: UInt64 = 0
        for scalar in scalars { hash = StableHash.mix(hash ^ UInt64(scalar)) }
        return StableHash.mix(hash ^ UInt64(scalars.count))
    }

    /// Hashes of the distinct shingles, ascending. A text shorter than one shingle has none.
    static func distinctHashes(of scalars: [UInt32]) -> [UInt32] {
        let scalars = scalars.prefix(mostCharacters)
        guard scalars.count >= width else { return [] }
        var hashes: [UInt32] = []
        hashes.reserveCapacity(scalars.count - width + 1)
        for start in 0...(scalars.count - width) {
            var hash: UInt64 = 0
            for offset in start..<start + width { hash = hash &* 0x0000_0100_0000_01b3 &+ UInt64(scalars[offset]) }
            hashes.append(UInt32(truncatingIfNeeded: StableHash.mix(hash) >> 32))
        }
        hashes.sort()
        var distinct: [UInt32] = []
        distinct.reserveCapacity(hashes.count)
        for hash in hashes where distinct.last != hash { distinct.append(hash) }
        return distinct
    }

    /// For each of 128 fixed permutations of the 32-bit words, the smallest image of `hashes`.
    static func minima(of hashes: [UInt32]) -> [UInt32] {
        var minima = [UInt32](repeating: .max, count: TextSignature.minimaCount)
        minima.withUnsafeMutableBufferPointer { minima in
            permutations.withUnsafeBufferPointer { permutations in
                for hash in hashes {
                    for index in 0..<minima.count {
                        let image = (hash ^ permutations[index].salt) &* permutations[index].factor
                        if image < minima[index] { minima[index] = image }
                    }
                }
            }
        }
        return minima
    }

    /// Odd factors make x -> (x ^ salt) * factor a permutation.
    private static let permutations: [(salt: UInt32, factor: UInt32)] = (0..<UInt64(TextSignature.minimaCount)).map {
        let word = StableHash.mix(0x6a69_6275 &+ $0)
        return (UInt32(truncatingIfNeeded: word), UInt32(truncatingIfNeeded: word >> 32) | 1)
    }
}
