// Near-copies: how many edited copies are recognised, how many other texts are taken for copies, and what a million
// posts hold in memory: near-copies TEXTS-FOLDER [POSTS]
import Foundation
import Measuring
import Model
import Text

guard CommandLine.arguments.count >= 2, let samples = try? SampleText.read(CommandLine.arguments[1]), !samples.isEmpty
else {
    FileHandle.standardError.write(Data("usage: near-copies TEXTS-FOLDER [POSTS]\n".utf8))
    exit(64)
}
let texts = samples.map(\.text)
Recall.report(texts.filter { (60...280).contains($0.count) })
Precision.report(texts)
if CommandLine.arguments.count > 2, let posts = Int(CommandLine.arguments[2]) { Memory.report(samples, posts: posts) }
