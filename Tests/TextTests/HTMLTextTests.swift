import Testing

@testable import Text

struct HTMLTextTests {
    @Test(
        "text that only looks like a tag stays text",
        arguments: [
            "C++ <vector>", "5<6", "I <3 you", "a < b", "</3", "x <= y", "<>", "< p>", "1<2>0", "Map<String, Int>",
            "what<?>", "a<!b", "<@user>", "<phone> <email>", "<", "end <", "if a <b then", "AT&T", "R&D", "&", "a & b",
            "&;", "&#;", "&#x;", "&unknown;", "?a=1&b=2", "Су уланған ба?",
        ])
    func keepsText(text: String) {
        #expect(HTMLText.plainText(text) == text)
    }

    @Test(
        "markup becomes lines, dashes and single blanks",
        arguments: [
            ("<p>One</p><p>Two</p>", "One\nTwo"), ("One<br>Two<br/>Three", "One\nTwo\nThree"),
            ("One<br><br>Two", "One\n\nTwo"), ("<ul><li>a<li>b</ul>c", "- a\n- b\nc"),
            ("<ol><li><p>a</p></li><li></li><li>b</li></ol>", "- a\n- b"),
            ("<table><tr><td>1<td>2<tr><td>3</table>", "1 2\n3"), ("<b>bo</b>ld <i>it</i>alic", "bold italic"),
            ("  a \n\t b&nbsp;&nbsp;c\u{A0}d ", "a b c d"), ("<div><div>x</div></div>", "x"),
            ("a<script>if (a < b) { c() }</script>b", "ab"), ("a<style>p > a {}</style>b", "ab"),
            ("a<template><p>no</p></template>b", "ab"), ("a<!-- <p>no</p> -->b", "ab"), ("a<!--never closed>b", "ab"),
            ("<![CDATA[<p>a</p>]]>b", "a\nb"), ("<![CDATA[a", "a"), ("a]]>b", "a]]>b"),
            ("<!DOCTYPE html><title>T</title><p>x", "x"), ("<?xml version=\"1.0\"?>x", "x"),
            ("<noscript>Enable scripts</noscript>x", "x"), ("<noscript>never closed", "never closed"),
            ("<p class=a b='c>d' e=\">\">x", "x"), ("<a href=x title=it's>y</a>", "y"), ("<P>a<BR>b</P>", "a\nb"),
            ("text <a href=\"http://exam", "text"), ("text <br", "text"), ("<p x=\"never closed>a</p>b", "a\nb"),
            ("<pre>a\n b</pre>", "a\nb"), ("Read on [&hellip;]", "Read on…"), ("<o:p>x</o:p>", "x"),
            ("<h1>Title</h1>Body", "Title\nBody"), ("stray</p></div>end", "stray\nend"),
            ("<img class=\"emoji\" alt=\"😀\" src=e.png> hi", "😀 hi"), ("<img src=a.jpg alt=No>x", "x"),
            ("<iframe src=x>no</iframe>y", "y"), ("<script>never closed", ""), ("", ""),
        ])
    func readsMarkup(html: String, text: String) {
        #expect(HTMLText.plainText(html) == text)
    }

    @Test(
        "entities are read once, also the broken ones",
        arguments: [
            ("&lt;p&gt;", "<p>"), ("&amp;amp;", "&amp;"), ("&laquo;x&raquo;", "«x»"), ("&eacute;&Eacute;&yuml;", "éÉÿ"),
            ("&copy 2026", "© 2026"), ("&eacutetait", "était"), ("caf&eacute", "café"), ("&notit;", "¬it;"),
            ("&#151;&#x97;", "——"), ("&#128;&#159;", "€Ÿ"), ("&#1179;&#x49B;", "ққ"), ("&#8212", "—"),
            ("&#xD800;&#xDFFF;", "\u{FFFD}\u{FFFD}"), ("&#x110000;", "\u{FFFD}"), ("&#99999999999999999999;", "\u{FFFD}"),
            ("&#0;", "\u{FFFD}"), ("a&#13;b", "a b"), ("&apos;&hellip;&euro;&trade;", "'…€™"), ("&Omega;&alefsym;", "Ωℵ"),
            ("&gbreve;&acy;", "ğа"), ("&#128512;", "😀"), ("&hearts;&hellip", "♥&hellip"),
        ])
    func readsEntities(html: String, text: String) {
        #expect(HTMLText.plainText(html) == text)
    }

    @Test("links come in order, as found, once")
    func findsLinks() {
        let html = """
            <a href="/a?x=1&amp;y=2">1</a><A HREF='https://qala.example/b'>2</A><a href=c.html>3</a><a name=x>4</a>
            <a href="/a?x=1&y=2">again</a><a href="#top">5</a><a href="mailto:a@b.kz">6</a><a href="javascript:x()">7</a>
            <a href=" /d ">8</a><!-- <a href=no> --><script>"<a href=no>"</script><a href="?copy=1&copy=2">9</a>
            """
        #expect(
            HTMLText.links(html) == ["/a?x=1&y=2", "https://qala.example/b", "c.html", "/d", "?copy=1&copy=2"])
    }

    @Test("media come in order with their descriptions, without tracking pixels")
    func findsMedia() {
        let html = """
            <img src="a.jpg" alt="A &amp; B"><img src=p.gif width=1 height=1><img src="data:image/gif;base64,R0" \
            data-src="late.jpg"><picture><source srcset="x.webp 2x"><img srcset="y.jpg 1x, z.jpg 2x"></picture>
            <video src=v.mp4 poster=q.jpg></video><audio><source src=s.mp3></audio><video><source src=w.webm></video>
            <iframe src="https://video.example/embed/1" title="Clip"></iframe><img src="h.png" style="x:y; display: none">
            <img src="a.jpg"><img width="100%" src=wide.jpg>
            """
        #expect(
            HTMLText.media(html) == [
                .init(kind: .image, url: "a.jpg", alt: "A & B"), .init(kind: .image, url: "late.jpg"),
                .init(kind: .image, url: "y.jpg"), .init(kind: .video, url: "v.mp4"),
                .init(kind: .audio, url: "s.mp3"), .init(kind: .video, url: "w.webm"),
                .init(kind: .frame, url: "https://video.example/embed/1", alt: "Clip"),
                .init(kind: .image, url: "wide.jpg"),
            ])
    }

    @Test("links stop at a thousand, and too long ones are left out")
    func capsLinks() {
        let many = (0..<1_500).map { "<a href=\($0)>" }.joined()
        #expect(HTMLText.links(many).count == 1_000)
        #expect(HTMLText.links("<a href=\(String(repeating: "x", count: 9_000))>").isEmpty)
    }

    @Test(
        "hostile repeats and huge attributes are read to the end",
        arguments: [
            "<a ", "<b", "&", "&amp", "<!--", "<![CDATA[", "<script>", "<p x=\"", "</p", "<a href='", "<p =\">\" ",
            "<noscript>", "<svg>", "<![", "]]>", "<li>", "<template></noscript>",
        ])
    func survivesRepeats(piece: String) {
        let html = "start" + String(repeating: piece, count: 100_000 / piece.utf8.count) + "<p>"
        #expect(HTMLText.plainText(html).hasPrefix("start"))
        #expect(HTMLText.links(html).count <= URLCollection.most)
        #expect(HTMLText.media(html).count <= URLCollection.most)
    }

    @Test("an attribute of two megabytes hides nothing")
    func readsHugeAttribute() {
        let html = "a<p title=\"" + String(repeating: "x", count: 2_000_000) + "\">b</p>"
        #expect(HTMLText.plainText(html) == "a\nb")
    }
}
