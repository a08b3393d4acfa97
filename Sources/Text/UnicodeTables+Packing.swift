/// Unpacks the tables of `UnicodeData`: six bits a character, then byte runs, then byte planes.
enum PackedTable {
    /// 16-bit values.
    static func words(_ text: StaticString, _ count: Int) -> [UInt16] {
        unpacked(text, count: count * 2).withUnsafeBufferPointer { bytes in
            [UInt16](unsafeUninitializedCapacity: count) { words, initialised in
                for index in 0..<count {
                    let word = UInt16(bytes[index]) | UInt16(bytes[index + count]) << 8
                    words.initializeElement(at: index, to: word)
                }
                initialised = count
            }
        }
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
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { bytes, written in
            var at = 0
            while at + 1 < runs.count, written < count {
                let control = Int(runs[at])
                let isRun = control >= 128
                let length = isRun ? control - 125 : control + 1
                guard written + length <= count, isRun || at + length < runs.count else { break }
                let target = UnsafeMutableBufferPointer(rebasing: bytes[written..<written + length])
                if isRun {
                    target.initialize(repeating: runs[at + 1])
                } else {
                    _ = target.initialize(fromContentsOf: runs[at + 1...at + length])
                }
                written += length
                at += isRun ? 2 : length + 1
            }
        }
        precondition(bytes.count == count, "scripts/make-unicode-tables and UnicodeTables disagree")
        return bytes
    }

    /// Four characters from "0" to "o" give three bytes; line breaks are skipped.
    private static func sixBits(_ text: StaticString) -> [UInt8] {
        text.withUTF8Buffer { characters in
            [UInt8](unsafeUninitializedCapacity: characters.count / 4 * 3 + 3) { bytes, count in
                var word: UInt32 = 0
                var held = 0
                for character in characters where character >= 0x30 {
                    word = word << 6 | UInt32(character - 0x30)
                    held += 1
                    guard held == 4 else { continue }
                    bytes.initializeElement(at: count, to: UInt8(truncatingIfNeeded: word >> 16))
                    bytes.initializeElement(at: count + 1, to: UInt8(truncatingIfNeeded: word >> 8))
                    bytes.initializeElement(at: count + 2, to: UInt8(truncatingIfNeeded: word))
                    count += 3
                    word = 0
                    held = 0
                }
            }
        }
    }
}
