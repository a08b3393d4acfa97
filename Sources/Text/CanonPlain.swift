/// The fast path of `Canon`: characters that change by case at most, and keep their length.
enum CanonPlain {
    /// Folds from `read` on until a character needs the normaliser; gives the number of bytes read,
    /// which is also the number written.
    ///
    /// The last character may still have to join the one after it: the caller looks.
    static func fold(
        _ text: [UInt8], from read: Int, into bytes: inout [UInt8], at written: Int, tables: UnicodeTables
    ) -> Int {
        guard written >= 0, read <= text.count, bytes.count - written >= text.count - read else { return 0 }
        return text.withUnsafeBufferPointer { input in
            bytes.withUnsafeMutableBufferPointer { output in
                tables.foldedPairs.withUnsafeBufferPointer { pairs in
                    fold(
                        UnsafeBufferPointer(rebasing: input[read...]),
                        into: UnsafeMutableBufferPointer(rebasing: output[written...]), pairs: pairs,
                        properties: tables.properties)
                }
            }
        }
    }

    /// Eight ASCII bytes at a time, then two-byte letters by table, then longer characters that stay as they are.
    private static func fold(
        _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>,
        pairs: UnsafeBufferPointer<UInt16>, properties: ScalarTrie
    ) -> Int {
        let count = input.count
        guard let source = UnsafeRawPointer(input.baseAddress), let target = UnsafeMutableRawPointer(output.baseAddress)
        else { return 0 }
        var at = 0
        while at < count {
            let byte = input[at]
            if byte < 0x80 {
                if at + 8 <= count {
                    let word = source.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                    if word & 0x8080_8080_8080_8080 == 0 {
                        target.storeBytes(of: lowered(word), toByteOffset: at, as: UInt64.self)
                        at += 8
                        continue
                    }
                }
                output[at] = byte &- 0x41 < 26 ? byte | 0x20 : byte
                at += 1
            } else if byte < 0xE0 {
                guard at + 1 < count else { break }
                let scalar = Int(byte & 0x1F) << 6 | Int(input[at + 1] & 0x3F)
                let pair = scalar >= 0x80 ? pairs[scalar - 0x80] : 0
                guard pair != 0 else { break }
                output[at] = UInt8(truncatingIfNeeded: pair >> 8)
                output[at + 1] = UInt8(truncatingIfNeeded: pair)
                at += 2
            } else {
                let (scalar, length) = UTF8Text.scalar(input, at: at)
                guard properties[scalar] & (ScalarProperties.special | ScalarProperties.folds) == 0 else { break }
                for offset in at..<at + length { output[offset] = input[offset] }
                at += length
            }
        }
        return at
    }

    /// Eight ASCII bytes in lower case.
    @inline(__always)
    private static func lowered(_ word: UInt64) -> UInt64 {
        let fromA = word &+ 0x3F3F_3F3F_3F3F_3F3F
        let pastZ = word &+ 0x2525_2525_2525_2525
        return word | ((fromA & ~pastZ & 0x8080_8080_8080_8080) >> 2)
    }
}
