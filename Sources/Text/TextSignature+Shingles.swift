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

    /// Hashes of the distinct shingles, in the order of their first place. A text shorter than one shingle has none.
    static func distinctHashes(of scalars: [UInt32]) -> [UInt32] {
        let count = min(scalars.count, mostCharacters) - width + 1
        guard count > 0 else { return [] }
        var hashes: [UInt32] = []
        hashes.reserveCapacity(count)
        // Open addressing, at most half full; a slot holds a position in `hashes` plus one.
        var size = 64
        while size < count * 2 { size *= 2 }
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: size) { slots in
            slots.initialize(repeating: 0)
            scalars.withUnsafeBufferPointer { scalars in
                for start in 0..<count {
                    var word: UInt64 = 0
                    for offset in start..<start + width {
                        word = word &* 0x0000_0100_0000_01b3 &+ UInt64(scalars[offset])
                    }
                    let hash = UInt32(truncatingIfNeeded: StableHash.mix(word) >> 32)
                    var slot = Int(hash) & (size - 1)
                    while slots[slot] != 0, hashes[Int(slots[slot]) - 1] != hash { slot = (slot + 1) & (size - 1) }
                    guard slots[slot] == 0 else { continue }
                    hashes.append(hash)
                    slots[slot] = UInt32(hashes.count)
                }
            }
        }
        return hashes
    }

    /// For each of 128 fixed permutations of the 32-bit words, the smallest image of `hashes`.
    static func minima(of hashes: [UInt32]) -> [UInt32] {
        var minima: [UInt32] = []
        minima.reserveCapacity(TextSignature.minimaCount)
        // Sixteen at a time stay in registers. Processors compare signed numbers faster, so the images are shifted by
        // half the range: flipping the top bit before the odd factor flips the top bit behind it.
        for block in permutations {
            var least = SIMD16<Int32>(repeating: .max)
            for hash in hashes {
                let image = SIMD16<Int32>(truncatingIfNeeded: (SIMD16(repeating: hash) ^ block.salt) &* block.factor)
                least.replace(with: image, where: image .< least)
            }
            for lane in 0..<16 { minima.append(UInt32(bitPattern: least[lane]) ^ 0x8000_0000) }
        }
        return minima
    }

    private struct Permutations {
        var salt: SIMD16<UInt32>
        var factor: SIMD16<UInt32>
    }

    /// Odd factors make x -> (x ^ salt) * factor a permutation.
    private static let permutations: [Permutations] = stride(from: 0, to: TextSignature.minimaCount, by: 16).map {
        var block = Permutations(salt: SIMD16(repeating: 0), factor: SIMD16(repeating: 0))
        for lane in 0..<16 {
            let word = StableHash.mix(0x6a69_6275 &+ UInt64($0 + lane))
            block.salt[lane] = UInt32(truncatingIfNeeded: word) ^ 0x8000_0000
            block.factor[lane] = UInt32(truncatingIfNeeded: word >> 32) | 1
        }
        return block
    }
}
