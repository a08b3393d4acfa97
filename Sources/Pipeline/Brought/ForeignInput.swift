import Glibc
import Storage

/// A file or standard input, plain or packed as zstd, in chunks.
final class ForeignInput {
    static let chunkBytes = 512 << 10

    /// Bytes of the file; 0 when that is not known.
    let size: Int
    /// Bytes of the file read so far, packed as they are there.
    var offset: Int { input.taken }
    /// What is wrong with the file, as far as it was read.
    var damage: String? {
        guard let first = input.damages.first else { return nil }
        let more = input.damageCount > 1 ? ", and \(input.damageCount - 1) more places" : ""
        return "byte \(first.offset): \(first.why) (\(first.bytes) bytes are left out)\(more)"
    }

    private let file: String
    private let descriptor: Int32
    private let input: ZstdInput

    /// - Parameter file: `-` is standard input.
    init(_ file: String) throws(PipelineError) {
        descriptor = file == "-" ? dup(STDIN_FILENO) : open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .nothingScanned("\(file): cannot be opened: \(String(cString: strerror(errno)))")
        }
        var status = stat()
        size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
        self.file = file
        do throws(StorageError) { input = try ZstdInput(descriptor) } catch { throw .storage(error) }
    }

    deinit { close(descriptor) }

    /// The next bytes, unpacked; none at the end.
    func next() throws(PipelineError) -> [UInt8] {
        let input = input
        var failure: ZstdInput.Failure?
        let chunk = [UInt8](unsafeUninitializedCapacity: Self.chunkBytes) { buffer, count in
            do throws(ZstdInput.Failure) {
                count = try input.read(into: UnsafeMutableRawBufferPointer(buffer))
            } catch {
                failure = error
                count = 0
            }
        }
        guard let failure else { return chunk }
        switch failure {
        case .cannotRead(let why): throw .nothingScanned("\(file): cannot be read: \(why)")
        case .otherFormat(let name, let command):
            throw .nothingScanned("\(file): this is packed as \(name); unpack it: \(command) \(file) | jibu … -")
        case .bomb(let why): throw .nothingScanned("\(file): reading was stopped: \(why)")
        }
    }

    /// Everything there is, up to `limit` bytes.
    func rest(limit: Int) throws(PipelineError) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let chunk = try next()
            if chunk.isEmpty { return bytes }
            bytes += chunk
            guard bytes.count <= limit else {
                throw .nothingScanned("\(file): longer than \(limit >> 20) MiB, which no such file is")
            }
        }
    }
}
