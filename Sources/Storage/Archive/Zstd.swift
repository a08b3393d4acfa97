import CZstd

/// Makes zstd frames, each with its content size and a checksum of its content.
final class FrameCompressor {
    private let context: OpaquePointer

    init() throws(StorageError) {
        guard let context = ZSTD_createCCtx() else { throw .compressor(why: "no memory for a compressor") }
        self.context = context
        ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, 6)
        ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
        ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 1)
    }

    deinit { ZSTD_freeCCtx(context) }

    func frame(_ content: [UInt8]) throws(StorageError) -> [UInt8] {
        let bound = ZSTD_compressBound(content.count)
        var size = 0
        let frame = [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            size = ZSTD_compress2(context, buffer.baseAddress, bound, content, content.count)
            count = ZSTD_isError(size) == 0 ? size : 0
        }
        guard ZSTD_isError(size) == 0 else { throw .compressor(why: String(cString: ZSTD_getErrorName(size))) }
        return frame
    }
}

/// Opens zstd frames under our limits.
final class FrameDecompressor {
    private let context: OpaquePointer

    init() throws(StorageError) {
        guard let context = ZSTD_createDCtx() else { throw .compressor(why: "no memory for a decompressor") }
        self.context = context
        ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Limits.windowLog)
    }

    deinit { ZSTD_freeDCtx(context) }

    /// Compressed bytes of the frame that begins at the start of `bytes`; nil when it is broken or goes on after them.
    static func length(_ bytes: UnsafeRawBufferPointer) -> Int? {
        let size = ZSTD_findFrameCompressedSize(bytes.baseAddress, bytes.count)
        return ZSTD_isError(size) == 0 ? size : nil
    }

    /// The content of one whole frame, its checksum proved when it has one.
    func content(_ frame: UnsafeRawBufferPointer) throws(FrameFault) -> [UInt8] {
        let announced = ZSTD_getFrameContentSize(frame.baseAddress, frame.count)
        // The two highest values mean "broken" and "not said"; see ZSTD_getFrameContentSize.
        guard announced != UInt64.max - 1 else { throw .broken("its header is broken") }
        let isAnnounced = announced != UInt64.max
        let capacity = isAnnounced ? announced : UInt64(Limits.readableFrameContent)
        guard capacity <= UInt64(Limits.readableFrameContent) else { throw .refused("it holds \(announced) bytes") }
        ZSTD_DCtx_reset(context, ZSTD_reset_session_only)
        var input = ZSTD_inBuffer(src: frame.baseAddress, size: frame.count, pos: 0)
        var result = 0
        // One byte more than announced, so that an empty frame has a place to be written to.
        let content = [UInt8](unsafeUninitializedCapacity: Int(capacity) + 1) { buffer, count in
            var output = ZSTD_outBuffer(dst: buffer.baseAddress, size: Int(capacity), pos: 0)
            repeat {
                let before = (input.pos, output.pos)
                result = ZSTD_decompressStream(context, &output, &input)
                // No progress: the frame wants more input or more room than it may have.
                if before == (input.pos, output.pos) { break }
            } while result > 0 && ZSTD_isError(result) == 0
            count = output.pos
        }
        if ZSTD_getErrorCode(result) == ZSTD_error_frameParameter_windowTooLarge {
            throw .refused("it asks for more than \(1 << Limits.windowLog) bytes of memory")
        }
        guard ZSTD_isError(result) == 0 else { throw .broken(String(cString: ZSTD_getErrorName(result)).lowercased()) }
        guard result == 0 else {
            if content.count >= capacity { throw .refused("it holds more than \(capacity) bytes") }
            throw .broken("it is cut short")
        }
        if content.count > 1 << 20, content.count / max(frame.count, 1) > Limits.ratio {
            throw .refused("it grows more than \(Limits.ratio) times")
        }
        return content
    }
}

/// Why a frame gave no lines.
enum FrameFault: Error, Equatable {
    /// The bytes are not what was written.
    case broken(String)
    /// Over one of our limits.
    case refused(String)
}
