import Model
import Testing
import Text

@testable import Watchlists

struct PatternSetTests {
    @Test("a hit is reported in bytes of the original text")
    func hit() {
        var failures: [(pattern: PatternText, failure: PatternFailure)] = []
        let leaf = PatternText(id: "a/1", pattern: #"\bвод\w* отравл\w*"#)
        let set = PatternSet([.init(claim: "a", expression: .pattern(leaf))], failures: &failures)
        var matcher = set.matcher()
        let found = matcher.matches(in: "Наша ВОДА отравлена!")
        #expect(found.matches == [Match(claim: "a", pattern: "a/1", view: .canon, range: 9..<36)])
        #expect(found.claims == ["a"])
    }
}
