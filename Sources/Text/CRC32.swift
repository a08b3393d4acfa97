/// CRC-32 of zlib and Ethernet (reflected polynomial 0xEDB88320): finds every damage of one bit and nearly every other.
package enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }

    package static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
        let table = table
        func update(_ start: UInt32, _ byte: UInt8) -> UInt32 {
            table[Int(UInt8(truncatingIfNeeded: start) ^ byte)] ^ start >> 8
        }
        let sum =
            bytes.withContiguousStorageIfAvailable { buffer in
                table.withUnsafeBufferPointer { table in
                    var value: UInt32 = .max
                    for byte in buffer { value = table[Int(UInt8(truncatingIfNeeded: value) ^ byte)] ^ value >> 8 }
                    return value
                }
            } ?? bytes.reduce(.max, update)
        return ~sum
    }
}
