import ArgumentParser
import BuiltIn
import Model
import Pipeline
import Programs

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check this machine and this office: libraries, keys, folders, clock, last run.")

    @OptionGroup var config: ConfigOption
    @OptionGroup var now: NowOption

    func run() throws {
        let checks = Doctor(config: config.path, kinds: builtInSources, now: now.instant, landlock: Guard.landlockVersion).examine()
        for check in checks {
            let mark = switch check.verdict {
            case .well: Terminal.styled("✓", .green)
            case .look: Terminal.styled("!", .yellow)
            case .ill: Terminal.styled("✗", .red)
            }
            Terminal.print("\(mark) \(check.what)")
            if let help = check.help { Terminal.print("    \(help)") }
        }
        try finish(checks.allSatisfy { $0.verdict == .well } ? .clean : .needsEyes)
    }
}
