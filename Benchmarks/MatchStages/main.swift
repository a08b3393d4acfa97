// What the stages of matching cost a post, for each list of a corpus folder: match-stages FOLDER [POSTS]
// The folder is one that scripts/bench-scan uses: posts.txt (one text a line) and pat_N.txt.
import Foundation
import Measuring
import Model
import Text
import Watchlists

/// The first `most` lines of a file, without a copy of each.
func lines(_ path: String, most: Int) throws -> [ArraySlice<UInt8>] {
    let bytes = Array(try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe))
    return Array(bytes.split(separator: UInt8(ascii: "\n"), maxSplits: most).prefix(most))
}

func measure(_ size: Int, _ posts: [ArraySlice<UInt8>], _ folder: String, fold: Double) throws {
    let file = "\(folder)/pat_\(size).txt"
    guard let data = FileManager.default.contents(atPath: file) else { return }
    var findings: [Finding] = []
    var made: PatternSet?
    let load = Measure.best(of: 3) {
        made = PatternSet(lines: String(decoding: data, as: UTF8.self), file: file, into: &findings)
    }
    guard let set = made else { return }
    var matcher = set.matcher()
    var found = PostHits()
    var (candidates, hits) = (0, 0)
    func each(_ body: (UnsafeBufferPointer<UInt8>) -> Void) -> Double {
        Measure.best(of: 3) { for post in posts { post.withUnsafeBufferPointer(body) } } * 1e9 / Double(posts.count)
    }
    let index = each { candidates += matcher.candidates(in: $0) ?? 0 }
    let whole = each { bytes in
        matcher.match(bytes: bytes, into: &found)
        hits += found.hits.count
    }
    let count = Double(posts.count * 3)
    print(
        String(
            format: "%7d %9.1f ms %8.0f %18.0f %9.0f %12.3f %8.4f", size, load * 1e3, fold, index - fold, whole - index,
            Double(candidates) / count, Double(hits) / count))
}

guard CommandLine.arguments.count > 1,
    let posts = try? lines(
        CommandLine.arguments[1] + "/posts.txt",
        most: CommandLine.arguments.count > 2 ? Int(CommandLine.arguments[2]) ?? 50_000 : 50_000), !posts.isEmpty
else {
    FileHandle.standardError.write(Data("usage: match-stages FOLDER [POSTS]\n".utf8))
    exit(64)
}
let folder = CommandLine.arguments[1]
let memory = Fold()
let fold =
    Measure.best(of: 3) {
        for post in posts { Measure.keep(post.withUnsafeBufferPointer { memory.fold($0) } ? memory.canon.count : 0) }
    } * 1e9 / Double(posts.count)
print("patterns        load  fold ns  index and gates ns  PCRE2 ns  candidates     hits   (each a post)")
for size in [10, 100, 1000, 10_000] { try measure(size, posts, folder, fold: fold) }
