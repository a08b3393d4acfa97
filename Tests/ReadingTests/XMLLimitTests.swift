import Reading
import Testing

struct XMLLimitTests {
    private func parse(_ text: String, _ limits: XMLLimits = XMLLimits()) -> XMLTree? {
        XMLTree.parse(Array(text.utf8), limits: limits)
    }

    @Test("entity bombs and external entities are only text", arguments: [
        "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;\">]><r>&c;</r>",
        "<!DOCTYPE a [<!ENTITY c SYSTEM \"file:///etc/passwd\">]><r>&c;</r>",
        "<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/x.dtd\"> %p; ]><r>&c;</r>",
        "<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/x.dtd\"><r>&c;</r>",
    ])
    func entities(_ text: String) throws {
        #expect(try #require(parse(text)).root.text == "&c;")
    }

    @Test("20,000 levels keep their text and say that they were cut")
    func depth() throws {
        let text = "<r>" + String(repeating: "<a>", count: 20_000) + "deep" + String(repeating: "</a>", count: 20_000)
            + "<z>after</z></r>"
        let tree = try #require(parse(text))
        #expect(tree.truncated != nil)
        #expect(tree.root.text == "deepafter")
        #expect(tree.root.child("z")?.text == "after")
    }

    @Test("60,000 attributes cost only the attributes beyond 256")
    func attributes() throws {
        let list = (0..<60_000).map { " a\($0)=\"\($0)\"" }.joined()
        let tree = try #require(parse("<r><a\(list)/><b>x</b></r>"))
        #expect(tree.root.child("a")?.attributes.count == 256)
        #expect(tree.root.child("b")?.text == "x")
        #expect(tree.truncated != nil)
    }

    @Test("100,000 namespaces do no harm")
    func namespaces() throws {
        let text = (0..<100_000).map { "<a xmlns:n\($0)=\"u\($0)\"/>" }.joined()
        #expect(parse("<r>\(text)<b>x</b></r>")?.root.child("b")?.text == "x")
    }

    @Test("names made up by the thousand do no harm")
    func names() throws {
        let elements = (0..<30_000).map { "<n\($0)/>" }.joined()
        let attributes = (0..<30_000).map { "<a n\($0)='' xmlns='u\($0)'/>" }.joined()
        let tree = try #require(parse("<r><b>x</b>\(elements)\(attributes)<b>y</b></r>"))
        #expect(tree.root.children("b").map(\.text) == ["x", "y"])
        #expect(tree.truncated != nil)
    }

    @Test("a document over the byte cap keeps its first items")
    func bytes() throws {
        var limits = XMLLimits()
        limits.bytes = 5000
        let items = (0..<1000).map { "<item><title>\($0)</title></item>" }.joined()
        let tree = try #require(parse("<rss><channel>\(items)</channel></rss>", limits))
        #expect(tree.truncated?.contains("5000") == true)
        #expect(tree.root.descendants("item").count > 100)
    }

    @Test("a document over the node cap keeps its first items")
    func nodes() throws {
        var limits = XMLLimits()
        limits.nodes = 100
        let items = (0..<1000).map { "<item><title>\($0)</title></item>" }.joined()
        let tree = try #require(parse("<rss><channel>\(items)</channel></rss>", limits))
        #expect(tree.truncated != nil)
        #expect(tree.root.descendants("item").count == 33)
    }

    @Test("one text over its cap is cut at a character, and the rest of the feed is kept")
    func text() throws {
        var limits = XMLLimits()
        limits.text = 1001
        let long = String(repeating: "қ", count: 5000)
        let tree = try #require(parse("<r><a>\(long)</a><b>x</b><c t=\"\(long)\"/></r>", limits))
        #expect(tree.root.child("a")?.text.utf8.count ?? 0 <= 1001)
        #expect(tree.root.child("a")?.text.allSatisfy { $0 == "қ" } == true)
        #expect(tree.root.child("b")?.text == "x")
        #expect(tree.root.child("c")?.attribute("t")?.utf8.count ?? 0 <= 1001)
        #expect(tree.truncated != nil)
    }

    @Test("a long feed with long texts is read whole")
    func large() throws {
        let long = String(repeating: "Су қауіпсіз. ", count: 60_000)
        let tree = try #require(parse("<r><a><![CDATA[\(long)]]></a><b>\(long)</b><c>x</c></r>"))
        #expect(tree.root.child("a")?.text == long)
        #expect(tree.root.child("b")?.text == long)
        #expect(tree.root.child("c")?.text == "x")
        #expect(tree.truncated == nil)
    }

    @Test("work stays linear on hostile repetition", arguments: [
        "<!--", "<![CDATA[", "<!DOCTYPE [", "<?x ", "<a b=\"", "<a b='", "</b>", "<a>", "<", "&", "&#", "<a ", "<item>",
        "<p>", "]]>", "<a b=<", "<!DOCTYPE [\"", "\u{0}",
    ])
    func repetition(_ piece: String) {
        let text = "<r><t>x</t>" + String(repeating: piece, count: 200_000 / piece.utf8.count)
        #expect(parse(text)?.root.name == "r")
    }
}
