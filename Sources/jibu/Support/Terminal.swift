import Reading
import Synchronization
import Text

#if canImport(Glibc)
import Glibc
#endif

/// The two streams: results on stdout, everything else on stderr. Colours and
/// progress only on a terminal; text from outside is escaped before it gets here.
enum Terminal {
    enum Style: String {
        case bold = "1", dim = "2", red = "31", green = "32", yellow = "33", cyan = "36"
    }

    static let outputIsTerminal = isatty(STDOUT_FILENO) == 1
    static let errorIsTerminal = isatty(STDERR_FILENO) == 1
    /// A terminal that knows nothing but lines, such as a shell inside an editor.
    static let isDumb = getenv("TERM").map { String(cString: $0) } == "dumb"
    /// https://no-color.org
    static let colourAllowed = getenv("NO_COLOR") == nil && !isDumb

    /// Text in a style when stdout is a terminal, plain otherwise.
    static func styled(_ text: String, _ style: Style) -> String {
        outputIsTerminal && colourAllowed ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// One result line.
    static func print(_ line: String) { write(line + "\n", to: STDOUT_FILENO) }

    /// One line of JSON.
    static func print(json: JSONValue) { write(json.encoded() + [UInt8(ascii: "\n")]) }

    /// Text from outside on one line, harmless for a terminal.
    static func safe(_ text: String) -> String { TerminalText.escaped(text, keepNewlines: false) }

    /// What could not be read, on stderr, a line each.
    static func note(_ damages: [String], as what: String) {
        for damage in damages { note("\(what): \(safe(damage))") }
    }

    /// Result bytes as they are.
    static func write(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

    /// A remark for the person at the terminal.
    static func note(_ line: String) { write(line + "\n", to: STDERR_FILENO) }

    static func error(_ line: String) {
        let mark = errorIsTerminal && colourAllowed ? "\u{1B}[31mjibu:\u{1B}[0m" : "jibu:"
        write("\(mark) \(line)\n", to: STDERR_FILENO)
    }

    /// A piece of a progress line.
    static func draw(_ text: String) { write(text, to: STDERR_FILENO) }

    private static func write(_ text: String, to descriptor: Int32) { write(Array(text.utf8), to: descriptor) }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                guard let base = buffer.baseAddress else { return }
                let written = Glibc.write(descriptor, base + done, buffer.count - done)
                if written > 0 { done += written; continue }
                if written < 0, errno == EINTR { continue }
                // The reader has gone: there is nobody left to tell.
                if descriptor == STDOUT_FILENO { Glibc.exit(ExitStatus.clean.rawValue) }
                return
            }
        }
    }
}

/// A progress line on stderr, redrawn in place; nothing when stderr is no terminal.
final class Progress: Sendable {
    private let shown = Mutex(-1)
    private var isShown: Bool { Terminal.errorIsTerminal && !Terminal.isDumb }

    /// Shows `done` of `total`; cheap enough to call for every item.
    func update(_ done: Int, of total: Int, label: String) {
        guard isShown, total > 0 else { return }
        let percent = min(100, done * 100 / total)
        let isNew = shown.withLock { last in
            defer { last = percent }
            return last != percent
        }
        guard isNew || done == total else { return }
        let filled = percent / 5
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 20 - filled)
        Terminal.draw("\r\(label) \(bar) \(percent) %")
        if done >= total { clear() }
    }

    /// Takes the line away again.
    func clear() {
        guard isShown else { return }
        Terminal.draw("\r\u{1B}[K")
    }
}
