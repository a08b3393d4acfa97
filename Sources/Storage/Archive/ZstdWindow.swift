import CZstd
import Glibc

/// The part of a packed input that is in memory: what comes next, and a little of what went before, so that a frame
/// can be looked for again behind a damaged one. Flat in memory. Freed with its owner.
struct ZstdWindow: ~Copyable {
    static let magic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]
    /// Two blocks of the largest size, and more: as far as one damaged length can lead.
    private static let kept = 320 << 10
    private static let capacity = 1 << 20
    private static let step = 256 << 10

    private let descriptor: Int32
    private let bytes: UnsafeMutablePointer<UInt8>
    private var filled = 0
    private var position = 0
    /// Place of `bytes[0]` in the input.
    private var start = 0
    private var isAtEnd = false

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
        bytes = .allocate(capacity: Self.capacity)
    }

    deinit { bytes.deallocate() }

    /// Place in the input of the next byte.
    var offset: Int { start + position }
    var isEmpty: Bool { position == filled }

    /// Reads more behind what is there; false at the end of the input.
    mutating func fill() throws(ZstdInput.Failure) -> Bool {
        if isAtEnd { return false }
        if Self.capacity - filled < Self.step {
            let from = max(0, position - Self.kept)
            bytes.update(from: bytes + from, count: filled - from)
            start += from
            position -= from
            filled -= from
        }
        let count = try Self.read(descriptor, bytes + filled, min(Self.step, Self.capacity - filled))
        filled += count
        isAtEnd = count == 0
        return count > 0
    }

    /// The next bytes, `count` of them if there are so many; they stay.
    mutating func peek(_ count: Int) throws(ZstdInput.Failure) -> [UInt8] {
        while filled - position < count, try fill() {}
        return Array(UnsafeBufferPointer(start: bytes + position, count: min(count, filled - position)))
    }

    /// Hands over plain bytes: those in memory, then those of the input without a way round.
    mutating func take(into buffer: UnsafeMutableRawBufferPointer) throws(ZstdInput.Failure) -> Int {
        guard let target = buffer.baseAddress else { return 0 }
        let count = min(buffer.count, filled - position)
        if count > 0 {
            target.copyMemory(from: bytes + position, byteCount: count)
            position += count
            return count
        }
        if isAtEnd { return 0 }
        let given = try Self.read(descriptor, target.assumingMemoryBound(to: UInt8.self), buffer.count)
        start += given
        isAtEnd = given == 0
        return given
    }

    /// One step of ZSTD_decompressStream over what is in memory.
    mutating func decompress(_ context: OpaquePointer, _ output: inout ZSTD_outBuffer) -> Int {
        var input = ZSTD_inBuffer(src: bytes, size: filled, pos: position)
        let result = ZSTD_decompressStream(context, &output, &input)
        position = input.pos
        return result
    }

    /// Moves to the next magic number behind the place `bad`, or to the end of the input; the place moved to.
    ///
    /// - Parameter rewinds: look among the bytes already taken too, as far as they are kept.
    mutating func skipToFrame(after bad: Int, rewinds: Bool) -> Int {
        let first = rewinds ? max(bad + 1, offset - Self.kept) : max(bad + 1, offset)
        position = min(max(0, first - start), filled)
        while true {
            if let hit = magicAfterPosition() {
                position = hit
                return offset
            }
            // The last three bytes may begin a magic number that goes on behind them.
            position = max(position, filled - 3)
            guard (try? fill()) == true else {
                position = filled
                return offset
            }
        }
    }

    private func magicAfterPosition() -> Int? {
        var at = position
        while at + 4 <= filled, let hit = memchr(bytes + at, Int32(Self.magic[0]), filled - at - 3) {
            at = UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) - UnsafePointer(bytes)
            if bytes[at + 1] == 0xB5, bytes[at + 2] == 0x2F, bytes[at + 3] == 0xFD { return at }
            at += 1
        }
        return nil
    }

    private static func read(
        _ descriptor: Int32, _ target: UnsafeMutablePointer<UInt8>, _ count: Int
    ) throws(ZstdInput.Failure) -> Int {
        while true {
            let given = Glibc.read(descriptor, target, count)
            if given >= 0 { return given }
            if errno != EINTR { throw .cannotRead(why: lastSystemError()) }
        }
    }
}
