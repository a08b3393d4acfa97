import Glibc

/// Up to 1,000 whole lines of the input, in order. A block is a chunk of the run (`LimitLedger`): where blocks end
/// depends on the input alone, never on the number of workers or on how much a read gave.
package struct ScanBlock: Sendable {
    /// Lines that follow one another in one file.
    struct Part: Sendable {
        /// Place in the list of files.
        var file: Int
        /// Number of its first line in that file, from 1 on.
        var firstLine: Int
        /// Place of its first byte in `bytes`.
        var start: Int
    }

    /// A line over the limit; in `bytes` it is an empty one.
    struct LongLine: Sendable {
        var file: Int
        var line: Int
    }

    /// Counts blocks from 0 on.
    var number: Int
    /// Lines with their ends.
    var bytes: [UInt8]
    var parts: [Part]
    var longLines: [LongLine] = []

    /// Calls `body` with every line that is not empty, without its end, with the place of its file in the list and
    /// its number in that file.
    func forEachLine(_ body: (UnsafeBufferPointer<UInt8>, _ file: Int, _ number: Int) -> Void) {
        bytes.withUnsafeBufferPointer { all in
            guard let base = all.baseAddress else { return }
            for (place, part) in parts.enumerated() {
                let end = place + 1 < parts.count ? parts[place + 1].start : all.count
                var start = part.start
                var number = part.firstLine
                while start < end, let hit = memchr(base + start, 0x0A, end - start) {
                    let newline = UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) - base
                    if newline > start {
                        body(UnsafeBufferPointer(start: base + start, count: newline - start), part.file, number)
                    }
                    start = newline + 1
                    number += 1
                }
            }
        }
    }
}
