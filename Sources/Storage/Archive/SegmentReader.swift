import Model

/// Reads one segment frame by frame and goes on after damage.
///
/// It walks the file by the frames' own sizes, so it reads segments whose
/// index is gone, and compares what it finds with the index when there is
/// one. After bytes that are no frame it looks for the next magic number.
/// Memory: one frame, at most about 17 MiB under the limits, usually 1 MiB.
package final class SegmentReader {
    package private(set) var report: ReadReport
    private var window: FileWindow
    private let decompressor: FrameDecompressor
    /// Nil when the segment's index is gone or damaged.
    let index: SegmentIndex?
    /// Name of the segment that was written before this one, as the index says; nil when it says none.
    package var previous: String? { index.flatMap { $0.previous.isEmpty ? nil : $0.previous } }
    private var offset = 0
    /// Byte offset that reading has come to.
    var position: Int { offset }
    /// Frames of the index that were found in their place.
    private var found: Set<Int> = []
    /// Offset behind the last frame: where the index starts, or the file ends.
    private let end: Int
    private var isFinished = false
    /// Frames that are being opened ahead, by their offset.
    private var ahead: [Int: (length: Int, job: FramesAhead.Job)] = [:]
    /// The next frame of the index that may be opened ahead.
    private var planned = 0

    /// - Throws: when the file cannot be opened.
    package init(_ segment: Segment, at path: String) throws(StorageError) {
        var window = try FileWindow(path)
        decompressor = try FrameDecompressor()
        report = ReadReport(segment: segment.name)
        index = try Self.readIndex(&window)
        end = index == nil ? window.size : window.size - (index?.encoded().count ?? 0)
        report.promised = index?.posts
        report.previous = index?.previous
        self.window = window
        if let index, index.segment != segment.name {
            report.writtenAs = index.segment
            note(.renamed, nil, end, 0, lost: 0, "the file says that it was written as \(index.segment)")
        }
    }

    /// The posts of the next frame that can be read, in order; nil at the end, when the report is complete.
    package func next() throws(StorageError) -> [Post]? { try nextFrame(nil)?.posts }

    /// The next frame that can be read; nil at the end.
    func nextFrame(_ others: FramesAhead?) throws(StorageError) -> OpenedFrame? {
        while offset < end {
            let at = offset
            guard let length = try frameLength() else {
                try skipDamage("no frame begins here, or it is cut short", .brokenFrame)
                continue
            }
            if try isSkippable() {
                offset += length
                continue
            }
            let indexed = index?.frame(at: at)
            do throws(FrameFault) {
                let frame = try open(length, others)
                offset += length
                report.frames += 1
                check(frame, at, length, indexed)
                for (number, why) in frame.badLines {
                    note(.badLine, indexed?.ordinal, at, length, lost: 1, "line \(number): \(why)")
                }
                report.posts += frame.posts.count
                return frame
            } catch {
                switch error {
                case .broken(let why): try skipDamage(why, .brokenFrame)
                case .refused(let why):
                    offset += length
                    note(.refusedFrame, indexed?.ordinal, at, length, lost: indexed?.frame.posts, why)
                    if let indexed { found.insert(indexed.ordinal) }
                }
            }
        }
        finish()
        return nil
    }

    // MARK: Frames

    /// Compressed length of the frame at `offset`; nil when there is none, whole, within our limits.
    private func frameLength() throws(StorageError) -> Int? {
        let limit = end - offset
        for wanted in [256 << 10, 1 << 20, Limits.frameBytes] {
            let (length, given) = try window.bytes(at: offset, count: wanted) { bytes in
                let bytes = UnsafeRawBufferPointer(rebasing: bytes.prefix(limit))
                return (Self.skippableLength(bytes) ?? FrameDecompressor.length(bytes), bytes.count)
            }
            if let length { return length <= limit ? length : nil }
            if given >= limit { break }
        }
        return nil
    }

    /// Length of a skippable frame with its header; its content needs not be in memory.
    private static func skippableLength(_ bytes: UnsafeRawBufferPointer) -> Int? {
        guard isSkippable(bytes), bytes.count >= 8 else { return nil }
        return 8 + Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self)))
    }

    private static func isSkippable(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count >= 4 else { return false }
        return UInt32(littleEndian: bytes.loadUnaligned(as: UInt32.self)) & 0xFFFF_FFF0 == 0x184D_2A50
    }

    private func isSkippable() throws(StorageError) -> Bool {
        try window.bytes(at: offset, count: 8) { Self.isSkippable($0) }
    }

    /// Begins to open frames that the index names, as long as there is room for more; false when all are begun.
    func openAhead(_ others: FramesAhead) -> Bool {
        guard let index else { return false }
        while planned < index.frames.count {
            guard others.hasRoom else { return true }
            let frame = index.frames[planned]
            planned += 1
            guard frame.offset >= offset, frame.bytes <= Limits.frameBytes,
                let bytes = try? window.file.bytes(at: frame.offset, count: frame.bytes), bytes.count == frame.bytes
            else { continue }
            ahead[frame.offset] = (frame.bytes, others.open(bytes))
        }
        return false
    }

    private func open(_ length: Int, _ others: FramesAhead?) throws(FrameFault) -> OpenedFrame {
        if let others, let begun = ahead.removeValue(forKey: offset) {
            let opened = others.take(begun.job)
            if begun.length == length { return try opened.get() }
        }
        var fault = FrameFault.broken("it cannot be read")
        let decompressor = decompressor
        let frame = try? window.bytes(at: offset, count: length) { bytes -> OpenedFrame? in
            do throws(FrameFault) {
                return try OpenedFrame(UnsafeRawBufferPointer(rebasing: bytes.prefix(length)), with: decompressor)
            } catch {
                fault = error
                return nil
            }
        }
        guard let frame else { throw fault }
        return frame
    }

    /// Compares a frame that was read with what the index says of it. The
    /// frame's own checksum covers its lines; the index covers every byte.
    private func check(
        _ frame: OpenedFrame, _ at: Int, _ length: Int, _ indexed: (ordinal: Int, frame: SegmentIndex.Frame)?
    ) {
        guard index != nil else { return }
        guard let indexed else {
            return note(.changedFrame, nil, at, length, lost: 0, "the index names no frame at this place")
        }
        found.insert(indexed.ordinal)
        if indexed.frame.bytes != length || indexed.frame.checksum != frame.checksum {
            note(.changedFrame, indexed.ordinal, at, length, lost: 0, "its bytes are not those that the index names")
        }
    }

    /// Notes damage at `offset` and goes to the next place that may be a frame.
    private func skipDamage(_ why: String, _ kind: ReadReport.Damage.Kind) throws(StorageError) {
        let at = offset
        // The index knows where the next frame should be, even when its first bytes are damaged too.
        let next = try min(nextMagic(from: at + 1), index?.nextOffset(after: at) ?? end)
        offset = next
        // A magic number inside damaged bytes is no new damage.
        if let last = report.damages.last, last.kind == kind, last.offset + last.bytes == at,
            index?.frame(at: at) == nil
        {
            report.damages[report.damages.count - 1].bytes = next - last.offset
            return
        }
        let indexed = index?.frame(at: at)
        if let indexed { found.insert(indexed.ordinal) }
        note(kind, indexed?.ordinal, at, next - at, lost: indexed?.frame.posts, why)
    }

    /// Offset of the next zstd magic number, or of the end.
    private func nextMagic(from start: Int) throws(StorageError) -> Int {
        var start = start
        while start < end {
            let (hit, given) = try window.bytes(at: start, count: 64 << 10) { bytes -> (Int?, Int) in
                let magic: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD]
                var position = 0
                while position + 4 <= bytes.count {
                    if bytes[position] == magic[0], bytes[position + 1] == magic[1], bytes[position + 2] == magic[2],
                        bytes[position + 3] == magic[3]
                    {
                        return (position, bytes.count)
                    }
                    position += 1
                }
                return (nil, bytes.count)
            }
            if let hit { return min(start + hit, end) }
            // The last three bytes may begin a magic number that goes on behind them.
            guard given > 3 else { return end }
            start += given - 3
        }
        return end
    }

    // MARK: The index

    static func readIndex(_ window: inout FileWindow) throws(StorageError) -> SegmentIndex? {
        guard window.size >= SegmentIndex.footerBytes else { return nil }
        let footer = try window.copy(at: window.size - SegmentIndex.footerBytes, count: SegmentIndex.footerBytes)
        guard let length = SegmentIndex.length(footer: footer), length <= Limits.indexBytes, length <= window.size
        else { return nil }
        return SegmentIndex(try window.copy(at: window.size - length, count: length))
    }

    /// Gives back the room of frames that were begun and that damage made pointless.
    func dropAhead(_ others: FramesAhead) {
        for (_, begun) in ahead { _ = others.take(begun.job) }
        ahead.removeAll()
    }

    /// Says at the end what the index promised and the file did not have.
    private func finish() {
        guard !isFinished else { return }
        isFinished = true
        guard let index else {
            return note(
                .brokenIndex, nil, end, 0, lost: report.isClean ? 0 : nil,
                "the index at the end is missing or damaged; every whole frame was read")
        }
        let covered = report.damages.filter { $0.kind == .brokenFrame || $0.kind == .refusedFrame }
        for (ordinal, frame) in index.frames.enumerated() where !found.contains(ordinal) {
            let isInside = covered.contains { $0.offset < frame.end && frame.offset < $0.offset + $0.bytes }
            note(
                .missingFrame, ordinal, frame.offset, frame.bytes, lost: isInside ? frame.posts : nil,
                "the index names a frame here that is not in the file")
        }
    }

    private func note(
        _ kind: ReadReport.Damage.Kind, _ frame: Int?, _ offset: Int, _ bytes: Int, lost: Int?, _ detail: String
    ) {
        guard report.damages.count < Limits.listedDamages else { return report.unlisted += 1 }
        report.damages.append(
            .init(kind: kind, frame: frame, offset: offset, bytes: bytes, lost: lost, detail: detail))
    }
}
