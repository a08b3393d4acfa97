import ArgumentParser
import BuiltIn
import Foundation
import Model
import Pipeline

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Take the archive through the same code: what would have been alerted, to whom, when.",
        usage: """
            jibu replay [--from DAY] [--until DAY] [--watchlists DIR] [--against DIR|JIBU.YAML] [--json]
            jibu replay --config NEW.yaml --against OLD.yaml [--report FILE.html]
            """,
        discussion: """
            With --against, old and new rules run side by side over the archive, and the answer is what changes: \
            alerts gained and lost, messages per recipient, counts per claim, pattern, source, language and day. \
            Nothing is sent and nothing is written but the report. A replay of no post, or with a list that has \
            errors, fails, loudly, with status 2.
            """)

    @OptionGroup var config: ConfigOption
    @OptionGroup var now: NowOption
    @OptionGroup var output: JSONOption
    @OptionGroup var rules: ReplayRuleOptions

    @Option(name: .long, help: "First instant or day, UTC, as 2026-11-10.")
    var from: Instant?
    @Option(name: .long, help: "End, not included, as 2026-11-17.")
    var until: Instant?
    @Option(
        name: .long, help: "Write a page for the browser, readable on a phone.", completion: .file(extensions: ["html"])
    )
    var report: String?
    @Flag(
        name: .long,
        help: "With --against: show the texts of the listed posts, for an analyst. They never go into the page.")
    var texts = false
    @Option(
        name: .customLong("from-matches"), parsing: .upToNextOption,
        help: "Files that jibu scan --sketch made, in place of the archive.", completion: .file())
    var matches: [String] = []
    @OptionGroup var workers: WorkersOption

    /// More than these want more memory than they save time, unless somebody asks for them.
    private static let usualWorkers = 16

    func validate() throws {
        if let from, let until, until <= from {
            throw ValidationError("--until \(until) is not after --from \(from): there is no time between them.")
        }
        guard !texts || (rules.against != nil && !output.json) else {
            throw ValidationError("--texts shows the posts of a difference: it goes with --against, not with --json.")
        }
    }

    func run() async throws {
        let page = report.map(PageFile.init)
        try page?.check()
        let (new, old) = try rules.houses(config: config.path, now: now.instant)
        show(new.house.findings)
        if let old { show(old.house.findings.filter { $0.severity == .error || $0.code == "list-expired" }) }
        let replay = Replay(
            new: new.rules, old: old?.rules, labels: try new.house.replayLabels(),
            workers: workers.count(most: Self.usualWorkers))
        var result = try await perform(replay, new.house)
        try new.house.addGaps(to: &result)
        Terminal.note(result.notScanned, as: "not scanned")
        if output.json {
            try result.forEachLine { Terminal.write($0) }
        } else {
            try ReplayText(result, texts: texts ? { try new.house.texts(of: $0) } : nil).print()
        }
        try page?.write(try ReplayPage.bytes(of: result))
        let hasErrors = new.house.findings.hasErrors || old?.house.findings.hasErrors ?? false
        try finish(result.needsEyes || hasErrors ? .needsEyes : .clean)
    }

    private func perform(_ replay: Replay, _ house: House) async throws -> ReplayReport {
        let bar = Progress()
        defer { bar.clear() }
        let progress: @Sendable (Replay.Step, Int) -> Void = { step, percent in
            bar.update(percent, of: 100, label: step == .reading ? "reading  " : "replaying")
        }
        guard !matches.isEmpty else {
            return try await replay.perform(
                archive: house.archive, expected: house.expectedSegments, from: from, until: until, progress: progress)
        }
        do throws(PipelineError) {
            return try replay.perform(
                matches: matches, expected: house.expectedSegments, from: from, until: until, progress: progress)
        } catch {
            if case .limits(_, _, let file) = error { Terminal.write(file) }
            throw error
        }
    }
}

/// Which rules are replayed, and which they are compared with.
struct ReplayRuleOptions: ParsableArguments {
    @Option(name: .long, help: "Watchlists of this folder instead of the configured ones.", completion: .directory)
    var watchlists: String?
    @Option(
        name: .long,
        help: "What to compare with: a watchlists folder, or another jibu.yaml with its routes and roster.",
        completion: .file())
    var against: String?

    func houses(config: String, now: Instant) throws -> (new: ReplayHouse, old: ReplayHouse?) {
        try ReplayHouse.both(config: config, watchlists: watchlists, against: against, now: now)
    }
}

/// One side's house and what it replays with, under the name that the user gave it.
struct ReplayHouse {
    let house: House
    let rules: ReplayRules

    private init(_ house: House, named name: String) throws(PipelineError) {
        self.house = house
        rules = try house.replayRules(named: name)
    }

    /// Opens both sides. A folder or a list changes the watchlists only; a jibu.yaml changes everything.
    ///
    /// No list runs on its last good version here: the user would not be told what was compared.
    static func both(
        config: String, watchlists: String?, against: String?, now: Instant
    ) throws -> (new: ReplayHouse, old: ReplayHouse?) {
        func open(_ config: String, _ watchlists: String?) throws(PipelineError) -> House {
            try House.open(
                config: config, kinds: builtInSources, now: now, watchlists: watchlists, usesLastGood: false)
        }
        let house = try open(config, watchlists)
        let isConfiguration = try against.map(isConfiguration) ?? false
        let name = watchlists ?? (isConfiguration ? config : house.configuration.watchlistsFolder)
        let new = try ReplayHouse(house, named: name)
        guard let against else { return (new, nil) }
        let old = isConfiguration ? try open(against, nil) : try open(config, against)
        return (new, try ReplayHouse(old, named: against))
    }

    /// A folder is watchlists; a file is a list when it says so, else a jibu.yaml.
    private static func isConfiguration(_ path: String) throws -> Bool {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw CommandProblem(.couldNotRun, "\(path): there is no such file or folder.")
        }
        if isFolder.boolValue { return false }
        let head = FileHandle(forReadingAtPath: path).flatMap { try? $0.read(upToCount: 1 << 16) } ?? Data()
        return !String(decoding: head, as: UTF8.self).split(separator: "\n").contains { $0.hasPrefix("watchlist:") }
    }
}
