import CLinux
import Foundation
import Model
import Synchronization

/// The real runner of programs: each in its cage, under a guard of its own, on a thread of its own.
package final class ProgramHost: ProgramRunner {
    /// The command that knows `guard`: this very program, as a rule.
    let command: String
    /// Where working folders are made.
    let temporaryFolder: String
    /// True: this process inherits what a guard that was killed left behind, and ends it. Only for a process that has
    /// no other children than guards.
    private let inheritsOrphans: Bool
    private let guards = Mutex<Set<pid_t>>([])

    package init(
        command: String = "/proc/self/exe", temporaryFolder: String = NSTemporaryDirectory(),
        inheritsOrphans: Bool = false
    ) {
        self.command = command
        self.temporaryFolder = temporaryFolder.hasSuffix("/") ? String(temporaryFolder.dropLast()) : temporaryFolder
        self.inheritsOrphans = inheritsOrphans && clinux_prctl(PR_SET_CHILD_SUBREAPER, 1) == 0
    }

    package func run(
        _ request: ProgramRequest, line: @escaping @Sendable (ProgramLine) -> Bool
    ) async -> ProgramEnd {
        await withCheckedContinuation { continuation in
            let thread = Thread { continuation.resume(returning: ProgramSession(self, request).perform(line)) }
            thread.name = "jibu-program"
            thread.start()
        }
    }

    /// Starts a guard; under the lock, so that nobody takes it for an orphan.
    func register(_ spawn: () -> pid_t?) -> pid_t? {
        guards.withLock { guards in
            let process = spawn()
            if let process { guards.insert(process) }
            return process
        }
    }

    /// Buries a guard that has ended.
    func bury(_ process: pid_t) {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        guards.withLock { _ = $0.remove(process) }
    }

    /// Ends what a guard that died left behind; gives how many processes that were.
    func endOrphans() -> Int {
        guard inheritsOrphans else { return 0 }
        return guards.withLock { Descendants.endAll(sparing: $0) }
    }
}
