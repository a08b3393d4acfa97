import CLinux
import Foundation
import Model

/// One program from its start to the end of everything that it started. Lives on one thread.
struct ProgramSession {
    private let host: ProgramHost
    private let request: ProgramRequest
    private var output: LineBudget
    private var errors: TailBuffer
    /// How the host decided to end it; nil while it may run.
    private var verdict: ProgramEnd.How?

    init(_ host: ProgramHost, _ request: ProgramRequest) {
        self.host = host
        self.request = request
        output = LineBudget(request.limits)
        errors = TailBuffer(capacity: request.limits.errorBytes)
    }

    func perform(_ line: (ProgramLine) -> Bool) -> ProgramEnd {
        guard request.path.hasPrefix("/") else {
            return ProgramEnd(.notStarted("the path of a program must be absolute"))
        }
        let (made, problem) = Scratch.make(below: host.temporaryFolder, files: request.files, input: request.input)
        guard let scratch = made else { return ProgramEnd(.notStarted(problem)) }
        defer { scratch.remove() }
        var copy = self
        return copy.run(in: scratch, line)
    }

    private mutating func run(in scratch: Scratch, _ line: (ProgramLine) -> Bool) -> ProgramEnd {
        let arguments = request.arguments.map { argument in
            switch argument {
            case .text(let text): text
            case .file(let name): "\(scratch.path)/\(name)"
            }
        }
        let order = GuardOrder(request, arguments: arguments, folder: scratch.path)
        guard let pipes = ProgramPipes(input: scratch.input) else {
            return ProgramEnd(.notStarted("no pipes could be made: \(systemText(errno))"))
        }
        defer { pipes.close() }
        var problem: Int32 = 0
        let started = host.register {
            do throws(ProgramPipes.SpawnFailure) {
                return try pipes.spawn(host.command, ["jibu", "guard"] + order.words, environment: request.environment)
            } catch {
                problem = error.number
                return nil
            }
        }
        guard let process = started else {
            return ProgramEnd(.notStarted("the guard could not be started: \(systemText(problem))"))
        }
        pipes.closeChildEnds()
        let report = GuardReport(pump(pipes, process, line))
        host.bury(process)
        return end(report)
    }

    /// Moves bytes until the guard has closed its line; gives what the guard said.
    private mutating func pump(_ pipes: ProgramPipes, _ process: pid_t, _ line: (ProgramLine) -> Bool) -> [UInt8] {
        var said: [UInt8] = []
        var due = steadyMilliseconds() + request.limits.deadline.milliseconds
        var isKilled = false
        var hasLine = true
        while hasLine {
            let left = due - steadyMilliseconds()
            if left <= 0 {
                if isKilled { break }
                if verdict == nil {
                    verdict = .deadline
                    due = end(pipes)
                } else {
                    // The guard itself hangs, or something keeps it: no more patience.
                    kill(-process, SIGKILL)
                    kill(process, SIGKILL)
                    isKilled = true
                    due = steadyMilliseconds() + Self.patience
                }
                continue
            }
            guard pipes.wait(milliseconds: left) else { continue }
            pipes.readErrors { errors.add($0) }
            pipes.readOutput { output.add($0, line) }
            hasLine = pipes.readLine(into: &said)
            if verdict == nil, let stop = output.stop {
                verdict = stop
                due = end(pipes)
            }
        }
        if verdict == nil {
            drain(pipes, untilClosed: GuardReport(said).leftBehind == nil, line)
            output.finish(line)
            verdict = output.stop
        }
        while pipes.readErrors({ errors.add($0) }), errors.total < request.limits.outputBytes {}
        return said
    }

    /// Takes what is left of the output. A guard that died has buried nobody: then the program is waited for too, which
    /// dies with its guard.
    private mutating func drain(_ pipes: ProgramPipes, untilClosed: Bool, _ line: (ProgramLine) -> Bool) {
        let due = steadyMilliseconds() + Self.patience
        while output.stop == nil {
            if pipes.readOutput({ output.add($0, line) }) { continue }
            let left = due - steadyMilliseconds()
            guard untilClosed, pipes.isOutputOpen, left > 0 else { return }
            pipes.waitForOutput(milliseconds: left)
        }
    }

    /// Tells the guard to end the program; gives the time by which it must have done so.
    private func end(_ pipes: ProgramPipes) -> Int64 {
        pipes.closeOutput()
        pipes.closeLine()
        return steadyMilliseconds() + request.limits.grace.milliseconds + Self.patience
    }

    /// Milliseconds that a guard gets for killing and burying.
    private static let patience: Int64 = 5000

    private func end(_ report: GuardReport) -> ProgramEnd {
        var end = ProgramEnd(.notStarted("the guard ended without a word"))
        if let how = report.how { end.how = how }
        if let verdict {
            if case .notStarted? = report.how {} else { end.how = verdict }
        }
        end.lines = output.lines
        end.bytes = output.bytes
        end.errors = errors.bytes
        end.notes = report.notes
        if let leftBehind = report.leftBehind {
            end.leftBehind = leftBehind
        } else {
            end.leftBehind = host.endOrphans()
            end.notes.append("the guard of the program was killed")
        }
        return end
    }
}
