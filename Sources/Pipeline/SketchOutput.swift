import Model
import Storage

/// `jibu scan --sketch`: segments in, their sketch out, one JSON line for each post.
package struct SketchOutput {
    private let plan: SketchPlan
    private let ledgers: [String: SketchLedgers]
    /// What could not be read, in words.
    package private(set) var damages: [String] = []
    package private(set) var posts = 0

    /// - Parameter limits: a file as `jibu replay --from-matches` writes it; nil: every pattern starts switched on.
    package init(plan: SketchPlan, limits: String? = nil) throws(PipelineError) {
        self.plan = plan
        ledgers = try limits.map { file throws(PipelineError) in try SketchLedgers.read(file) } ?? [:]
    }

    /// Sketches segment files of an archive, in the order given.
    ///
    /// - Parameter output: gets whole lines, about 64 KiB at a time.
    /// - Throws: `.nothingScanned` when a path is no segment's: `…/date=YYYY-MM-DD/NAME.ndjson.zst`.
    package mutating func sketch(_ files: [String], _ output: ([UInt8]) -> Void) throws(PipelineError) {
        for file in files {
            let parts = file.split(separator: "/", omittingEmptySubsequences: false)
            guard let segment = Segment(name: parts.suffix(2).joined(separator: "/")) else {
                throw .nothingScanned(
                    "\(file): --sketch takes segments of an archive: .../date=YYYY-MM-DD/NAME.ndjson.zst.")
            }
            let folder = parts.count > 2 ? parts.dropLast(2).joined(separator: "/") : "."
            let archive = Archive(folder: folder.isEmpty ? "/" : folder)
            var maker = SketchMaker(archive: archive, plan: plan)
            var lines: [UInt8] = []
            SketchedSegment(name: segment.name, plan: plan.hash).appendHead(to: &lines)
            let sketched = try maker.sketch(segment, after: ledgers[segment.name] ?? SketchLedgers()) {
                post throws(PipelineError) in
                post.append(to: &lines)
                if lines.count >= 1 << 16 {
                    output(lines)
                    lines.removeAll(keepingCapacity: true)
                }
            }
            sketched.appendEnd(to: &lines)
            output(lines)
            damages += sketched.damages
            posts += sketched.posts
        }
    }
}
