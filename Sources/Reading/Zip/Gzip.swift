import Text

/// Files packed by gzip (RFC 1952), in memory: what sites serve as `.xml.gz`. What travels packed is unpacked by
/// Transport already.
public enum Gzip {
    /// Why a file cannot be unpacked.
    public enum Failure: Error, Sendable, Hashable, CustomStringConvertible {
        case cutShort
        case damaged(String)
        /// More comes out than is allowed, or more than 200 times what went in.
        case tooLarge(limit: Int)

        public var description: String {
            switch self {
            case .cutShort: "the packed file is cut short"
            case .damaged(let why): "the packed file is damaged: \(why)"
            case .tooLarge(let limit): "the packed file grows beyond \(limit) bytes"
            }
        }
    }

    /// True for bytes that begin as gzip files do.
    public static func isPacked(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B, 8]) }

    /// The file inside, proved by its checksum; of several members one after another all, as one file.
    ///
    /// - Parameter limit: most bytes that may come out (trust.md S4).
    public static func unpack(_ bytes: [UInt8], limit: Int) throws(Failure) -> [UInt8] {
        let grown = bytes.count.multipliedReportingOverflow(by: ZipFile.ratio)
        let most = min(limit, grown.overflow ? limit : ZipFile.ratioFree + grown.partialValue)
        var output: [UInt8] = []
        var rest = bytes[...]
        repeat {
            let start = try dataStart(rest)
            let (member, used) = try inflated(rest[start...], limit: most - output.count, most)
            let trailer = rest[start...].dropFirst(used).prefix(8)
            guard trailer.count == 8 else { throw .cutShort }
            guard number(trailer.prefix(4)) == CRC32.of(member) else { throw .damaged("its checksum is wrong") }
            output += member
            rest = rest[trailer.endIndex...]
            // What follows the last member and is none is padding.
        } while isPacked(Array(rest.prefix(3)))
        return output
    }

    private static func inflated(
        _ packed: ArraySlice<UInt8>, limit: Int, _ most: Int
    ) throws(Failure) -> (bytes: [UInt8], used: Int) {
        do throws(Inflate.Failure) {
            return try packed.withUnsafeBufferPointer { buffer throws(Inflate.Failure) in
                try Inflate.unpack(buffer, limit: limit)
            }
        } catch {
            switch error {
            case .cutShort: throw .cutShort
            case .damaged(let why): throw .damaged(why)
            case .tooLong: throw .tooLarge(limit: most)
            }
        }
    }

    /// Where the packed bytes begin: behind ten bytes, an extra field, a name, a comment and a checksum of all these.
    private static func dataStart(_ bytes: ArraySlice<UInt8>) throws(Failure) -> Int {
        let head = bytes.prefix(10)
        guard head.count == 10 else { throw .cutShort }
        let flags = head[head.startIndex + 3]
        var place = head.endIndex
        if flags & 4 != 0 {
            let length = bytes[place...].prefix(2)
            guard length.count == 2 else { throw .cutShort }
            place = length.endIndex + Int(number(length))
        }
        for flag in [8, 16] as [UInt8] where flags & flag != 0 {
            guard place < bytes.endIndex, let end = bytes[place...].firstIndex(of: 0) else { throw .cutShort }
            place = end + 1
        }
        if flags & 2 != 0 { place += 2 }
        guard place <= bytes.endIndex else { throw .cutShort }
        return place
    }

    /// Little-endian.
    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}
