import Glibc
import Storage
import Watchlists

/// Reads files one after the other, unpacks them and cuts them into blocks of whole lines. Flat in memory.
///
/// Not Sendable: the workers of a scan take turns (`SharedReader`).
final class ScanBlockReader {
    /// Limits of a scan (design decision 6).
    enum Bounds {
        /// Lines of one block: the posts of one chunk.
        static let lines = LimitLedger.chunkPosts
        /// A block of long lines ends after this many bytes.
        static let blockBytes = 2 << 20
        static let lineBytes = Limits.lineBytes
        /// Most bytes asked for at a time.
        static let step = 128 << 10
        static let capacity = blockBytes + lineBytes + step + 2
    }

    let files: [String]
    /// What could not be read or is damaged, in the order of the files.
    private(set) var troubles: [ScanReport.Trouble] = []

    private var file = -1
    private var input: ZstdInput?
    private var descriptor: Int32 = -1
    private var sizes: [Int]
    /// Lines of the file that blocks have so far.
    private var lines = 0
    /// The beginning of the next block, read already.
    private var rest: [UInt8] = []
    /// Inside a line over the limit: its bytes are dropped until its end.
    private var isDropping = false
    private var blocks = 0

    init(_ files: [String]) {
        self.files = files
        sizes = files.map(ScanBlockReader.size)
    }

    deinit { closeFile() }

    /// Packed bytes read so far and in all; nil when the whole is not known (a pipe).
    var progress: (done: Int, of: Int)? {
        guard sizes.allSatisfy({ $0 > 0 }) else { return nil }
        return (sizes.prefix(max(0, file)).reduce(0, +) + (input?.taken ?? 0), sizes.reduce(0, +))
    }

    /// The next block; nil at the end.
    func next() -> ScanBlock? {
        var block = ScanBlock(number: blocks, bytes: [], parts: [], longLines: [])
        block.bytes = [UInt8](unsafeUninitializedCapacity: Bounds.capacity) { buffer, count in
            count = fill(buffer, &block)
        }
        guard !block.bytes.isEmpty || !block.longLines.isEmpty else { return nil }
        blocks += 1
        return block
    }

    /// Fills `buffer` with the lines of a block; how many bytes they have. What was read behind them is the `rest`.
    private func fill(_ buffer: UnsafeMutableBufferPointer<UInt8>, _ block: inout ScanBlock) -> Int {
        guard let base = buffer.baseAddress else { return 0 }
        _ = buffer.update(fromContentsOf: rest)
        var filled = rest.count
        rest.removeAll(keepingCapacity: true)
        /// End of the last whole line, how many there are, and where the search for the next end goes on.
        var (cut, count, searched) = (0, 0, 0)
        if input != nil || filled > 0 { block.parts.append(.init(file: file, firstLine: lines + 1, start: 0)) }
        while true {
            while count < Bounds.lines, cut < Bounds.blockBytes, searched < filled,
                let hit = memchr(base + searched, 0x0A, filled - searched)
            {
                let newline = UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) - UnsafePointer(base)
                if isDropping || newline - cut > Bounds.lineBytes {
                    // Kept as an empty line, so that the numbers of the others stay right.
                    if !isDropping { block.longLines.append(.init(file: file, line: lines + 1)) }
                    (base + cut).update(from: base + newline, count: filled - newline)
                    filled -= newline - cut
                    cut += 1
                } else {
                    cut = newline + 1
                }
                searched = cut
                count += 1
                lines += 1
                isDropping = false
            }
            if count == Bounds.lines || cut >= Bounds.blockBytes { break }
            if isDropping {
                filled = cut
            } else if filled - cut > Bounds.lineBytes {
                block.longLines.append(.init(file: file, line: lines + 1))
                isDropping = true
                filled = cut
            }
            searched = filled
            let room = UnsafeMutableRawBufferPointer(
                start: base + filled, count: min(Bounds.step, buffer.count - filled))
            let given = read(room)
            if given > 0 {
                filled += given
                continue
            }
            if filled > cut || isDropping {
                // The last line of a file may have no end.
                base[filled] = 0x0A
                filled += 1
                searched = filled - 1
                closeFile()
                continue
            }
            closeFile()
            guard openNext() else { break }
            block.parts.append(.init(file: file, firstLine: 1, start: cut))
        }
        rest.append(contentsOf: UnsafeBufferPointer(start: base + cut, count: filled - cut))
        return cut
    }

    /// Bytes of the file at hand; 0 at its end and when it cannot be read any further.
    private func read(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        guard let input else { return 0 }
        do throws(ZstdInput.Failure) {
            return try input.read(into: buffer)
        } catch {
            let name = files[file]
            switch error {
            case .cannotRead(let why):
                trouble(.init(isFailure: true, what: "\(name): cannot be read any further: \(why)"))
            case .otherFormat(let format, let command):
                trouble(
                    .init(
                        isFailure: true,
                        what: "\(name): this is \(format), which is not read here: \(command) \(name) | jibu scan ..."))
            case .bomb(let why):
                trouble(.init(isFailure: false, what: "\(name): \(why); the rest of it was not scanned"))
            }
            return 0
        }
    }

    private func trouble(_ trouble: ScanReport.Trouble) { troubles.append(trouble) }

    // MARK: Files

    /// Opens the next file that can be opened; false when there is none.
    private func openNext() -> Bool {
        while file + 1 < files.count {
            file += 1
            lines = 0
            isDropping = false
            let name = files[file]
            descriptor = name == "-" ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else {
                trouble(.init(isFailure: true, what: "\(name): cannot be opened: \(String(cString: strerror(errno)))"))
                continue
            }
            do throws(StorageError) {
                input = try ZstdInput(descriptor)
                return true
            } catch {
                trouble(.init(isFailure: true, what: "\(name): \(error)"))
                closeFile()
            }
        }
        return false
    }

    /// Ends the file at hand and says what of it was damaged.
    private func closeFile() {
        if let input {
            for damage in input.damages {
                let what =
                    "\(files[file]): damaged at byte \(damage.offset), \(damage.bytes) bytes left out: \(damage.why)"
                trouble(.init(isFailure: false, what: what))
            }
            let more = input.damageCount - input.damages.count
            if more > 0 { trouble(.init(isFailure: false, what: "\(files[file]): \(more) more damaged places")) }
        }
        input = nil
        if descriptor > STDIN_FILENO { close(descriptor) }
        descriptor = -1
    }

    private static func size(_ file: String) -> Int {
        var status = stat()
        guard file != "-", stat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return 0 }
        return Int(status.st_size)
    }
}
