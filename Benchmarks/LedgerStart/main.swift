// What a week of stories costs a ledger and the start of a run: ledger-start FOLDER [POSTS [POSTS-OF-ONE-RUN]]
import Foundation
import Measuring
import Model
import Storage
import Text

guard CommandLine.arguments.count >= 2 else {
    FileHandle.standardError.write(Data("usage: ledger-start FOLDER [POSTS [POSTS-OF-ONE-RUN]]\n".utf8))
    exit(64)
}
let path = CommandLine.arguments[1] + "/ledger.sqlite"
func number(_ place: Int, _ usual: Int) -> Int {
    CommandLine.arguments.count > place ? Int(CommandLine.arguments[place]) ?? usual : usual
}
let posts = number(2, 1_000_000)
let perRun = number(3, 5_000)
let start = Instant(milliseconds: 1_700_000_000_000)

func size() -> Int { (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0 }
func line(_ name: String, _ value: String) { print(name.column(44) + value.column(30, right: true)) }
func seconds(_ seconds: Double) -> String { String(format: "%.2f s", seconds) }
func each(_ bytes: Int) -> String {
    String(format: "%.0f MB, %.0f bytes a post", Double(bytes) / 1e6, Double(bytes) / Double(posts))
}

/// Members of stories whose texts all differ: what is measured does not look at what they say.
struct Members {
    private var dice = Dice(seed: 4)
    let perRun: Int
    let start: Instant

    init(perRun: Int, start: Instant) { (self.perRun, self.start) = (perRun, start) }

    mutating func signature() -> TextSignature {
        var sketch: [UInt8] = []
        for _ in 0..<TextSignature.sketchBytes / 4 {
            let word = dice.below(1 << 32)
            for shift in stride(from: 0, to: 32, by: 8) { sketch.append(UInt8(truncatingIfNeeded: word >> shift)) }
        }
        return TextSignature(exact: StableHash.mix(UInt64(dice.below(1 << 40))), shingles: 100, sketch: sketch)
    }

    mutating func member(_ number: Int) -> StoryMember {
        let id = StableHash.hex(StableHash.mix(UInt64(number)))
            + StableHash.hex(StableHash.mix(UInt64(number) << 32 | 1))
        let seen = start.advanced(by: TimeSpan(milliseconds: Int64(number / perRun) * 60_000))
        return StoryMember(post: id, story: id, seen: seen, signature: signature())
    }
}

do {
    let empty = try Ledger.open(path: path)
    let before = size()
    var members = Members(perRun: perRun, start: start)
    var commits: [Double] = []
    for first in stride(from: 0, to: posts, by: perRun) {
        var batch = CoveredBatch(at: start)
        batch.members = (first..<min(posts, first + perRun)).map { members.member($0) }
        var failure: (any Error)?
        commits.append(Measure.best(of: 1) { do { try empty.commit(batch) } catch { failure = error } })
        if let failure { throw failure }
    }
    let now = start.advanced(by: TimeSpan(milliseconds: Int64(posts / perRun) * 60_000))
    print("\(posts) members of stories, \(perRun) in each run")
    line("in the ledger", each(size() - before))
    line("writing those of the first run", seconds(commits.first ?? 0))
    line("writing those of the last run", seconds(commits.last ?? 0))

    var ledger = empty
    line("opening the ledger", seconds(Measure.best(of: 1) { ledger = (try? Ledger.open(path: path)) ?? ledger }))
    var count = 0
    line("reading the members", seconds(Measure.best(of: 1) { try? ledger.forEachMember(at: now) { _ in count += 1 } }))
    let resident = Measure.residentBytes()
    var index = StoryIndex()
    line("reading them into an index", seconds(Measure.best(of: 1) {
        try? ledger.forEachMember(at: now) { index.restore($0) }
    }))
    line("placing the first post", seconds(Measure.best(of: 1) {
        _ = index.place(post: "new", seen: now, signature: members.signature(), now: now)
    }))
    line("the index in memory", each(Measure.residentBytes() - resident))
    print("\(count) read, \(index.count) held")
} catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(1)
}
