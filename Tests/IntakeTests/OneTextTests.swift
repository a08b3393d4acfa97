import Intake
import Model
import Testing

/// Design decision 11: the title is the first line of the text, unless the text starts with it.
@Suite struct OneTextTests {
    @Test(
        "title and body make one text",
        arguments: [
            (nil, "тело", "тело"), ("Вода", "есть", "Вода\nесть"), ("Вода", "", "Вода"),
            ("Вода", "Вода есть", "Вода есть"),
            ("Вода есть", "Вода\n есть.", "Вода\n есть."), ("Вода", "Вода", "Вода"),
            ("Су", "Суда у бар", "Су\nСуда у бар"),
            ("Су құбыры жарылды, көш…", "Су құбыры жарылды, көшеде", "Су құбыры жарылды, көшеде"),
            ("Maji ni...", "Maji ni safi", "Maji ni safi"), ("…", "Maji", "…\nMaji"),
            ("Maji ni safi leo", "Maji ni", "Maji ni safi leo\nMaji ni"),
            ("Eau", "  Eau potable", "  Eau potable"), ("«Вода»", "«Вода» есть", "«Вода» есть"),
            ("é", "e\u{301}té", "é\ne\u{301}té"),
            ("été", "e\u{301}te\u{301} chaud", "e\u{301}te\u{301} chaud"),
        ] as [(String?, String, String)])
    func joined(_ title: String?, _ body: String, _ text: String) {
        #expect(Intake.oneText(title: title, body: body) == text)
    }

    @Test("the title of a post is one line, and empty titles are none")
    func title() throws {
        let intake = try TestKeys.intake()
        let posts = intake.admit([
            RawPost(nativeID: "1", title: " a\n\tb ", text: "c"), RawPost(nativeID: "2", title: " \n", text: "d"),
        ]).posts
        #expect(Set(posts.map(\.title)) == ["a b", nil])
        #expect(Set(posts.map(\.text)) == ["a b\nc", "d"])
    }

    @Test("what is personal in any text becomes a mark")
    func redacted() throws {
        let phone = "+7 701 555 12 34"
        let raw = RawPost(
            nativeID: "1", url: "https://qala.example/1", title: "Звоните \(phone)",
            text: "Пишите aliya@qala.example или @aliya_kz",
            media: [Media(kind: .image, url: "https://qala.example/a.jpg", alt: "Телефон \(phone)")],
            links: ["https://qala.example/?tel=%2B77015551234&mail=aliya@qala.example"])
        let post = try #require(try TestKeys.intake().admit([raw]).posts.first)
        #expect(post.title == "Звоните <phone>")
        #expect(post.text == "Звоните <phone>\nПишите <email> или <mention>")
        #expect(post.media.first?.alt == "Телефон <phone>")
        #expect(post.links.first?.contains("aliya@") == false)
    }

    @Test(
        "language is guessed from the text; a claim is kept only when it is a language tag",
        arguments: [
            ("kk-KZ", "kk-KZ"), ("RW", "RW"), ("kz", "kz"), (" en-us ", "en-us"), ("zh_Hans", "zh_Hans"),
            ("russian", nil), ("@aliya", nil),
            ("", nil), ("ru-aliya701", nil), ("<b>", nil), ("русский", nil),
        ] as [(String, String?)])
    func language(_ claimed: String, _ kept: String?) throws {
        let raw = RawPost(
            nativeID: "1", text: "Қала тұрғындары ауыз суды іше алады, құбыр жөнделді.", languageClaimed: claimed)
        let post = try TestKeys.intake().admit([raw]).posts.first
        #expect(post?.language == "kk")
        #expect(post?.languageClaimed == kept)
    }
}
