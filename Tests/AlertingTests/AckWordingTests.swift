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

    @Test("what a reader is asked to write is a command, in the letters of their language",
        arguments: ["kk", "ru", "sw", "rw", "fr", "en"])
    func own(language: String) throws {
        let wording = try #require(AckWording.all[language])
        let asked: [(AckPhrase, [AckWords.Verb])] = [
            (.howDone, [.respond, .release]), (.dismissed, [.release]), (.needCode, [.claim]),
            (.needURL, [.respond]), (.needReason, [.dismiss]), (.takeByReply, [.claim]),
        ]
        for (phrase, verbs) in asked {
            let words = commands(in: wording.say(phrase, ["code": "48217", "reason": ""]))
            #expect(words.map { AckWords.verb(AckToken.skeleton($0)) } == verbs, "\(phrase): \(words)")
            for word in words { #expect(isOwn(word, language), "\(phrase): \(word)") }
        }
        let wordsOfDigests = Wording.first(of: [language])
        for phrase in [Phrase.approveHow, .approveHolding] {
            let words = commands(in: wordsOfDigests.say(phrase, ["code": "482170"]), code: "482170")
            #expect(words.count == 1, "\(words)")
            for word in words { #expect(Approving.isApproval(word) && isOwn(word, language), "\(word)") }
        }
    }

    /// The words in front of a code.
    private func commands(in text: String, code: String = "48217") -> [String] {
        let words = text.split { !$0.isLetter && !$0.isNumber }
        return zip(words, words.dropFirst()).filter { $1 == code }.map { String($0.0) }
    }

    private func isOwn(_ word: String, _ language: String) -> Bool {
        let isLatin = word.unicodeScalars.allSatisfy { $0.value < 0x250 }
        return isLatin != ["kk", "ru"].contains(language)
            && (language == "en" || !["ok", "release", "done", "dismiss", "approve"].contains(word))
    }

    private func blanks(_ text: String) -> [Substring] {
        text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { $0.split(separator: "}").first }.sorted()
    }
}
