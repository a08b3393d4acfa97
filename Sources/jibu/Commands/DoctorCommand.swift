import ArgumentParser
import BuiltIn
import Model
import Pipeline
import Programs

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check this machine and this office: libraries, keys, folders, clock, last run.")

    @OptionGroup var config: ConfigOption
    @OptionGroup var now: NowOption

    @Flag(name: .long, help: "Look at every channel, not only at broken ones; nothing is sent.")
    var channels = false

    func run() async throws {
        let doctor = Doctor(
            config: config.path, kinds: builtInSources, now: now.instant, landlock: Guard.landlockVersion)
        let checks = doctor.examine() + (await looks())
        for check in checks {
            let mark = switch check.verdict {
            case .well: Terminal.styled("✓", .green)
            case .look: Terminal.styled("!", .yellow)
            case .ill: Terminal.styled("✗", .red)
            }
            Terminal.print("\(mark) \(Terminal.safe(check.what))")
            if let help = check.help { Terminal.print("    " + Terminal.safe(help)) }
        }
        try finish(checks.allSatisfy { $0.verdict == .well } ? .clean : .needsEyes)
    }

    /// Channels that work for nobody are asked whether they would by now.
    private func looks() async -> [Doctor.Check] {
        do {
            let house = try config.house(at: now)
            let programs = ProgramHost(inheritsOrphans: true)
            return try await house.lookAtChannels(all: channels, programs: programs, clock: now.clock).map(\.words)
        } catch PipelineError.configuration {
            // Said above.
            return []
        } catch {
            return [Doctor.Check(verdict: .look, what: "channels: \(error)")]
        }
    }
}

extension House.ChannelLook {
    fileprivate var words: Doctor.Check {
        let name = "channel \(channel)"
        let before = wasBroken.map { "It was broken before: \($0)" }
        switch check {
        case .well(let what):
            let again = resumed > 0 ? "; the next run sends \(Count.of(resumed, "digest")) that waited" : ""
            return Doctor.Check(verdict: .well, what: "\(name): \(what)\(again)", help: traits)
        case .broken(let why):
            return Doctor.Check(verdict: .ill, what: "\(name): \(why)", help: "Mend it under delivery: in jibu.yaml.")
        case .unclear(let why): return Doctor.Check(verdict: .look, what: "\(name): \(why)", help: before)
        case .unchecked(let why):
            let verdict: Doctor.Check.Verdict = wasBroken == nil ? .well : .look
            return Doctor.Check(verdict: verdict, what: "\(name): \(why)", help: before ?? traits)
        }
    }
}
