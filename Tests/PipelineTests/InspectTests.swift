import Foundation
import Model
import Testing
import Text

@testable import Pipeline

struct InspectTests {
    @Test("only views that differ from the weaker one are shown, with the language and its runner-up")
    func views() {
        let plain = InspectedText(id: "p", text: "вода чистая, пейте спокойно", redacts: false)
        #expect(plain.views.isEmpty)
        #expect(!plain.needsStrongerViews)
        let disguised = InspectedText(id: nil, text: "Ваkцина опасна, в-а-к-ц-и-н-а", redacts: false)
        #expect(disguised.views.map(\.view) == [.canon, .deobf, .squeeze])
        #expect(disguised.views.last?.text == "вакцина опасна, вакцина")
        #expect(disguised.views.last?.weaker == disguised.views[1].text)
        #expect(disguised.language.language == "ru")
        #expect(
            String(decoding: plain.json.encoded(), as: UTF8.self).hasPrefix(
                "{\"id\":\"p\",\"text\":\"вода чистая, пейте спокойно\",\"language\":\"ru\",\"runner_up\":\"kk\""))
    }

    @Test("personal data is redacted only when that is asked for")
    func redaction() {
        let text = "Звоните +7 701 123 45 67 по поводу воды"
        #expect(InspectedText(id: nil, text: text, redacts: true).text == "Звоните <phone> по поводу воды")
        #expect(InspectedText(id: nil, text: text, redacts: false).text == text)
    }

    @Test("characters that nobody sees count among letters, not after an emoji")
    func invisible() {
        #expect(InspectedText(id: nil, text: "вак\u{200B}ци\u{AD}на", redacts: false).invisible == 2)
        #expect(InspectedText(id: nil, text: "вода ❤\u{FE0F} 👩\u{200D}👧", redacts: false).invisible == 0)
    }

    @Test("a bad line is named and the next one goes on; many are counted")
    func badLines() throws {
        let good = #"{"id":7,"text":"вода"}"#
        let file = try TestLines([good, "{", #"{"id":"x"}"#, "", good] + Array(repeating: "no", count: 20))
        var lines = TextLines()
        var ids: [String] = []
        try lines.forEach(in: file.path) { ids.append($0.id) }
        #expect(ids == ["7", "7"])
        #expect(lines.problems.count == 11)
        #expect(lines.problems[0].hasPrefix("\(file.path):2: "))
        #expect(lines.problems.last == "12 more lines like these")
    }

    @Test("a line that is no JSON is a text where that is asked for, and named as what it is where it is not")
    func plainLines() throws {
        let file = try TestLines(["Habari za leo", #"{"id":"a","text":"вода"}"#, "{", "", "[1]"])
        var texts: [String] = []
        var lines = TextLines(takesPlainText: true)
        try lines.forEach(in: file.path) { texts.append("\($0.id) \($0.text)") }
        #expect(texts == ["1 Habari za leo", "a вода", "5 [1]"])
        #expect(lines.problems.count == 1)
        var strict = TextLines()
        try strict.forEach(in: file.path) { _ in }
        #expect(strict.problems.first?.contains("1: this is no JSON object; a line looks like {") == true)
    }

    @Test("a file that is missing ends the command")
    func missing() {
        var lines = TextLines()
        #expect(throws: PipelineError.self) { try lines.forEach(in: "/nowhere/posts.ndjson") { _ in } }
    }
}

struct StoriesTests {
    private static let first =
        "Жители северной части города рассказали журналистам, что вода в наших кранах отравлена уже неделю подряд."
    private static let second =
        "Глава района пообещал разобраться с жалобами, проверить все трубы и доложить о результатах до пятницы."

    private func stories(_ lines: [String]) throws -> [String] {
        let file = try TestLines(lines)
        var stream = try StoriesStream()
        try stream.read(file.path)
        var found: [String] = []
        try stream.forEach { found.append("\($0.post)>\($0.story)") }
        return found
    }

    private func line(_ id: String, _ text: String, _ more: String = "") -> String {
        #"{"id":"\#(id)","text":"\#(text)"\#(more)}"#
    }

    @Test("every post gets its story, in input order")
    func order() throws {
        let found = try stories([
            line("c", Self.second), line("a", Self.first), line("d", "ВНИМАНИЕ! " + Self.second), line("b", "коротко"),
        ])
        #expect(found == ["c>c", "a>a", "d>c", "b>b"])
    }

    @Test("a post that joins two stories joins them for the lines before it too")
    func merge() throws {
        let found = try stories([
            line("a", Self.first), line("b", Self.second), line("c", Self.first + " " + Self.second),
        ])
        #expect(found == ["a>a", "b>a", "c>a"])
    }

    @Test("with times, copies more than seven days apart are two stories")
    func window() throws {
        let found = try stories([
            line("a", Self.first, #","collected":"2026-11-01T00:00:00Z""#),
            line("b", Self.first, #","collected":"2026-11-07T00:00:00Z""#),
            line("c", Self.first, #","collected":"2026-11-20T00:00:00Z""#),
        ])
        #expect(found == ["a>a", "b>a", "c>c"])
    }
}

struct TermTrialTests {
    private func problem(_ term: String, language: String?, texts: String? = nil) -> String {
        do {
            _ = try TermTrial.report(term, language: language, arabic: false, force: false, texts: texts)
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test("what is wrong with a term is told in the words of the command line, and nothing of a configuration")
    func advice() {
        let kind = problem("вода/x", language: "ru")
        #expect(kind.hasPrefix("The term \"вода/x\" cannot be used, at column 5: \"/x\" is not a kind of word. Write /n"))
        #expect(problem("вода/n", language: nil).hasSuffix("Say it: --language kk, ru, sw, rw, fr or en."))
        #expect(problem("ат/n", language: "kk").contains("--force"))
        #expect(!kind.contains("configuration"))
    }

    @Test("texts that cannot be read, and a file without any, are told")
    func texts() throws {
        #expect(problem("вода", language: "ru", texts: "/nowhere/texts").contains("No such file"))
        let empty = try TestLines(["", "  "])
        #expect(problem("вода", language: "ru", texts: empty.path).hasSuffix("holds no text to try the term on."))
        let blank = try TestLines(["", "вода"])
        let report = try TermTrial.report("вода", language: "ru", arabic: false, force: false, texts: blank.path)
        #expect(report.textCount == 1)
    }
}

/// Lines in a file that goes away.
final class TestLines {
    let path: String

    init(_ lines: [String]) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "jibu-lines-\(UUID().uuidString)").path
        try lines.map { $0 + "\n" }.joined().write(toFile: path, atomically: true, encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
