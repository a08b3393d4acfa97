import Intake
import Model
import Testing

@Suite struct IdentityTests {
    @Test("the source's own id decides, whatever else changes")
    func nativeID() {
        let first = RawPost(nativeID: "7", url: "https://a.example/1", title: "Су", text: "бар")
        let second = RawPost(nativeID: "7", url: "https://b.example/2", title: "Жол", text: "жоқ")
        #expect(Identity.of(first, source: "qala") == Identity.of(second, source: "qala"))
    }

    @Test(
        "without an id the address decides, in any of its spellings",
        arguments: [
            "https://qala.example/n/1?utm_source=tg&utm_medium=x", "https://qala.example/n/1?fbclid=IwAR0",
            "https://QALA.example:443/n/1#top",
            "https://qala.example/n/1?PHPSESSID=0123456789abcdef", "HTTPS://qala.example/n/./1",
        ])
    func address(_ url: String) {
        let plain = RawPost(url: "https://qala.example/n/1", text: "a")
        #expect(Identity.of(RawPost(url: url, text: "b"), source: "s") == Identity.of(plain, source: "s"))
    }

    @Test(
        "other addresses are other posts",
        arguments: [
            "https://qala.example/n/2", "https://qala.example/n/1?id=2", "https://qala.example/N/1",
            "https://other.example/n/1",
        ])
    func otherAddress(_ url: String) {
        let plain = RawPost(url: "https://qala.example/n/1", text: "a")
        #expect(Identity.of(RawPost(url: url, text: "a"), source: "s") != Identity.of(plain, source: "s"))
    }

    @Test("with neither, title, text and day decide; the hour does not")
    func content() {
        func id(_ title: String?, _ text: String, _ hours: Int64 = 0) -> String {
            Identity.of(
                RawPost(title: title, text: text, published: TestKeys.now.advanced(by: .hours(hours))), source: "s")
        }
        #expect(id("a", "b") == id("a", "b", 23))
        #expect(id("a", "b") != id("a", "b", 24))
        #expect(id("a", "b") != id("a", "c"))
        #expect(id("a", "b") != id(nil, "ab"))
        #expect(id("ab", "c") != id("a", "bc"))
    }

    @Test("an empty id or address counts as none")
    func empty() {
        let raw = RawPost(nativeID: "", url: "", text: "a")
        #expect(Identity.of(raw, source: "s") == Identity.of(RawPost(text: "a"), source: "s"))
    }

    @Test("two sources may number their posts alike, and an id never looks like an address")
    func apart() {
        let raw = RawPost(nativeID: "1", text: "a")
        #expect(Identity.of(raw, source: "a") != Identity.of(raw, source: "b"))
        let (id, url) = (
            RawPost(nativeID: "https://a.example/", text: ""), RawPost(url: "https://a.example/", text: "")
        )
        #expect(Identity.of(id, source: "s") != Identity.of(url, source: "s"))
    }

    @Test("an identity is 32 hex digits, and the same for ever")
    func stable() {
        #expect(Identity.of(RawPost(nativeID: "1", text: ""), source: "qala") == "041b2a42fe339e0a0eb7e646fee2ec37")
    }
}
