// Guesses the language of each line of a file: language-guesses FILE
// Prints one guess per line, and the time per text to the standard error.
import Foundation
import Measuring
import Text

guard CommandLine.arguments.count == 2,
    let file = try? String(contentsOfFile: CommandLine.arguments[1], encoding: .utf8)
else {
    FileHandle.standardError.write(Data("usage: language-guesses FILE\n".utf8))
    exit(64)
}
let lines = file.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
var guesses: [LanguageGuess] = []
let time = Measure.best(of: 3) { guesses = lines.map(LanguageGuess.of) }
print(guesses.map { "\($0.language) \($0.runnerUp ?? "-") \($0.margin)" }.joined(separator: "\n"))
FileHandle.standardError.write(Data(String(format: "%.2f\n", time / Double(lines.count) * 1e6).utf8))
