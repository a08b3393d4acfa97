import CLinux
import Glibc
import Model

/// What a guard writes to its host: lines of a word and a rest.
struct GuardReport {
    /// The descriptor that leads to the host, in the guard.
    static let line: Int32 = 3

    /// How the program ended; nil while it runs, and when the guard died.
    private(set) var how: ProgramEnd.How?
    private(set) var leftBehind: Int?
    private(set) var notes: [String] = []

    enum Word: String {
        case refused, note, exited, signalled, ended
    }

    /// Called in the guard and, before exec, in the program's process.
    static func send(_ word: Word, _ rest: String) {
        let text = Array("\(word.rawValue) \(rest.replacing("\n", with: " "))\n".utf8)
        _ = text.withUnsafeBytes { send(Int(line), $0.baseAddress, $0.count) }
    }

    private static func send(_ descriptor: Int, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
        // A host that is gone must not kill its guard by a signal.
        Glibc.send(Int32(descriptor), bytes, count, Int32(MSG_NOSIGNAL))
    }

    init(_ bytes: [UInt8]) {
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1)
            guard let word = parts.first.flatMap({ Word(rawValue: String($0)) }) else { continue }
            let rest = parts.count > 1 ? String(parts[1]) : ""
            switch word {
            case .refused: how = .notStarted(rest)
            case .note: notes.append(rest)
            case .exited where how == nil: how = Int32(rest).map { .exited($0) }
            case .signalled where how == nil: how = Int32(rest).map { .signalled($0) }
            case .exited, .signalled: break
            case .ended: leftBehind = Int(rest)
            }
        }
    }
}
