import Glibc
import Text

/// Why a zip file, or one entry of it, cannot be read.
package enum ZipFailure: Error, Sendable, Hashable, CustomStringConvertible {
    case cannotRead(why: String)
    case notZip
    /// The list at the end of the file is missing or does not fit the file: most often a download that was cut short.
    case cutShort
    case tooManyEntries(limit: Int)
    /// A password is needed.
    case encrypted(name: String)
    /// Packed in another way than DEFLATE.
    case method(Int, name: String)
    case damaged(name: String, why: String)
    /// What comes out is over a limit: a bomb, or simply too much.
    case tooLarge(name: String, limit: Int)

    package var description: String {
        switch self {
        case .cannotRead(let why): "it cannot be read: \(why)"
        case .notZip: "it is no zip file"
        case .cutShort: "the zip file is not whole; copy it again"
        case .tooManyEntries(let limit): "the zip file holds more than \(limit) files"
        case .encrypted(let name): "\(name) in the zip file is protected by a password; unpack it first"
        case .method(let method, let name):
            "\(name) in the zip file is packed by method \(method), which is not read here"
        case .damaged(let name, let why): "\(name) in the zip file is damaged: \(why)"
        case .tooLarge(let name, let limit):
            "\(name) in the zip file grows beyond "
                + (limit >= 1 << 20 ? "\(limit >> 20) MiB" : "\(limit) bytes") + ", or more than 200 times"
        }
    }
}

/// One file inside a zip file, as the list at the end names it.
package struct ZipEntry: Sendable, Hashable {
    /// As it stands there. Never used as a path: it may say anything.
    package var name: String
    var method: Int
    var flags: Int
    var checksum: UInt32
    var packed: Int
    package var size: Int
    var offset: Int
}

/// A zip file, also one beyond 4 GiB: its list, and single entries in memory.
///
/// Nothing is unpacked to the disk. Limits are ours: entries, bytes of the list, bytes and growth of an entry.
package struct ZipFile {
    package let entries: [ZipEntry]
    private let descriptor: Int32
    private let size: Int

    static let mostEntries = 100_000
    static let listBytes = 32 << 20
    /// What an entry may grow by, once it is over the first megabyte (trust.md S4).
    static let ratio = 200
    static let ratioFree = 1 << 20

    /// - Parameter descriptor: of a file that can be read at any place; it stays open.
    package init(_ descriptor: Int32) throws(ZipFailure) {
        self.descriptor = descriptor
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .cannotRead(why: String(cString: strerror(errno))) }
        size = Int(status.st_size)
        let start = try Self.bytes(descriptor, at: 0, count: 4)
        // An empty zip file is its end record alone.
        guard start.starts(with: [0x50, 0x4B, 3, 4]) || start.starts(with: [0x50, 0x4B, 5, 6]) else { throw .notZip }
        let list = try Self.list(descriptor, size)
        guard list.count <= Self.mostEntries else { throw .tooManyEntries(limit: Self.mostEntries) }
        guard list.bytes <= Self.listBytes, list.bytes >= 0, list.offset >= 0, list.offset <= size - list.bytes else {
            throw .cutShort
        }
        entries = try Self.entries(ZipBytes(try Self.bytes(descriptor, at: list.offset, count: list.bytes)), list.count)
    }

    /// The bytes of one entry, proved by its checksum.
    ///
    /// - Parameter limit: most bytes that may come out.
    package func read(_ entry: ZipEntry, limit: Int) throws(ZipFailure) -> [UInt8] {
        let name = entry.name
        guard entry.flags & 1 == 0 else { throw .encrypted(name: name) }
        guard entry.method == 0 || entry.method == 8 else { throw .method(entry.method, name: name) }
        guard entry.size <= limit, entry.packed <= limit else { throw .tooLarge(name: name, limit: limit) }
        let header = ZipBytes(try Self.bytes(descriptor, at: entry.offset, count: 30))
        guard header.number(0, 4) == 0x0403_4B50, let names = header.number(26, 2), let extras = header.number(28, 2)
        else {
            throw .damaged(name: name, why: "it does not begin where the list says")
        }
        let start = entry.offset + 30 + names + extras
        guard start <= size, entry.packed <= size - start else { throw .cutShort }
        let packed = try Self.bytes(descriptor, at: start, count: entry.packed)
        let free = entry.packed.multipliedReportingOverflow(by: Self.ratio)
        let most = min(limit, entry.size, free.overflow ? limit : Self.ratioFree + free.partialValue)
        let bytes = entry.method == 0 ? packed : try Self.unpack(packed, most: most, limit: limit, entry)
        guard bytes.count == entry.size else {
            throw .damaged(name: name, why: Self.wrongLength)
        }
        guard CRC32.of(bytes) == entry.checksum else { throw .damaged(name: name, why: "its checksum is wrong") }
        return bytes
    }

    private static let wrongLength = "its length is another one than the list says"

    private static func unpack(
        _ packed: [UInt8], most: Int, limit: Int, _ entry: ZipEntry
    ) throws(ZipFailure) -> [UInt8] {
        do throws(Inflate.Failure) {
            return try packed.withUnsafeBufferPointer { buffer throws(Inflate.Failure) in
                try Inflate.unpack(buffer, limit: most).bytes
            }
        } catch {
            switch error {
            case .cutShort: throw .damaged(name: entry.name, why: "it is cut short")
            case .damaged(let why): throw .damaged(name: entry.name, why: why)
            case .tooLong where most == entry.size: throw .damaged(name: entry.name, why: wrongLength)
            case .tooLong: throw .tooLarge(name: entry.name, limit: limit)
            }
        }
    }

    /// Where the list is: from the record at the end, and from its big sister when that says so.
    private static func list(_ descriptor: Int32, _ size: Int) throws(ZipFailure) -> (
        offset: Int, bytes: Int, count: Int
    ) {
        // The record has 22 bytes, and behind it a comment of at most 65,535.
        let reach = min(size, 22 + 0xFFFF + 20)
        let tail = ZipBytes(try bytes(descriptor, at: size - reach, count: reach))
        guard let place = tail.last(0x0605_4B50), let count = tail.number(place + 10, 2),
            let bytes = tail.number(place + 12, 4), let offset = tail.number(place + 16, 4)
        else { throw .cutShort }
        guard count == 0xFFFF || bytes == 0xFFFF_FFFF || offset == 0xFFFF_FFFF else { return (offset, bytes, count) }
        guard tail.number(place - 20, 4) == 0x0706_4B50, let end = tail.number(place - 12, 8), end <= size - 56 else {
            return (offset, bytes, count)
        }
        let big = ZipBytes(try Self.bytes(descriptor, at: end, count: 56))
        guard big.number(0, 4) == 0x0606_4B50, let bigCount = big.number(32, 8), let bigBytes = big.number(40, 8),
            let bigOffset = big.number(48, 8)
        else { throw .cutShort }
        return (bigOffset, bigBytes, bigCount)
    }

    private static func entries(_ list: ZipBytes, _ count: Int) throws(ZipFailure) -> [ZipEntry] {
        var entries: [ZipEntry] = []
        var place = 0
        for _ in 0..<count {
            guard list.number(place, 4) == 0x0201_4B50, let flags = list.number(place + 8, 2),
                let method = list.number(place + 10, 2), let checksum = list.number(place + 16, 4),
                var packed = list.number(place + 20, 4), var size = list.number(place + 24, 4),
                let names = list.number(place + 28, 2), let extras = list.number(place + 30, 2),
                let comments = list.number(place + 32, 2), var offset = list.number(place + 42, 4),
                let name = list.text(place + 46, names)
            else { throw .cutShort }
            // Numbers beyond 4 GiB stand in an extra field, in this order, and only those that did not fit.
            var extra = place + 46 + names
            let extrasEnd = extra + extras
            while extra + 4 <= extrasEnd, let kind = list.number(extra, 2), let length = list.number(extra + 2, 2) {
                if kind == 1 {
                    var at = extra + 4
                    if size == 0xFFFF_FFFF, let big = list.number(at, 8) { (size, at) = (big, at + 8) }
                    if packed == 0xFFFF_FFFF, let big = list.number(at, 8) { (packed, at) = (big, at + 8) }
                    if offset == 0xFFFF_FFFF, let big = list.number(at, 8) { offset = big }
                }
                extra += 4 + length
            }
            entries.append(
                ZipEntry(
                    name: name, method: method, flags: flags, checksum: UInt32(truncatingIfNeeded: checksum),
                    packed: packed, size: size, offset: offset))
            place = extrasEnd + comments
        }
        return entries
    }

    /// Exactly so many bytes; `.cutShort` when the file ends before.
    private static func bytes(_ descriptor: Int32, at offset: Int, count: Int) throws(ZipFailure) -> [UInt8] {
        guard offset >= 0, count >= 0 else { throw .cutShort }
        var problem: ZipFailure?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let done = pread(
                    descriptor, buffer.baseAddress?.advanced(by: filled), count - filled, off_t(offset) + off_t(filled))
                if done < 0, errno == EINTR { continue }
                if done < 0 { problem = .cannotRead(why: String(cString: strerror(errno))) }
                guard done > 0 else { break }
                filled += done
            }
        }
        if let problem { throw problem }
        guard bytes.count == count else { throw .cutShort }
        return bytes
    }
}

/// Numbers and texts of a zip file's records; nil where there are none, and never a trap.
private struct ZipBytes {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// A number of `count` bytes, low byte first; nil also for one beyond the signed range.
    func number(_ place: Int, _ count: Int) -> Int? {
        guard place >= 0, place <= bytes.count - count else { return nil }
        let value = (0..<count).reduce(UInt64(0)) { $0 | UInt64(bytes[place + $1]) << UInt64(8 * $1) }
        // Half of the range, so that sums of two such numbers cannot overflow.
        return value < 1 << 62 ? Int(value) : nil
    }

    func text(_ place: Int, _ count: Int) -> String? {
        guard place >= 0, count >= 0, place <= bytes.count - count else { return nil }
        return String(decoding: bytes[place..<place + count], as: UTF8.self)
    }

    /// The last place where this number of four bytes stands with room for an end record.
    func last(_ number: Int) -> Int? {
        var place = bytes.count - 22
        while place >= 0 {
            if bytes[place] == 0x50, self.number(place, 4) == number { return place }
            place -= 1
        }
        return nil
    }
}
