/// Unpacks the tables of `UnicodeData`: six bits a character, then byte runs, then byte planes.
enum PackedTable {
    /// 16-bit values.
    static func words(_ text: StaticString, _ count: Int) -> [UInt16] {
        let bytes = unpacked(text, count: count * 2)
        return (0..<count).map { UInt16(bytes[$0]) | UInt16(bytes[$0 + count]) << 8 }
    }

    /// 24-bit values.
    static func scalars(_ text: StaticString, _ count: Int) -> [UInt32] {
        let bytes = unpacked(text, count: count * 3)
        return (0..<count).map {
            UInt32(bytes[$0]) | UInt32(bytes[$0 + count]) << 8 | UInt32(bytes[$0 + 2 * count]) << 16
        }
    }

    /// The byte runs of `scripts/make-unicode-tables`, written out.
    private static func unpacked(_ text: StaticString, count: Int) -> [UInt8] {
        let runs = sixBits(text)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        var at = 0
        while at < runs.count, bytes.count < count {
            let control = Int(runs[at])
            if control < 128 {
                bytes.append(contentsOf: runs[min(at + 1, runs.count)..<min(at + control + 2, runs.count)])
                at += control + 2
            } else {
                guard at + 1 < runs.count else { break }
                bytes.append(contentsOf: repeatElement(runs[at + 1], count: control - 125))
                at += 2
            }
        }
        precondition(bytes.count == count, "scripts/make-unicode-tables and UnicodeTables disagree")
        return bytes
    }

    /// Four characters from "0" to "o" give three bytes; line breaks are skipped.
    private static func sixBits(_ text: StaticString) -> [UInt8] {
        text.withUTF8Buffer { characters in
            var bytes: [UInt8] = []
            bytes.reserveCapacity(characters.count / 4 * 3)
            var word: UInt32 = 0
            var held = 0
            for character in characters where character >= 0x30 {
                word = word << 6 | UInt32(character - 0x30)
                held += 1
                guard held == 4 else { continue }
                bytes.append(UInt8(truncatingIfNeeded: word >> 16))
                bytes.append(UInt8(truncatingIfNeeded: word >> 8))
                bytes.append(UInt8(truncatingIfNeeded: word))
                word = 0
                held = 0
            }
            return bytes
        }
    }
}
