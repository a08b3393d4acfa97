import Foundation
import Model
import Settings
import Testing
import Text

@testable import Watchlists

struct LoadTests {
    private let today = CivilDate("2026-11-21") ?? CivilDate(daysSinceEpoch: 0)
    private let places = [Place(id: "qala", parent: nil, names: [:], terms: [:])]

    private func load(
        _ lists: [WatchlistFile], _ responses: [WatchlistFile] = [], options: Watchlists.Options = .init()
    ) -> (watchlists: Watchlists, findings: [Finding]) {
        Watchlists.load(lists: lists, responses: responses, places: places, today: today, options: options)
    }

    @Test("a list gives claims, answers and patterns")
    func whole() throws {
        let (watchlists, findings) = load(
            [try FixtureTests.file("list.valid.yaml")], [try FixtureTests.file("response.valid.yaml")])
        #expect(findings == [])
        #expect(
            watchlists.claims == [
                Claim(
                    id: "water-poison", watchlist: "water", title: "Water quality after the repair",
                    statement: "The tap water of Qala has been poisoned since the October repair.", severity: .high,
                    topics: ["water", "health"], areas: ["qala"], languages: ["ru", "kk"],
                    owner: "press@qala.example")
            ])
        #expect(watchlists.responses["water-poison"]?.claimStatus == .false)
        #expect(watchlists.patterns.patternIDs == ["ru-poison", "water-poison/2", "water-poison/3", "water-poison/4"])
        var matcher = watchlists.patterns.matcher()
        #expect(matcher.matches(in: "СУ уланған").matches.map(\.pattern) == ["water-poison/2", "water-poison/3"])
        #expect(matcher.matches(in: "су уланған жоқ") == PostMatches())
    }

    @Test("a broken list is left out, and the others go on")
    func broken() throws {
        var good = try FixtureTests.file("list.valid.yaml")
        good.text = good.text.replacing("watchlist: water", with: "watchlist: other")
            .replacing("id: water-poison", with: "id: other-claim").replacing(
                "id: ru-poison", with: "id: other-pattern")
        let (watchlists, findings) = load([try FixtureTests.file("list.person-name-only.yaml"), good])
        #expect(findings.hasErrors)
        #expect(watchlists.broken == ["list.person-name-only.yaml"])
        #expect(watchlists.claims.map(\.id) == ["other-claim"])
    }

    @Test("a list past its review date neither matches nor collects, unless that is asked for")
    func expired() throws {
        let file = try FixtureTests.file("list.expired.yaml")
        let (watchlists, _) = load([file])
        #expect(watchlists.expired == ["water"])
        #expect(watchlists.claims == [] && watchlists.patterns.patternIDs == [])
        let (again, _) = load([file], options: .init(includeExpired: true))
        #expect(again.expired == ["water"] && again.claims.count == 1)
    }

    @Test("the same id in two lists is an error in the second")
    func duplicate() throws {
        let first = try FixtureTests.file("list.valid.yaml")
        let second = WatchlistFile(path: "second.yaml", text: first.text)
        let (watchlists, findings) = load([first, second])
        let places = findings.filter { $0.code == "duplicate-id" }.map(\.place)
        #expect(places.map(\.file) == Array(repeating: "second.yaml", count: 6), "list, claim and four patterns")
        #expect(watchlists.broken == ["second.yaml"])
        #expect(watchlists.claims.count == 1)
    }

    @Test("the hash changes with every byte and every name")
    func hash() throws {
        let file = WatchlistFile(path: "a.yaml", text: "x")
        let all = [
            load([file]), load([WatchlistFile(path: "b.yaml", text: "x")]),
            load([WatchlistFile(path: "a.yaml", text: "y")]), load([file, file]), load([]), load([], [file]),
        ].map(\.watchlists.hash)
        #expect(Set(all.dropLast()).count == 5)
        #expect(all.allSatisfy { $0.count == 16 })
        #expect(load([file]).watchlists.hash == all[0])
    }

    @Test("a rule that is nested too deep is refused")
    func depth() throws {
        let rule = String(repeating: "{any: [", count: 20) + "{pattern: вода}" + String(repeating: "]}", count: 20)
        var file = try FixtureTests.file("list.valid.yaml")
        let start = try #require(file.text.firstRange(of: "      any:"))
        let end = try #require(file.text.firstRange(of: "    examples:"))
        file.text.replaceSubrange(start.lowerBound..<end.lowerBound, with: "      \(rule)\n")
        #expect(load([file]).findings.contains { $0.severity == .error })
    }

    @Test("a folder gives its lists and responses by name, and says what it cannot read")
    func folder() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "watchlists-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(throws: WatchlistFolderError.folderUnreadable(path: folder)) { try Watchlists.files(in: folder) }
        try FileManager.default.createDirectory(atPath: folder + "/responses", withIntermediateDirectories: true)
        for name in ["b.yaml", "a.yml", ".hidden.yaml", "notes.txt", "responses/c.yaml"] {
            try Data("x".utf8).write(to: URL(filePath: folder + "/" + name))
        }
        let files = try Watchlists.files(in: folder)
        #expect(files.lists.map(\.path) == [folder + "/a.yml", folder + "/b.yaml"])
        #expect(files.responses.map(\.path) == [folder + "/responses/c.yaml"])
        try Data([0xFF, 0xFE]).write(to: URL(filePath: folder + "/a.yml"))
        let damaged = try Watchlists.files(in: folder)
        #expect(damaged.lists.map(\.failure) == [.notText(path: folder + "/a.yml"), nil], "the other list is read all the same")
        let loaded = Watchlists.load(
            lists: damaged.lists, responses: [], places: [], today: try #require(CivilDate("2026-11-20")))
        #expect(loaded.findings.contains { $0.code == "yaml-not-utf8" && $0.place.file == folder + "/a.yml" })
        #expect(loaded.watchlists.broken.contains(folder + "/a.yml"))
    }
}

struct ExamplesTests {
    @Test("each example is tried, and a failed one says why")
    func examples() throws {
        var file = try FixtureTests.file("list.valid.yaml")
        file.text = file.text.replacing("[\"Вода чистая\"", with: "[\"Вода отравлена\"")
            .replacing("\"Су уланған екен\"", with: "\"Су таза\"")
        let (watchlists, _) = Watchlists.load(
            lists: [file], responses: [], places: [Place(id: "qala", parent: nil, names: [:], terms: [:])],
            today: try #require(CivilDate("2026-11-21")))
        let results = Examples.run(watchlists)
        #expect(results.map(\.passed) == [true, false, false, true])
        #expect(results.compactMap(\.finding).map(\.code) == ["example-not-matched", "example-matched"])
        #expect(results.compactMap(\.finding).map(\.place.line) == [24, 25])
    }
}

struct LinesTests {
    @Test("a pattern file has one pattern on each line, named by its number")
    func lines() {
        var findings: [Finding] = []
        let set = PatternSet(
            lines: "\u{FEFF}вод\\w*\r\n\n# a comment\n\\#tag\n(broken\n", file: "p.txt", into: &findings)
        #expect(set.patternIDs == ["1", "4"])
        #expect(findings.map(\.code) == ["pattern-invalid"])
        #expect(findings.map(\.place) == [FilePlace(file: "p.txt", line: 5, column: 8)])
        var matcher = set.matcher()
        #expect(matcher.matches(in: "Вода #tag").claims == ["1", "4"])
    }

    @Test(
        "a quick term is a word, an open word, words in a row, or a pattern",
        arguments: [
            ("вода", "Вода!", true), ("вода", "водный", false), ("вод*", "водный", true), ("*вод", "завод", true),
            ("вода", "в о д а", true), ("tap water", "tap, water", true), ("tap water", "tap hot water", false),
            (#"/\bwat.r/"#, "water", true), ("5g", "5G!", true), ("c++", "c++", true), ("c++", "c", false),
            ("вода", "вaкцина", false),
        ])
    func quick(term: String, text: String, expected: Bool) throws {
        var matcher = try PatternSet.quick(terms: [term]).matcher()
        #expect(matcher.matches(in: text).claims == (expected ? [term] : []))
    }

    @Test("a term without letters and a broken pattern are refused with a reason", arguments: ["*", " ", "/(/", "--"])
    func refused(term: String) {
        #expect(throws: QuickTermFailure.self) { try PatternSet.quick(terms: [term]) }
    }
}

struct PlaceFinderTests {
    private let finder = PlaceFinder(places: [
        Place(id: "qala", parent: nil, names: [:], terms: ["kk": ["қала*"], "ru": ["кал*", "город Кала"]]),
        Place(id: "kigali", parent: nil, names: [:], terms: ["en": ["Kigali"], "rw": ["kigali*"]]),
        Place(id: "nowhere", parent: nil, names: [:], terms: [:]),
    ])

    @Test(
        "places are found by their terms, in the order of the file",
        arguments: [
            ("Kigali and Қалада", ["qala", "kigali"]), ("в Кале нет воды", ["qala"]), ("скала", []),
            ("KIGALI!", ["kigali"]), ("nothing", []), ("", []),
        ])
    func places(text: String, expected: [String]) { #expect(finder.places(in: text) == expected) }
}
