import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
import Glibc
#endif

/// `jibu label`: what people say about posts, by single keys and from files.
struct LabelTests {
    private let office: TestOffice

    init() async throws {
        office = try TestOffice(feeds: [("news", "http://news.example/news.xml")])
        office.serve("/news.xml", .ok(Feed.rss(("n1", "A quiet day in Qala"))))
        let lines = [
            "They say the water is poisoned", "The water is poisonous, writes a reader",
            "No, the water is poisoning nobody", "A new roof for the market", "Rain until Sunday",
            "Every school stays shut from Monday on, we are told", "The bus comes late",
        ].enumerated().map { #"{"id":"p\#($0.offset)","text":"\#($0.element)","published":"2026-11-19T10:00:00Z"}"# }
        try office.folder.write(lines.joined(separator: "\n"), to: "posts.ndjson")
        let imported = try await office.jibu("archive", "import", "posts", "posts.ndjson", at: .start)
        #expect(imported.status == 0, "\(imported.errors)")
    }

    /// A line of `data/labels.ndjson`.
    private struct Stored: Decodable {
        struct Draw: Decodable {
            let count: Int
            let of: Int
            let seed: Int
            let sample: String?
        }
        let post: String
        let claim: String?
        let label: String
        let by: String?
        let drawn: Draw?
        let at: String
        /// Nil where a label is taken back.
        let text: String?
    }

    private func stored() throws -> [Stored] {
        try office.folder.read("data/labels.ndjson").split(separator: "\n").map {
            try JSONDecoder().decode(Stored.self, from: Data($0.utf8))
        }
    }

    private func label(_ arguments: [String], _ steps: [(String, String)]) async throws -> TerminalDriver.Screen {
        try await TerminalDriver.run(
            ["label", "--now", TestClock.start.text] + arguments, in: office.folder.url,
            steps.map { TerminalDriver.Step($0.0, $0.1) })
    }

    @Test("single keys label one post after the other; undo goes back; the terminal is put back", .enabled(if: TerminalDriver.python != nil))
    func keys() async throws {
        let screen = try await label(
            ["--by", "amina"],
            [("1 of 3", "x"), ("undo  q quit", "t"), ("2 of 3", "f"), ("3 of 3", "u"), ("2 of 3", "o"), ("3 of 3", "q")])
        #expect(screen.status == 0 && screen.typed == 6, "\(screen.output)")
        #expect(screen.isRestored)
        for word in ["water-poisoned", "why: water-poisoned/1 hit", "2 labels stored: 1 true, 0 false, 1 opinion"] {
            #expect(screen.output.contains(word), "\(word): \(screen.output)")
        }
        let all = try stored()
        #expect(all.map(\.label) == ["true", "false", "retracted", "opinion"], "the last word counts")
        #expect(Set(all[1...].map(\.post)).count == 1)
        #expect(all.allSatisfy { $0.by == "amina" && $0.claim == "water-poisoned" })
        #expect(all[0].text?.contains("water") == true)
        #expect(all[0].drawn?.sample == "flagged" && all[0].drawn?.of == 3)
        #expect(Set(all.map(\.at)).count > 1, "each label has its own time")
        let again = try await label([], [("1 of 1", "s"), ("Enter ends", "\r")])
        #expect(again.status == 0 && again.output.contains("0 labels stored"))
    }

    @Test("undo takes the label back: nothing of it is left when the session ends, nor for a later one", .enabled(if: TerminalDriver.python != nil))
    func undone() async throws {
        let first = try await label([], [("1 of 3", "f"), ("2 of 3", "u"), ("1 of 3", "s"), ("2 of 3", "q")])
        #expect(first.status == 0 && first.output.contains("0 labels stored"), "\(first.output)")
        struct Tuned: Decodable { let labels: Int }
        #expect(try await office.jibu("tune", "--json").object(Tuned.self).labels == 0)
        #expect(try await office.jibu("label", "--list").lines.count == 3, "all of them are to be labelled still")
        // The claim of the first answer is not that of the second.
        let second = try await label(
            ["--sample", "unflagged", "--count", "1"],
            [("1 of 1", "t"), ("  > ", "water-poisoned\r"), ("Enter ends", "u"), ("1 of 1", "f"), ("Enter ends", "\r")])
        #expect(second.status == 0 && second.typed == 5, "\(second.output)")
        #expect(second.output.contains("1 label stored: 0 true, 1 false, 0 opinion"), "\(second.output)")
        #expect(try stored().map(\.label) == ["false", "retracted", "true", "retracted", "false"])
        #expect(try await office.jibu("tune", "--json").object(Tuned.self).labels == 1)
    }

    @Test("a signal keeps what was said and puts the terminal back", .enabled(if: TerminalDriver.python != nil))
    func interrupted() async throws {
        let screen = try await label([], [("1 of 3", "f"), ("2 of 3", "\u{3}")])
        #expect(screen.status == -SIGINT && screen.isRestored)
        #expect(try stored().map(\.label) == ["false"])
        let ended = try await label([], [("1 of 2", "\u{4}")])
        #expect(ended.status == 0 && ended.isRestored, "the end of the input is an end like q")
    }

    @Test("posts that nothing flagged are drawn by chance, and a missed claim is chosen by a part of its id", .enabled(if: TerminalDriver.python != nil))
    func unflagged() async throws {
        let screen = try await label(
            ["--sample", "unflagged", "--count", "2", "--seed", "5"],
            [
                ("1 of 2", "t"), ("schools-closing: ", ""), ("  > ", "nothing-like-it\r"), ("  > ", "school\r"),
                ("2 of 2", "f"), ("Enter ends", "\r"),
            ])
        #expect(screen.status == 0 && screen.typed == 6, "the claims are listed at once: \(screen.output)")
        let all = try stored()
        #expect(all.map(\.claim) == ["schools-closing", nil] && all.map(\.label) == ["true", "false"])
        #expect(all.allSatisfy { $0.drawn?.of == 4 && $0.drawn?.count == 2 && $0.drawn?.seed == 5 })
        let one = try await office.jibu("label", "--sample", "unflagged", "--list", "--seed", "5")
        #expect(one.lines.count == 2, "labelled posts are passed over")
        let same = try await office.jibu("label", "--sample", "unflagged", "--list", "--seed", "5")
        #expect(one.bytes == same.bytes)
    }

    @Test("labels come from CSV and from JSON lines, with what is wrong named by its line")
    func files() async throws {
        struct Drawn: Decodable {
            let post: String
            let claim: String?
        }
        let listed = try await office.jibu("label", "--list")
        let posts = try listed.decoded(Drawn.self).map(\.post)
        try #require(posts.count == 3)
        try office.folder.write(
            """
            Post;Claim;Label;By
            \(posts[0]);water-poisoned;true;amina
            \(posts[1]);"water-poisoned";FALSE;
            nobody;water-poisoned;true;
            \(posts[2]);no-such-claim;true;
            \(posts[2]);;opinion;

            """, to: "labels.csv")
        let csv = try await office.jibu("label", "--from", "labels.csv", "--by", "grace", at: .start)
        #expect(csv.status == 1)
        #expect(csv.output.contains("2 labels stored, 3 lines with a problem"))
        let problems = csv.errors.split(separator: "\n").compactMap { $0.split(separator: "labels.csv: ").last }
        #expect(
            problems == [
                "line 4: there is no post nobody in the archive",
                "line 5: there is no claim no-such-claim in the watchlists", "line 6: the label opinion needs a claim",
            ], "in the order of the file")
        #expect(try stored().map(\.by) == ["amina", "grace"])
        let json = #"{"post":"\#(posts[2])","claim":"water-poisoned","label":"opinion","drawn":{"count":1,"of":9,"seed":2}}"#
        let ending = try await office.jibu("label", "--from", "-", at: .start, input: Array(json.utf8))
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(try stored().last?.drawn?.of == 9)
        #expect(try await office.jibu("label").status == 64, "without a terminal there is nobody to ask")
    }

    @Test("a table for a spreadsheet comes back with its draw; a label that corrects another keeps it")
    func table() async throws {
        let listed = try await office.jibu("label", "--sample", "unflagged", "--count", "3", "--list", "--csv")
        #expect(listed.lines.first == "post,claim,label,by,drawn,source,language,seen,text")
        let filled = listed.output.split(separator: "\n").enumerated().map { number, line in
            number == 1 ? String(line).replacing(",,,,", with: ",,false,amina,", maxReplacements: 1) : String(line)
        }
        try office.folder.write(filled.joined(separator: "\n") + "\n", to: "filled.csv")
        let given = try await office.jibu("label", "--from", "filled.csv", at: .start)
        #expect(given.status == 0, "\(given.errors)")
        #expect(given.output.contains("1 label stored; 2 lines without a label"), "\(given.output)")
        let first = try #require(try stored().first)
        #expect(first.drawn?.of == 4 && first.drawn?.count == 3 && first.drawn?.sample == "unflagged")
        let again = "post,claim,label\n\(first.post),,false\n"
        _ = try await office.jibu("label", "--from", "-", at: .start, input: Array(again.utf8))
        #expect(try stored().last?.drawn?.of == 4)
        #expect(try await office.jibu("label", "--csv").status == 64)
        let wrong = "post,claim,label,drawn\n\(first.post),,false,40 of 100\n"
        let ending = try await office.jibu("label", "--from", "-", at: .start, input: Array(wrong.utf8))
        #expect(ending.status == 1 && ending.errors.contains("line 2: \"drawn\" must be"), "\(ending.errors)")
    }

    @Test("while a run holds the lock a label waits in the inbox; it counts at once, and the next run takes it in")
    func locked() async throws {
        let lock = open(office.folder.url.appending(path: "data/run.lock").path, O_RDWR | O_CLOEXEC)
        try #require(lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0)
        struct Drawn: Decodable { let post: String }
        let post = try #require(try await office.jibu("label", "--list").decoded(Drawn.self).first?.post)
        let ending = try await office.jibu(
            "label", "--from", "-", at: .start, input: Array("post,claim,label\n\(post),water-poisoned,true\n".utf8))
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(!office.folder.exists("data/labels.ndjson"))
        struct Tuned: Decodable { let labels: Int }
        #expect(try await office.jibu("tune", "--json").object(Tuned.self).labels == 1)
        close(lock)
        let run = try await office.run(at: .start.later(minutes: 20))
        #expect(run.report.remarks.contains("took in 1 label"))
        #expect(try stored().map(\.label) == ["true"])
        // Beyond its retention the label goes, with the text.
        try office.folder.write(
            try office.folder.read("jibu.yaml") + "\nretention: {labels: 1d}\n", to: "jibu.yaml")
        _ = try await office.run(at: .start.later(hours: 20))
        let late = try await office.run(at: .start.later(hours: 40))
        #expect(late.report.remarks.contains { $0.contains("0 alerts and 1 label") }, "\(late.report.remarks)")
        #expect(try stored().isEmpty)
    }
}
