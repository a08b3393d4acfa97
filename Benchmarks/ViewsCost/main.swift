// What the views of a text cost, as a ratio to validating the same bytes as UTF-8: views-cost TEXTS-FOLDER
import Foundation
import Measuring
import Text

/// Every eighth word disguised in one of five ways.
func disguised(_ text: String, _ dice: inout Dice) -> String {
    let looks = Dictionary(zip("аеорсухкaeopcyxi", "aeopcyxkаеорсухі")) { first, _ in first }
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map { word -> String in
        guard word.count > 3, dice.below(8) == 0 else { return String(word) }
        switch dice.below(5) {
        case 0: return String(word.map { looks[$0] ?? $0 })
        case 1: return word.map(String.init).joined(separator: ".")
        case 2: return word.map(String.init).joined(separator: "\u{200B}")
        case 3: return word.prefix(2) + "😂" + word.dropFirst(2)
        default: return word.prefix(2) + String(repeating: word.dropFirst(1).first ?? "a", count: 4) + word.dropFirst(2)
        }
    }
    return words.joined(separator: " ")
}

/// Plain validation: no copy, nothing else.
func validate(_ texts: [[UInt8]]) -> Int {
    var valid = 0
    for text in texts where (try? UTF8Span(validating: text.span)) != nil { valid += 1 }
    return valid
}

func measure(_ name: String, _ texts: [String]) {
    let bytes = texts.map { Array($0.utf8) }
    let size = Double(bytes.reduce(0) { $0 + $1.count })
    func time(_ wanted: [View]) -> Double {
        Measure.best(of: 15) {
            for text in texts {
                var views = Views(text)
                for view in wanted { Measure.keep(views.view(view).bytes.count) }
            }
        }
    }
    // What matching does with a post: one memory for all, and the stronger views only when something asks for them.
    let fold = Fold()
    func match(_ text: UnsafeBufferPointer<UInt8>) {
        guard fold.fold(text) else { return }
        let need = ViewsNeed(of: fold.canon)
        guard need.deobf || need.squeeze else { return Measure.keep(fold.canon.count) }
        var views = Views(valid: text, folded: fold)
        for view in [View.deobf, .squeeze] { Measure.keep(views.view(view).bytes.count) }
    }
    let plain = Measure.best(of: 15) { Measure.keep(validate(bytes)) }
    let (raw, canon, all) = (time([.raw]), time([.canon]), time([.canon, .deobf, .squeeze]))
    let matching = Measure.best(of: 15) { for text in bytes { text.withUnsafeBufferPointer(match) } }
    let changed = texts.count { text in
        var views = Views(text)
        return views.differs(.deobf) || views.differs(.squeeze)
    }
    func cell(_ time: Double) -> String {
        String(format: "%6.0f MB/s %5.1fx", size / time / 1e6, time / plain).column(20, right: true)
    }
    print(
        name.column(26) + String(format: "%5.0f MB/s", size / plain / 1e6).column(12, right: true) + cell(raw)
            + cell(canon) + cell(all) + cell(matching)
            + String(format: "%5.1f %%", 100 * Double(changed) / Double(max(1, texts.count))).column(10, right: true))
}

guard CommandLine.arguments.count == 2, let samples = try? SampleText.read(CommandLine.arguments[1]), !samples.isEmpty
else {
    FileHandle.standardError.write(Data("usage: views-cost TEXTS-FOLDER\n".utf8))
    exit(64)
}
print(
    "".column(26) + "validation".column(12, right: true) + "raw (a copy)".column(20, right: true)
        + "canon".column(20, right: true) + "all views".column(20, right: true)
        + "as in matching".column(20, right: true) + "changed".column(10, right: true))
let groups = Dictionary(grouping: samples, by: \.language)
for language in ["kk", "ru", "sw", "rw", "fr", "en"] {
    measure("\(language), as it is", groups[language, default: []].map(\.text))
}
var dice = Dice(seed: 1)
for language in ["kk", "ru", "sw", "rw", "fr", "en"] {
    measure("\(language), 1 word in 8 disguised", groups[language, default: []].map { disguised($0.text, &dice) })
}
