import Glibc
import Model

/// Sketch lines of one worker, in sorted runs: what does not fit into memory goes into a file without a name.
///
/// The order is that of a replay: by the instant seen, then by place in the archive.
final class SketchRuns {
    /// Where a line stands in the order.
    struct Key: Comparable {
        var seen: Int64
        /// Number of the segment in archive order.
        var segment: Int32
        /// Number of the post in the segment.
        var number: Int32

        static func < (left: Key, right: Key) -> Bool {
            (left.seen, left.segment, left.number) < (right.seen, right.segment, right.number)
        }
    }

    /// A line in a buffer. `attempt` counts how often its segment was sketched; only the last attempt is used.
    struct Entry {
        var key: Key
        var attempt: Int32
        var length: Int32
        var offset: Int
    }

    /// Bytes of lines held in memory before they are written as one run.
    static let held = 32 << 20

    private let limit: Int
    private var bytes: [UInt8] = []
    private var entries: [Entry] = []
    private var isSorted = true
    private var file: ScratchFile?
    /// Bytes of the file that each run takes.
    private(set) var runs: [Range<Int>] = []

    init(limit: Int = SketchRuns.held) { self.limit = limit }

    /// Takes a line without its newline.
    func add(_ key: Key, attempt: Int32, _ append: (inout [UInt8]) -> Void) throws(PipelineError) {
        let start = bytes.count
        append(&bytes)
        if let last = entries.last, key < last.key { isSorted = false }
        entries.append(
            Entry(key: key, attempt: attempt, length: Int32(truncatingIfNeeded: bytes.count - start), offset: start))
        if bytes.count >= limit { try spill() }
    }

    /// Readers of all runs, each in order.
    func readers(buffer: Int) throws(PipelineError) -> [SketchRunReader] {
        sort()
        var readers: [SketchRunReader] = []
        if let file { readers = runs.map { SketchRunReader(file, $0, buffer: buffer) } }
        if !entries.isEmpty { readers.append(SketchRunReader(entries, bytes)) }
        return readers
    }

    private func sort() {
        if !isSorted { entries.sort { $0.key < $1.key } }
        isSorted = true
    }

    private func spill() throws(PipelineError) {
        sort()
        let file: ScratchFile
        if let known = self.file { file = known } else { file = try ScratchFile() }
        self.file = file
        let start = file.size
        var piece: [UInt8] = []
        piece.reserveCapacity(1 << 20)
        for entry in entries {
            SketchRunReader.append(entry, to: &piece)
            piece += bytes[entry.offset..<entry.offset + Int(entry.length)]
            if piece.count >= 1 << 20 {
                try file.append(piece)
                piece.removeAll(keepingCapacity: true)
            }
        }
        try file.append(piece)
        runs.append(start..<file.size)
        bytes.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
    }
}

/// Reads one run from its beginning, a buffer at a time.
final class SketchRunReader {
    /// The line at hand; nil at the end.
    private(set) var key: SketchRuns.Key?
    private(set) var attempt: Int32 = 0

    private let file: ScratchFile?
    private var entries: ArraySlice<SketchRuns.Entry>
    private var bytes: [UInt8]
    private var rest: Range<Int>
    private let capacity: Int
    private var line = 0..<0
    private static let headBytes = 24

    /// A run in a file.
    init(_ file: ScratchFile, _ range: Range<Int>, buffer: Int) {
        (self.file, entries, bytes, rest, capacity) = (file, [], [], range, buffer)
    }

    /// A run in memory.
    init(_ entries: [SketchRuns.Entry], _ bytes: [UInt8]) {
        (file, self.entries, self.bytes, rest, capacity) = (nil, entries[...], bytes, 0..<0, 0)
    }

    static func append(_ entry: SketchRuns.Entry, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: entry.key.seen) { bytes += $0 }
        for number in [entry.key.segment, entry.key.number, entry.attempt, entry.length] {
            withUnsafeBytes(of: number) { bytes += $0 }
        }
    }

    /// Calls `body` with the bytes of the line at hand.
    func withLine<Value>(_ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
        bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[line])) }
    }

    /// Goes to the next line.
    func advance() throws(PipelineError) {
        guard let file else {
            let entry = entries.popFirst()
            (key, attempt) = (entry?.key, entry?.attempt ?? 0)
            line = entry.map { $0.offset..<$0.offset + Int($0.length) } ?? 0..<0
            return
        }
        let start = line.upperBound
        guard try fill(from: start, Self.headBytes, file) else {
            key = nil
            return
        }
        let head = line.upperBound
        let (seen, numbers) = bytes.withUnsafeBytes { raw in
            (
                raw.loadUnaligned(fromByteOffset: head, as: Int64.self),
                (0..<4).map { raw.loadUnaligned(fromByteOffset: head + 8 + 4 * $0, as: Int32.self) }
            )
        }
        let length = Int(numbers[3])
        guard try fill(from: head, Self.headBytes + length, file) else {
            throw .nothingScanned("the temporary file ends too early")
        }
        key = SketchRuns.Key(seen: seen, segment: numbers[0], number: numbers[1])
        attempt = numbers[2]
        line = line.upperBound + Self.headBytes..<line.upperBound + Self.headBytes + length
    }

    /// Makes sure that `count` bytes from `start` on are in the buffer; then they begin at `line.upperBound`.
    private func fill(from start: Int, _ count: Int, _ file: ScratchFile) throws(PipelineError) -> Bool {
        if bytes.count - start >= count {
            line = start..<start
            return true
        }
        bytes.removeFirst(start)
        line = 0..<0
        let more = min(rest.count, max(capacity, count - bytes.count))
        if more > 0 {
            bytes += try file.read(at: rest.lowerBound, count: more)
            rest = rest.lowerBound + more..<rest.upperBound
        }
        return bytes.count >= count
    }
}
