import Foundation
import Measuring
import Model
import Text

/// What many posts hold in memory: their signatures, and the index of stories over them.
enum Memory {
    static func report(_ samples: [SampleText], posts: Int) {
        var dice = Dice(seed: 3)
        // A post is words of one language drawn at random: hardly two are copies, the dearest case for the index.
        let pools = Dictionary(grouping: samples, by: \.language).sorted { $0.key < $1.key }.map { _, texts in
            texts.flatMap { $0.text.split(separator: " ").map(String.init) }
        }
        func post() -> String {
            let pool = pools[dice.below(pools.count)]
            return (0..<10 + dice.below(20)).map { _ in pool[dice.below(pool.count)] }.joined(separator: " ")
        }
        let start = Measure.residentBytes()
        var signatures: [TextSignature] = []
        signatures.reserveCapacity(posts)
        let signing = Measure.best(of: 1) { for _ in 0..<posts { signatures.append(TextSignature(of: post())) } }
        let signed = Measure.residentBytes()
        let encoded = signatures.reduce(0) { $0 + $1.encoded.count }
        print("\n\(posts) posts, \(signatures.count { $0.sketch.isEmpty }) of them too short for shingles")
        print(line("making and signing a post", String(format: "%.1f us", signing / Double(posts) * 1e6)))
        print(line("signatures in memory", size(signed - start, posts)))
        print(line("signatures in the ledger", size(encoded, posts)))
        var index = StoryIndex()
        var now = Instant(milliseconds: 0)
        let placing = Measure.best(of: 1) {
            for (number, signature) in signatures.enumerated() {
                now = Instant(milliseconds: Int64(number) * 500)
                _ = index.place(post: id(number), seen: now, signature: signature, now: now)
                if number % 100_000 == 99_999 {
                    print(line("index of \(number + 1)", size(Measure.residentBytes() - signed, number + 1)))
                }
            }
        }
        print(line("placing a post in its story", String(format: "%.1f us", placing / Double(posts) * 1e6)))
        print(line("whole process", size(Measure.residentBytes(), posts)))
        // Both stay alive until here.
        print(line("stories known at the end", index.story(of: id(0)) == nil ? "no" : "yes"))
    }

    /// Ids as Intake makes them: 32 hex digits.
    private static func id(_ number: Int) -> String {
        let word = UInt64(number)
        return StableHash.hex(StableHash.mix(word)) + StableHash.hex(StableHash.mix(word &+ 1 << 32))
    }

    private static func line(_ name: String, _ value: String) -> String {
        name.column(34) + value.column(40, right: true)
    }

    private static func size(_ bytes: Int, _ posts: Int) -> String {
        String(format: "%.0f MB, %.0f bytes a post", Double(bytes) / 1e6, Double(bytes) / Double(max(1, posts)))
    }
}
