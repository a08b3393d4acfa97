import Model
import Text

/// The lines of one frame, read. A pure function of the frame's bytes, so that it can be made on any thread.
struct OpenedFrame: Sendable {
    private(set) var posts: [Post] = []
    /// Where in `content` the line of each post is, its newline included when it has one.
    private(set) var lines: [Range<Int>] = []
    /// Lines that are no post: number in the frame, and why.
    private(set) var badLines: [(number: Int, why: String)] = []
    /// CRC-32 of the compressed bytes.
    let checksum: UInt32
    let content: [UInt8]

    init(_ frame: UnsafeRawBufferPointer, with decompressor: FrameDecompressor) throws(FrameFault) {
        content = try decompressor.content(frame)
        checksum = CRC32.of(frame)
        readLines()
    }

    private mutating func readLines() {
        var number = 0
        content.withUnsafeBufferPointer { bytes in
            var start = 0
            while start < bytes.count {
                let rest = UnsafeBufferPointer(rebasing: bytes[start...])
                let length = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.count
                let next = min(start + length + 1, bytes.count)
                defer { start = next }
                guard length > 0 else { continue }
                number += 1
                do throws(PostLine.Fault) {
                    guard length < Limits.lineBytes else { throw .tooLong(bytes: length) }
                    posts.append(try PostLine.post(from: UnsafeBufferPointer(rebasing: rest[..<length])))
                    lines.append(start..<next)
                } catch {
                    badLines.append((number, "\(error)"))
                }
            }
        }
    }
}
