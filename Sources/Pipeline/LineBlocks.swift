import Glibc
import Model
import Reading

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

/// A file, or standard input, in blocks of whole lines, one after the other. Memory: a block and one line.
struct LineBlocks: ~Copyable {
    /// Bytes of the file; 0 when that is not known.
    let size: Int
    /// Bytes read so far.
    private(set) var offset = 0
    /// What is wrong with the file, once it was found.
    private(set) var damage: String?

    private static let blockBytes = 512 << 10
    private let file: String
    private let descriptor: Int32
    private let cap: Int
    /// The beginning of a line that goes on.
    private var carried: [UInt8] = []
    private var nextLine = 1
    /// The present line is over the cap; what comes of it is passed over.
    private var isSkipping = false
    private var hasEnded = false

    init(_ file: String, cap: Int) throws(PipelineError) {
        descriptor = file == "-" ? dup(STDIN_FILENO) : open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .nothingScanned("\(file): cannot be opened: \(String(cString: strerror(errno)))")
        }
        var status = stat()
        size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
        self.file = file
        self.cap = cap
    }

    deinit { close(descriptor) }

    /// The next lines; nil at the end.
    mutating func next() throws(PipelineError) -> LineBlock? {
        while !hasEnded {
            var bytes = carried
            carried = []
            let chunk = try read()
            offset += chunk.count
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

    private func read() throws(PipelineError) -> [UInt8] {
        while true {
            var failed = false
            let chunk = [UInt8](unsafeUninitializedCapacity: Self.blockBytes) { buffer, count in
                let got = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                failed = got < 0
                count = max(0, got)
            }
            if !failed { return chunk }
            guard errno == EINTR else {
                throw .nothingScanned("\(file): cannot be read: \(String(cString: strerror(errno)))")
            }
        }
    }
}
