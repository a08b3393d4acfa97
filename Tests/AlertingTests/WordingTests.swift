import Testing

@testable import Alerting

@Suite("The words of digests")
struct WordingTests {
    @Test("every language has every phrase", arguments: Wording.all.map(\.language))
    func complete(language: String) throws {
        let wording = try #require(Wording.all.first { $0.language == language })
        for phrase in Phrase.allCases { #expect(!(wording.phrases[phrase] ?? "").isEmpty, "\(phrase)") }
        for phrase in Counted.allCases {
            #expect(Set(wording.counted[phrase, default: [:]].keys) == Set(wording.plurals), "\(phrase)")
        }
    }

    @Test("every language fills in the same things as English", arguments: Wording.all.map(\.language))
    func placeholders(language: String) throws {
        let wording = try #require(Wording.all.first { $0.language == language })
        for phrase in Phrase.allCases {
            #expect(names(wording.phrases[phrase]) == names(Wording.english.phrases[phrase]), "\(phrase)")
        }
        for phrase in Counted.allCases {
            for form in wording.counted[phrase, default: [:]].values {
                #expect(names(form) == names(Wording.english.counted[phrase]?[.other]), "\(phrase)")
            }
        }
    }

    private func names(_ template: String?) -> Set<Substring> {
        Set(
            (template ?? "").split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap {
                $0.split(separator: "}").first
            })
    }

    @Test("six languages")
    func six() { #expect(Set(Wording.all.map(\.language)) == ["kk", "ru", "sw", "rw", "fr", "en"]) }

    @Test(
        "Russian numbers take the right form",
        arguments: [
            (0, "0 сообщений"), (1, "1 сообщение"), (2, "2 сообщения"), (4, "4 сообщения"), (5, "5 сообщений"),
            (11, "11 сообщений"), (12, "12 сообщений"), (14, "14 сообщений"), (21, "21 сообщение"),
            (22, "22 сообщения"), (25, "25 сообщений"), (100, "100 сообщений"), (101, "101 сообщение"),
            (111, "111 сообщений"), (112, "112 сообщений"), (1004, "1004 сообщения"),
        ])
    func russian(number: Int, expected: String) { #expect(Wording.russian.say(.posts, number) == expected) }

    @Test(
        "the other languages too",
        arguments: [
            ("fr", 0, "0 publication"), ("fr", 1, "1 publication"), ("fr", 2, "2 publications"), ("en", 0, "0 posts"),
            ("en", 1, "1 post"), ("kk", 1, "1 жазба"), ("kk", 5, "5 жазба"), ("sw", 1, "chapisho 1"),
            ("sw", 3, "machapisho 3"), ("rw", 1, "inyandiko 1"),
        ])
    func others(language: String, number: Int, expected: String) {
        #expect(Wording.first(of: [language]).say(.posts, number) == expected)
    }

    @Test("a value with braces is put in as it is, and not looked at again")
    func braces() {
        #expect(Wording.english.say(.timeAgo, ["time": "{ago}", "ago": "{time}"]) == "{ago} ({time})")
        #expect(Wording.english.say(.timeAgo, ["time": "{", "ago": "}"]) == "{ (})")
    }

    @Test("the first language that we have words in is taken, else English")
    func fallback() {
        #expect(Wording.first(of: ["uz", "kk", "ru"]).language == "kk")
        #expect(Wording.first(of: ["uz"]).language == "en")
    }
}
