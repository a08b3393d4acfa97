import FeedSource
import Model
import Testing

/// Cases 19, 28, 45 and 46 of feeds.md section 7: too large to be stored.
@Suite struct FeedLimitTests {
    @Test("ten thousand items are an honest feed")
    func manyItems() throws {
        let items = (0..<10_000).map { "<item><guid>\($0)</guid><title>Хабар \($0)</title></item>" }.joined()
        let feed = try FeedParser.parse(document(items), baseURL: nil)
        #expect(feed.posts.count == 10_000)
        #expect(!feed.isTruncated)
    }

    @Test("of 25 MB the whole items before the limit are read, and the feed says so")
    func tooLong() throws {
        let text = String(repeating: "maji safi ", count: 100_000)
        let items = (0..<25).map {
            "<item><guid>\($0)</guid><title>Habari \($0)</title><description>\(text)</description></item>"
        }
        let feed = try FeedParser.parse(document(items.joined()), baseURL: nil)
        #expect(feed.isTruncated)
        #expect(feed.posts.count == 20)
        #expect(feed.posts.last?.text.utf8.count == feed.posts.first?.text.utf8.count)
    }

    @Test("one text of 12 MB is cut, and the items around it stay")
    func longItem() throws {
        let text = String(repeating: "maji safi ", count: 1_200_000)
        let feed = try FeedParser.parse(
            document(
                "<item><guid>1</guid></item><item><guid>2</guid><description>\(text)</description></item><item><guid>3</guid></item>"
            ),
            baseURL: nil)
        #expect(feed.posts.map(\.nativeID) == ["1", "2", "3"])
        #expect(feed.isTruncated)
        #expect((1_000_000...10_000_000).contains(feed.posts[1].text.utf8.count))
    }

    @Test("a picture of 2 MB in an attribute is no picture, and costs nothing else")
    func dataURI() throws {
        let data = "data:image/png;base64," + String(repeating: "iVBORw0KGgo", count: 200_000)
        let item =
            "<item><guid>1</guid><title>Сурет</title><enclosure url=\"\(data)\" type=\"image/png\"/>"
            + "<description>&lt;img src=\"\(data)\"&gt;Су таза</description></item>"
        let feed = try FeedParser.parse(document(item), baseURL: nil)
        #expect(feed.posts.map(\.text) == ["Су таза"])
        #expect(feed.posts.first?.media.isEmpty == true)
    }

    @Test("twenty thousand elements inside one another do not hide the item after them")
    func deep() throws {
        let nest = String(repeating: "<b>", count: 20_000) + "x" + String(repeating: "</b>", count: 20_000)
        let feed = try FeedParser.parse(
            document("<item><guid>1</guid><description>\(nest)</description></item><item><guid>2</guid></item>"),
            baseURL: nil)
        #expect(feed.posts.map(\.nativeID) == ["1", "2"])
    }

    @Test(
        "entities are never expanded, and files never read",
        arguments: [
            #"<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x "&b;&b;&b;&b;&b;&b;&b;&b;">"#,
            #"<!ENTITY x SYSTEM "file:///etc/passwd">"#, #"<!ENTITY x SYSTEM "http://127.0.0.1:1/x">"#,
            #"<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;"#,
        ])
    func entities(_ declaration: String) throws {
        let text =
            "<?xml version=\"1.0\"?><!DOCTYPE rss [\(declaration)]><rss><channel><item><guid>1</guid>"
            + "<title>Вода &x;</title></item></channel></rss>"
        let feed = try FeedParser.parse(Array(text.utf8), baseURL: nil)
        #expect(feed.posts.map(\.title) == ["Вода &x;"])
    }

    private func document(_ items: String) -> [UInt8] {
        Array("<rss version=\"2.0\"><channel><title>Qala</title>\(items)</channel></rss>".utf8)
    }
}
