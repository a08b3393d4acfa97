import Model
import Synchronization

/// The lines of a program.
final class Collected: Sendable {
    private let lines = Mutex<[String]>([])
    var texts: [String] { lines.withLock { $0 } }

    func add(_ line: ProgramLine) -> Bool {
        if case .whole(let bytes) = line { lines.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) } }
        return true
    }
}
