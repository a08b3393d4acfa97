import ArgumentParser
import Model
import Pipeline

/// `jibu scan --sketch`: what the serial stage of a replay needs of segments, made anywhere, segment by segment.
struct SketchOptions: ParsableArguments {
    @Flag(
        name: .long,
        help: "Take segments of an archive and print what jibu replay --from-matches needs of each post.")
    var sketch = false
    @Option(
        name: .long, help: "With --sketch: the configuration that names places and watchlists.",
        completion: .file(extensions: ["yaml"]))
    var config = "jibu.yaml"
    @Option(name: .long, help: "With --sketch: the rules to compare with, as for jibu replay.", completion: .file())
    var against: String?
    @Option(
        name: .long, help: "With --sketch: patterns to switch off, as jibu replay --from-matches asked.",
        completion: .file())
    var limits: String?

    func run(watchlists: String?, files: [String], now: Instant) throws -> ExitStatus {
        guard !files.isEmpty else {
            throw CommandProblem(.usage, "--sketch needs segments: .../date=YYYY-MM-DD/NAME.ndjson.zst")
        }
        let (new, old) = try ReplayHouse.both(config: config, watchlists: watchlists, against: against, now: now)
        let replay = Replay(new: new.rules, old: old?.rules)
        var output = try SketchOutput(plan: replay.plan, limits: limits)
        try output.sketch(files) { Terminal.write($0) }
        Terminal.note(output.damages, as: "not scanned")
        return output.damages.isEmpty ? .clean : .needsEyes
    }
}

extension SketchOptions {
    /// Options without a command line around them.
    func check(patterns: String?, redact: Bool) throws {
        guard sketch else {
            guard against == nil, limits == nil else {
                throw ValidationError("--against and --limits go with --sketch.")
            }
            return
        }
        guard patterns == nil, !redact else {
            throw ValidationError("--sketch takes watchlists, not --patterns, and an archive is redacted already.")
        }
    }
}
