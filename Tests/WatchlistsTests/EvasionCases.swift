import Foundation
import Testing
import Text

@testable import Watchlists

/// A disguised word in a real text, as `scripts/evasion` makes them.
struct EvasionCase: Decodable, Sendable {
    let language: String
    let transform: String
    /// The shorthand term that must find it.
    let term: String
    /// The word before it was disguised.
    let form: String
    /// What goes into the text, between two blanks.
    let put: String
    /// Id of the text.
    let text: String
    /// Byte offset in the text.
    let at: Int
    let scripts: String?

    /// The post, and where the disguised word stands in it.
    func post(in texts: [String: String]) -> (text: String, range: Range<Int>)? {
        guard let text = texts[self.text].map({ Array($0.utf8) }), (0...text.count).contains(at) else { return nil }
        let post = text[..<at] + Array(" \(put) ".utf8) + text[at...]
        return (String(decoding: post, as: UTF8.self), at + 1..<at + 1 + put.utf8.count)
    }

    var options: TermOptions { TermOptions(scripts: scripts == "all" ? Set(TermScript.allCases) : [.typed, .latin]) }
}

/// The real texts of the repository.
struct RealText: Decodable, Sendable {
    let id: String
    let language: String
    let text: String

    static let languages = ["kk", "ru", "sw", "rw", "fr", "en"]
    private static let folder = FixtureTests.folder.deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "TextTests/Fixtures/texts")

    static let all: [RealText] = languages.flatMap { language in
        (try? JSONLinesFile<RealText>.read(folder.appending(path: "\(language).ndjson"))) ?? []
    }
}

enum JSONLinesFile<Line: Decodable> {
    static func read(_ file: URL) throws -> [Line] {
        let decoder = JSONDecoder()
        return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map {
            try decoder.decode(Line.self, from: Data($0))
        }
    }
}

/// The ways of searching that are compared.
enum Searching: Int, CaseIterable {
    /// The word as it stands in a dictionary, by PCRE2 on the text as it is.
    case word
    /// The term on the text as it is.
    case raw
    /// The term on the first view alone, then on all.
    case canon, views

    func matcher(_ term: String, _ language: String, _ options: TermOptions) throws -> Matcher {
        let rule: PatternSet.Rule
        switch self {
        case .word:
            rule = try TermCompiler.compile("/\\b\(term.split(separator: "/")[0])\\b/", language: language)
                .rule(claim: "term", views: [.raw])
        case .raw: rule = try compiled(term, language, options).rule(claim: "term", views: [.raw])
        case .canon: rule = try compiled(term, language, options).rule(claim: "term", views: [.canon])
        case .views: rule = try compiled(term, language, options).rule(claim: "term")
        }
        var failures: [(pattern: PatternText, failure: PatternFailure)] = []
        let set = PatternSet([rule], failures: &failures)
        if let failure = failures.first?.failure { throw TermTesting.Refused(failure: failure) }
        return set.matcher()
    }

    private func compiled(_ term: String, _ language: String, _ options: TermOptions) throws -> Term {
        try TermCompiler.compile(term, language: language, options: options)
    }
}
