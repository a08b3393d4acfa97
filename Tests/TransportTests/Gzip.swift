/// Just enough of gzip and zstd to make test bodies: stored blocks, and long runs of one byte.
enum Gzip {
    /// A gzip member that holds the bytes uncompressed (RFC 1951 section 3.2.4); at most 65,535 of them.
    static func stored(_ bytes: [UInt8]) -> [UInt8] {
        let length = UInt16(bytes.count)
        return header + [1] + little(UInt32(length) | UInt32(~length) << 16) + bytes + trailer(bytes)
    }

    /// A gzip member of `1 + 258 * repeats` zeros, about 159 times smaller than what it holds: one literal, then
    /// copies of length 258 and distance 1 in the fixed code.
    static func zeros(repeats: Int) -> [UInt8] {
        var bits = Bits()
        bits.put(0b011, 3)
        bits.putCode(0x30, 8)
        for _ in 0..<repeats {
            bits.putCode(0b1100_0101, 8)
            bits.putCode(0, 5)
        }
        bits.putCode(0, 7)
        let zeros = [UInt8](repeating: 0, count: 1 + 258 * repeats)
        return header + bits.bytes + trailer(zeros)
    }

    /// A zstd frame of `blocks` blocks of 128 KiB zeros, four bytes each (RFC 8878 section 3.1.1.2).
    static func zstdZeros(blocks: Int) -> [UInt8] {
        var bytes: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x50]
        for index in 0..<blocks {
            let head = UInt32(131_072) << 3 | 1 << 1 | (index == blocks - 1 ? 1 : 0)
            bytes += little(head).prefix(3) + [0]
        }
        return bytes
    }

    private static let header: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]

    private static func trailer(_ bytes: [UInt8]) -> [UInt8] { little(crc32(bytes)) + little(UInt32(bytes.count)) }

    private static func little(_ number: UInt32) -> [UInt8] { (0..<4).map { UInt8(number >> ($0 * 8) & 0xff) } }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xedb8_8320 ^ value >> 1 : value >> 1 }
    }

    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { crc, byte in table[Int((crc ^ UInt32(byte)) & 0xff)] ^ crc >> 8 }
    }

    private struct Bits {
        var bytes: [UInt8] = []
        private var used = 8
        mutating func put(_ value: Int, _ count: Int) {
            for index in 0..<count {
                if used == 8 {
                    bytes.append(0)
                    used = 0
                }
                bytes[bytes.count - 1] |= UInt8(value >> index & 1) << UInt8(used)
                used += 1
            }
        }
        /// Huffman codes come highest bit first.
        mutating func putCode(_ code: Int, _ count: Int) {
            for index in (0..<count).reversed() { put(code >> index & 1, 1) }
        }
    }
}
