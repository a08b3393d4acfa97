import Model

/// Some whole lines of a file.
struct LineBlock: Sendable {
    /// Lines with their newlines; the last line of a file may have none.
    var bytes: [UInt8]
    /// Number of the first line, counting from 1.
    var firstLine: Int
    /// Numbers of lines that were over the cap and are left out of `bytes`.
    var tooLong: [Int]
    /// Bytes of the file up to here.
    var endOffset: Int
}

/// A file, or standard input, plain or packed as zstd, in blocks of whole lines, one after the other. Memory: a block
/// and one line, and the window that a packed file asks for.
final class LineBlocks {
    /// Bytes of the file; 0 when that is not known.
    var size: Int { input.size }
    /// Bytes of the file read so far, packed as they are there.
    var offset: Int { input.offset }
    /// What is wrong with the file, as far as it was read.
    var damage: String? { input.damage }

    private let input: ForeignInput
    private let cap: Int
    /// The beginning of a line that goes on.
    private var carried: [UInt8] = []
    private var nextLine = 1
    /// The present line is over the cap; what comes of it is passed over.
    private var isSkipping = false
    private var hasEnded = false

    init(_ file: String, cap: Int) throws(PipelineError) {
        input = try ForeignInput(file)
        self.cap = cap
    }

    /// The next lines; nil at the end.
    func next() throws(PipelineError) -> LineBlock? {
        while !hasEnded {
            var bytes = carried
            carried = []
            let chunk = try input.next()
            hasEnded = chunk.isEmpty
            var tooLong: [Int] = []
            let firstLine = nextLine
            if isSkipping {
                guard let end = chunk.firstIndex(of: UInt8(ascii: "\n")) else {
                    if hasEnded { return LineBlock(bytes: [], firstLine: nextLine, tooLong: [nextLine], endOffset: offset) }
                    continue
                }
                isSkipping = false
                tooLong.append(nextLine)
                // The line stays as an empty one, so that the numbers of the others are right.
                bytes = Array(chunk[end...])
            } else {
                bytes += chunk
            }
            if !hasEnded {
                let end = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
                carried = Array(bytes[end...])
                bytes.removeSubrange(end...)
                if carried.count > cap {
                    carried = []
                    isSkipping = true
                }
            }
            guard !bytes.isEmpty || !tooLong.isEmpty else { continue }
            nextLine += bytes.count { $0 == UInt8(ascii: "\n") }
            return LineBlock(bytes: bytes, firstLine: firstLine, tooLong: tooLong, endOffset: offset)
        }
        return nil
    }
}
