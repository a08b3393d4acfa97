import BuiltIn
import Model
import Testing

@testable import Pipeline

/// What an office does not see.
@Suite struct CoverageTests {
    @Test("every kind that the table names comes with Jibu, and every platform has its reason")
    func table() {
        let kinds = Set(builtInSources.map(\.name))
        for platform in Coverage.platforms {
            for kind in platform.kinds + platform.partKinds + platform.tipKinds {
                #expect(kinds.contains(kind), "\(platform.name): \(kind)")
            }
            #expect(platform.reason.count > 20, "\(platform.name)")
            #expect(!platform.reason.hasSuffix("."))
            #expect((platform.partKinds + platform.partHosts).isEmpty == (platform.part == nil), "\(platform.name)")
        }
        #expect(Set(Coverage.platforms.map(\.name)).count == Coverage.platforms.count)
    }

    @Test("nothing configured: everything is named")
    func nothing() {
        let coverage = Coverage(watched: [])
        #expect(coverage.unwatched == Coverage.platforms.map(\.name))
    }

    @Test("a kind or a host that watches a platform, or a part of it, is named with what is missing")
    func some() throws {
        let coverage = Coverage(watched: [
            .init(id: "qala", kind: "telegram", hosts: ["t.me"]),
            .init(id: "arna", kind: "feed", hosts: ["www.youtube.com"]),
            .init(id: "news", kind: "feed", hosts: ["qala.example"]),
        ])
        let telegram = try #require(coverage.lines.first { $0.platform == "Telegram" })
        #expect(telegram.state == .inPart)
        #expect(telegram.sources == ["qala"])
        #expect(telegram.words.contains("groups"))
        let youTube = try #require(coverage.lines.first { $0.platform == "YouTube" })
        #expect(youTube.state == .inPart)
        #expect(youTube.sources == ["arna"])
        #expect(!coverage.unwatched.contains("Telegram"))
        #expect(coverage.unwatched.contains("Instagram"))
    }

    @Test("YouTube is watched only in part while its comments are not read")
    func comments() throws {
        for (reads, state) in [(true, Coverage.State.watched), (false, .inPart)] {
            let coverage = Coverage(watched: [
                .init(id: "arna", kind: "youtube", hosts: ["www.googleapis.com"], readsComments: reads)
            ])
            let youTube = try #require(coverage.lines.first { $0.platform == "YouTube" })
            #expect(youTube.state == state)
            #expect(youTube.words.contains("comments") == !reads)
        }
    }

    @Test("a tipline alone watches no channel")
    func tipline() throws {
        let coverage = Coverage(watched: [.init(id: "tips", kind: "telegram-bot", hosts: ["api.telegram.org"])])
        let telegram = try #require(coverage.lines.first { $0.platform == "Telegram" })
        #expect(telegram.state == .notWatched)
        #expect(telegram.words.contains("only what people send"))
        #expect(coverage.unwatched.contains("Telegram"))
    }

    @Test(
        "the address of a page says which platform it is",
        arguments: [
            ("https://www.instagram.com/qala/", "Instagram"), ("https://m.facebook.com/qala", "Facebook"),
            ("https://vm.tiktok.com/x", "TikTok"), ("https://notinstagram.com/", nil), ("https://qala.example/", nil),
            ("x", nil),
        ] as [(String, String?)])
    func address(_ url: String, _ name: String?) {
        #expect(Coverage.platform(of: url)?.name == name)
    }
}
