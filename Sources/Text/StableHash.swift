/// A 64-bit hash that is the same on every machine, in every version and in every run.
///
/// FNV-1a over the bytes, then a mixing step that spreads every input bit over the whole word. It is for keys and
/// signatures, not for secrets: somebody who wants two texts with one hash can make them.
public enum StableHash {
    /// Hashes `bytes`. Different seeds give independent hashes of the same bytes.
    public static func hash64(_ bytes: some Sequence<UInt8>, seed: UInt64 = 0) -> UInt64 {
        let start = 0xcbf2_9ce4_8422_2325 ^ (seed == 0 ? 0 : mix(seed))
        // Bytes that lie in a row are a loop of their own: over any sequence each step is a call.
        let hash = bytes.withContiguousStorageIfAvailable { $0.reduce(start, step) } ?? bytes.reduce(start, step)
        return mix(hash)
    }

    @inline(__always)
    private static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }

    /// A bijection of 64-bit words in which every input bit changes about half of the output bits (splitmix64).
    public static func mix(_ value: UInt64) -> UInt64 {
        var word = value &+ 0x9e37_79b9_7f4a_7c15
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }

    /// Sixteen lower-case hex digits.
    public static func hex(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
