// Near-copies: how many edited copies are recognised, how many other texts are taken for copies, what a million posts
// hold in memory, and how many copies are found among many other posts:
// near-copies TEXTS-FOLDER [POSTS [FILE-OF-OTHER-POSTS, one a line]]
import Foundation
import Measuring
import Model
import Text

guard CommandLine.arguments.count >= 2, let samples = try? SampleText.read(CommandLine.arguments[1]), !samples.isEmpty
else {
    FileHandle.standardError.write(Data("usage: near-copies TEXTS-FOLDER [POSTS [FILE]]\n".utf8))
    exit(64)
}
let texts = samples.map(\.text)
let posts = texts.filter { (60...280).contains($0.count) }
Recall.report(posts)
Precision.report(texts)
if CommandLine.arguments.count > 2, let count = Int(CommandLine.arguments[2]), count > 0 {
    Memory.report(samples, posts: count)
}
if CommandLine.arguments.count > 3,
    let crowd = try? String(contentsOfFile: CommandLine.arguments[3], encoding: .utf8)
{
    Crowd.report(posts, crowd: crowd.split(separator: "\n").map(String.init))
}
