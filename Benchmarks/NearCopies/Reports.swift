import Foundation
import Measuring
import Text

/// Whether an index would compare the two at all.
func areCandidates(_ left: TextSignature, _ right: TextSignature) -> Bool {
    left.exact == right.exact || zip(left.keys, right.keys).contains { $0 == $1 }
}

/// The sets that signatures estimate: what is lost by the thresholds, and not by the estimate.
struct ExactShingles {
    private let shingles: Set<String>

    init(of text: String) {
        let words = text.split(separator: " ").filter { !$0.hasPrefix("@") && !$0.hasPrefix("http") }
        var views = Views(words.joined(separator: " "))
        let letters = String(decoding: views.view(.deobf).bytes, as: UTF8.self).map { $0.isLetter ? $0 : " " }
        let plain = Array(String(letters).split(separator: " ").joined(separator: " "))
        shingles = plain.count < 5 ? [] : Set((0...plain.count - 5).map { String(plain[$0..<$0 + 5]) })
    }

    func isNearCopy(of other: ExactShingles) -> Bool {
        let shared = Double(shingles.intersection(other.shingles).count)
        let all = Double(shingles.union(other.shingles).count)
        let smaller = min(shingles.count, other.shingles.count)
        return shared >= TextSignature.leastJaccard * all
            || smaller >= TextSignature.leastShingles && shared >= TextSignature.leastContainment * Double(smaller)
    }
}

/// Share of edited copies that are recognised.
enum Recall {
    static func report(_ texts: [String]) {
        var dice = Dice(seed: 2)
        let words = texts.flatMap { $0.split(separator: " ").map(String.init) }
        print("\(texts.count) texts of 60 to 280 characters")
        print(
            "edit".column(34) + "recognised".column(12, right: true) + "found by the index".column(20, right: true)
                + "by exact sets".column(16, right: true) + "too short".column(12, right: true))
        for edit in Edit.allCases {
            var copies = 0
            var found = 0
            var exact = 0
            var short = 0
            for text in texts {
                let edited = edit.applied(to: text, words: words, &dice)
                let before = TextSignature(of: text)
                let after = TextSignature(of: edited)
                if ExactShingles(of: text).isNearCopy(of: ExactShingles(of: edited)) { exact += 1 }
                if before.sketch.isEmpty || after.sketch.isEmpty { short += 1 }
                guard after.isNearCopy(of: before) else { continue }
                copies += 1
                if areCandidates(before, after) { found += 1 }
            }
            let counts = [(copies, 12), (found, 20), (exact, 16), (short, 12)]
            print(
                edit.rawValue.column(34)
                    + counts.map { count, width in
                        String(format: "%.3f", Double(count) / Double(texts.count)).column(width, right: true)
                    }.joined())
        }
    }
}

/// Different texts that are taken for copies of each other.
enum Precision {
    static func report(_ texts: [String]) {
        let signatures = texts.map { TextSignature(of: $0) }
        var pairs: [(Int, Int)] = []
        for left in signatures.indices {
            for right in signatures.indices[(left + 1)...] where signatures[left].isNearCopy(of: signatures[right]) {
                pairs.append((left, right))
            }
        }
        let all = texts.count * (texts.count - 1) / 2
        print("\n\(pairs.count) of \(all) pairs of different texts are near-copies:")
        for (left, right) in pairs.prefix(60) {
            print("  = " + texts[left].prefix(110).replacing("\n", with: " "))
            print("    " + texts[right].prefix(110).replacing("\n", with: " "))
        }
    }
}
