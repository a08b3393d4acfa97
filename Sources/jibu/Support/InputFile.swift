#if canImport(Glibc)
import Glibc
#endif

/// Reads a whole file, or standard input, up to a limit.
enum InputFile {
    static func read(_ path: String, limit: Int) throws(CommandProblem) -> [UInt8] {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw CommandProblem(.couldNotRun, "\(path): cannot be opened: \(String(cString: strerror(errno)))")
        }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw CommandProblem(.couldNotRun, "\(path): cannot be read: \(String(cString: strerror(errno)))")
            }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= limit else {
                throw CommandProblem(.couldNotRun, "\(path): is larger than \(limit >> 20) MiB")
            }
        }
    }
}
