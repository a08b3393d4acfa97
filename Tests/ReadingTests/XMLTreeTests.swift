import Reading
import Testing

struct XMLTreeTests {
    private func tree(_ text: String, limits: XMLLimits = XMLLimits()) throws -> XMLTree {
        try #require(XMLTree.parse(Array(text.utf8), limits: limits))
    }

    private func titles(_ text: String) throws -> [String] {
        try tree(text).root.descendants("item").map { $0.child("title")?.text ?? "(none)" }
    }

    private func feed(_ items: String) -> String {
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>C</title>\(items)</channel></rss>"
    }

    @Test("names, prefixes, namespaces and attributes are kept apart")
    func names() throws {
        let root = try tree(
            """
            <feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><entry>
            <media:content url='a.jpg' media:kind=photo width = "5"/><x:y/></entry></feed>
            """
        ).root
        #expect(root.name == "feed")
        #expect(root.namespace == "http://www.w3.org/2005/Atom")
        let content = try #require(root.child("entry")?.child("content"))
        #expect(content.prefix == "media")
        #expect(content.namespace == "http://search.yahoo.com/mrss/")
        #expect(content.attribute("url") == "a.jpg")
        #expect(content.attribute("width") == "5")
        #expect(content.attribute(prefix: "media", "kind") == "photo")
        #expect(content.attributes.count == 3)
        let undeclared = try #require(root.child("entry")?.child("y"))
        #expect(undeclared.prefix == "x")
        #expect(undeclared.namespace == nil)
    }

    @Test("titles survive what feeds do to them", arguments: [
        ("A & B", "A & B"), ("A &amp; B", "A & B"), ("A &amp;amp; B", "A &amp; B"), ("R&D", "R&D"),
        ("&laquo;Су&raquo; &mdash; &nbsp;x", "«Су» — \u{A0}x"), ("&copy 2024", "© 2024"), ("&foo; &", "&foo; &"),
        ("?a=1&copy=2&b=3", "?a=1&copy=2&b=3"), ("a < b", "a < b"), ("5<6", "5<6"), ("I <3 it", "I <3 it"),
        ("1 < 2 > 0", "1 < 2 > 0"), ("<![CDATA[C++ <vector> & co]]>", "C++ <vector> & co"),
        ("&#1171;&#x493;", "ғғ"), ("&#151;", "—"), ("&#xD83D;&#xDE00;", "😀"), ("a&#xD83D;b", "a\u{FFFD}b"),
        ("&#x110000;x", "\u{FFFD}x"), ("&#99999999999999999999;x", "\u{FFFD}x"), ("a\u{0}b\u{8}c\u{FFFE}d", "abcd"),
        ("a<!-- note -->b", "ab"), ("a<?php echo 1; ?>b", "ab"), ("<![CDATA[a]]> ]]> b", "a ]]> b"),
        ("a <http://x.kz/> b", "a <http://x.kz/> b"), ("a <me@x.kz> b", "a <me@x.kz> b"),
        ("2 <б және 3>1", "2 <б және 3>1"), ("x <b қала>", "x <b қала>"), ("<![CDATA[&laquo;]]>", "&laquo;"),
        ("a\u{1F600}b", "a\u{1F600}b"), ("&#0;&#8;x", "x"),
    ])
    func title(_ written: String, _ meant: String) throws {
        let text = feed("<item><title>\(written)</title><link>http://x/</link></item><item><title>Z</title></item>")
        #expect(try titles(text) == [meant, "Z"])
    }

    @Test("no item is lost", arguments: [
        "\n <?xml version=\"1.0\" encoding=\"utf-8\"?><rss><channel>@</channel></rss>",
        "<br />\n<b>Notice</b>: Undefined in x.php<br />\n<?xml version=\"1.0\"?><rss><channel>@</channel></rss>",
        "<br />\n<b>Notice</b>: x<br />\n<rss><channel>@</channel></rss>",
        "\u{FEFF}\u{FEFF}<?xml version=\"1.0\"?><rss><channel>@</channel></rss>",
        "<?xml version=\"1.0\" encoding=\"utf-16\"?><rss><channel>@</channel></rss>",
        "<?xml version=\"1.0\" encoding=\"utf8mb4\"?><rss><channel>@</channel></rss>",
        "<!DOCTYPE rss PUBLIC \"-//Netscape//DTD RSS 0.91//EN\" \"http://x/rss.dtd\"><rss><channel>@</channel></rss>",
        "<!DOCTYPE rss PUBLIC \"-//Netscape><rss><channel>@</channel></rss>",
        "<!DOCTYPE rss [<!ENTITY a \"]>\"><!ENTITY b SYSTEM \"file:///etc/passwd\">]><rss><channel>@</channel></rss>",
        "<rss><channel><!-- x --->@</channel></rss>", "<rss><channel><!-- never closed @</channel></rss>",
        "<rss><channel></channel>@</rss>", "<rss><channel></channel></rss>@", "<rss><channel>@", "<rss>@</channel></p>",
        "<rss><channel>@</channel></rss><script>if (a<b) { x() }</script><!-- t -->footer",
        "<RSS><Channel>@</Channel></RSS>", "<rss><channel>@</channel></rss>\u{0}\u{0}",
        "<?xml version=\"1.0\"><rss><channel>@</channel></rss>", "<rss><channel>\u{0}@</channel></rss>",
        "<rss a=1 a=2 b='x><channel>@</channel></rss>", "<rss><channel><image><url>x</image>@</channel></rss>",
    ])
    func keepsItems(_ shell: String) throws {
        let items = "<item><title>A</title></item><item><title>B &nbsp;</title></item>"
        #expect(try titles(shell.replacing("@", with: items)) == ["A", "B \u{A0}"])
    }

    @Test("items that are not closed end where the next one starts")
    func unclosedItems() throws {
        let three = "<item><title>A</title><item><title>B</title><item><title>C</title></item>"
        #expect(try titles(feed(three)) == ["A", "B", "C"])
        let root = try tree(feed("<item><title>A</title><item><title>B</title></item>")).root
        #expect(root.child("channel")?.children("item").count == 2)
    }

    @Test("nested items keep their own text")
    func nestedItems() throws {
        let root = try tree(feed("<item><title>A</title><item><title>B</title></item><link>a</link></item>")).root
        let items = root.descendants("item")
        #expect(items.map { $0.child("title")?.text } == ["A", "B"])
        #expect(items.first?.child("link")?.text == "a")
    }

    @Test("an unclosed title, link or CDATA section ends at its own element")
    func unclosedLeaves() throws {
        #expect(try titles(feed("<item><title>A<link>x</link></item><item><title>B</title></item>")) == ["A", "B"])
        #expect(try titles(feed("<item><link href=\"x\"><title>A</title></item>")) == ["A"])
        let broken = "<item><title><![CDATA[A</title></item><item><title><![CDATA[B]]></title></item>"
        #expect(try titles(feed(broken)) == ["A", "B"])
        #expect(try titles(feed("<item><title>Z</title></item><item><title><![CDATA[A</title></item>")) == ["Z", "A"])
        #expect(try titles(feed("<item><title><![CDATA[a <![CDATA[ b]]></title></item>")) == ["a <![CDATA[ b"])
    }

    @Test("raw HTML in a description stays inside it")
    func rawHTML() throws {
        let html = "<p>one<br>two<p>three <img src=a.jpg> <b>bold</p></i> &amp; <a href=http://x/?a=1&b=2>l</a>"
        let item = try #require(try tree(feed("<item><description>\(html)</description><guid>7</guid></item>")).root
            .descendants("item").first)
        #expect(item.child("guid")?.text == "7")
        #expect(item.child("description")?.text == "onetwothree  bold & l")
        let markup = try #require(item.child("description")?.markup)
        #expect(markup.contains("<img src=\"a.jpg\" />"))
        #expect(markup.contains("<a href=\"http://x/?a=1&amp;b=2\">l</a>"))
    }

    @Test("attributes without quotes, without an end quote, or with a tag inside survive")
    func attributes() throws {
        let root = try tree(
            "<r><a url=http://x/a.mp3 length=5/><b url=\"x y><c/></b><d alt=\"a <b> c\" u='&laquo;&'/><e f/></r>"
        ).root
        #expect(root.child("a")?.attribute("url") == "http://x/a.mp3")
        #expect(root.child("a")?.attribute("length") == "5")
        #expect(root.child("d")?.attribute("alt") == "a <b> c")
        #expect(root.child("d")?.attribute("u") == "«&")
        #expect(root.child("e")?.attribute("f") == "")
    }

    @Test("a document cut inside a tag keeps what was complete, and says so")
    func cut() throws {
        let whole = feed("<item><title>A</title></item><item><title>B</title><link>http</link></item>")
        for length in stride(from: whole.utf8.count - 1, to: 60, by: -1) {
            let tree = try #require(XMLTree.parse(Array(whole.utf8.prefix(length))))
            #expect(tree.truncated != nil)
            if length > 95 { #expect(tree.root.descendants("item").first?.child("title")?.text == "A") }
        }
        #expect(try tree(whole).truncated == nil)
    }

    @Test("markup writes back what it read")
    func markup() throws {
        let inside = "<p class=\"a\">x &lt; <b>y</b> &amp; z</p><br />"
        let root = try tree("<content><div>\(inside)</div></content>").root
        #expect(root.child("div")?.markup == inside)
    }

    @Test("no element at all is nil", arguments: [
        "", " ", "plain text", "<!-- x -->", "<?xml version=\"1.0\"?>", "{\"a\":1}"
    ])
    func nothing(_ text: String) {
        #expect(XMLTree.parse(Array(text.utf8)) == nil)
    }
}
