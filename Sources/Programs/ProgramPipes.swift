import CLinux
import Foundation

/// The descriptors between the host and one guard: standard input (a file), output, errors, and the line on which the
/// guard reports and by whose end it knows that it must stop.
///
/// Owned by one thread. A class, since descriptors are closed at different times and must be closed once.
final class ProgramPipes {
    private var output: Int32 = -1
    private var errors: Int32 = -1
    private var line: Int32 = -1
    /// Input, output, errors, line: what the guard gets as 0, 1, 2 and 3.
    private var childEnds: [Int32] = []
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)

    /// Nil when a descriptor could not be had.
    init?(input path: String) {
        guard let input = Self.raised(open(path, O_RDONLY | O_CLOEXEC)) else { return nil }
        childEnds.append(input)
        guard let out = Self.pair(pipe: true), let err = Self.pair(pipe: true) else {
            close()
            return nil
        }
        (output, errors) = (out.0, err.0)
        childEnds += [out.1, err.1]
        guard let talk = Self.pair(pipe: false) else {
            close()
            return nil
        }
        line = talk.0
        childEnds.append(talk.1)
        for descriptor in [output, errors, line] { _ = clinux_set_nonblocking(descriptor) }
    }

    /// A pipe (ours reads, theirs writes) or a pair of sockets, all closed on exec.
    private static func pair(pipe: Bool) -> (Int32, Int32)? {
        var ends: [Int32] = [-1, -1]
        let result =
            pipe
            ? clinux_pipe(&ends)
            : socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends)
        guard result == 0 else { return nil }
        guard let theirs = raised(ends[1]) else {
            Glibc.close(ends[0])
            return nil
        }
        return (ends[0], theirs)
    }

    /// The same descriptor with a number that none of 0 to 3 can be: a process may run with these closed.
    private static func raised(_ descriptor: Int32) -> Int32? {
        guard descriptor >= 0 else { return nil }
        defer { Glibc.close(descriptor) }
        let copy = clinux_duplicate_above(descriptor, 16)
        return copy >= 0 ? copy : nil
    }

    struct SpawnFailure: Error { var number: Int32 }

    /// Starts the guard in a session of its own, with default signals and nothing open but its four descriptors.
    func spawn(
        _ command: String, _ words: [String], environment: [String: String]
    ) throws(SpawnFailure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, descriptor) in childEnds.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var every = sigset_t()
        sigfillset(&every)
        posix_spawnattr_setsigdefault(&attributes, &every)
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(
            &attributes, Int16(clinux_spawn_new_session) | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] =
            environment.sorted { $0.key < $1.key }
            .map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var process: pid_t = 0
        let result = posix_spawn(&process, command, &actions, &attributes, &arguments, &variables)
        guard result == 0 else { throw SpawnFailure(number: result) }
        return process
    }

    func closeChildEnds() {
        for descriptor in childEnds { Glibc.close(descriptor) }
        childEnds = []
    }

    /// The program that still writes gets an error or SIGPIPE.
    func closeOutput() { Self.shut(&output) }

    /// The guard sees the end of its line; what it says can still be read.
    func closeLine() { shutdown(line, Int32(SHUT_WR)) }

    func close() {
        closeChildEnds()
        Self.shut(&output)
        Self.shut(&errors)
        Self.shut(&line)
    }

    private static func shut(_ descriptor: inout Int32) {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }

    /// Waits until something can be read; false when the time is over.
    func wait(milliseconds: Int64) -> Bool {
        var watched = [output, errors, line].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        return poll(&watched, nfds_t(watched.count), pollTimeout(milliseconds + 1)) > 0
    }

    /// False once the program's end is closed.
    var isOutputOpen: Bool { output >= 0 }

    func waitForOutput(milliseconds: Int64) {
        var watched = [pollfd(fd: output, events: Int16(POLLIN), revents: 0)]
        poll(&watched, 1, pollTimeout(milliseconds + 1))
    }

    /// Takes what has come, at most one buffer; false when there is nothing.
    @discardableResult
    func readOutput(_ body: (UnsafeBufferPointer<UInt8>) -> Void) -> Bool { take(&output, body) }

    @discardableResult
    func readErrors(_ body: (UnsafeBufferPointer<UInt8>) -> Void) -> Bool { take(&errors, body) }

    /// Appends what the guard said; false once it has closed its end. More than 64 KiB no guard says.
    func readLine(into said: inout [UInt8]) -> Bool {
        while true {
            let count = read(line, &buffer, buffer.count)
            if count > 0 {
                said.append(contentsOf: buffer[..<count].prefix(max(0, (64 << 10) - said.count)))
            } else if count < 0 && errno == EINTR {
                continue
            } else {
                return count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)
            }
        }
    }

    private func take(_ descriptor: inout Int32, _ body: (UnsafeBufferPointer<UInt8>) -> Void) -> Bool {
        guard descriptor >= 0 else { return false }
        let count = read(descriptor, &buffer, buffer.count)
        if count > 0 {
            buffer.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[..<count])) }
            return true
        }
        if count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) { return false }
        // Its other end is closed: no more is to come.
        Self.shut(&descriptor)
        return false
    }
}
