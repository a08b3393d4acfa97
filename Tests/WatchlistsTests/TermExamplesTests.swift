import Foundation
import Testing
import Text

@testable import Watchlists

/// The 48 checked terms, through the product's own compiler and matcher.
struct TermExamplesTests {
    struct Example: Decodable, Sendable, CustomTestStringConvertible {
        let language: String
        let term: String
        let match: [String]
        let no_match: [String]
        var testDescription: String { "\(language) \(term)" }
    }

    static let all: [Example] = {
        let file = FixtureTests.folder.appending(path: "terms/examples.json")
        guard let data = try? Data(contentsOf: file) else { return [] }
        return (try? JSONDecoder().decode([Example].self, from: data)) ?? []
    }()

    @Test("there are eight terms in each of six languages")
    func complete() {
        #expect(
            Dictionary(grouping: Self.all, by: \.language).mapValues(\.count) == [
                "kk": 8, "ru": 8, "sw": 8, "rw": 8, "fr": 8, "en": 8,
            ])
    }

    @Test("a term finds every text that it must match and refuses every other", arguments: all)
    func example(_ example: Example) throws {
        for scripts in [[.typed, .latin], Set(TermScript.allCases)] {
            let options = TermOptions(scripts: scripts)
            let term = try TermCompiler.compile(example.term, language: example.language, options: options)
            var matcher = try TermTesting.matcher(term)
            for text in example.match { #expect(matcher.matches(in: text).claims == ["term"], "\(text)") }
            for text in example.no_match { #expect(matcher.matches(in: text) == PostMatches(), "\(text)") }
        }
    }

    @Test("every form that a term shows is one that it matches", arguments: all)
    func forms(_ example: Example) throws {
        let options = TermOptions(scripts: Set(TermScript.allCases))
        let term = try TermCompiler.compile(example.term, language: example.language, options: options)
        #expect(!term.forms.isEmpty && term.forms.count <= 20)
        var matcher = try TermTesting.matcher(term)
        for form in term.forms { #expect(matcher.matches(in: form).claims == ["term"], "\(form)") }
    }
}

enum TermTesting {
    struct Refused: Error { let failure: PatternFailure }

    static func matcher(_ term: Term) throws -> Matcher {
        var failures: [(pattern: PatternText, failure: PatternFailure)] = []
        let set = PatternSet([term.rule(claim: "term")], failures: &failures)
        if let failure = failures.first?.failure { throw Refused(failure: failure) }
        return set.matcher()
    }

    static func matches(_ source: String, _ language: String?, _ text: String, _ options: TermOptions = .init()) throws
        -> Bool
    {
        var matcher = try matcher(TermCompiler.compile(source, language: language, options: options))
        return !matcher.matches(in: text).claims.isEmpty
    }
}
