import ArgumentParser
import Pipeline

#if canImport(Glibc)
import Glibc
#endif

/// What the exit status says (design decisions 7 and 22).
enum ExitStatus: Int32 {
    case clean = 0
    /// Finished, but somebody should look: findings, failed sources, held deliveries.
    case needsEyes = 1
    /// Could not do its work at all.
    case couldNotRun = 2
    /// Another run holds the lock.
    case locked = 3
    case usage = 64
}

/// A problem that ends the command: one message on stderr, one status.
struct CommandProblem: Error {
    let status: ExitStatus
    let text: String

    init(_ status: ExitStatus, _ text: String) {
        self.status = status
        self.text = text
    }
}

extension PipelineError {
    /// A held lock is 3, a post that there is not is 1; everything else that ends a command is 2 (design decision 22).
    var status: ExitStatus {
        switch self {
        case .locked: .locked
        case .notFound: .needsEyes
        default: .couldNotRun
        }
    }
}

extension ParsableCommand {
    /// Ends the process with a status of ours.
    static func exit(withStatus status: ExitStatus) -> Never { exit(withError: ExitCode(status.rawValue)) }

    /// Leaves `run()` with a status; clean returns normally.
    func finish(_ status: ExitStatus) throws {
        if status != .clean { throw ExitCode(status.rawValue) }
    }
}

/// A reader that closes the pipe (`jibu scan | head`) ends the command quietly, not by a signal.
func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }
