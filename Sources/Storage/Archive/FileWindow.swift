/// A view of a file through a buffer of bounded size: what keeps reading flat in memory.
struct FileWindow: ~Copyable {
    let file: OpenFile
    /// Bytes in the file when it was opened; later growth is not read.
    let size: Int
    private var buffer: [UInt8] = []
    private var start = 0

    private static let step = 256 << 10

    init(_ path: String) throws(StorageError) {
        let file = try OpenFile.forReading(path)
        size = try file.size()
        self.file = file
    }

    /// Calls `body` with the bytes from `offset` on: `count` of them, or more, or all that the file has.
    mutating func bytes<Result>(
        at offset: Int, count: Int, _ body: (UnsafeRawBufferPointer) -> Result
    ) throws(StorageError) -> Result {
        let wanted = max(0, min(count, size - offset))
        if offset < start || offset + wanted > start + buffer.count { try fill(offset, max(wanted, Self.step)) }
        let from = offset - start
        return buffer.withUnsafeBytes { all in
            body(UnsafeRawBufferPointer(rebasing: all[min(from, all.count)...]))
        }
    }

    /// Copies exactly the bytes of a range; fewer when the file ends.
    mutating func copy(at offset: Int, count: Int) throws(StorageError) -> [UInt8] {
        try bytes(at: offset, count: count) { Array($0.prefix(count)) }
    }

    private mutating func fill(_ offset: Int, _ count: Int) throws(StorageError) {
        let count = max(0, min(count, size - offset))
        buffer = try file.bytes(at: offset, count: count)
        start = offset
    }
}
