import Model
import Testing

@testable import Watchlists

@Suite("Titles and statements for readers")
struct ReaderTextsTests {
    @Test("titles and statements come with the claim, by language")
    func read() throws {
        let (watchlists, findings) = try FixtureTests.load("list.title-in-unknown-language.yaml")
        let claim = try #require(watchlists.claims.first)
        #expect(claim.title(in: ["kk", "ru"]) == "Качество воды после ремонта")
        #expect(claim.title(in: ["fr"]) == "Water quality after the repair")
        #expect(claim.statement(in: ["kk"]) == "Қазандағы жөндеуден бері Қаланың ауыз суы уланған.")
        #expect(claim.statement(in: []) == claim.statement)
        #expect(findings.map(\.code) == ["unknown-language", "unknown-language"])
    }
}
