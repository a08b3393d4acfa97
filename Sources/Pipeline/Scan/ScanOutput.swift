import Glibc

/// Results on their way to a descriptor, in large writes.
struct ScanOutput {
    private static let size = 256 << 10

    private let descriptor: Int32
    private var buffer: [UInt8] = []
    /// Why nothing more can be written: the reader has gone, the disk is full.
    private(set) var failure: String?

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    mutating func write(_ bytes: [UInt8]) {
        guard failure == nil, !bytes.isEmpty else { return }
        buffer += bytes
        if buffer.count >= Self.size { flush() }
    }

    mutating func flush() {
        var done = 0
        while done < buffer.count, failure == nil {
            let written = buffer.withUnsafeBytes { bytes in
                Glibc.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
            }
            if written > 0 {
                done += written
            } else if written == 0 || errno != EINTR {
                failure = errno == EPIPE ? "its reader has gone" : String(cString: strerror(errno))
            }
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
