import ArgumentParser
import BuiltIn
import Model
import Pipeline

#if canImport(Glibc)
import Glibc
#endif

/// Options that many commands share.
struct ConfigOption: ParsableArguments {
    @Option(
        name: [.short, .customLong("config")], help: "The configuration file.", completion: .file(extensions: ["yaml"]))
    var path = "jibu.yaml"
}

extension ConfigOption {
    /// The office of this configuration.
    func house(at now: NowOption, watchlists: String? = nil) throws(PipelineError) -> House {
        try House.open(config: path, kinds: builtInSources, now: now.instant, watchlists: watchlists)
    }

    /// What its ledger says, for looking only.
    func ledger() throws(PipelineError) -> LedgerView { try LedgerView(config: path, kinds: builtInSources) }

    /// Its archive.
    func archive(at now: NowOption) throws(PipelineError) -> ArchiveOffice {
        try ArchiveOffice(config: path, kinds: builtInSources, now: now.instant)
    }
}

struct NowOption: ParsableArguments {
    @Option(
        name: .long,
        help: "Pretend that it is this instant (RFC 3339), for demos, tests and replays.")
    var now: Instant?

    /// The instant of this command: the argument, else the system clock. The only place that reads it.
    var instant: Instant {
        if let now { return now }
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// Moves on with the system's steady clock from `instant`, so that a long run sees time pass.
    var clock: @Sendable () -> Instant {
        let start = instant
        let began = steadyMilliseconds()
        return { start.advanced(by: TimeSpan(milliseconds: steadyMilliseconds() - began)) }
    }
}

private func steadyMilliseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
}

/// Watchlists without a jibu.yaml around them.
struct WatchlistOptions: ParsableArguments {
    @Option(name: .long, help: "places.yaml, to check the areas of claims.", completion: .file(extensions: ["yaml"]))
    var places: String?
    @Argument(help: "The watchlists folder, or one list.", completion: .file(extensions: ["yaml"]))
    var path = "watchlists"

    /// - Parameter data: the data folder of runs, which know what evidence is dead.
    func read(at now: Instant, data: String? = nil) throws -> WatchlistLibrary {
        try WatchlistLibrary.read(folder: path, places: places, data: data, now: now)
    }
}

struct WorkersOption: ParsableArguments {
    @Option(
        name: .customLong("workers"),
        help: "How many work side by side. The answer is the same. (default: one per core)")
    var number: Int?

    /// As asked, else one for each core, at most `most`.
    func count(most: Int = Self.most) -> Int {
        number ?? max(1, min(most, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    }

    static let most = 256

    func validate() throws {
        guard number.map({ (1...Self.most).contains($0) }) ?? true else {
            throw ValidationError("--workers takes a number from 1 to \(Self.most).")
        }
    }
}

struct JSONOption: ParsableArguments {
    @Flag(name: .long, help: "Print JSON for programs instead of text for people.")
    var json = false
}

extension Instant: ExpressibleByArgument {
    /// Accepts an RFC 3339 instant, or a day (midnight UTC).
    public init?(argument: String) {
        if let instant = Instant(argument) {
            self = instant
        } else if let day = CivilDate(argument) {
            self = day.start
        } else {
            return nil
        }
    }
}
