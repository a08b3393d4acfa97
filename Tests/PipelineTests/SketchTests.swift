import Foundation
import Model
import Storage
import Testing
import Text

@testable import Pipeline

/// Sketches made segment by segment, put in order and replayed: the answer of one machine.
struct SketchTests {
    private let office: ReplayOffice
    private let before: ReplayOffice
    private let folder = FileManager.default.temporaryDirectory.appending(path: "jibu-sketch-\(UUID().uuidString)").path

    /// `heavy` reaches its limit on a long row of x.
    private static let claims = ReplayOffice.claims.replacing(
        "{any: [{pattern: '\\bwater is poison\\w*'}]}",
        with: "{any: [{pattern: '\\bwater is poison\\w*'}, {id: heavy, pattern: '(?:x+y?)+z'}]}")

    init() throws {
        office = try ReplayOffice(claims: Self.claims, probesPatterns: false)
        before = try ReplayOffice()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let heavy = String(repeating: "x", count: 4000) + " z"
        for run in 0..<6 {
            let texts = (0..<30).map { number in
                switch number {
                case 3 where run > 0: ("\(run)-\(number)", "\(heavy) number \(run)")
                case 5: ("\(run)-\(number)", "Run \(run): the water is poisoned, they say, and nobody talks about it")
                case 6: ("\(run)-\(number)", "Run \(run) says xxz and nothing more")
                default: ("\(run)-\(number)", "Ordinary words \(number) of run \(run)")
                }
            }
            try office.collect(texts, at: ReplayOffice.start.advanced(by: .hours(Int64(run))))
        }
    }

    private var replay: Replay { Replay(new: office.rules(), old: before.rules(named: "old"), workers: 1) }

    /// Sketches each segment into a file of its own; the last segment comes first.
    private func files(limits: String? = nil) throws -> [String] {
        try office.archive.segments().reversed().enumerated().map { number, segment in
            var output = try SketchOutput(plan: replay.plan, limits: limits)
            var lines: [UInt8] = []
            try output.sketch([office.archive.path(of: segment)]) { lines += $0 }
            let file = "\(folder)/\(number)-\(limits == nil ? "first" : "again").jsonl"
            try Data(lines).write(to: URL(filePath: file))
            return file
        }
    }

    @Test("a pattern that runs away is off for the rest of the archive, whoever reads the segments")
    func limits() async throws {
        let single = try await replay.perform(archive: office.archive)
        #expect(single.new.tally.undecided["heavy"] ?? 0 >= 5, "\(single.new.tally.undecided)")
        let side = Replay(new: office.rules(), old: before.rules(named: "old"), workers: 4)
        #expect(try await side.perform(archive: office.archive).text == single.text)
        // Each segment alone stays under the limit; only the serial stage can see that the pattern is to be off.
        let first = try files()
        var asked: [UInt8] = []
        do {
            _ = try replay.perform(matches: first)
        } catch {
            if case .limits(let segments, let patterns, let file) = error {
                asked = file
                #expect(patterns == ["heavy"])
                #expect(!segments.isEmpty && segments.count < 6)
            } else {
                Issue.record("\(error)")
            }
        }
        #expect(!asked.isEmpty, "the sketches must be refused")
        let limits = "\(folder)/limits.jsonl"
        try Data(asked).write(to: URL(filePath: limits))
        let again = try replay.perform(matches: files(limits: limits))
        #expect(try again.text == single.text)
        #expect(try ReplayPage.bytes(of: again) == ReplayPage.bytes(of: single))
    }

    @Test("a period is cut from sketches as from an archive")
    func period() async throws {
        let plain = Replay(new: before.rules())
        let from = ReplayOffice.start.advanced(by: .hours(2))
        let until = ReplayOffice.start.advanced(by: .hours(4))
        let single = try await plain.perform(archive: office.archive, from: from, until: until)
        #expect(single.posts == 60)
        var lines: [UInt8] = []
        var output = try SketchOutput(plan: plain.plan)
        try output.sketch(try office.archive.segments().map { office.archive.path(of: $0) }) { lines += $0 }
        let file = "\(folder)/all.jsonl"
        try Data(lines).write(to: URL(filePath: file))
        #expect(try plain.perform(matches: [file], from: from, until: until).text == single.text)
        #expect(throws: PipelineError.self) { try plain.perform(matches: [file], from: until.advanced(by: .days(3))) }
    }

    @Test(
        "sketches that cannot give the answer are refused",
        arguments: ["cut", "twice", "other lists", "no sketch", "not there"])
    func refused(fault: String) throws {
        let plain = Replay(new: before.rules())
        let other = Replay(new: office.rules())
        let paths = try office.archive.segments().map { office.archive.path(of: $0) }
        var lines: [UInt8] = []
        var output = try SketchOutput(plan: fault == "other lists" ? other.plan : plain.plan)
        try output.sketch(Array(paths.prefix(2))) { lines += $0 }
        if fault == "cut" { lines = Array(lines.dropLast(200)) }
        if fault == "no sketch" { lines = Array(#"{"post":"a","claim":"b"}"#.utf8) }
        let file = "\(folder)/\(fault).jsonl"
        if fault != "not there" { try Data(lines).write(to: URL(filePath: file)) }
        let files = fault == "twice" ? [file, file] : [file]
        #expect(throws: PipelineError.self) { try plain.perform(matches: files) }
    }

    @Test("a post comes back from its line as it went in")
    func roundTrip() throws {
        var made: [SketchedPost] = []
        for segment in try office.archive.segments() {
            var maker = SketchMaker(archive: office.archive, plan: replay.plan)
            _ = try maker.sketch(segment) { made.append($0) }
        }
        #expect(made.contains { !$0.new.claims.isEmpty } && made.contains { !$0.new.undecided.isEmpty })
        for post in made {
            var line: [UInt8] = []
            post.append(to: &line)
            let back = line.dropLast().withUnsafeBufferPointer { SketchedPost(line: $0) }
            #expect(back == post)
        }
    }

    @Test(
        "lines come out in order of time however they went in, from memory and from a file", arguments: [100, 1 << 20])
    func order(limit: Int) throws {
        let runs = [SketchRuns(limit: limit), SketchRuns(limit: limit)]
        let signature = TextSignature(of: "words")
        for number in 0..<500 {
            let seen = Int64(number * 7919 % 100)
            let post = SketchedPost(
                key: PostKey(id: "\(number)", version: 1), seen: Instant(milliseconds: seen), source: "s",
                signature: signature, new: SketchedMatches())
            let key = SketchRuns.Key(seen: seen, segment: Int32(number / 250), number: Int32(number % 250))
            // Segment 0 was sketched a second time: the first attempt does not count.
            for attempt in 0..<(number < 250 ? Int32(2) : 1) {
                try runs[number % 2].add(key, attempt: attempt) { post.append(to: &$0) }
            }
        }
        var order = try SketchOrder(runs, attempts: [1, 0], names: ["a", "b"])
        var ids: [Int] = []
        while let post = try order.next() { ids.append(Int(post.key.id) ?? -1) }
        let expected = (0..<500).sorted { ($0 * 7919 % 100, $0) < ($1 * 7919 % 100, $1) }
        #expect(ids == expected)
    }

    @Test("a repeat is dropped for a month, and remembered for two at most")
    func repeats() {
        var keys = RecentKeys()
        let start = ReplayOffice.start
        let times: [(version: Int, days: Int64, isNew: Bool)] = [
            (1, 0, true), (1, 0, false), (2, 0, true), (1, 31, false), (1, 63, true),
        ]
        for (version, days, isNew) in times {
            let inserted = keys.insert(PostKey(id: "a", version: version), at: start.advanced(by: .days(days)))
            #expect(inserted == isNew, "version \(version) after \(days) days")
        }
    }
}
