import Foundation
import Testing

/// `jibu scan`, the pure filter.
struct ScanTests {
    private let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        try folder.write(TestOffice.watchlist, to: "watchlists/water.yaml")
        try folder.write("\\bсу\\w* улан\\w+\n# a remark\nпара\\w+\n", to: "patterns.txt")
    }

    private struct Line: Decodable, Equatable {
        let post: String
        let claim: String
        let pattern: String
        let view: String
        let start: Int
        let end: Int
        let excerpt: String
    }

    private static let posts = [
        ("a", "\u{1F6B1} Ойбай, СУЫ УЛАНҒАН екен! Суы уланған!"), ("b", "тыныш"),
        ("c", "Қала: суы уланған, парақша"),
    ]

    private var input: [UInt8] {
        Array(Self.posts.map { "{\"id\":\"\($0.0)\",\"other\":{\"x\":[1,2]},\"text\":\"\($0.1)\"}\n" }.joined().utf8)
    }

    @Test("each hit is a line, and its byte offsets cut the excerpt out of the text")
    func offsets() async throws {
        let ending = try await JibuProcess.run(["scan", "--patterns", "patterns.txt"], in: folder.url, input: input)
        #expect(ending.status == 0, "\(ending.errors)")
        let lines = try ending.decoded(Line.self)
        #expect(lines.map(\.post) == ["a", "a", "c", "c"])
        let texts = Dictionary(uniqueKeysWithValues: Self.posts)
        for line in lines {
            let bytes = Array(try #require(texts[line.post]).utf8)
            #expect(String(decoding: bytes[line.start..<line.end], as: UTF8.self) == line.excerpt)
            #expect(["raw", "canon"].contains(line.view))
        }
        #expect(lines.map(\.excerpt) == ["СУЫ УЛАНҒАН", "Суы уланған", "суы уланған", "парақша"])
    }

    @Test("files, standard input and a mixture give the same lines")
    func files() async throws {
        try folder.write(String(decoding: input, as: UTF8.self), to: "posts.ndjson")
        let fromFile = try await JibuProcess.run(["scan", "--patterns", "patterns.txt", "posts.ndjson"], in: folder.url)
        let fromInput = try await JibuProcess.run(["scan", "--patterns", "patterns.txt"], in: folder.url, input: input)
        let both = try await JibuProcess.run(
            ["scan", "--patterns", "patterns.txt", "posts.ndjson", "-"], in: folder.url, input: input)
        #expect(!fromFile.output.isEmpty)
        #expect(fromFile.output == fromInput.output)
        #expect(both.output == fromFile.output + fromInput.output)
    }

    @Test("a line that is no post is named, the next ones go on, and the status is 1")
    func badLines() async throws {
        let bad = Array("nonsense\n{\"id\":\"x\"}\n\n[1]\n".utf8)
        let ending = try await JibuProcess.run(
            ["scan", "--patterns", "patterns.txt"], in: folder.url, input: bad + input)
        #expect(ending.status == 1)
        #expect(try ending.decoded(Line.self).count == 4)
        for number in [1, 2, 4] { #expect(ending.errors.contains("-:\(number):"), "line \(number)") }
        #expect(!ending.errors.contains("-:3:"), "an empty line is nothing")
    }

    @Test("no hit is status 0; a file that is not there is status 2")
    func statuses() async throws {
        let quiet = Array("{\"id\":1,\"text\":\"тыныш\"}\n".utf8)
        let none = try await JibuProcess.run(["scan", "--patterns", "patterns.txt"], in: folder.url, input: quiet)
        #expect(none.status == 0)
        #expect(none.output.isEmpty)
        let missing = try await JibuProcess.run(["scan", "--patterns", "patterns.txt", "nothing"], in: folder.url)
        #expect(missing.status == 2)
        #expect(missing.errors.contains("nothing"))
        let noPatterns = try await JibuProcess.run(["scan", "--patterns", "nothing"], in: folder.url)
        #expect(noPatterns.status == 2 && noPatterns.errors.contains("nothing: cannot be read"))
        for text in ["", "# only a remark\n\n"] {
            try folder.write(text, to: "empty.txt")
            let empty = try await JibuProcess.run(["scan", "--patterns", "empty.txt"], in: folder.url, input: quiet)
            #expect(empty.status == 2 && empty.output.isEmpty)
            #expect(empty.errors.contains("empty.txt: there is no pattern in it"), "\(empty.errors)")
        }
    }

    @Test("watchlists are linted as everywhere; text is taken as it is unless --redact is given")
    func watchlists() async throws {
        let line = Array("{\"id\":\"p\",\"text\":\"the water is poisoned, call +7 701 123 45 67\"}\n".utf8)
        let arguments = ["scan", "--watchlists", "watchlists", "--now", DemoOffice.now]
        let plain = try await JibuProcess.run(arguments, in: folder.url, input: line)
        #expect(try plain.decoded(Line.self).map(\.claim) == ["water-poisoned"])
        try folder.write("(?<!\\w)<phone>\n", to: "marks.txt")
        let marks = ["scan", "--patterns", "marks.txt"]
        #expect(try await JibuProcess.run(marks, in: folder.url, input: line).output.isEmpty)
        #expect(try await JibuProcess.run(marks + ["--redact"], in: folder.url, input: line).lines.count == 1)
        try folder.write(TestOffice.watchlist.replacing("owner:", with: "ownr:"), to: "watchlists/water.yaml")
        let broken = try await JibuProcess.run(arguments, in: folder.url, input: line)
        #expect(broken.status == 1)
        #expect(broken.errors.contains("watchlists/water.yaml:2:1: error[unknown-key]"))
    }

    @Test("a Kazakh word in Latin letters counts in a Kazakh text, and is set aside and counted in a Swahili one")
    func setAside() async throws {
        struct Summary: Decodable {
            let matched_posts: Int
            let set_aside: Int
        }
        let list = TestOffice.watchlist.replacing(
            "{any: [{pattern: '\\bwater is poison\\w*'}]}", with: "{language: kk, terms: [салама]}")
        #expect(list.contains("салама"))
        try folder.write(list, to: "watchlists/water.yaml")
        let posts = Array(
            """
            {"id":"kk","text":"Balalar mektepte salama jur, ukimet solai dedi"}
            {"id":"sw","text":"Watoto wote wako salama shuleni, serikali imesema leo asubuhi"}

            """.utf8)
        let arguments = ["scan", "--watchlists", "watchlists", "--now", DemoOffice.now]
        let plain = try await JibuProcess.run(arguments, in: folder.url, input: posts)
        #expect(try plain.decoded(Line.self).map(\.post) == ["kk"])
        #expect(plain.errors.contains("1 post holds Kazakh words in Latin letters"))
        let counted = try await JibuProcess.run(arguments + ["--json"], in: folder.url, input: posts)
        // What lint says of the list comes before it.
        let last = try #require(counted.errors.split(separator: "\n").last)
        let summary = try JSONDecoder().decode(Summary.self, from: Data(last.utf8))
        #expect(summary.matched_posts == 1 && summary.set_aside == 1)
    }
}
