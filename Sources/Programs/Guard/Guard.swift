import CLinux
import Glibc
import Model

/// The process between Jibu and a program: the hidden command `jibu guard`.
///
/// It inherits every orphan of the program, so whatever daemonises ends here. It ends everything when the program ends,
/// when Jibu says so, and when Jibu is gone: all three it sees on the one line between them.
package enum Guard {
    /// Which version of Landlock this kernel has; 0 for none.
    package static var landlockVersion: Int { Cage.landlockVersion }

    /// Runs the order to its end.
    ///
    /// - Returns: the exit status of the guard itself: 0, or 2 when it could not work.
    package static func run(_ order: GuardOrder) -> Int32 {
        guard clinux_set_close_on_exec(GuardReport.line) == 0 else { return 2 }
        // Whatever else the host had open is not the program's business.
        clinux_close_from(4)
        guard clinux_prctl(PR_SET_CHILD_SUBREAPER, 1) == 0 else {
            GuardReport.send(.refused, "the guard cannot inherit orphans: \(systemText(errno))")
            return 2
        }
        let program = clinux_fork()
        guard program >= 0 else {
            GuardReport.send(.refused, "no process could be started: \(systemText(errno))")
            return 2
        }
        if program == 0 { become(order) }
        // Only the program may hold its ends of the pipes.
        for descriptor in Int32(0)...2 { close(descriptor) }
        let status = wait(for: program, grace: order.graceMilliseconds)
        let leftBehind = Descendants.endAll()
        // The host removes it too; but a host that was killed cannot, and secrets may stand in it.
        Scratch(path: order.folder).remove()
        if status & 0x7F == 0 {
            GuardReport.send(.exited, "\((status >> 8) & 0xFF)")
        } else {
            GuardReport.send(.signalled, "\(status & 0x7F)")
        }
        GuardReport.send(.ended, "\(leftBehind)")
        return 0
    }

    /// The program's own process: cage, then exec. Never comes back.
    private static func become(_ order: GuardOrder) -> Never {
        setpgid(0, 0)
        _ = clinux_prctl(PR_SET_PDEATHSIG, UInt(SIGKILL))
        umask(0o077)
        for number in 1..<Int32(65) { signal(number, SIG_DFL) }
        var none = sigset_t()
        sigemptyset(&none)
        sigprocmask(SIG_SETMASK, &none, nil)
        if chdir(order.folder) != 0 { refuse("its folder cannot be entered: \(systemText(errno))") }
        // Looked at before the limit on memory, which may be below what this process has now.
        if access(order.path, X_OK) != 0 { refuse(reason(errno)) }
        var words: [UnsafeMutablePointer<CChar>?] = ([order.path] + order.arguments).map { strdup($0) } + [nil]
        if let problem = Cage.enter(order) { refuse(problem) }
        clinux_exec(order.path, &words)
        refuse(reason(errno))
    }

    private static func refuse(_ why: String) -> Never {
        GuardReport.send(.refused, why)
        _exit(127)
    }

    private static func reason(_ number: Int32) -> String {
        switch number {
        case ENOENT: "there is no such program, or the interpreter in its first line is not there"
        case EACCES: "it may not be run: check its mode (chmod +x), and that its interpreter may be read"
        case ENOEXEC: "it is no program: a script needs a first line such as #!/usr/bin/python3"
        default: systemText(number)
        }
    }

    /// Waits until the program has ended, by itself or since the host closed the line; gives its status.
    private static func wait(for program: pid_t, grace: Int64) -> Int32 {
        let ending = clinux_pidfd_open(program)
        defer { if ending >= 0 { close(ending) } }
        var endBy: Int64?
        var status: Int32 = 0
        while true {
            let done = waitpid(program, &status, WNOHANG)
            if done == program || (done < 0 && errno != EINTR) { return status }
            if let limit = endBy, steadyMilliseconds() >= limit {
                kill(-program, SIGKILL)
                kill(program, SIGKILL)
                endBy = nil
                // Killed: the next thing to come is its end.
                _ = waitpid(program, &status, 0)
                return status
            }
            var watched = [pollfd(fd: ending, events: Int16(POLLIN), revents: 0)]
            // Once the line is closed it is always readable.
            if endBy == nil { watched.append(pollfd(fd: GuardReport.line, events: Int16(POLLIN), revents: 0)) }
            // Without a pidfd (kernels before 5.3) the program's end is looked for ten times a second.
            let timeout = endBy.map { pollTimeout($0 - steadyMilliseconds() + 1) } ?? (ending >= 0 ? -1 : 100)
            poll(&watched, nfds_t(watched.count), ending >= 0 ? timeout : min(max(timeout, 0), 100))
            if endBy == nil, watched.count > 1, watched[1].revents != 0 {
                kill(-program, SIGTERM)
                endBy = steadyMilliseconds() + max(0, grace)
            }
        }
    }
}
