import Intake
import Model
import Testing

@Suite struct LimitTests {
    @Test("a long text is cut at a character, and the run says so")
    func longText() throws {
        var limits = Intake.Limits()
        limits.textBytes = 11
        limits.titleBytes = 5
        let raw = RawPost(nativeID: "1", title: "Қалада", text: "Су құбыры жарылды")
        let admission = try TestKeys.intake(limits).admit([raw])
        #expect(admission.posts.first?.text == "Қа\nСу құб")
        #expect(admission.notes.count == 1)
        #expect(try TestKeys.intake().admit([raw]).notes.isEmpty)
    }

    @Test("links and media are counted, and a cut address is left out")
    func fields() throws {
        let links = (0..<200).map { "https://qala.example/\($0)" }
        let long = "https://qala.example/" + String(repeating: "a", count: 5000)
        let media = ([long] + links).map { Media(kind: .image, url: $0, alt: String(repeating: "ғ", count: 5000)) }
        let raw = RawPost(nativeID: "1", url: long, text: "a", media: media, links: [long] + links)
        let post = try #require(try TestKeys.intake().admit([raw]).posts.first)
        #expect(post.url == nil)
        #expect(post.links == Array(links.prefix(100)))
        #expect(post.media.count <= 50)
        #expect(post.media.allSatisfy { $0.url.utf8.count <= 2048 && ($0.alt?.utf8.count ?? 0) <= 2048 })
    }

    @Test(
        "only pages are links",
        arguments: [
            "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "mailto:a@b.example", "n/1", "tg://x",
        ])
    func oddLinks(_ url: String) throws {
        let raw = RawPost(nativeID: "1", url: url, text: "a", media: [Media(kind: .image, url: url)], links: [url])
        let post = try #require(try TestKeys.intake().admit([raw]).posts.first)
        #expect(post.url == nil && post.links.isEmpty && post.media.isEmpty)
        #expect(try TestKeys.intake().admit([raw], .person).posts.first?.sealedURL == nil)
    }
}
