import Intake
import Model
import Reading
import Testing

/// What is read of walls on VK, and what must never be shown of the people there.
@Suite struct VKReadingTests: PlatformSuite {
    let platform = ScriptedPlatform()

    private func wall(_ items: [String]) -> String {
        #"{"response":{"count":9,"items":[\#(items.joined(separator: ","))],"groups":[],"profiles":[]}}"#
    }

    private static let vk = "wall: gorod\ntoken: {file: secrets/key}"

    @Test(
        "what a person wrote is a person's, whoever shows it on which wall",
        arguments: [
            (#""from_id":-1,"copy_history":[{"id":3,"owner_id":77,"from_id":77,"text":"b"}]"#, true),
            (#""from_id":-1,"copy_history":[{"id":3,"owner_id":-5,"from_id":77,"text":"b"}]"#, true),
            (#""from_id":-1,"copy_history":[{"id":3,"owner_id":-5,"text":"b"},{"id":1,"owner_id":8}]"#, true),
            (#""from_id":-1,"copy_history":[{"owner_id":77,"text":"b"}]"#, true),
            (#""from_id":-1,"copy_history":[{"id":3,"owner_id":-5,"from_id":-5,"text":"b"}]"#, false),
            (#""from_id":-1"#, false), (#""from_id":77"#, true),
        ])
    func reposts(_ members: String, _ isPerson: Bool) async throws {
        platform.serve("wall.get", wall([#"{"id":1,"owner_id":-1,"text":"a",\#(members)}"#]))
        let post = try #require(try await fetch("vk", Self.vk).posts.first)
        #expect(post.authorKind == (isPerson ? .person : nil))
        if post.forwardedFrom != nil {
            #expect(post.forwardedFromKind == (isPerson ? .person : .organisation))
        }
        // And what Jibu keeps shows neither the wall nor the number.
        let intake = try #require(TestKeys.intake())
        let origin = Intake.Origin(source: "wall", platform: "vk", authorKind: .outlet)
        let kept = intake.admit([post], of: origin, collected: TestKeys.now) { _ in nil }
        #expect(!"\(kept.posts)".contains("wall77"))
    }

    @Test("no number of a person stands in the address of a film or a file")
    func films() async throws {
        let things = [
            #"{"type":"video","video":{"owner_id":77,"id":5,"title":"Су"}}"#,
            #"{"type":"doc","doc":{"owner_id":77,"id":6,"title":"Хат","url":"https://vk.com/doc77_6"}}"#,
            #"{"type":"video","video":{"owner_id":-1,"id":7}}"#,
        ]
        let all = things.joined(separator: ",")
        platform.serve("wall.get", wall([#"{"id":1,"owner_id":-1,"from_id":-1,"attachments":[\#(all)]}"#]))
        let post = try #require(try await fetch("vk", Self.vk).posts.first)
        #expect(post.media.map(\.url) == ["https://vk.com/video", "https://vk.com/doc", "https://vk.com/video-1_7"])
        #expect(post.text == "Су\nХат")
    }

    @Test(
        "a mention never shows a person's name, however it is written",
        arguments: [
            ("[id77|Айгүл Тест]", "@id77"), ("[https://vk.com/id77|Айгүл Тест]", "@id77"),
            ("[https://vk.com/aigul_test|Айгүл Тест]", "@aigul_test"), ("[vk.com/aigul.t|Айгүл]", "@aigul.t"),
            ("[https://m.vk.ru/aigul_test?w=1|Айгүл]", "@aigul_test"), ("[aigul_test|Айгүл Тест]", "@aigul_test"),
            ("[club123|Город]", "Город"), ("[https://vk.com/club123|Город]", "Город"),
            ("[https://vk.com/wall-1_2|пост]", "пост"), ("[https://vk.com/video5_6|фильм]", "фильм"),
            ("[https://qala.example/a|мұнда]", "мұнда"), ("[да|нет]", "[да|нет]"), ("[a|b]", "[a|b]"),
        ])
    func mentions(_ written: String, _ shown: String) async throws {
        let text = String(decoding: JSONValue.string("\(written) дейді").encoded(), as: UTF8.self)
        platform.serve("wall.get", wall([#"{"id":1,"owner_id":-1,"from_id":-1,"text":\#(text)}"#]))
        #expect(try await fetch("vk", Self.vk).posts.first?.text == "\(shown) дейді")
    }

    private func comments(_ ids: [Int], answers: Int = 0) -> String {
        let items = ids.map {
            #"{"id":\#($0),"from_id":77,"date":1795161000,"text":"пікір \#($0)","likes":{"count":2},"#
                + #""thread":{"count":\#(answers),"items":[]}}"#
        }
        return #"{"response":{"count":9,"items":[\#(items.joined(separator: ","))],"profiles":[]}}"#
    }

    private static let talk = vk + "\nmaximum_pages: 2\n" + Self.why

    @Test("comments of a wall are read where there is a reason, once each, and always as a person's")
    func comments() async throws {
        func post(_ comments: Int) -> String {
            wall([#"{"id":5,"owner_id":-1,"from_id":-1,"text":"a","comments":{"count":\#(comments)}}"#])
        }
        platform.serve("wall.get ", post(2))
        platform.serve("wall.getComments", comments([11, 10]))
        #expect(try await fetch("vk", Self.vk).posts.map(\.nativeID) == ["-1_5"])
        #expect(platform.count("getComments") == 0, "without a reason their number is enough")
        let first = try await fetch("vk", Self.talk)
        #expect(first.posts.map(\.nativeID) == ["-1_5", "-1_5_11", "-1_5_10"])
        let comment = try #require(first.posts.last)
        #expect(comment.authorKind == .person && comment.replyTo == "-1_5" && comment.counts.likes == 2)
        #expect(comment.author?.handle == "id77")
        // The same number of comments: nothing is asked.
        platform.serve("wall.get ", post(2) + " ")
        _ = platform.count("")
        _ = try await fetch("vk", Self.talk, after: first.cursor)
        #expect(platform.count("getComments") == 0)
        platform.serve("wall.get ", post(3))
        platform.serve("wall.getComments", comments([12, 11, 10]))
        let second = try await fetch("vk", Self.talk, after: first.cursor)
        #expect(second.posts.contains { $0.text == "пікір 12" })
        #expect(second.reach == .all)
    }

    @Test("comments that cannot be read are tried again; closed ones are a note; answers that VK does not show are named")
    func commentTrouble() async throws {
        platform.serve("wall.get ", wall([#"{"id":5,"owner_id":-1,"text":"a","comments":{"count":2}}"#]))
        platform.serve("wall.getComments", #"{"error":{"error_code":10,"error_msg":"Internal"}}"#)
        let broken = try await fetch("vk", Self.talk)
        #expect(broken.posts.map(\.text) == ["a"])
        #expect(broken.reach == .part && broken.notes.contains { $0.contains("tried again") })
        platform.serve("wall.getComments", #"{"error":{"error_code":212,"error_msg":"бәрі жабық"}}"#)
        let closed = try await fetch("vk", Self.talk, after: broken.cursor)
        #expect(closed.notes == ["comments below post 5 are closed"])
        #expect(try await fetch("vk", Self.talk, after: closed.cursor).health == .unchanged)
        platform.serve("wall.getComments", comments([11], answers: 12))
        let answered = try await fetch("vk", Self.talk)
        #expect(answered.notes.contains { $0.contains("12 answers") })
        #expect(answered.reach == .part)
    }

    @Test("a post whose comments VK refuses keeps back no other one; what concerns the token stops the fetch")
    func refusedPost() async throws {
        let posts = [6, 5].map { #"{"id":\#($0),"owner_id":-1,"text":"a","comments":{"count":2}}"# }
        platform.serve("wall.get ", wall(posts))
        platform.serve("wall.getComments", comments([11]))
        platform.serve("post_id=6", #"{"error":{"error_code":15,"error_msg":"Access denied"}}"#)
        let refused = try await fetch("vk", Self.talk)
        #expect(refused.posts.map(\.nativeID) == ["-1_5", "-1_6", "-1_5_11"])
        #expect(refused.reach == .part)
        #expect(refused.notes.contains { $0.contains("comments below post 6 could not be read") })
        platform.serve("post_id=6", #"{"error":{"error_code":14,"error_msg":"Captcha needed"}}"#)
        _ = platform.count("")
        _ = try await fetch("vk", Self.talk)
        #expect(platform.count("wall.getComments") == 1)
    }

    @Test("numbers of answers that nobody can have counted do no harm", arguments: [Int.max, Int.min])
    func wildCounts(_ answers: Int) async throws {
        platform.serve("wall.get ", wall([#"{"id":5,"owner_id":-1,"text":"a","comments":{"count":2}}"#]))
        platform.serve("wall.getComments", comments([12, 11], answers: answers))
        let harvest = try await fetch("vk", Self.talk)
        #expect(harvest.posts.map(\.nativeID) == ["-1_5", "-1_5_12", "-1_5_11"])
        #expect(harvest.notes.contains { $0.contains("\(1 << 40) answers") } == (answers > 0))
    }
}
