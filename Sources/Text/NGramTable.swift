/// Costs of the character n-grams of one script: how much each speaks against each language.
///
/// An open hash table with 16-bit fingerprints; `scripts/train-language-model` makes the data. A damaged table would
/// give wrong guesses, never a trap: every index is taken modulo the table's own size.
struct NGramTable: Sendable {
    let languages: [String]
    private let fingerprints: [UInt16]
    /// One row per slot, one cost per language.
    private let rows: [UInt8]

    /// A cost of 16 is one nat.
    static let stepsPerNat = 16.0
    /// The longest n-gram that has been learnt.
    static let longest = 4

    init(languages: [String], slots: Int, base64: StaticString) {
        let data = Self.decoded(base64)
        self.languages = languages
        fingerprints = (0..<slots).map { slot in
            2 * slot + 1 < data.count ? UInt16(data[2 * slot]) | UInt16(data[2 * slot + 1]) << 8 : 0
        }
        let rows = Array(data.dropFirst(2 * slots))
        self.rows = rows + [UInt8](repeating: 0, count: max(0, slots * languages.count - rows.count))
    }

    /// The costs of all n-grams of `stream`, one sum per language; n-grams that were not learnt cost nothing.
    func costs(of stream: [UInt16]) -> [Int] {
        var sums = [Int](repeating: 0, count: languages.count)
        for end in stream.indices {
            var packed: UInt64 = 0
            for start in stride(from: end, through: max(0, end - Self.longest + 1), by: -1) {
                packed |= UInt64(stream[start]) << (16 * UInt64(end - start))
                if start == end && stream[end] == 0x20 { continue }
                if let row = row(of: StableHash.mix(packed)) {
                    for index in sums.indices { sums[index] += Int(rows[row + index]) }
                }
            }
        }
        return sums
    }

    /// Where the row of an n-gram starts.
    private func row(of hash: UInt64) -> Int? {
        guard !fingerprints.isEmpty else { return nil }
        let fingerprint = max(1, UInt16(truncatingIfNeeded: hash >> 48))
        var slot = Int(hash % UInt64(fingerprints.count))
        for _ in fingerprints.indices {
            if fingerprints[slot] == fingerprint { return slot * languages.count }
            if fingerprints[slot] == 0 { return nil }
            slot = slot + 1 == fingerprints.count ? 0 : slot + 1
        }
        return nil
    }

    private static func decoded(_ base64: StaticString) -> [UInt8] {
        base64.withUTF8Buffer { text in
            var bytes: [UInt8] = []
            bytes.reserveCapacity(text.count / 4 * 3)
            var word: UInt32 = 0
            var bits = 0
            for character in text {
                let value: UInt32
                switch character {
                case 0x41...0x5a: value = UInt32(character) - 0x41
                case 0x61...0x7a: value = UInt32(character) - 0x61 + 26
                case 0x30...0x39: value = UInt32(character) - 0x30 + 52
                case 0x2b: value = 62
                case 0x2f: value = 63
                default: continue
                }
                word = word << 6 | value
                bits += 6
                if bits >= 8 {
                    bits -= 8
                    bytes.append(UInt8(truncatingIfNeeded: word >> UInt32(bits)))
                }
            }
            return bytes
        }
    }
}
