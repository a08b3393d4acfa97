import Model
import Text

/// What a segment says about itself: a zstd skippable frame after the last
/// frame, which every zstd tool passes over.
///
/// It tells how many frames and posts there were, so that a reader can say
/// what damage cost; it names the segment and the one written before it, so
/// that renamed and missing files are noticed. All numbers are little-endian:
///
/// ```
/// u32 0x184D2A5A   u32 bytes that follow            (the skippable frame's header)
/// u8 2             version of this layout
/// u16 n, n bytes   name of this segment             u16 n, n bytes   name of the previous one, or none
/// i64 i64          when the first and the last of its posts were seen, in milliseconds; not in version 1
/// per frame: u32 compressed bytes, u32 lines' bytes, u32 posts, u32 CRC-32 of the compressed bytes
/// u32 frames       u32 bytes of this whole frame    u32 CRC-32 of all of it before this field    "JIBU"
/// ```
struct SegmentIndex: Equatable {
    var segment: String
    var previous: String
    /// When its posts were seen (`Post.seen`); nil when it has none, and in the segments of earlier versions.
    private(set) var seen: ClosedRange<Instant>?
    private(set) var frames: [Frame] = []

    struct Frame: Equatable {
        /// Of the first byte in the file.
        var offset: Int
        var bytes: Int
        var content: Int
        var posts: Int
        var checksum: UInt32
        var end: Int { offset + bytes }
    }

    static let skippableMagic: UInt32 = 0x184D_2A5A
    static let footerBytes = 16
    private static let footerMagic: [UInt8] = Array("JIBU".utf8)
    private static let frameBytes = 16

    init(segment: String, previous: String) {
        self.segment = segment
        self.previous = previous
    }

    var posts: Int { frames.reduce(0) { $0 + $1.posts } }
    /// Where the frames end and the index begins.
    var start: Int { frames.last?.end ?? 0 }

    /// The frame that begins at `offset`.
    func frame(at offset: Int) -> (ordinal: Int, frame: Frame)? {
        let ordinal = firstFrame(from: offset)
        return ordinal < frames.count && frames[ordinal].offset == offset ? (ordinal, frames[ordinal]) : nil
    }

    /// Where the first frame behind `offset` begins; nil behind the last one.
    func nextOffset(after offset: Int) -> Int? {
        let ordinal = firstFrame(from: offset + 1)
        return ordinal < frames.count ? frames[ordinal].offset : nil
    }

    /// Ordinal of the first frame that begins at `offset` or behind it.
    private func firstFrame(from offset: Int) -> Int {
        var (low, high) = (0, frames.count)
        while low < high {
            let middle = (low + high) / 2
            if frames[middle].offset < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Widens the period in which its posts were seen.
    mutating func add(seen instant: Instant) {
        guard let seen else { return self.seen = instant...instant }
        self.seen = min(seen.lowerBound, instant)...max(seen.upperBound, instant)
    }

    mutating func add(frame: [UInt8], content: Int, posts: Int) {
        frames.append(
            Frame(offset: start, bytes: frame.count, content: content, posts: posts, checksum: CRC32.of(frame)))
    }

    func encoded() -> [UInt8] {
        let names = [segment, previous].map { Array($0.utf8.prefix(Int(UInt16.max))) }
        let times = seen.map { [$0.lowerBound.milliseconds, $0.upperBound.milliseconds] } ?? []
        let named = names.reduce(0) { $0 + 2 + $1.count }
        let size = 8 + 1 + named + times.count * 8 + frames.count * Self.frameBytes + Self.footerBytes
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size)
        bytes.appendNumber(Self.skippableMagic)
        bytes.appendNumber(UInt32(truncatingIfNeeded: size - 8))
        bytes.append(times.isEmpty ? 1 : 2)
        for name in names {
            bytes.appendNumber(UInt16(name.count))
            bytes += name
        }
        for time in times { bytes.appendNumber(time) }
        for frame in frames {
            for number in [frame.bytes, frame.content, frame.posts] {
                bytes.appendNumber(UInt32(truncatingIfNeeded: number))
            }
            bytes.appendNumber(frame.checksum)
        }
        bytes.appendNumber(UInt32(truncatingIfNeeded: frames.count))
        bytes.appendNumber(UInt32(truncatingIfNeeded: size))
        bytes.appendNumber(CRC32.of(bytes))
        return bytes + Self.footerMagic
    }

    /// How long the index is, from the last `footerBytes` of the file; nil when there is none.
    static func length(footer: [UInt8]) -> Int? {
        guard footer.count == footerBytes, Array(footer[12...]) == footerMagic else { return nil }
        var cursor = ByteCursor(footer, at: 4)
        return cursor.number(UInt32.self).map(Int.init)
    }

    /// Reads a whole index; nil when one bit of it is not as it was written.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 8 + 1 + 4 + Self.footerBytes else { return nil }
        var tail = ByteCursor(bytes, at: bytes.count - Self.footerBytes)
        guard let count = tail.number(UInt32.self), let size = tail.number(UInt32.self),
            let checksum = tail.number(UInt32.self), Int(size) == bytes.count,
            Array(bytes.suffix(4)) == Self.footerMagic, CRC32.of(bytes.dropLast(8)) == checksum
        else { return nil }
        var cursor = ByteCursor(bytes, at: 0)
        guard cursor.number(UInt32.self) == Self.skippableMagic, let rest = cursor.number(UInt32.self),
            Int(rest) == bytes.count - 8, let version = cursor.number(UInt8.self), version == 1 || version == 2,
            let segment = cursor.text(), let previous = cursor.text()
        else { return nil }
        self.init(segment: segment, previous: previous)
        if version == 2 {
            guard let first = cursor.number(Int64.self), let last = cursor.number(Int64.self), first <= last else {
                return nil
            }
            seen = Instant(milliseconds: first)...Instant(milliseconds: last)
        }
        guard cursor.position + Int(count) * Self.frameBytes + Self.footerBytes == bytes.count else { return nil }
        frames.reserveCapacity(Int(count))
        for _ in 0..<count {
            guard let bytes = cursor.number(UInt32.self), let content = cursor.number(UInt32.self),
                let posts = cursor.number(UInt32.self), let checksum = cursor.number(UInt32.self)
            else { return nil }
            frames.append(
                Frame(
                    offset: start, bytes: Int(bytes), content: Int(content), posts: Int(posts), checksum: checksum))
        }
    }
}

/// Reads little-endian numbers from bytes that may be damaged; nil at the end.
struct ByteCursor {
    private let bytes: [UInt8]
    private(set) var position: Int

    init(_ bytes: [UInt8], at position: Int) {
        self.bytes = bytes
        self.position = position
    }

    mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
        let width = Number.bitWidth / 8
        guard position >= 0, bytes.count - position >= width else { return nil }
        var value: Number = 0
        for byte in bytes[position..<position + width].reversed() {
            value = value << 8 | Number(truncatingIfNeeded: byte)
        }
        position += width
        return value
    }

    /// A UTF-8 text after its length as u16.
    mutating func text() -> String? {
        guard let count = number(UInt16.self), bytes.count - position >= Int(count) else { return nil }
        defer { position += Int(count) }
        return String(validating: bytes[position..<position + Int(count)], as: UTF8.self)
    }
}

extension [UInt8] {
    mutating func appendNumber(_ number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }
}
