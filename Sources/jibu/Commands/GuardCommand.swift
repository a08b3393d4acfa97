import ArgumentParser
import Programs

/// What stands between Jibu and a program of an `exec` source. Only Jibu itself starts it.
struct GuardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guard", abstract: "Run a program in its cage, for Jibu itself.", shouldDisplay: false)

    @Argument(parsing: .captureForPassthrough)
    var words: [String] = []

    func run() throws {
        guard let order = GuardOrder(words: words) else {
            throw ValidationError("This command is for Jibu itself; it is not for people.")
        }
        throw ExitCode(Guard.run(order))
    }
}
