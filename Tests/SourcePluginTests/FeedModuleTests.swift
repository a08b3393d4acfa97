import FeedSource
import Model
import Reading
import TestSupport
import Testing

/// What the modules of a feed say beside its text: media, counts, tags, authors, dates.
@Suite struct FeedModuleTests {
    @Test("Mastodon: pictures with their descriptions, and the account as author")
    func mastodon() throws {
        let post = try first("34-mastodon")
        #expect(post.media == [Media(kind: .image, url: "https://files.maji.example/a.png", alt: "Bomba la maji")])
        #expect(post.tags == ["maji"])
        #expect(post.author == RawAuthor(name: "Amina", handle: "https://maji.example/@amina"))
    }

    @Test("YouTube: counts, and nothing where nothing is said")
    func youTube() throws {
        let posts = try posts("35-youtube")
        #expect(posts.map(\.counts.views) == [340, 0, nil])
        #expect(posts.map(\.counts.likes) == [12, nil, nil])
        #expect(posts.first?.author?.handle == "https://www.youtube.com/channel/UCdemo0000000000000000")
        #expect(posts.last?.author?.name == "Arna")
    }

    @Test("Flickr: the picture and its tags; the date taken is not the date published")
    func flickr() throws {
        let post = try first("36-flickr")
        #expect(post.media.first == Media(kind: .image, url: "https://live.staticflickr.com/6/540_b.jpg"))
        #expect(post.tags == ["maji", "mkutano"])
        #expect(post.published == Instant("2026-11-20T07:05:31Z"))
    }

    @Test("Bitrix: a logo on every item is no picture of the post")
    func logo() throws {
        #expect(try posts("39-bitrix-and-joomla/bitrix").allSatisfy { $0.media.isEmpty })
    }

    @Test("WordPress: comments are counted, tracking pixels are no pictures")
    func wordPress() throws {
        let posts = try posts("40-wordpress")
        #expect(posts.map(\.counts.comments) == [3, nil])
        #expect(posts.last?.media == [Media(kind: .image, url: "https://qala.example/a.jpg", alt: "A pipe")])
    }

    @Test("one picture in six sizes is one picture", arguments: ["thumbnails", "group"])
    func sizes(_ name: String) throws {
        #expect(try first("50-six-sizes/\(name)").media.map(\.url) == ["https://qala.example/a-75.jpg"])
    }

    @Test("a podcast's sound is its media")
    func podcast() throws {
        #expect(try posts("49-podcast").map { $0.media.map(\.kind) } == [[.audio], [.audio]])
    }

    @Test("attributes without quotes, or twice, still name the file", arguments: ["no-quotes", "twice"])
    func attributes(_ name: String) throws {
        #expect(try first("19-attributes/\(name)").media == [Media(kind: .audio, url: "https://qala.example/a.mp3")])
    }

    @Test("a date without zone is marked, and the setting moves it")
    func zone() throws {
        let bytes = try #require(folder("31-dates").bytes("feed.xml"))
        let plain = try FeedParser.parse(bytes, baseURL: nil).posts
        #expect(plain.map(\.zoneAssumed) == [false, false, false, true, false, false, false, true])
        #expect(plain.map(\.publishedRaw)[2] == "30 ақпан 2026")
        let almaty = try FeedParser.parse(bytes, baseURL: nil, zone: 300).posts
        #expect(almaty[3].published == Instant("2026-11-20T05:00:00Z"))
        #expect(almaty[4].published == plain[4].published)
    }

    private func folder(_ name: String) -> FixtureFolder { FixtureFolder.beside("Fixtures/feed/\(name)") }

    private func posts(_ name: String) throws -> [RawPost] {
        try FeedParser.parse(#require(folder(name).bytes("feed.xml")), baseURL: nil).posts
    }

    private func first(_ name: String) throws -> RawPost { try #require(try posts(name).first) }
}
