import Intake
import Model
import Reading
import Synchronization
import Text

/// One run of a program: takes its lines on the runner's thread, and makes the harvest when it has ended.
final class ExecSession: Sendable {
    private struct State {
        var speech: any ExecSpeech
        var gathered: Gathered
    }

    private let state: Mutex<State>
    private let before: Cursor?
    /// So many unusable lines end a program: it does not speak our language.
    private static let maximumUnusable = 1000

    init(_ speech: any ExecSpeech, after cursor: Cursor?, context: SourceContext) {
        before = cursor
        let record = PostRecord(latest: context.now.advanced(by: .days(2)))
        state = Mutex(State(speech: speech, gathered: Gathered(record: record, maximumPosts: context.maximumPosts)))
    }

    /// Takes one line; false ends the program.
    func take(_ line: ProgramLine) -> Bool {
        state.withLock { state in
            switch line {
            case .tooLong(let bytes): state.gathered.skip("a line has \(bytes) bytes or more")
            case .whole(let bytes):
                guard let message = ExecJSON.object(bytes) else {
                    state.gathered.skip(
                        "a line is no JSON object: \(String(decoding: bytes.prefix(2_000), as: UTF8.self))")
                    break
                }
                guard state.speech.take(message, &state.gathered) else { return false }
            }
            return !state.gathered.isFull && state.gathered.unusable < ExecSession.maximumUnusable
        }
    }

    /// What it all came to. Posts that were printed are kept however the program ended; the cursor is the last one that
    /// it printed, or the one it was started with, and is stored only once the posts are durable.
    ///
    /// - Throws: when there is nothing to keep.
    func harvest(_ end: ProgramEnd, path: String, secrets: ExecSecrets) throws(SourceFailure) -> Harvest {
        let (gathered, complaint) = state.withLock { ($0.gathered, $0.speech.complaint($0.gathered)) }
        let health = secrets.hidden(in: health(gathered, end, complaint))
        if gathered.posts.isEmpty && gathered.cursor == nil {
            // The last words of the program are often the only hint.
            let last = ExecSession.lastLine(end.errors, secrets).map { "; its last words: \($0)" } ?? ""
            switch health {
            case .failed(let what): throw .program(path: path, what: what + last)
            case .softFailed(let what): throw .notAnAnswer(url: path, what: what + last)
            case .healthy, .quiet, .unchanged, .throttled, .gone: break
            }
        }
        return Harvest(
            posts: gathered.posts, cursor: gathered.cursor.map { Cursor($0) } ?? before, health: health,
            notBefore: { if case .throttled(let until) = health { until } else { nil } }(),
            notes: notes(gathered, end, secrets), reach: gathered.isFull ? .part : .unknown)
    }

    private func health(_ gathered: Gathered, _ end: ProgramEnd, _ complaint: String?) -> SourceHealth {
        if let violation = gathered.violation { return .softFailed(violation) }
        if gathered.unusable >= ExecSession.maximumUnusable {
            return .softFailed("it printed \(gathered.unusable) lines that cannot be used")
        }
        switch end.how {
        case .notStarted(let why): return .failed("it could not be started: \(why)")
        case .deadline: return .failed("it did not end in time and was ended")
        case .overLimit(let what): return .failed("it printed more than \(what) and was ended")
        case .signalled(let signal): return .failed("it was ended by signal \(signal)")
        case .exited(let status) where status != 0:
            // A program that has said why may end with any status.
            if let said = gathered.health, !said.isAnswer { return said }
            return .failed("it ended with status \(status)")
        case .exited, .stopped: break
        }
        if gathered.isFull { return .healthy }
        if let complaint { return .softFailed(complaint) }
        if let said = gathered.health, !said.isAnswer || gathered.posts.isEmpty { return said }
        if gathered.posts.isEmpty {
            return gathered.unusable > 0 ? .softFailed("none of its lines could be used") : .quiet
        }
        return .healthy
    }

    private func notes(_ gathered: Gathered, _ end: ProgramEnd, _ secrets: ExecSecrets) -> [String] {
        var notes = gathered.notes.map { secrets.hidden(in: $0) }
        if gathered.unusable > 0 {
            // Hidden before it is cut: the cut must not leave half of a secret.
            let first = secrets.hidden(in: gathered.firstUnusable ?? "").prefix(120)
            notes.append("\(gathered.unusable) lines were left out; the first: \(first)")
        }
        if gathered.isFull {
            notes.append(
                "it printed more than \(gathered.maximumPosts) posts; the rest comes next time"
                    + (gathered.cursor == nil ? ", if it prints a cursor before them" : ""))
        }
        if end.leftBehind > 0 { notes.append("it left \(end.leftBehind) processes behind; they were ended") }
        notes += end.notes
        if let last = ExecSession.lastLine(end.errors, secrets), end.how != .exited(0) || gathered.unusable > 0 {
            notes.append("its last words: \(last)")
        }
        return notes.map { TerminalText.escaped($0, keepNewlines: false) }
    }

    /// The last line of standard error that says something, without secrets, escaped, at most 300 characters.
    private static func lastLine(_ errors: [UInt8], _ secrets: ExecSecrets) -> String? {
        let lines = errors.split(separator: UInt8(ascii: "\n"))
        let text = lines.last { line in line.contains { $0 > 0x20 } }.map {
            String(decoding: $0.suffix(4_000), as: UTF8.self)
        }
        // Hidden before it is cut: the cut must not leave half of a secret.
        return text.map { TerminalText.escaped(String(secrets.hidden(in: $0).prefix(300)), keepNewlines: false) }
    }
}

/// Lines of JSON as programs print them.
enum ExecJSON {
    /// One object; nil for everything else. Bare `NaN` and `Infinity`, which Python prints, are read as null.
    static func object(_ bytes: [UInt8]) -> JSONValue? {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        guard text.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else { return nil }
        let value = (try? JSONValue.parse(bytes, .lenient)) ?? (try? JSONValue.parse(withoutNaN(bytes), .lenient))
        return value?.object == nil ? nil : value
    }

    private static let bare = ["-Infinity", "Infinity", "NaN"].map { Array($0.utf8) }

    /// The bytes with bare words outside of strings replaced by null.
    private static func withoutNaN(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        var isInString = false
        while index < bytes.count {
            let byte = bytes[index]
            if isInString, byte == UInt8(ascii: "\\"), index + 1 < bytes.count {
                result += [byte, bytes[index + 1]]
                index += 2
                continue
            }
            if byte == UInt8(ascii: "\"") { isInString.toggle() }
            if !isInString, let word = bare.first(where: { bytes[index...].starts(with: $0) }) {
                result += Array("null".utf8)
                index += word.count
            } else {
                result.append(byte)
                index += 1
            }
        }
        return result
    }
}
