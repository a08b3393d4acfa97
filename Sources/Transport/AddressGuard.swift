import Glibc
import Model

/// An internet address in network order: 4 or 16 bytes.
struct IPAddress: Sendable, Hashable, CustomStringConvertible {
    let bytes: [UInt8]

    /// Nil unless there are 4 or 16 bytes.
    init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Reads `1.2.3.4` (exactly four decimal numbers without leading zeros) or an IPv6 address without
    /// brackets; nil for everything else, such as scope ids and octal or hexadecimal IPv4.
    init?(_ text: String) {
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: &four) { Array($0) }
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            bytes = withUnsafeBytes(of: &six) { Array($0) }
        } else {
            return nil
        }
    }

    var description: String {
        if bytes.count == 4 { return bytes.map(String.init).joined(separator: ".") }
        return stride(from: 0, to: bytes.count, by: 2)
            .map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }.joined(separator: ":")
    }
}

/// Decides whether an address is public unicast, so that a feed can never make Jibu talk to the office's own
/// machines (trust.md S1). The blocks are IANA's special-purpose registries for IPv4 and IPv6.
enum AddressGuard {
    /// Why the address is not public, in a few words; nil when it is public unicast.
    static func refusal(_ address: IPAddress) -> String? {
        let bytes = address.bytes
        return bytes.count == 4 ? refusalOfFour(bytes[...]) : refusalOfSix(bytes)
    }

    private static func refusalOfFour(_ bytes: ArraySlice<UInt8>) -> String? {
        blocksOfFour.first { $0.contains(bytes) }?.name
    }

    private static func refusalOfSix(_ bytes: [UInt8]) -> String? {
        for tunnel in tunnels where tunnel.block.contains(bytes[...]) {
            return refusalOfFour(bytes[tunnel.inner]).map { "\(tunnel.block.name) for \($0)" }
        }
        if let block = blocksOfSix.first(where: { $0.contains(bytes[...]) }) { return block.name }
        // Only 2000::/3 is handed out for the public internet; the rest is reserved.
        guard bytes[0] & 0xe0 == 0x20 else { return "not a global unicast address" }
        // ISATAP: any prefix, interface id 0000:5efe or 0200:5efe and then an IPv4 address (RFC 5214).
        if bytes[8] & 0xfd == 0, bytes[9] == 0, bytes[10] == 0x5e, bytes[11] == 0xfe {
            return refusalOfFour(bytes[12..<16]).map { "ISATAP for \($0)" }
        }
        return nil
    }

    /// A block of addresses: all that share the first `length` bits of `prefix`.
    struct Block: Sendable {
        let prefix: [UInt8]
        let length: Int
        let name: String

        func contains(_ bytes: ArraySlice<UInt8>) -> Bool {
            var left = length
            for (mine, other) in zip(prefix, bytes) {
                guard left > 0 else { return true }
                let mask: UInt8 = left >= 8 ? 0xff : ~(0xff >> UInt8(left))
                if mine & mask != other & mask { return false }
                left -= 8
            }
            return left <= 0
        }
    }

    static let blocksOfFour = [
        four(0, 0, 0, 0, 8, "this network"),
        four(10, 0, 0, 0, 8, "private network"),
        four(100, 64, 0, 0, 10, "shared address space"),
        four(127, 0, 0, 0, 8, "loopback"),
        four(169, 254, 0, 0, 16, "link local"),
        four(172, 16, 0, 0, 12, "private network"),
        four(192, 0, 0, 0, 24, "protocol assignments"),
        four(192, 0, 2, 0, 24, "documentation"),
        four(192, 31, 196, 0, 24, "AS112"),
        four(192, 52, 193, 0, 24, "AMT"),
        four(192, 88, 99, 0, 24, "6to4 relay"),
        four(192, 168, 0, 0, 16, "private network"),
        four(192, 175, 48, 0, 24, "AS112"),
        four(198, 18, 0, 0, 15, "benchmarking"),
        four(198, 51, 100, 0, 24, "documentation"),
        four(203, 0, 113, 0, 24, "documentation"),
        four(224, 0, 0, 0, 4, "multicast"),
        four(240, 0, 0, 0, 4, "reserved"),
    ]

    /// Blocks that carry an IPv4 address, and where; what counts is the address inside.
    private static let tunnels: [(block: Block, inner: Range<Int>)] = [
        (six([0, 0, 0, 0, 0, 0xffff], 96, "IPv4-mapped"), 12..<16),
        (six([0x64, 0xff9b], 96, "NAT64"), 12..<16),
        (six([0x2002], 16, "6to4"), 2..<6),
    ]

    static let blocksOfSix = [
        six([0, 0, 0, 0, 0, 0, 0, 1], 128, "loopback"),
        six([0, 0, 0, 0, 0, 0, 0, 0], 128, "unspecified"),
        six([0, 0, 0, 0, 0, 0], 96, "IPv4-compatible"),
        six([0x64, 0xff9b, 1], 48, "local NAT64"),
        six([0x100, 0, 0, 0], 64, "discard"),
        six([0x2001, 0], 32, "Teredo"),
        six([0x2001, 0], 23, "protocol assignments"),
        six([0x2001, 0xdb8], 32, "documentation"),
        six([0x2620, 0x4f, 0x8000], 48, "AS112"),
        six([0x3fff], 20, "documentation"),
        six([0x5f00], 16, "segment routing"),
        six([0xfc00], 7, "private network"),
        six([0xfe80], 10, "link local"),
        six([0xfec0], 10, "site local"),
        six([0xff00], 8, "multicast"),
    ]

    private static func four(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8, _ length: Int, _ name: String) -> Block {
        Block(prefix: [a, b, c, d], length: length, name: name)
    }

    private static func six(_ groups: [UInt16], _ length: Int, _ name: String) -> Block {
        let head = groups.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
        return Block(prefix: head + [UInt8](repeating: 0, count: 16 - head.count), length: length, name: name)
    }
}

extension HostPort {
    /// Why no connection goes there unless it is allowed, in a few words, as far as can be known without looking a name
    /// up; nil for public addresses and for names.
    package var refusal: String? {
        host == "localhost" ? "loopback" : IPAddress(host).flatMap(AddressGuard.refusal)
    }
}
