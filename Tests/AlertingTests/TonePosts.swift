import Foundation
import Text

@testable import Alerting

/// The labelled posts of `Fixtures/tone`.
struct TonePost: Sendable, CustomStringConvertible {
    enum Label: String, CaseIterable { case claim, opinion, satire, criticism, question, denial }

    let id: String
    let language: String
    let label: Label
    let claim: String
    let hit: String
    let text: String

    var description: String { "\(id) \(label.rawValue): \(text)" }

    /// Nothing is mended for what the posts with an even number show.
    var isHeldOut: Bool { id.last.flatMap(\.wholeNumberValue).map { $0 % 2 == 0 } ?? false }

    static let languages = ["kk", "ru", "sw", "rw", "fr", "en"]
    static let all = read("posts.tsv")
    /// Plain claims with scorn, laughter, hearsay and views around them, written against the tables.
    static let hard = read("hard-claims.tsv")

    /// How it reads by our tables.
    var tone: Tone? {
        guard let range = text.range(of: hit) else { return nil }
        let lower = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
        return Tone.guess(text, hits: [lower..<lower + hit.utf8.count])
    }

    func matched(as id: String) -> MatchedPost {
        Sample.post(id, text, hit: hit, author: id, language: language)
    }

    private static func read(_ file: String) -> [TonePost] {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/tone/\(file)")
        guard let text = try? String(contentsOf: path, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: "\t").map(String.init)
            guard fields.count == 6, let label = Label(rawValue: fields[2]) else { return nil }
            return TonePost(
                id: fields[0], language: fields[1], label: label, claim: fields[3], hit: fields[4], text: fields[5])
        }
    }
}
