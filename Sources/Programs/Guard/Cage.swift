import CLinux
import Glibc
import Model

/// What a process puts on before it becomes somebody else's program. There is no way back out of it.
enum Cage {
    /// What of it this kernel has, for `jibu doctor`.
    static var landlockVersion: Int { Int(max(0, clinux_landlock_version())) }

    /// Puts everything on; the reason when a part of it that must not be missing fails.
    ///
    /// Resource limits and "no new privileges" must work. Landlock and the socket filter are put on as far as the
    /// kernel has them; what is missing is reported as a note.
    static func enter(_ order: GuardOrder) -> String? {
        guard clinux_prctl(PR_SET_NO_NEW_PRIVS, 1) == 0 else {
            return "new privileges could not be ruled out: \(systemText(errno))"
        }
        if let problem = restrictFiles(order) { return problem }
        if !order.network, clinux_deny_sockets() != 0 {
            GuardReport.send(.note, "this machine cannot keep a program from opening sockets (seccomp)")
        }
        return setLimits(order)
    }

    /// Last, since the limit on memory may be below what this process has now.
    private static func setLimits(_ order: GuardOrder) -> String? {
        let limits: [(Int, UInt64)] = [
            (Int(RLIMIT_CPU.rawValue), UInt64(clamping: order.processorSeconds)),
            (Int(RLIMIT_AS.rawValue), UInt64(clamping: order.memoryBytes)),
            (Int(clinux_limit_processes), UInt64(clamping: order.processes)),
            (Int(RLIMIT_FSIZE.rawValue), UInt64(clamping: order.fileBytes)),
            (Int(RLIMIT_NOFILE.rawValue), UInt64(clamping: order.openFiles)), (Int(RLIMIT_CORE.rawValue), 0),
        ]
        for (resource, value) in limits where clinux_set_limit(Int32(resource), value) != 0 {
            return "a resource limit could not be set: \(systemText(errno))"
        }
        return nil
    }

    /// Landlock (docs.kernel.org/userspace-api/landlock.html): what is not named below cannot be opened.
    private static func restrictFiles(_ order: GuardOrder) -> String? {
        let version = landlockVersion
        guard version > 0 else {
            GuardReport.send(.note, "this kernel has no Landlock: the program could read and write what Jibu can")
            return nil
        }
        if version < 6 { GuardReport.send(.note, "Landlock \(version): the program could send signals to Jibu") }
        let all = Access.all(version)
        let network: UInt64 = order.network ? 0 : (1 << 0) | (1 << 1)  // bind, connect
        let rules = clinux_landlock_create(
            all, version >= 4 ? network : 0, version >= 6 ? 3 : 0, version >= 6 ? 24 : version >= 4 ? 16 : 8)
        guard rules >= 0 else { return "Landlock refused its rules: \(systemText(errno))" }
        defer { close(rules) }
        for path in systemPaths { allow(path, Access.reading, rules, all) }
        for path in order.reads + [order.path] { allow(path, Access.reading, rules, all) }
        for path in ["/dev/null", "/dev/zero", "/dev/full"] { allow(path, Access.reading | Access.writing, rules, all) }
        allow(order.folder, all, rules, all)
        guard clinux_landlock_enter(rules) == 0 else { return "Landlock did not close: \(systemText(errno))" }
        return nil
    }

    /// Programs, libraries, and what they need to start. Not /etc as a whole, not /home, not /proc: a settings file
    /// with its secrets may stand anywhere else.
    private static let systemPaths = [
        "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/dev/urandom", "/dev/random", "/etc/ld.so.cache",
        "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/ld.so.preload", "/etc/localtime", "/etc/timezone", "/etc/ssl",
        "/etc/ca-certificates", "/etc/pki", "/etc/resolv.conf", "/etc/hosts", "/etc/host.conf", "/etc/nsswitch.conf",
        "/etc/gai.conf", "/etc/services", "/etc/protocols", "/etc/mime.types", "/etc/alternatives", "/etc/passwd",
        "/etc/group", "/etc/python3", "/etc/python3.11", "/etc/python3.12", "/etc/python3.13",
    ]

    /// A path that is not there allows nothing.
    private static func allow(_ path: String, _ access: UInt64, _ rules: Int32, _ all: UInt64) {
        let descriptor = clinux_open_path(path)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { return }
        let isFolder = facts.st_mode & S_IFMT == S_IFDIR
        _ = clinux_landlock_allow(rules, descriptor, access & all & (isFolder ? ~0 : Access.ofFiles))
    }

    /// Bits of linux/landlock.h.
    private enum Access {
        static let execute: UInt64 = 1 << 0
        static let writeFile: UInt64 = 1 << 1
        static let readFile: UInt64 = 1 << 2
        static let readFolder: UInt64 = 1 << 3
        static let truncate: UInt64 = 1 << 14
        static let deviceControl: UInt64 = 1 << 15
        static let reading = execute | readFile | readFolder
        static let writing = writeFile | truncate
        /// What can be allowed for a single file.
        static let ofFiles = execute | writeFile | readFile | truncate | deviceControl

        /// All rights that a version of the interface knows.
        static func all(_ version: Int) -> UInt64 {
            let count = version >= 5 ? 16 : version >= 3 ? 15 : version >= 2 ? 14 : 13
            return (1 << UInt64(count)) - 1
        }
    }
}
