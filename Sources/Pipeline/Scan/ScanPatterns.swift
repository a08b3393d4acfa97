import Model
import Watchlists

/// What a scan looks for, and what is to be said about it.
package struct ScanPatterns: Sendable {
    let set: PatternSet
    package let findings: [Finding]

    /// The watchlists of a folder, or one list.
    package init(watchlists folder: String, now: Instant) throws(PipelineError) {
        let library = try WatchlistLibrary.read(folder: folder, places: [], now: now)
        set = library.watchlists.patterns
        findings = library.findings
    }

    /// A plain file of patterns, one per line.
    package init(file: String) throws(PipelineError) {
        guard let text = TextFile.read(file) else { throw .nothingScanned("\(file): cannot be read") }
        var findings: [Finding] = []
        set = PatternSet(lines: text, file: file, into: &findings)
        // A scan for nothing would look like a scan that found nothing.
        guard !set.patternIDs.isEmpty || !findings.isEmpty else {
            throw .nothingScanned("\(file): there is no pattern in it; write one on each line")
        }
        self.findings = findings
    }
}
