import Intake
import Model
import Testing

/// Design decision 5: personal data stops here.
@Suite struct PersonTests {
    @Test("no handle of 500 stays in any field of a person's post, however it is written")
    func canaries() throws {
        let intake = try TestKeys.intake()
        var numbers = Numbers(state: 2026)
        for round in 0..<500 {
            let handle = numbers.handle()
            let raw = Self.raw(handle, round)
            let posts = intake.admit([raw], .person).posts
            let post = try #require(posts.first)
            let shown = String(describing: post).lowercased()
            #expect(!shown.contains(handle.lowercased()), "\(handle) in \(shown)")
            #expect(post.url == nil && post.links.isEmpty && post.media.isEmpty)
            #expect(post.author?.hasPrefix("~") == true)
        }
    }

    /// A raw post with the handle in every field that a source can fill.
    private static func raw(_ handle: String, _ round: Int) -> RawPost {
        let spellings = [
            handle, "@\(handle)", "https://h.example/@\(handle)", "\(handle)@h.example", "/u/\(handle)",
            handle.uppercased(),
        ]
        let spelling = spellings[round % spellings.count]
        return RawPost(
            nativeID: "https://h.example/@\(handle)/\(round)", url: "https://h.example/@\(handle)/\(round)",
            title: "\(handle): новости",
            text: "Пишет \(handle). Ответ @\(handle), /u/\(handle), (\(handle.uppercased()))! \(handle)ның сөзі",
            html: "<a href=\"https://h.example/@\(handle)\">\(handle)</a>",
            author: RawAuthor(name: handle, handle: spelling),
            published: TestKeys.now, publishedRaw: handle, updated: TestKeys.now, languageClaimed: handle,
            counts: Counts(views: 1),
            media: [Media(kind: .image, url: "https://h.example/\(handle).jpg", alt: handle)],
            links: ["https://h.example/@\(handle)"],
            tags: [handle], replyTo: "https://h.example/@\(handle)/1", forwardedFrom: handle)
    }

    @Test("a name of several words is hidden too; words that only contain a short name are not")
    func names() throws {
        let raw = RawPost(
            nativeID: "1", title: "Айгүл Серік жазды", text: "АЙГҮЛ СЕРІКтің айтуынша су таза. Дана — даналық.",
            author: RawAuthor(name: "Айгүл Серік", handle: "дана"))
        let post = try #require(try TestKeys.intake().admit([raw], .person).posts.first)
        #expect(post.title == "<mention> жазды")
        #expect(post.text == "<mention> жазды\n<mention>тің айтуынша су таза. <mention> — даналық.")
    }

    @Test("an outlet or organisation keeps its name and its link", arguments: [AuthorKind.outlet, .organisation])
    func outlet(_ kind: AuthorKind) throws {
        let raw = RawPost(
            nativeID: "1", url: "https://Qala.example/n/1?utm_source=rss", text: "Қала жаңалықтары: су таза",
            author: RawAuthor(name: "Қала жаңалықтары", handle: "qala_news"), links: ["https://qala.example/2"],
            replyTo: "7",
            forwardedFrom: "Ministry")
        let post = try #require(try TestKeys.intake().admit([raw], kind).posts.first)
        #expect(post.author == "Қала жаңалықтары")
        #expect(post.url == "https://qala.example/n/1")
        #expect(post.sealedURL == nil)
        #expect(post.links == ["https://qala.example/2"])
        #expect(post.text == "Қала жаңалықтары: су таза")
        #expect(post.replyTo == "7" && post.forwardedFrom == "Ministry")
    }

    @Test("a person's link is sealed, and opens with the key")
    func sealed() throws {
        let raw = RawPost(
            nativeID: "1", url: "https://h.example/@aliya/1", text: "a", author: RawAuthor(handle: "aliya"))
        let post = try #require(try TestKeys.intake().admit([raw], .person).posts.first)
        #expect(try TestKeys.sealing().open(try #require(post.sealedURL), post: post.id) == raw.url)
    }

    @Test("what a post answers is joined by the same pseudonym as the author")
    func references() throws {
        let intake = try TestKeys.intake()
        let author = intake.admit([RawPost(nativeID: "1", text: "a", author: RawAuthor(handle: "@Aliya"))], .person)
            .posts.first
        let forward = intake.admit([RawPost(nativeID: "2", text: "b", forwardedFrom: "aliya")], .person).posts.first
        #expect(author?.author == forward?.forwardedFrom)
        #expect(forward?.author == nil)
    }

    @Test("nobody named is nobody, not the pseudonym of nothing")
    func nobody() throws {
        let intake = try TestKeys.intake()
        for author in [nil, RawAuthor(), RawAuthor(name: "", handle: "")] {
            let post = intake.admit([RawPost(nativeID: "1", text: "a", author: author, replyTo: "")], .person).posts
                .first
            #expect(post?.author == nil && post?.replyTo == nil)
        }
    }
}

/// SplitMix64: the same numbers in every run.
private struct Numbers {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// 6 to 15 letters of three alphabets, digits and underscores, beginning with a letter.
    mutating func handle() -> String {
        let alphabets = ["abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмнопрст", "әғқңөұүһі"].map(Array.init)
        let letters = alphabets[Int(next() % 3)]
        let others = letters + Array("0123456789_")
        var handle = String(letters[Int(next() % UInt64(letters.count))])
        for _ in 0..<(5 + next() % 10) { handle.append(others[Int(next() % UInt64(others.count))]) }
        return handle
    }
}
