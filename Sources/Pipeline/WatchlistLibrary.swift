import Foundation
import Model
import Watchlists

/// The watchlists of a folder, compiled, with everything lint says of them.
package struct WatchlistLibrary: Sendable {
    package let watchlists: Watchlists
    package let findings: [Finding]
    /// Files that were read.
    package let lists: Int
    /// Lists that run on an older version, and files to keep as the last good ones.
    private let lastGood: LastGood?
    private let good: [WatchlistFile]

    /// Reads and compiles a folder, or one list of it with its answers.
    ///
    /// - Parameters:
    ///   - lastGood: where a list that breaks finds its last good version; nil: it is left out.
    ///   - data: the data folder of runs, which know what evidence is dead; nil: nobody knows.
    ///   - advises: look for what makes patterns slow, too; see `Watchlists.Options`.
    /// - Throws: `.nothingScanned` when the folder cannot be read or holds no list.
    package static func read(
        folder: String, places: [Place], lastGood: LastGood? = nil, data: String? = nil, now: Instant,
        advises: Bool = false
    ) throws(PipelineError) -> WatchlistLibrary {
        let lists: [WatchlistFile]
        let responses: [WatchlistFile]
        do {
            let isList = folder.hasSuffix(".yaml") || folder.hasSuffix(".yml")
            let files = try Watchlists.files(in: isList ? FilePaths.folder(of: folder) : folder)
            lists = isList ? files.lists.filter { WatchlistLibrary.isSame($0.path, folder) } : files.lists
            // Answers to claims of other lists are not looked at, since nothing here knows those claims.
            responses = isList ? files.responses.filter { answers($0, lists) } : files.responses
        } catch {
            throw .nothingScanned("\(folder): the watchlists cannot be read: \(error)")
        }
        guard !lists.isEmpty else { throw .nothingScanned("\(folder): there is no watchlist (NAME.yaml) in this folder.") }
        let files = lists + responses
        let options = Watchlists.Options(advises: advises)
        // What cannot be read of it is looked at anew by the next run.
        let deadLinks = data.flatMap { try? EvidenceMemory(folder: $0).dead } ?? [:]
        var (watchlists, findings) = Watchlists.load(
            lists: lists, responses: responses, places: places, today: now.date, deadLinks: deadLinks, options: options)
        let broken = Set(findings.filter(breaks).map(\.place.file))
        if let lastGood, !broken.isEmpty {
            let recovered = lastGood.replacing(broken, in: files)
            findings += recovered.findings
            if recovered.changed {
                let paths = Set(lists.map(\.path))
                (watchlists, _) = Watchlists.load(
                    lists: recovered.files.filter { paths.contains($0.path) },
                    responses: recovered.files.filter { !paths.contains($0.path) }, places: places, today: now.date,
                    options: options)
            }
        }
        return WatchlistLibrary(
            watchlists: watchlists, findings: findings, lists: lists.count, lastGood: lastGood,
            good: files.filter { !broken.contains($0.path) })
    }

    /// Errors because of which a file is left out or runs on an older version, in file order.
    package var breaking: [Finding] { findings.filter(Self.breaks).sorted(by: Finding.inFileOrder) }

    /// An answer without its claim is an error, but nothing is missing without it, and an older version would not help.
    private static func breaks(_ finding: Finding) -> Bool {
        finding.severity == .error && finding.code != "response-unknown-claim"
    }

    /// Is the file, named after its claim, an answer to a claim of these lists?
    private static func answers(_ response: WatchlistFile, _ lists: [WatchlistFile]) -> Bool {
        let claim = ((response.path as NSString).lastPathComponent as NSString).deletingPathExtension
        return lists.contains { $0.text.contains("id: \(claim)") }
    }

    /// `./new.yaml` is `new.yaml`.
    private static func isSame(_ path: String, _ other: String) -> Bool {
        FilePaths.join(".", path) == FilePaths.join(".", other)
    }

    /// As `read`, with places from a file, for commands that have no jibu.yaml.
    package static func read(
        folder: String, places file: String?, data: String?, now: Instant
    ) throws(PipelineError) -> WatchlistLibrary {
        guard let file else { return try read(folder: folder, places: [], data: data, now: now, advises: true) }
        var findings: [Finding] = []
        let places = Configuration.places(file: file, into: &findings) ?? []
        guard !findings.hasErrors else { throw .configuration(findings) }
        return try read(folder: folder, places: places, data: data, now: now, advises: true)
    }

    /// Runs every claim's examples.
    package func runExamples() -> [ExampleResult] { Examples.run(watchlists) }

    /// Keeps the files that are good today; says what could not be kept.
    func remember() -> [String] { lastGood?.keep(good) ?? [] }
}
