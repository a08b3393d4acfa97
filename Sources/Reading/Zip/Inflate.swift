/// Unpacks DEFLATE (RFC 1951), the one method that zip files use in practice.
///
/// Ours, and not zlib's: the packed bytes come from strangers, everything is bounds-checked here, and an office
/// installs one library less (docs/decisions/0018-what-people-bring.md).
enum Inflate {
    /// What is wrong with the packed bytes.
    enum Failure: Error, Sendable, Equatable {
        /// They end before the last block does.
        case cutShort
        case damaged(String)
        /// More comes out than is allowed.
        case tooLong(limit: Int)
    }

    /// - Parameter limit: most bytes that may come out.
    /// - Returns: them, and how many packed bytes they took: something else may stand behind.
    static func unpack(
        _ packed: UnsafeBufferPointer<UInt8>, limit: Int
    ) throws(Failure) -> (bytes: [UInt8], used: Int) {
        var bits = DeflateBits(packed)
        var output: [UInt8] = []
        var isLast = false
        while !isLast {
            isLast = try bits.take(1) == 1
            switch try bits.take(2) {
            case 0: try store(&bits, &output, limit)
            case 1:
                try codes(
                    &bits, &output, limit, literals: DeflateTable.fixedLiterals, distances: DeflateTable.fixedDistances)
            case 2:
                let tables = try tables(&bits)
                try codes(&bits, &output, limit, literals: tables.literals, distances: tables.distances)
            default: throw .damaged("a block of an unknown kind")
            }
        }
        return (output, bits.used)
    }

    private static func store(_ bits: inout DeflateBits, _ output: inout [UInt8], _ limit: Int) throws(Failure) {
        bits.dropToByte()
        let length = try bits.take(16)
        let check = try bits.take(16)
        guard length == ~check & 0xFFFF else { throw .damaged("a stored block with a wrong length") }
        guard length <= limit - output.count else { throw .tooLong(limit: limit) }
        for _ in 0..<length { output.append(UInt8(truncatingIfNeeded: try bits.take(8))) }
    }

    /// Lengths 257...285 and distances 0...29: their first value and how many bits follow.
    private static let lengths: [(base: Int, extra: Int)] = series(first: 3, count: 28, quiet: 8, every: 4) + [(258, 0)]
    private static let distances: [(base: Int, extra: Int)] = series(first: 1, count: 30, quiet: 4, every: 2)

    /// Values that lie closer at the beginning: after `quiet` of them one more bit for each `every`.
    private static func series(first: Int, count: Int, quiet: Int, every: Int) -> [(base: Int, extra: Int)] {
        var base = first
        return (0..<count).map { index in
            let extra = index < quiet ? 0 : (index - quiet) / every + 1
            defer { base += 1 << extra }
            return (base, extra)
        }
    }

    private static func codes(
        _ bits: inout DeflateBits, _ output: inout [UInt8], _ limit: Int, literals: DeflateTable,
        distances: DeflateTable
    ) throws(Failure) {
        while true {
            let symbol = try literals.symbol(&bits)
            if symbol < 256 {
                guard output.count < limit else { throw .tooLong(limit: limit) }
                output.append(UInt8(truncatingIfNeeded: symbol))
                continue
            }
            if symbol == 256 { return }
            guard symbol - 257 < lengths.count else { throw .damaged("a length that there is not") }
            let length = lengths[symbol - 257].base + (try bits.take(lengths[symbol - 257].extra))
            let code = try distances.symbol(&bits)
            guard code < Self.distances.count else { throw .damaged("a distance that there is not") }
            let distance = Self.distances[code].base + (try bits.take(Self.distances[code].extra))
            guard distance <= output.count else { throw .damaged("a copy from before the beginning") }
            guard length <= limit - output.count else { throw .tooLong(limit: limit) }
            let start = output.count - distance
            // The copy may reach into what it writes: byte by byte is the meaning, not an accident.
            for offset in 0..<length { output.append(output[start + offset]) }
        }
    }

    /// The two tables of a block that brings its own.
    private static func tables(
        _ bits: inout DeflateBits
    ) throws(Failure) -> (literals: DeflateTable, distances: DeflateTable) {
        let literals = try bits.take(5) + 257
        let distances = try bits.take(5) + 1
        let codes = try bits.take(4) + 4
        guard literals <= 286, distances <= 30 else { throw .damaged("a block with too many codes") }
        let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
        var ofCodes = [UInt8](repeating: 0, count: 19)
        for index in 0..<codes { ofCodes[order[index]] = UInt8(truncatingIfNeeded: try bits.take(3)) }
        let table = try DeflateTable(ofCodes)
        var all: [UInt8] = []
        while all.count < literals + distances {
            let symbol = try table.symbol(&bits)
            switch symbol {
            case 0...15: all.append(UInt8(truncatingIfNeeded: symbol))
            case 16:
                guard let last = all.last else { throw .damaged("a repeat of nothing") }
                all += [UInt8](repeating: last, count: 3 + (try bits.take(2)))
            case 17: all += [UInt8](repeating: 0, count: 3 + (try bits.take(3)))
            default: all += [UInt8](repeating: 0, count: 11 + (try bits.take(7)))
            }
        }
        guard all.count == literals + distances else { throw .damaged("a repeat over the end") }
        return (try DeflateTable(Array(all[..<literals])), try DeflateTable(Array(all[literals...])))
    }
}

/// The packed bytes as bits, the low ones first. Used during one call only.
struct DeflateBits {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var next = 0
    private var held: UInt64 = 0
    private var count = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The next bits as a number, at most 16 of them.
    @inline(__always)
    mutating func take(_ wanted: Int) throws(Inflate.Failure) -> Int {
        fill()
        guard wanted <= count else { throw .cutShort }
        let value = Int(held & (1 << UInt64(wanted) - 1))
        held >>= UInt64(wanted)
        count -= wanted
        return value
    }

    /// The next bits without taking them, zeros behind the end; and how many of them there are.
    @inline(__always)
    mutating func peek() -> (bits: Int, count: Int) {
        fill()
        return (Int(held & 0x7FFF), count)
    }

    /// Bytes of which at least one bit was taken.
    var used: Int { next - count / 8 }

    mutating func dropToByte() {
        held >>= UInt64(count % 8)
        count -= count % 8
    }

    @inline(__always)
    private mutating func fill() {
        while count <= 48, next < bytes.count {
            held |= UInt64(bytes[next]) << UInt64(count)
            next += 1
            count += 8
        }
    }
}

/// A canonical Huffman code of at most 15 bits: by counts for each length, and symbols in the order of their codes.
struct DeflateTable: Sendable {
    private var counts = [Int](repeating: 0, count: 16)
    private var symbols: [Int] = []

    static let fixedLiterals = known(
        (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
    static let fixedDistances = known([UInt8](repeating: 5, count: 30))

    private init() {}

    /// - Parameter lengths: bits of each symbol's code; 0 for a symbol that does not occur.
    /// - Throws: `.damaged` when there are more codes than bits can tell apart.
    init(_ lengths: [UInt8]) throws(Inflate.Failure) {
        self = Self.known(lengths)
        var left = 1
        for length in 1...15 {
            left = left << 1 - counts[length]
            guard left >= 0 else { throw .damaged("a code that is no code") }
        }
    }

    private static func known(_ lengths: [UInt8]) -> DeflateTable {
        var table = DeflateTable()
        for length in lengths where length > 0 { table.counts[Int(length & 15)] += 1 }
        for length in 1...15 {
            table.symbols += lengths.indices.filter { Int(lengths[$0]) == length }
        }
        return table
    }

    /// Reads one symbol.
    @inline(__always)
    func symbol(_ bits: inout DeflateBits) throws(Inflate.Failure) -> Int {
        let (held, available) = bits.peek()
        var code = 0
        var first = 0
        var index = 0
        for length in 1...15 {
            guard length <= available else { throw .cutShort }
            code |= held >> (length - 1) & 1
            let count = counts[length]
            if code - first < count {
                _ = try bits.take(length)
                return symbols[index + code - first]
            }
            index += count
            first = (first + count) << 1
            code <<= 1
        }
        throw .damaged("a code that nobody gave out")
    }
}
