import Foundation
import Testing

/// The commands that look: at alerts, at texts, at feeds, at links, at this machine. All on the demo's data.
struct LookingTests {
    private let demo: DemoOffice

    init() throws { demo = try DemoOffice() }

    @Test("alerts list, show and export agree, and show names what follows")
    func alerts() async throws {
        let early = try await demo.jibu("alerts", "list", now: nil)
        #expect(early.status == 2, "before the first run there is nothing to look at")
        _ = try await demo.jibu("run")
        let listed = try await demo.jibu("alerts", "list", "--json", now: nil).decoded(AlertView.self)
        let exported = try await demo.jibu("alerts", "export", now: nil).decoded(StoryView.self)
        #expect(listed.map(\.id) == exported.map(\.id))
        #expect(listed.count > 6)
        let text = try await demo.jibu("alerts", "list", now: nil)
        #expect(text.lines.count == listed.count)
        let water = try await demo.jibu("alerts", "list", "--claim", "water-poisoned", "--json", now: nil)
        #expect(try Set(water.decoded(AlertView.self).map(\.claim)) == ["water-poisoned"])

        let alert = try #require(listed.first { $0.claim == "fake-payment" })
        let shown = try await demo.jibu("alerts", "show", String(alert.id.prefix(10)), now: nil)
        #expect(shown.status == 0)
        for word in [alert.id, "fake-payment", "Posts", "Notices", "Deliveries", "over eml: accepted, 1 attempt"] {
            #expect(shown.output.contains(word))
        }
        let story = try await demo.jibu("alerts", "show", alert.id, "--json", now: nil).object(StoryView.self)
        #expect(story.claim == "fake-payment")
        #expect(!story.notices.isEmpty)
        #expect(try await demo.jibu("alerts", "show", "no-such-alert", now: nil).status == 2)
        #expect(try await demo.jibu("alerts", "show", "", now: nil).status == 2)
    }

    @Test("explain says which words hit where, and which claim, route and people follow")
    func explain() async throws {
        let fresh = try await demo.jibu("explain", "Ақбұлақта су уланған екен, 8 701 123 45 67")
        #expect(fresh.status == 0, "\(fresh.errors)")
        for word in ["*су уланған*", "<phone>", "water-poisoned/1", "akbulak", "would be opened", "to grace"] {
            #expect(fresh.output.contains(word), "\(word): \(fresh.output)")
        }
        #expect(!fresh.output.contains("701"))
        #expect(!demo.folder.exists("examples/quickstart/data"), "explain stores nothing")
        let nothing = try await demo.jibu("explain", "Бүгін күн жылы")
        #expect(nothing.status == 0)
        #expect(nothing.output.contains("No claim is found"))

        _ = try await demo.jibu("run")
        let listed = try await demo.jibu("alerts", "list", "--json", now: nil).decoded(AlertView.self)
        let alert = try #require(listed.first { $0.claim == "fake-payment" })
        let post = try #require(alert.posts.first?.id)
        let known = try await demo.jibu("explain", post)
        #expect(known.output.contains("is open already"))
        struct Answer: Decodable {
            struct Hit: Decodable {
                let start: Int
                let end: Int
                let words: String
            }
            let post: String
            let text: String
            let hits: [Hit]
        }
        let answer = try await demo.jibu("explain", post, "--json").object(Answer.self)
        #expect(answer.post == post)
        let hit = try #require(answer.hits.first)
        #expect(String(decoding: Array(answer.text.utf8)[hit.start..<hit.end], as: UTF8.self) == hit.words)
    }

    @Test("open prints a person's link once, after it has written down who asked and why")
    func open() async throws {
        _ = try await demo.jibu("run")
        let posts = try await demo.jibu("archive", "show", now: nil).decoded(ArchivedPost.self)
        let post = try #require(posts.first { $0.source == "mtoni-jukwaa" })
        #expect(post.url == nil)
        #expect(post.authorKind == "person")
        let log = "examples/quickstart/data/opened.log"
        let short = try await demo.jibu("open", post.id, "--by", "dana", "--reason", "so")
        #expect(short.status == 2)
        #expect(!demo.folder.exists(log))
        let opened = try await demo.jibu("open", post.id, "--by", "dana", "--reason", "to see the place itself")
        #expect(opened.status == 0, "\(opened.errors)")
        #expect(opened.lines.count == 1)
        #expect(opened.output.hasPrefix("https://mtoni-jukwaa.example/uzi/"))
        let line = try demo.folder.read(log)
        for word in ["dana", "to see the place itself", post.id, DemoOffice.now] { #expect(line.contains(word)) }
        #expect(!line.contains("https://"), "the log holds no link")
        let key = "examples/quickstart/secrets/sealing.key"
        try FileManager.default.removeItem(at: demo.folder.url.appending(path: key))
        let lost = try await demo.jibu("open", post.id, "--by", "dana", "--reason", "to see the place itself")
        #expect(lost.status == 2, "without the key the link stays sealed")
        #expect(!demo.folder.exists(key), "looking makes no key")
    }

    @Test("try flags posts of a file with nothing configured, and stores nothing")
    func tryFile() async throws {
        let before = try demo.folder.contents(of: "")
        let ending = try await demo.bare(
            "try", "examples/quickstart/feeds/mtoni-jukwaa.xml", "--term", "maji*", "--term", "/chanjo\\w*/", "--now",
            DemoOffice.now)
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(ending.output.contains("*maji*"))
        #expect(ending.output.contains("Nothing was stored."))
        #expect(try demo.folder.contents(of: "") == before)
        let page = try await demo.bare(
            "try", "examples/quickstart/jibu.yaml", "--term", "maji", "--now", DemoOffice.now)
        #expect(page.status == 2)
        let none = try await demo.bare("try", "examples/quickstart/feeds/mtoni-jukwaa.xml")
        #expect(none.status == 64, "without a term there is nothing to look for")
    }

    @Test("parse prints each entry of every sample feed, and status 1 for what is no feed")
    func parse() async throws {
        struct Entry: Decodable {
            let id: String?
            let text: String
        }
        var count = 0
        let feeds = try demo.folder.contents(of: "examples/quickstart/feeds").keys.filter { !$0.hasSuffix(".md") }
        for feed in feeds {
            let ending = try await demo.bare("parse", "examples/quickstart/feeds/\(feed)")
            #expect(ending.status == 0, "\(feed)")
            let entries = try ending.decoded(Entry.self)
            #expect(entries.allSatisfy { !$0.text.isEmpty })
            count += entries.count
            for line in ending.lines { #expect(line.hasPrefix(#"{"id":"#) && line.contains(#""html":"#)) }
        }
        #expect(feeds.count == 9)
        #expect(count >= 110)
        let empty = "<rss version=\"2.0\"><channel><title>Empty</title></channel></rss>"
        let quiet = try await demo.bare("parse", "-", input: Array(empty.utf8))
        #expect(quiet.status == 0)
        #expect(quiet.output.isEmpty)
        let page = try await demo.bare("parse", "-", input: Array("<html><body>Log in</body></html>".utf8))
        #expect(page.status == 1)
        #expect(page.output.isEmpty)
        #expect(try await demo.bare("parse", "nothing.xml").status == 2)
    }

    @Test("doctor is content after a good run, and says what to do when it is not")
    func doctor() async throws {
        let new = try await demo.jibu("doctor")
        #expect(new.status == 1)
        #expect(new.output.contains("no run yet"))
        #expect(new.output.contains("the first run makes it"))
        _ = try await demo.jibu("run")
        let well = try await demo.jibu("doctor")
        #expect(well.status == 0, "\(well.output)")
        for word in ["libcurl", "sqlite", "zstd", "sources: 9", "12 claims", "the last run ended at"] {
            #expect(well.output.contains(word))
        }
        let late = try await demo.jibu("doctor", now: "2026-11-20T12:00:00Z")
        #expect(late.status == 1)
        #expect(late.output.contains("timer"))
        let key = demo.folder.url.appending(path: "examples/quickstart/secrets/sealing.key")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key.path)
        let open = try await demo.jibu("doctor")
        #expect(open.status == 1)
        #expect(open.output.contains("0644"))
    }

    @Test("schema prints the published schemas", arguments: ["jibu", "places", "watchlist", "response"])
    func schema(file: String) async throws {
        let ending = try await demo.bare("schema", file)
        #expect(ending.status == 0)
        let object = try JSONSerialization.jsonObject(with: Data(ending.bytes)) as? [String: Any]
        #expect(object?["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
        let published = try String(contentsOf: Repository.url("docs/schema/\(file).schema.json"), encoding: .utf8)
        let isCurrent = ending.output == published
        #expect(isCurrent, "docs/schema/\(file).schema.json is not what the command prints")
    }

    @Test("sources are listed with their health; kinds are listed without any configuration")
    func sources() async throws {
        _ = try await demo.jibu("run")
        let list = try await demo.jibu("sources", "list", now: nil)
        #expect(list.status == 0)
        #expect(list.lines.count == 9)
        #expect(list.output.contains("last answer \(DemoOffice.now)"))
        struct Line: Decodable {
            let id: String
            let health: String
        }
        let lines = try await demo.jibu("sources", "list", "--json", now: nil).decoded(Line.self)
        #expect(lines.map(\.id).first == "saryozen-news")
        #expect(lines.allSatisfy { $0.health == "healthy" })
        let kinds = try await demo.bare("sources", "kinds")
        #expect(kinds.status == 0)
        #expect(kinds.output.contains("feed"))
    }
}
