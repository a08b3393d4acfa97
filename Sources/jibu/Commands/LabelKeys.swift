#if canImport(Glibc)
import Glibc
#endif

/// Single keys from the terminal, without Enter. The terminal is put back as it was when the value goes away, when the
/// process ends in any way that lets it, and when a signal ends or stops it.
final class LabelKeys {
    /// Nil when standard input is no terminal.
    init?() {
        var now = termios()
        guard isatty(STDIN_FILENO) == 1, tcgetattr(STDIN_FILENO, &now) == 0 else { return nil }
        savedTerminal = now
        var raw = now
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
        rawTerminal = raw
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] { Glibc.signal(signal, endBySignal) }
        Glibc.signal(SIGTSTP, stopBySignal)
        Glibc.signal(SIGCONT, goOnAfterStop)
        atexit(restoreTerminal)
        tcsetattr(STDIN_FILENO, TCSANOW, &raw)
        isRaw = true
    }

    deinit { restoreTerminal() }

    /// The next key as a character; nil at the end of the input.
    func key() -> Character? {
        var bytes: [UInt8] = []
        while bytes.count < 4 {
            var byte: UInt8 = 0
            let count = read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { return nil }
            // Ctrl-D ends as the end of the input does.
            if byte == 4 { return nil }
            bytes.append(byte)
            // A keyboard may send Cyrillic letters: a character is whole when its bytes are.
            if let text = String(validating: bytes, as: UTF8.self), let character = text.first { return character }
        }
        return "\u{FFFD}"
    }

    /// A line with echo and editing, as a terminal usually works.
    func line() -> String? {
        restoreTerminal()
        defer {
            tcsetattr(STDIN_FILENO, TCSANOW, &rawTerminal)
            isRaw = true
        }
        return readLine()
    }
}

// What the signal handlers need. They run on the one thread that reads keys, or end the process; they call nothing but
// tcsetattr, signal and raise, which POSIX allows there.
nonisolated(unsafe) private var savedTerminal = termios()
nonisolated(unsafe) private var rawTerminal = termios()
nonisolated(unsafe) private var isRaw = false

private func restoreTerminal() {
    guard isRaw else { return }
    isRaw = false
    tcsetattr(STDIN_FILENO, TCSANOW, &savedTerminal)
}

private func endBySignal(_ number: Int32) {
    restoreTerminal()
    signal(number, SIG_DFL)
    raise(number)
}

private func stopBySignal(_ number: Int32) {
    restoreTerminal()
    signal(SIGTSTP, SIG_DFL)
    raise(SIGTSTP)
}

private func goOnAfterStop(_ number: Int32) {
    signal(SIGTSTP, stopBySignal)
    tcsetattr(STDIN_FILENO, TCSANOW, &rawTerminal)
    isRaw = true
}
