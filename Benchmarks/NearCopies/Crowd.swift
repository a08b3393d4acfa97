import Foundation
import Measuring
import Model
import Text

/// Edited copies that a full index finds: originals first, then a crowd of other posts, then the copies.
enum Crowd {
    static func report(_ texts: [String], crowd: [String]) {
        var index = StoryIndex()
        var number = 0
        func place(_ text: String) -> String {
            number += 1
            let now = Instant(milliseconds: Int64(number) * 100)
            let id = String(number)
            return index.place(post: id, seen: now, signature: TextSignature(of: text), now: now).story
        }
        let stories = texts.map { place($0) }
        var signatures: [TextSignature] = []
        let signing = Measure.best(of: 1) { signatures = crowd.map { TextSignature(of: $0) } }
        let before = Measure.residentBytes()
        let seconds = Measure.best(of: 1) {
            for signature in signatures {
                number += 1
                let now = Instant(milliseconds: Int64(number) * 100)
                _ = index.place(post: String(number), seen: now, signature: signature, now: now)
            }
        }
        let each = 1e6 / Double(max(1, crowd.count))
        print("\nafter \(crowd.count) other posts, of which one takes")
        print("signing it".column(34) + String(format: "%.1f us", signing * each).column(12, right: true))
        print("placing it in its story".column(34) + String(format: "%.1f us", seconds * each).column(12, right: true))
        let bytes = (Measure.residentBytes() - before) / max(1, crowd.count)
        print("memory of the index".column(34) + "\(bytes) bytes".column(12, right: true))
        print("edit".column(34) + "recognised".column(12, right: true) + "found".column(12, right: true))
        var dice = Dice(seed: 2)
        let words = texts.flatMap { $0.split(separator: " ").map(String.init) }
        func row(_ name: String, _ edit: (String) -> String) {
            var recognised = 0
            var found = 0
            for (text, story) in zip(texts, stories) {
                let edited = edit(text)
                guard TextSignature(of: edited).isNearCopy(of: TextSignature(of: text)) else { continue }
                recognised += 1
                if index.stories(near: TextSignature(of: edited)).contains(story) { found += 1 }
            }
            let counts = [recognised, found].map {
                String(format: "%.3f", Double($0) / Double(texts.count)).column(12, right: true)
            }
            print(name.column(34) + counts.joined())
        }
        for edit in Edit.allCases { row(edit.rawValue) { edit.applied(to: $0, words: words, &dice) } }
        row("inside a text three times as long") { text in
            let other = texts[dice.below(texts.count)] + " " + texts[dice.below(texts.count)]
            return other + " " + text
        }
    }
}
