import CZstd
import Glibc

/// Reads what somebody else packed: a file or a pipe of zstd frames, or of plain bytes, told apart by their first
/// bytes. Memory is flat: one buffer, and the window that a frame may ask for.
///
/// Damage costs the frame it is in, from the place where it shows: a newline is given, so that a line that was cut
/// stays apart from the next one, and reading goes on at the next frame. Limits are ours (trust.md S4).
package final class ZstdInput {
    /// Why reading ended before the end.
    package enum Failure: Error, Sendable, Equatable {
        case cannotRead(why: String)
        /// Packed in a way that is not read here; `command` unpacks it.
        case otherFormat(name: String, command: String)
        /// What comes out is more than a limit allows.
        case bomb(why: String)
    }

    /// A part of the input that gave nothing, or only its beginning.
    package struct Damage: Sendable, Equatable {
        /// Place in the packed bytes, and how many of them were left out.
        package var offset: Int
        package var bytes: Int
        package var why: String
    }

    /// At most `Limits.listedDamages` of them; `damageCount` counts all.
    package private(set) var damages: [Damage] = []
    package private(set) var damageCount = 0
    /// Packed bytes taken in so far, and bytes given out.
    package var taken: Int { window.offset }
    package private(set) var given = 0

    private enum Form { case unknown, plain, frames }

    private var form = Form.unknown
    private var window: ZstdWindow
    private let context: OpaquePointer
    /// The frame at hand: where it begins, what it gave; nil between frames.
    private var frame: (offset: Int, given: Int)?
    /// The last call filled its whole output, so that the decompressor may hold more.
    private var holdsMore = false
    private var needsBreak = false

    /// - Parameter descriptor: open for reading; it stays open.
    package init(_ descriptor: Int32) throws(StorageError) {
        guard let context = ZSTD_createDCtx() else { throw .compressor(why: "no memory for a decompressor") }
        self.context = context
        window = ZstdWindow(descriptor)
        ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Limits.windowLog)
    }

    deinit { ZSTD_freeDCtx(context) }

    /// Puts the next bytes into `buffer`; how many there were, 0 at the end.
    ///
    /// It waits for input only when it has nothing to give.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        if form == .unknown { try findForm() }
        return form == .plain ? try window.take(into: buffer) : try readFrames(into: buffer)
    }

    private func findForm() throws(Failure) {
        let first = try window.peek(6)
        form = .plain
        let magics: [(bytes: [UInt8], name: String, command: String)] = [
            ([0x1F, 0x8B], "gzip", "zcat"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz", "xzcat"),
            ([0x42, 0x5A, 0x68], "bzip2", "bzcat"), ([0x50, 0x4B, 0x03, 0x04], "zip", "unzip -p"),
        ]
        for magic in magics where first.starts(with: magic.bytes) {
            throw .otherFormat(name: magic.name, command: magic.command)
        }
        if first.count >= 4 {
            let isSkippable = first[0] & 0xF0 == 0x50 && first[1...3].elementsEqual([0x2A, 0x4D, 0x18])
            if isSkippable || first.starts(with: ZstdWindow.magic) { form = .frames }
        }
    }

    private func readFrames(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        var output = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
        while output.pos < output.size {
            if needsBreak {
                needsBreak = false
                buffer[output.pos] = UInt8(ascii: "\n")
                output.pos += 1
                continue
            }
            if window.isEmpty, !holdsMore {
                // Nobody should wait for input while there is something to give.
                if output.pos > 0 { break }
                guard try window.fill() else {
                    if frame == nil { break }
                    damaged("it is cut short", rewinds: true)
                    continue
                }
            }
            let before = (output.pos, window.offset)
            let start = frame ?? (window.offset, 0)
            let result = window.decompress(context, &output)
            frame = (start.offset, start.given + output.pos - before.0)
            given += output.pos - before.0
            holdsMore = output.pos == output.size
            if ZSTD_isError(result) != 0 {
                damaged(Self.sentence(of: result), rewinds: true)
            } else if result == 0 {
                frame = nil
                holdsMore = false
            } else if before == (output.pos, window.offset), !window.isEmpty {
                damaged("it does not go on", rewinds: true)
            } else if frameGrowsTooMuch {
                damaged("it grows more than \(Limits.ratio) times")
            }
            try checkTotal()
        }
        return output.pos
    }

    private var frameGrowsTooMuch: Bool {
        guard let frame, frame.given > Limits.ratioFree else { return false }
        return (frame.given - Limits.ratioFree) / Limits.ratio > window.offset - frame.offset
    }

    /// Many small frames can be a bomb where each one alone is none.
    private func checkTotal() throws(Failure) {
        if given > Limits.ratioFree, (given - Limits.ratioFree) / Limits.ratio > window.offset {
            throw .bomb(why: "it grows more than \(Limits.ratio) times")
        }
        if given > Limits.foreignBytes { throw .bomb(why: "it holds more than \(Limits.foreignBytes >> 40) TiB") }
    }

    /// Notes damage in the frame at hand and goes to the next place that may be a frame.
    ///
    /// - Parameter rewinds: a damaged length can lead far into the frames behind, so that they are looked for again.
    private func damaged(_ why: String, rewinds: Bool = false) {
        let bad = frame ?? (window.offset, 0)
        ZSTD_DCtx_reset(context, ZSTD_reset_session_only)
        frame = nil
        holdsMore = false
        needsBreak = needsBreak || bad.given > 0
        let next = window.skipToFrame(after: bad.offset, rewinds: rewinds)
        let isSameDamage = bad.given == 0 && damages.last.map { $0.offset + $0.bytes == bad.offset } == true
        if isSameDamage {
            damages[damages.count - 1].bytes += next - bad.offset
            return
        }
        damageCount += 1
        guard damages.count < Limits.listedDamages else { return }
        damages.append(Damage(offset: bad.offset, bytes: next - bad.offset, why: why))
    }

    private static func sentence(of result: Int) -> String {
        switch ZSTD_getErrorCode(result) {
        case ZSTD_error_frameParameter_windowTooLarge:
            "it asks for more than \(1 << (Limits.windowLog - 20)) MiB of memory; "
                + "pack it again without --long or --ultra"
        case ZSTD_error_checksum_wrong: "its checksum is wrong: lines of it may be damaged"
        case ZSTD_error_prefix_unknown: "no frame begins here"
        default: String(cString: ZSTD_getErrorName(result)).lowercased()
        }
    }
}
