import Foundation
import Testing

/// A command on a real pseudo-terminal, with somebody at the keyboard.
enum TerminalDriver {
    /// What is awaited on the screen, and what is typed then.
    struct Step: Encodable {
        let awaits: String
        let types: String

        init(_ awaits: String, _ types: String) {
            self.awaits = awaits
            self.types = types
        }
    }

    struct Screen: Decodable {
        /// Exit status; below 0: the signal that ended the command.
        let status: Int32
        let output: String
        /// Whether the terminal shows what is typed and reads whole lines, as it did before.
        let isRestored: Bool
        /// Steps that were typed.
        let typed: Int
    }

    /// Python, which has pseudo-terminals in its library; nil where it is not installed.
    static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first(
        where: FileManager.default.isExecutableFile)

    static func run(
        _ arguments: [String], in folder: URL, environment: [String: String] = [:], _ steps: [Step]
    ) async throws -> Screen {
        let program = try #require(python)
        let typed = String(decoding: try JSONEncoder().encode(steps), as: UTF8.self)
        let ending = try await JibuProcess.run(
            ["-c", script, typed, try JibuProcess.path()] + arguments, in: folder, environment: environment,
            program: program)
        #expect(ending.errors.isEmpty, "\(ending.errors)")
        return try ending.object(Screen.self)
    }

    private static let script = """
        import fcntl, json, os, pty, select, subprocess, sys, termios, time
        steps, argv = json.loads(sys.argv[1]), sys.argv[2:]
        master, slave = pty.openpty()
        def controlled():
            os.setsid()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
        child = subprocess.Popen(argv, stdin=slave, stdout=slave, stderr=slave, preexec_fn=controlled)
        screen, seen, typed, end = b"", 0, 0, time.time() + 120
        while time.time() < end:
            ready, _, _ = select.select([master], [], [], 0.05)
            if ready:
                screen += os.read(master, 65536)
            elif child.poll() is not None:
                break
            if typed < len(steps):
                at = screen.find(steps[typed]["awaits"].encode(), seen)
                if at >= 0:
                    seen = at + len(steps[typed]["awaits"].encode())
                    os.write(master, steps[typed]["types"].encode())
                    typed += 1
        if child.poll() is None:
            child.kill()
        status = child.wait()
        flags = termios.tcgetattr(slave)[3]
        restored = bool(flags & termios.ECHO) and bool(flags & termios.ICANON)
        print(json.dumps({"status": status, "output": screen.decode("utf-8", "replace"), "is_restored": restored, "typed": typed}))
        """
}
