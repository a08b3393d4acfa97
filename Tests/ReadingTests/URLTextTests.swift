import Reading
import Testing

struct URLTextTests {
    @Test("the examples of RFC 3986 section 5.4 resolve as written there", arguments: [
        ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"),
        ("//g", "http://g/"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"),
        ("g#s", "http://a/b/c/g#s"), (";x", "http://a/b/c/;x"), ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"),
        ("..", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../g", "http://a/g"),
        ("../../../g", "http://a/g"), ("/./g", "http://a/g"), ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."),
        (".g", "http://a/b/c/.g"), ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"),
        ("g/./h", "http://a/b/c/g/h"),
        ("g/../h", "http://a/b/c/h"), ("g;x=1/../y", "http://a/b/c/y"), ("g?y/../x", "http://a/b/c/g?y/../x"),
        ("mailto:x@y", "mailto:x@y"),
    ])
    func rfc(_ reference: String, _ expected: String) {
        #expect(URLText.resolve(reference, against: "http://a/b/c/d;p?q") == expected)
    }

    @Test("links as feeds write them resolve", arguments: [
        ("//cdn.kz/x", "https://cdn.kz/x"), ("  /a b\n ", "https://site.kz/a%20b"),
        ("/a\n   /b", "https://site.kz/a/b"),
        ("/новости/1", "https://site.kz/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/1"),
        ("HTTP://Пример.РФ/x", "http://xn--e1afmkfd.xn--p1ai/x"),
        ("https://қала.қаз", "https://xn--80aa6a83a.xn--80ao21a/"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"), ("/%d0%9a", "https://site.kz/%D0%9A"),
        ("/100%", "https://site.kz/100%25"), ("\\x\\y", "https://site.kz/x/y"), ("http:\\\\a.kz\\b", "http://a.kz/b"),
        ("http://A.KZ:80/x", "http://a.kz:80/x"), ("http://a.kz./x", "http://a.kz/x"),
        ("http:///a.kz/x", "http://a.kz/x"),
        ("/x?q=ә", "https://site.kz/x?q=%D3%99"), ("https://[::1]:8080/", "https://[::1]:8080/"),
        ("x", "https://site.kz/n/x"),
        ("tg://resolve?domain=x", "tg://resolve?domain=x"), ("?p=2", "https://site.kz/n/i.html?p=2"),
    ])
    func feeds(_ reference: String, _ expected: String) {
        #expect(URLText.resolve(reference, against: "https://site.kz/n/i.html") == expected)
    }

    @Test("what can be no address is nil", arguments: [
        "http://", "https:///", "http://a b.kz/", "http://a.kz:99999/", "http://a.kz:x/", "http://a..kz/",
        "http://[zz]/",
        "http://" + String(repeating: "a", count: 64) + ".kz/", "http://exa<mple.kz", "http://%00.kz/",
    ])
    func refuses(_ text: String) {
        #expect(URLText.resolve(text, against: "https://site.kz/") == nil)
        #expect(!URLText.isWeb(text))
    }

    @Test("a relative link without a base is nil")
    func noBase() {
        #expect(URLText.resolve("/x", against: "") == nil)
        #expect(URLText.resolve("x", against: "mailto:a@b") == nil)
        #expect(URLText.resolve("x", against: "/relative") == nil)
    }

    @Test("spellings of one address have one canonical form", arguments: [
        ("HTTP://Example.KZ:80/a/../b/./c?#x", "http://example.kz/b/c"), ("https://x.kz:443", "https://x.kz/"),
        ("https://x.kz/a?utm_source=t&id=5&fbclid=1#c", "https://x.kz/a?id=5"),
        ("https://x.kz/?UTM_Medium=x", "https://x.kz/"),
        ("https://x.kz/a?id=5&PHPSESSID=abc&yclid=1&igshid=2&gclid=3", "https://x.kz/a?id=5"),
        ("https://x.kz/a;jsessionid=1A2B?x=1", "https://x.kz/a?x=1"), ("https://x.kz/a?sid=3f2a9c", "https://x.kz/a"),
        ("https://x.kz/article.php?sid=123", "https://x.kz/article.php?sid=123"),
        ("https://u:p@x.kz/", "https://x.kz/"),
        ("https://x.kz/%7euser/%d0%b0%2f", "https://x.kz/~user/%D0%B0%2F"), ("https://x.kz/а", "https://x.kz/%D0%B0"),
        ("http://x.kz:8080/", "http://x.kz:8080/"), ("https://x.kz/?b=2&a=1", "https://x.kz/?b=2&a=1"),
        ("https://x.kz/#!/n/5", "https://x.kz/#!/n/5"), ("https://x.kz/app#/n/5", "https://x.kz/app#/n/5"),
        (" urn:uuid:1 ", "urn:uuid:1"), ("12345", "12345"), ("tag:x.kz,2024:1", "tag:x.kz,2024:1"), ("", ""),
    ])
    func canonical(_ written: String, _ expected: String) {
        #expect(URLText.canonical(written) == expected)
        #expect(URLText.canonical(expected) == expected)
    }

    @Test("hosts are the names that are looked up")
    func host() {
        #expect(URLText.host(of: "https://u@Қала.KZ:8443/x") == "xn--80aa6a83a.kz")
        #expect(URLText.host(of: "mailto:a@b") == nil)
        #expect(URLText.isWeb("https://a.kz"))
        #expect(!URLText.isWeb("javascript:alert(1)"))
        #expect(!URLText.isWeb("file:///etc/passwd"))
    }
}
