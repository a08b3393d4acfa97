import Glibc
import Model
import Reading
import Storage
import Watchlists

/// Sketches made elsewhere, one or more segments in a file, in any order.
struct SketchFiles {
    private let files: [String]
    /// In archive order: those that may hold a post of the period.
    let segments: [SketchedSegment]
    /// All segments that the files tell of.
    let chain: SegmentChain
    /// When posts of these were seen, as far as their indexes say.
    let seen: [ClosedRange<Instant>]

    /// Reads what the files say about their segments, and checks it.
    ///
    /// - Throws: when a file cannot be read or was cut, when two tell of the same segment, when one was made with
    ///   other watchlists or places than `plan`, or with patterns on that the run has switched off by then.
    init(
        _ files: [String], plan: SketchPlan, expected: Set<String> = [], from: Instant? = nil, until: Instant? = nil
    ) throws(PipelineError) {
        self.files = files
        var segments: [SketchedSegment] = []
        for file in files {
            var open: SketchedSegment?
            try Self.forEach(file) { line, number throws(PipelineError) in
                guard Self.isPost(line) == false else { return }
                guard let value = try? JSONValue.parse(Array(line)) else {
                    throw .nothingScanned("\(file):\(number): this is no line of a sketch.")
                }
                if let head = SketchedSegment(head: value) {
                    guard open == nil else { throw Self.cut(file, open) }
                    guard value["schema"]?.integer == SketchedSegment.schema else {
                        throw .nothingScanned("\(file):\(number): another Jibu wrote this sketch; make it again.")
                    }
                    guard head.plan == plan.hash else {
                        throw .nothingScanned(
                            "\(file): \(head.name) was sketched with other patterns or places than those given "
                                + "here. Give both commands the same --config, --watchlists and --against.")
                    }
                    open = head
                } else {
                    guard var segment = open, segment.close(value) else {
                        throw .nothingScanned("\(file):\(number): this is no line of a sketch.")
                    }
                    segments.append(segment)
                    open = nil
                }
            }
            if open != nil { throw Self.cut(file, open) }
        }
        segments.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        for (one, next) in zip(segments, segments.dropFirst()) where one.name == next.name {
            throw .nothingScanned("\(one.name) is in the sketches twice; give each segment once.")
        }
        chain = SegmentChain(
            segments.map { .init(name: $0.name, previous: $0.previous, writtenAs: $0.writtenAs) }, expected: expected)
        seen = segments.compactMap(\.seen)
        self.segments = segments.filter { $0.mayHold(from: from, until: until) }
        try checkLimits()
    }

    /// The post lines of all files, ready to be put in order.
    func runs(progress: (Int) -> Void) throws(PipelineError) -> SketchRuns {
        let runs = SketchRuns()
        let numbers = Dictionary(uniqueKeysWithValues: segments.enumerated().map { ($1.name, Int32($0)) })
        let seen = JSONFields(["seen"])
        for (index, file) in files.enumerated() {
            var segment: Int32?
            var number: Int32 = 0
            try Self.forEach(file) { line, row throws(PipelineError) in
                guard Self.isPost(line) else {
                    let value = try? JSONValue.parse(Array(line))
                    if let head = value.flatMap(SketchedSegment.init(head:)) {
                        (segment, number) = (numbers[head.name], 0)
                    }
                    return
                }
                guard let segment else { return }
                guard let instant = (try? seen.pick(line))?.first??.integer else {
                    throw .nothingScanned("\(file):\(row): this is no line of a sketch.")
                }
                let key = SketchRuns.Key(seen: instant, segment: segment, number: number)
                number += 1
                try runs.add(key, attempt: 0) { $0 += line }
            }
            progress((index + 1) * 100 / max(1, files.count))
        }
        return runs
    }

    /// A pattern that ran too long is switched off for the rest of the archive. A segment that was sketched on its own
    /// cannot know of the ones before it, so it is to be sketched again when that matters.
    private func checkLimits() throws(PipelineError) {
        var ledgers = SketchLedgers()
        var wrong: [(segment: String, before: SketchLedgers)] = []
        for segment in segments {
            let before = ledgers
            if !ledgers.take(segment) { wrong.append((segment.name, before)) }
        }
        guard !wrong.isEmpty else { return }
        var lines: [UInt8] = []
        for (segment, before) in wrong { before.append(of: segment, to: &lines) }
        throw .limits(
            segments: wrong.map(\.segment), patterns: (ledgers.new.switchedOff + ledgers.old.switchedOff),
            file: lines)
    }

    /// Our own lines begin alike: a post with its id, all others with their type.
    private static func isPost(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        line.starts(with: #"{"id":"#.utf8)
    }

    private static func cut(_ file: String, _ segment: SketchedSegment?) -> PipelineError {
        .nothingScanned("\(file): the sketch of \(segment?.name ?? "?") has no end: it was cut. Make it again.")
    }

    private static func forEach(
        _ file: String, _ body: (UnsafeBufferPointer<UInt8>, Int) throws(PipelineError) -> Void
    ) throws(PipelineError) {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .nothingScanned("\(file): cannot be opened: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        let failure = try JSONLines.forEach(from: descriptor, chunk: 1 << 20) { line, number throws(PipelineError) in
            guard case .bytes(let bytes) = line else {
                throw .nothingScanned("\(file):\(number): the line is too long for a sketch.")
            }
            try body(bytes, number)
            return true
        }
        if let failure { throw .nothingScanned("\(file): cannot be read: \(String(cString: strerror(failure)))") }
    }
}

/// Limit hits before a segment, as `--limits` reads them: one JSON line for each segment.
extension SketchLedgers {
    package func append(of segment: String, to lines: inout [UInt8]) {
        func json(_ ledger: LimitLedger) -> JSONValue {
            .object(ledger.hits.sorted { $0.key < $1.key }.map { ($0.key, .integer(Int64($0.value))) })
        }
        JSONValue.object([("segment", .string(segment)), ("new", json(new)), ("old", json(old))]).encode(into: &lines)
        lines.append(UInt8(ascii: "\n"))
    }

    /// Reads such a file; segment name to limit hits.
    package static func read(_ file: String) throws(PipelineError) -> [String: SketchLedgers] {
        guard let text = TextFile.read(file) else { throw .nothingScanned("\(file): cannot be read") }
        var ledgers: [String: SketchLedgers] = [:]
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            guard let value = try? JSONValue.parse(Array(line)), let segment = value["segment"]?.string,
                let new = value["new"]?.object, let old = value["old"]?.object
            else {
                throw .nothingScanned("\(file): this is no file of limits, as `jibu replay --from-matches` writes it")
            }
            var one = SketchLedgers()
            one.new.close(counts(new))
            one.old.close(counts(old))
            ledgers[segment] = one
        }
        return ledgers
    }

    private static func counts(_ members: [(String, JSONValue)]) -> [String: Int] {
        Dictionary(members.map { ($0.0, $0.1.integer.flatMap { Int(exactly: $0) } ?? 0) }) { first, _ in first }
    }
}
