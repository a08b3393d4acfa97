import Testing

@testable import Reading

/// Pages of HTML as a tree, and XPath on it.
@Suite struct PageTests {
    @Test(
        "what authors leave open ends where browsers end it",
        arguments: [
            ("<ul><li>a<li>b<li>c</ul>", "//li", ["a", "b", "c"]),
            ("<ul><li><span>a<li><b>b</ul>", "//li", ["a", "b"]),
            ("<ul><li>a<ul><li>b</ul><li>c</ul>", "/html/body/ul/li/text()", ["a", "c"]),
            ("<table><tr><td>1<td>2<tr><td>3</table>", "//tr[1]/td", ["1", "2"]),
            ("<p>a<p>b<div>c</div>d", "//p", ["a", "b"]),
            ("<dl><dt>a<dd>b<dt>c<dd>d</dl>", "//dd", ["b", "d"]),
            ("<a href=1>x<a href=2>y</a>", "//a/@href", ["1", "2"]),
            ("<div><b>a</div>b</b>", "//div", ["a"]),
            ("<table><tr><td>a</div></td><td>b</td></tr></table>", "//td", ["a", "b"]),
            ("<DIV CLASS=X>a</DIV>", "//div[@class='X']", ["a"]),
            ("<p>5<6 and a<br>b", "//p", ["5<6 and ab"]),
            ("<img src=a><img src=b>", "//img/@src", ["a", "b"]),
            ("<select><option>a<option>b</select>", "//option", ["a", "b"]),
            ("<fb:like href=x>a</fb:like>", "//fb-like", ["a"]),
        ])
    func implied(_ html: String, _ path: String, _ texts: [String]) throws {
        #expect(try find(path, in: html) == texts)
    }

    @Test("html, head and body are always there, once each")
    func skeleton() throws {
        for html in [
            "x", "<title>t</title><p>x", "<html lang=kk><head><title>t</title></head><body><p>x</body></html>y",
        ] {
            #expect(try find("count(/html/body)", in: html) == ["1"])
            #expect(try find("count(//body)", in: html) == ["1"])
        }
        #expect(try find("/html/@lang", in: "<!DOCTYPE html><html lang=kk><body>x") == ["kk"])
        #expect(try find("/html/head/title", in: "<html><head><title>Су &amp; <b>нан</title><p>x") == ["Су & <b>нан"])
        #expect(try find("//body", in: "<body>a</body></html>b").first == "ab")
    }

    @Test("scripts and comments are not markup")
    func inert() throws {
        let html = "<script>if (a < b) document.write('<li>no</li>')</script><!-- <li>no</li> --><li>yes"
        #expect(try find("//li", in: html) == ["yes"])
        #expect(try find("//script", in: html).first?.contains("document.write('<li>") == true)
        #expect(try find("//li", in: "<!-- never closed <li>a</li>") == ["a"])
        #expect(try find("//li", in: "<script>never closed <li>a</li>") == ["a"])
    }

    @Test("pages in other encodings give their letters")
    func encodings() throws {
        var bytes = Array("<html><head><meta charset=windows-1251></head><body><p>".utf8)
        bytes += [0xC2, 0xEE, 0xE4, 0xE0, 0x20, 0xF7, 0xE8, 0xF1, 0xF2, 0xE0, 0xFF] + Array("</p>".utf8)
        let page = try #require(Page(bytes))
        #expect(try page.select(XPath("//p")).first?.text == "Вода чистая")
    }

    @Test("an expression sees one item when it starts from it, and computed texts are texts")
    func relative() throws {
        let page = try #require(
            Page(Array("<div class=i><a href=/1>Бір</a></div><div class=i><a href=/2>Екі</a></div>".utf8)))
        let items = try page.select(XPath("//div[@class='i']"))
        #expect(try items.map { try page.select(XPath(".//a/@href"), from: $0).first?.text } == ["/1", "/2"])
        #expect(try page.select(XPath("concat('x-', string(.//a))"), from: items.last).first?.text == "x-Екі")
        #expect(items.first?.markup == "<div class=\"i\"><a href=\"/1\">Бір</a></div>")
        #expect(items.first?.parent?.name == "body")
    }

    @Test("what is removed is out of the texts, and what was found before stays usable")
    func removal() throws {
        let page = try #require(Page(Array("<article><p>a</p><aside><b>ad</b></aside><p>b</p></article>".utf8)))
        let inner = try page.select(XPath("//b"))
        for node in try page.select(XPath("//aside | //b")) { page.remove(node) }
        let outermost = try #require(try page.select(XPath("/*")).first)
        #expect(outermost.words == "ab")
        #expect(inner.first?.text == "ad")
        page.remove(outermost)
        #expect(try page.select(XPath("/*")).first?.words == "ab")
    }

    @Test(
        "an expression that does not parse says where and why",
        arguments: [
            ("//div[", 6, "missing"), ("//a[contains(@class, 'x]", nil, "no end"), ("//әріп[@", 8, nil),
            ("//x:y", 2, "prefix"), ("//a[foo(1)]", 4, "foo()"), ("//a[$v]", 4, "variable"), ("", nil, nil),
            ("//a[[", nil, nil), ("//a['$x:y z()' = .]/b:c", 20, "prefix"),
        ] as [(String, Int?, String?)])
    func broken(_ text: String, _ at: Int?, _ word: String?) throws {
        do throws(XPathFailure) {
            _ = try XPath(text)
            Issue.record("\(text) parsed")
        } catch .syntax(let what, let place) {
            if let at { #expect(place == at, "\(what)") }
            if let word { #expect(what.contains(word), "\(what)") }
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test(
        "axes, tests, operators and functions of XPath 1.0 are taken",
        arguments: [
            "//div[contains(concat(' ', normalize-space(@class), ' '), ' x ')]", "ancestor-or-self::div/text()",
            "count(//a) div 2", "//li[position() > 1 and (@a or not(@b))]", "string-length(.) mod 3", "//h1 | //h2",
            "translate(., 'ӘҒ:', 'әғ ')", ".//node()[self::p]",
        ])
    func right(_ text: String) throws {
        #expect(try XPath(text).text == text)
    }

    @Test("an expression of too much work ends, and says so")
    func work() throws {
        let page = try #require(Page(Array(String(repeating: "<div><b></b></div>", count: 20_000).utf8)))
        #expect(throws: XPathFailure.tooMuchWork) {
            try page.select(XPath("//*[count(preceding::*) > count(following::*)]"))
        }
        // The page can still be asked.
        #expect(try page.select(XPath("count(//b)")).first?.text == "20000")
    }

    @Test("limits keep what came before them, and the page says so")
    func limits() throws {
        var limits = Page.limits
        limits.nodes = 100
        let many = Array(String(repeating: "<p>a</p>", count: 1_000).utf8)
        let page = try #require(Page(many, limits: limits))
        #expect(page.truncated?.contains("100 nodes") == true)
        #expect(try page.select(XPath("//p")).count > 40)
        limits = Page.limits
        limits.bytes = 800
        #expect(try #require(Page(many, limits: limits)).truncated?.contains("800") == true)
        let deep = try #require(Page(Array((String(repeating: "<div>", count: 30_000) + "<p>end</p>").utf8)))
        #expect(deep.truncated?.contains("deep") == true)
        #expect(try !deep.select(XPath("//div")).isEmpty, "what stands before the limit is kept")
    }

    @Test(
        "entities are never expanded, and files never read",
        arguments: [
            #"<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY x "&a;&a;&a;">]><p>&x;</p>"#,
            #"<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x;</p>"#,
        ])
    func entities(_ html: String) throws {
        let text = try find("//p", in: html).joined()
        #expect(text.contains("&x;"))
        #expect(!text.contains("root:"))
        #expect(!text.contains("aaaaaaaaaa"))
    }

    @Test("mangled pages never stop the program")
    func mangled() throws {
        let honest = Array(
            "<html><head><title>t</title></head><body><ul class='n'><li><a href='/1'>Бір</a><script>x<y</script></ul>"
                .utf8)
        let hostile: [UInt8] = [0x00, 0xFF, 0x3C, 0x26, 0x22, 0x27, 0x3E, 0x2F, 0x21, 0x2D, 0x5D, 0xC3]
        for seed in 0..<400 {
            var state = UInt64(seed) &+ 1
            let bytes = honest.map { byte -> UInt8 in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return state >> 60 == 0 ? hostile[Int((state >> 33) % UInt64(hostile.count))] : byte
            }
            if let page = Page(bytes) { _ = try page.select(XPath("//li//a/@href")) }
        }
        #expect(try Page([])?.select(XPath("/*")).first?.words == nil)
    }

    private func find(_ path: String, in html: String) throws -> [String] {
        let page = try #require(Page(Array(html.utf8)))
        return try page.select(XPath(path)).map(\.text)
    }
}
