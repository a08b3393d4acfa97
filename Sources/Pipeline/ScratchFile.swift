import Glibc
import Reading

/// A file without a name: it is gone when this value is, whatever happens.
final class ScratchFile {
    private let descriptor: Int32
    /// Bytes written so far.
    private(set) var size = 0

    init() throws(PipelineError) {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(folder)/jibu-XXXXXX".utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else {
            throw .nothingScanned("\(folder): no temporary file can be made: \(String(cString: strerror(errno)))")
        }
        unlink(template)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    deinit { close(descriptor) }

    func append(_ bytes: [UInt8]) throws(PipelineError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done, size + done)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw .nothingScanned("the temporary file cannot be written: \(String(cString: strerror(errno)))")
            }
            done += count
        }
        size += done
    }

    func read(at offset: Int, count: Int) throws(PipelineError) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { target, filled in
            while filled < count {
                let got = pread(descriptor, target.baseAddress?.advanced(by: filled), count - filled, offset + filled)
                if got < 0, errno == EINTR { continue }
                if got <= 0 {
                    failure = got < 0 ? errno : EIO
                    return
                }
                filled += got
            }
        }
        if failure != 0 {
            throw .nothingScanned("the temporary file cannot be read: \(String(cString: strerror(failure)))")
        }
        return bytes
    }

    /// Hands over every line from the beginning.
    func forEach(_ body: (UnsafeBufferPointer<UInt8>) -> Void) throws(PipelineError) {
        // Appending and reading name their place; only this goes by the file's own.
        lseek(descriptor, 0, SEEK_SET)
        let failure = JSONLines.forEach(from: descriptor) { line, _ in
            if case .bytes(let bytes) = line { body(bytes) }
            return true
        }
        if let failure {
            throw .nothingScanned("the temporary file cannot be read: \(String(cString: strerror(failure)))")
        }
    }
}
