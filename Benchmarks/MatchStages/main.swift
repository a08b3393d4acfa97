// What the stages of a scan cost, without the process around them:
//
//     match-stages POSTS.ndjson PATTERNS.txt            times of all stages, as one JSON object
//     match-stages POSTS.ndjson PATTERNS.txt STAGE      does the work up to a stage once, for a tool that counts instructions
//
// A stage does what those before it do, too: load, json, fold, index, match. scripts/bench-scan runs both.
import Foundation
import Measuring
import Model
import Reading
import Text
import Watchlists

enum Stage: Int, CaseIterable {
    case load, json, fold, index, match

    init?(name: String) {
        guard let stage = Stage.allCases.first(where: { "\($0)" == name }) else { return nil }
        self = stage
    }
}

/// What went through a stage.
struct Done {
    var posts = 0
    var candidates = 0
    var hits = 0
}

func load(_ path: String) -> PatternSet? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    var findings: [Finding] = []
    return PatternSet(lines: String(decoding: data, as: UTF8.self), file: path, into: &findings)
}

/// Does the work up to a stage on every line.
func run(_ lines: [UInt8], _ matcher: inout Matcher, _ fold: Fold, through stage: Stage) -> Done {
    var (done, found) = (Done(), PostHits())
    guard stage != .load else { return done }
    var reader = JSONLineReader(["id", "text"])
    lines.withUnsafeBufferPointer { all in
        guard let base = all.baseAddress else { return }
        var start = 0
        while start < all.count, let hit = memchr(base + start, 0x0A, all.count - start) {
            let end = UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) - base
            let line = UnsafeBufferPointer(rebasing: all[start..<end])
            start = end + 1
            guard (try? reader.read(line)) != nil else { continue }
            done.posts += 1
            let text = reader[1].bytes
            switch stage {
            case .load, .json: break
            case .fold: if fold.fold(text) { done.candidates += fold.digits }
            case .index: done.candidates += matcher.candidates(in: text) ?? 0
            case .match:
                matcher.match(bytes: text, into: &found)
                done.hits += found.hits.count
            }
        }
    }
    return done
}

let arguments = CommandLine.arguments
guard arguments.count > 2, let posts = FileManager.default.contents(atPath: arguments[1]), let set = load(arguments[2]) else {
    FileHandle.standardError.write(Data("usage: match-stages POSTS.ndjson PATTERNS.txt [load|json|fold|index|match]\n".utf8))
    exit(64)
}
let lines = Array(posts)
let fold = Fold()
var matcher = set.matcher()
if arguments.count > 3 {
    guard let stage = Stage(name: arguments[3]) else { exit(64) }
    Measure.keep(run(lines, &matcher, fold, through: stage).hits)
    exit(0)
}
let loading = Measure.bestProcessorTime(of: 3) { Measure.keep(load(arguments[2]) == nil ? 0 : 1) }
// Once before the clock runs: machine code is made for the patterns that are met.
let done = run(lines, &matcher, fold, through: .match)
let candidates = run(lines, &matcher, fold, through: .index).candidates
var fields = ["\"posts\":\(done.posts)", "\"hits\":\(done.hits)", "\"candidates\":\(candidates)", "\"load_ms\":\(loading * 1e3)"]
for stage in Stage.allCases.dropFirst() {
    let time = Measure.bestProcessorTime(of: 5) { Measure.keep(run(lines, &matcher, fold, through: stage).posts) }
    fields.append("\"\(stage)_ns\":\(time * 1e9 / Double(max(1, done.posts)))")
}
print("{" + fields.joined(separator: ",") + "}")
