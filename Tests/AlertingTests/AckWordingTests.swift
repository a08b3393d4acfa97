import Testing

@testable import Alerting

@Suite("Words of answers to replies")
struct AckWordingTests {
    @Test("every language has every phrase, with the same blanks to fill in", arguments: ["kk", "ru", "sw", "rw", "fr"])
    func complete(language: String) throws {
        let wording = try #require(AckWording.all[language])
        let english = try #require(AckWording.all["en"])
        for phrase in AckPhrase.allCases {
            let text = try #require(wording.phrases[phrase], "\(phrase)")
            let original = try #require(english.phrases[phrase], "\(phrase)")
            #expect(blanks(text) == blanks(original), "\(phrase)")
            if phrase != .dismissedBy { #expect(text != original, "\(phrase)") }
        }
    }

    @Test("the commands that an answer offers are understood")
    func offered() throws {
        for (language, wording) in AckWording.all {
            for phrase in [AckPhrase.takeByReply, .tap] {
                let said = wording.say(phrase, ["code": "48217"])
                let start = try #require(said.firstIndex { "“«:/".contains($0) }, "\(language)")
                let command = String(said[start...].drop { "“«: ".contains($0) }.prefix { !"”»".contains($0) })
                #expect(AckCommand(command) == .act(.claim, code: "48217"), "\(language): \(command)")
            }
        }
    }

    private func blanks(_ text: String) -> [Substring] {
        text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { $0.split(separator: "}").first }.sorted()
    }
}
