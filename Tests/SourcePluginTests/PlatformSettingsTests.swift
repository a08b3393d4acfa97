import BuiltIn
import Intake
import Model
import Settings
import Testing

@testable import VKSource
@testable import YouTubeSource

/// What may stand in jibu.yaml for the platforms, and the little that they count with.
@Suite struct PlatformSettingsTests {
    static let key = "{file: secrets/key}"

    @Test(
        "wrong settings of a platform are findings with a place and help",
        arguments: [
            ("wordpress", "site: qala.example", "bad-value"),
            ("wordpress", "site: \"https://qala.example/?x=1\"", "bad-value"),
            ("wordpress", "site: https://qala.example\ncomments: all", "needs-why"),
            ("vk", "wall: қала\ntoken: \(key)", "bad-value"), ("vk", "wall: gorod\ntoken: abc", "inline-secret"),
            ("vk", "wall: gorod\ntoken: \(key)\nhost: vk.example", "bad-value"),
            ("facebook", "page: \"111/feed\"\ntoken: \(key)", "bad-value"),
            ("facebook", "page: \"111\"\ntoken: \(key)\nversion: latest", "bad-value"),
            ("youtube", "key: \(key)", "bad-value"),
            ("youtube", "key: \(key)\nchannel: UCdemo000000000000000000\nvideos: [AbCdEfGhIjK]", "bad-value"),
            ("youtube", "key: \(key)\nvideos: [\"AbCdEf/hIjK\"]", "bad-value"),
            ("youtube", "key: \(key)\nvideos: [AbCdEfGhIjK]\ndaily_units: 1", "out-of-range"),
            ("telegram-bot", "token: \(key)", "missing-key"),
            ("telegram-bot", "token: \(key)\nconsent: yes", "out-of-range"),
            ("feed", "url: https://qala.example/comments/feed/", "needs-why"),
            ("feed", "url: https://qala.example/?s=su&feed=rss2", "needs-why"),
            ("feed", "url: https://www.reddit.com/search.rss?q=su", "needs-why"),
            ("feed", "url: https://news.google.com/rss/search?q=su", "needs-why"),
            ("feed", "url: https://x.blogspot.com/feeds/comments/default", "needs-why"),
            ("feed", "url: \"https://qala.example/?feed=comments-rss2\"", "needs-why"),
            ("feed", "url: \"https://qala.example/?FEED=Comments-Atom\"", "needs-why"),
            ("feed", "url: \"https://qala.example/?feed=rss2&withcomments=1\"", "needs-why"),
            ("feed", "url: \"https://qala.example/?p=12&feed=rss2\"", "needs-why"),
            ("feed", "url: https://qala.example/2026/11/20/su-taza/feed/", "needs-why"),
            ("feed", "url: https://qala.example/2026/11/su-taza/feed/atom/", "needs-why"),
            ("feed", "url: \"https://qala.example/feed/?s=su\"", "needs-why"),
            ("feed", "url: https://qala.example/search/su/feed/", "needs-why"),
            ("feed", "url: https://qala.example/search/su+taza/feed/rss2/", "needs-why"),
            ("feed", "url: \"https://x.blogspot.com/feeds/posts/default?q=su\"", "needs-why"),
            ("feed", "url: https://www.reddit.com/r/Kazakhstan/comments/.rss", "needs-why"),
            ("feed", "url: https://tube.example/feeds/video-comments.xml?videoId=1", "needs-why"),
            ("feed", "url: https://www.google.com/alerts/feeds/123/456", "needs-why"),
            ("feed", "url: \"https://www.bing.com/news/search?q=su&format=rss\"", "needs-why"),
            ("feed", "url: \"https://nitter.example/search/rss?f=tweets&q=su\"", "needs-why"),
            ("feed", "url: https://rsshub.example/bsky/keyword/su", "needs-why"),
            ("feed", "url: \"https://bridge.example/?action=display&bridge=X&q=su&format=Atom\"", "needs-why"),
            ("feed", "url: https://mastodon.example/tags/su.rss", "needs-why"),
            ("feed", "url: \"https://Mastodon.example/tags/Су.rss\"", "needs-why"),
            ("feed", "url: https://medium.com/feed/tag/water", "needs-why"),
            ("feed", "url: \"https://www.flickr.com/services/feeds/photos_public.gne?tags=maji\"", "needs-why"),
            ("feed", "url: \"https://www.flickr.com/services/feeds/photos_public.gne?format=atom\"", "needs-why"),
            ("feed", "url: https://rsshub.example/mastodon/tag/mastodon.example/su", "needs-why"),
            ("feed", "url: \"https://bridge.example/?action=display&bridge=Mastodon&hashtag=su\"", "needs-why"),
        ])
    func wrong(_ kind: String, _ yaml: String, _ code: String) throws {
        let (source, findings) = try make(kind, yaml)
        #expect(findings.map(\.code) == [code], "\(yaml)")
        #expect(findings.first?.help?.isEmpty == false || code == "out-of-range", "\(yaml)")
        // A feed of the public's words is a source that is off: PublicWordsTests.
        #expect((source == nil) == (kind != "feed"), "\(yaml)")
    }

    @Test(
        "a feed of a place's own posts needs no reason",
        arguments: [
            "https://qala.example/feed/", "https://qala.example/commentsblog/feed.xml",
            "https://x.blogspot.com/feeds/posts/default",
            "https://news.google.com/rss/topics/abc", "https://qala.example/?feed=rss2&cats=5",
            "https://qala.example/2026/11/feed/", "https://qala.example/2026/11/20/feed/",
            "https://qala.example/category/su/feed/", "https://qala.example/research/feed/",
            "https://qala.example/feed/?paged=2", "https://x.blogspot.com/feeds/posts/default/-/search",
            "https://qala.example/tag/su/feed/", "https://mastodon.example/@qala.rss",
            "https://mastodon.example/@qala/tagged/su.rss", "https://medium.com/feed/@qala",
            "https://medium.com/feed/qala-press/tagged/su", "https://qala.example/tags/su/index.xml",
            "https://www.flickr.com/services/feeds/photos_public.gne?id=1@N0&tags=maji",
            "https://bridge.example/?action=display&bridge=Telegram&username=qala",
            "https://rsshub.example/telegram/channel/qala",
        ])
    func own(_ url: String) throws {
        #expect(try make("feed", "url: \"\(url)\"").findings.isEmpty)
    }

    @Test(
        "a wall is known however it is written",
        arguments: [
            ("gorod", VKSource.Settings.Wall.domain("gorod")), ("@gorod.kz", .domain("gorod.kz")),
            ("https://vk.com/gorod/", .domain("gorod")), ("https://m.vk.com/club123", .owner(-123)),
            ("-123", .owner(-123)),
            ("public7", .owner(-7)), ("id5", .owner(5)), ("clubhouse", .domain("clubhouse")),
        ])
    func wall(_ written: String, _ expected: VKSource.Settings.Wall) {
        #expect(VKSource.wall(written) == expected)
    }

    @Test(
        "Google's day ends at midnight in California, in summer and in winter",
        arguments: [
            ("2026-11-20T07:59:59Z", "2026-11-20T08:00:00Z"), ("2026-11-20T08:00:00Z", "2026-11-21T08:00:00Z"),
            ("2026-07-01T06:59:59Z", "2026-07-01T07:00:00Z"), ("2026-07-01T07:00:00Z", "2026-07-02T07:00:00Z"),
            ("2026-03-09T12:00:00Z", "2026-03-10T07:00:00Z"), ("2026-10-31T12:00:00Z", "2026-11-01T07:00:00Z"),
            ("2026-11-02T12:00:00Z", "2026-11-03T08:00:00Z"),
        ])
    func day(_ now: String, _ end: String) throws {
        #expect(GoogleDay.end(after: try #require(Instant(now))) == Instant(end))
    }

    @Test("the sources of platforms name their hosts and their secrets")
    func secrets() throws {
        let yaml = [
            "vk": "wall: gorod\ntoken: \(Self.key)", "facebook": "page: \"111\"\ntoken: \(Self.key)",
            "youtube": "videos: [AbCdEfGhIjK]\nkey: \(Self.key)",
            "telegram-bot": "token: \(Self.key)\nconsent: The bot says what tips are for",
        ]
        for (kind, settings) in yaml {
            let source = try #require(try make(kind, settings).source, "\(kind)")
            #expect(source.secrets == [.file("secrets/key")], "\(kind)")
            #expect(source.hosts.count == 1 && !source.isLocal, "\(kind)")
        }
    }

    private func make(_ name: String, _ yaml: String) throws -> (source: (any Source)?, findings: [Finding]) {
        var findings: [Finding] = []
        let kind = try #require(builtInSources.first { $0.name == name })
        let node = try #require(YAMLText.parse(yaml, file: "jibu.yaml", into: &findings))
        let source = kind.make(node, &findings)
        return (source, findings)
    }
}
