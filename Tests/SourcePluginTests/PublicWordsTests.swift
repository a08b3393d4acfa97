import Intake
import Model
import Testing

/// What the public writes, and what a search or a tag finds, is off unless the configuration says why.
@Suite struct PublicWordsTests: PlatformSuite {
    let platform = ScriptedPlatform()
    private static let why = "\nwhy: Rumours on water start there"
    private static let feed =
        "<rss><channel><item><guid>1</guid><description>Су таза</description></item></channel></rss>"

    @Test(
        "without a reason nothing is asked, and the failure says so; with one it is read",
        arguments: [
            ("https://qala.example/comments/feed/", true), ("https://qala.example/?s=su&feed=rss2", false),
            ("https://mastodon.example/tags/su.rss", true), ("https://medium.com/feed/tag/water", true),
        ])
    func feeds(_ url: String, _ isOfPersons: Bool) async throws {
        platform.serve(url, Self.feed)
        await #expect {
            try await fetch("feed", "url: \"\(url)\"")
        } throws: { error in
            guard let failure = error as? SourceFailure else { return false }
            return failure.health.name == "failed" && failure.isWithoutReason
        }
        #expect(platform.count("") == 0)
        let harvest = try await fetch("feed", "url: \"\(url)\"" + Self.why)
        #expect(harvest.posts.map(\.text) == ["Су таза"])
        #expect(harvest.posts.map(\.authorKind) == [isOfPersons ? .person : nil])
    }

    @Test("a search on a site is not made without a reason")
    func search() async throws {
        platform.serve("/wp/v2/posts", #"[{"id":7,"content":{"rendered":"Су таза"}}]"#)
        let site = "site: https://qala.example\n"
        await #expect(throws: SourceFailure.self) { try await fetch("wordpress", site + "search: су") }
        #expect(platform.count("") == 0)
        let reasoned = site + "search: {words: су, why: Rumours on water in the reports of the town}"
        let harvest = try await fetch("wordpress", reasoned)
        #expect(harvest.posts.map(\.text) == ["Су таза"] && harvest.posts.map(\.authorKind) == [nil])
    }
}
