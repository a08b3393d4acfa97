import Foundation
import Reading
import Testing

@testable import Pipeline

/// Lists of feeds, in and out.
struct OPMLTests {
    private static let list = """
        <?xml version="1.0" encoding="UTF-8"?>
        <opml version="2.0"><head><title>Mine</title></head><body>
          <outline text="Қала &amp; аудан">
            <outline type="rss" text="Qala News" title="Qala: News &quot;1&quot;" xmlUrl="https://www.news.example/feed?a=1&amp;b=2" category="/Press/Kazakh,su"/>
            <outline text="deep"><outline text="no title" xmlUrl="http://blog.example/rss"/></outline>
          </outline>
          <outline type="rss" xmlUrl="https://WWW.NEWS.example/feed?a=1&amp;b=2"/>
          <outline type="rss" text="bad" xmlUrl="javascript:alert(1)"/>
          <outline type="link" text="page" url="https://x.example"/>
        </body></opml>
        """

    @Test("feeds keep their titles and folders; an address comes once, and what is no address is named")
    func reading() throws {
        let (feeds, left) = try #require(OPMLFile.read(Array(Self.list.utf8)))
        #expect(
            feeds == [
                OPMLFile.Feed(
                    title: "Qala: News \"1\"", url: "https://www.news.example/feed?a=1&b=2",
                    categories: ["Қала & аудан", "Press", "Kazakh", "su"]),
                OPMLFile.Feed(title: "no title", url: "http://blog.example/rss", categories: ["Қала & аудан", "deep"]),
            ])
        #expect(left == ["javascript:alert(1)"])
    }

    @Test("the lines for jibu.yaml are read back as the same feeds, with ids that are free")
    func lines() throws {
        let feeds = ["https://www.a.example/1", "https://a.example/2", "https://b.example/x?q='#:{}"].map {
            OPMLFile.Feed(title: "T\n# x", url: $0, categories: ["c"])
        }
        let (lines, known) = OPMLFile.configuration(feeds, taken: (["a-example"], ["https://b.example/none"]))
        #expect(known == 0 && lines.count == 6)
        let folder = FileManager.default.temporaryDirectory.appending(path: "jibu-opml-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "jibu.yaml").path
        try Data((["office: {name: Qala}", "sources:"] + lines).joined(separator: "\n").utf8).write(
            to: URL(filePath: path))
        let read = try OPMLFile.configured(path)
        #expect(read.feeds.map(\.url) == feeds.map(\.url))
        #expect(read.feeds.map(\.title) == ["a-example-2", "a-example-3", "b-example"])
        #expect(read.office == "Qala")
        let again = OPMLFile.configuration(feeds, taken: (read.ids, Set(read.feeds.map { URLText.canonical($0.url) })))
        #expect(again.lines.isEmpty && again.known == 3)
    }

    @Test("what is written is read again")
    func roundTrip() throws {
        let feeds = [
            OPMLFile.Feed(title: "A & <b> \"c\"", url: "https://a.example/?x=1&y=<2>", categories: ["qala", "dala"]),
            OPMLFile.Feed(title: "Су", url: "https://b.example/", categories: []),
        ]
        let (read, left) = try #require(OPMLFile.read(Array(OPMLFile.written(feeds, title: "Office & co").utf8)))
        #expect(read == feeds && left.isEmpty)
    }

    @Test("what is no OPML is refused, and a deep or broken one is read as far as it goes")
    func hostile() throws {
        #expect(OPMLFile.read(Array("<rss><channel/></rss>".utf8))?.feeds == nil)
        #expect(OPMLFile.read([])?.feeds == nil)
        let deep =
            "<opml><body>" + String(repeating: "<outline text='x'>", count: 5000)
            + "<outline xmlUrl='https://a.example/'/>"
        #expect(try #require(OPMLFile.read(Array(deep.utf8))).feeds.count <= 1)
        let many =
            "<opml><body>" + (0..<6000).map { "<outline xmlUrl='https://a.example/\($0)'/>" }.joined()
            + "</body></opml>"
        #expect(try #require(OPMLFile.read(Array(many.utf8))).feeds.count == 5000)
    }
}
