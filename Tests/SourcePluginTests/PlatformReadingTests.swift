import BuiltIn
import Intake
import Model
import Reading
import Settings
import Synchronization
import Testing

/// What the sources of platforms do over several fetches: what they keep, what they pay for, what they must not lose.
@Suite struct PlatformReadingTests {
    /// A platform whose answers change between fetches.
    private final class Platform: HTTPClient, Sendable {
        private let state = Mutex<(asked: [String], answers: [(piece: String, body: String, headers: [HTTPHeader])])>(
            ([], []))

        func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
            // The blank tells `wall.get` from `wall.getComments`.
            let asked = request.url + " " + String(decoding: request.body ?? [], as: UTF8.self)
            let answer = state.withLock { state in
                state.asked.append(asked)
                return state.answers.first { asked.contains($0.piece) }
            }
            guard let answer else { return HTTPResponse(status: 404, finalURL: request.url) }
            return HTTPResponse(
                status: 200, headers: answer.headers, body: Array(answer.body.utf8), finalURL: request.url)
        }

        /// The newest answer for a piece of an address or of a form comes first.
        func serve(_ piece: String, _ body: String, _ headers: [(String, String)] = []) {
            state.withLock { $0.answers.insert((piece, body, headers.map { HTTPHeader($0.0, $0.1) }), at: 0) }
        }

        /// How often something was asked for since the last call.
        func count(_ piece: String) -> Int {
            state.withLock { state in
                defer { state.asked = [] }
                return state.asked.count { $0.contains(piece) }
            }
        }
    }

    private let platform = Platform()
    private static let why = "comments: {why: Rumours about water start there}"

    private func fetch(
        _ kind: String, _ yaml: String, after cursor: Cursor? = nil, units: Int = 0
    ) async throws -> Harvest {
        let kind = try #require(builtInSources.first { $0.name == kind })
        var findings: [Finding] = []
        let node = try #require(YAMLText.parse(yaml, file: "jibu.yaml", into: &findings))
        let source = try #require(kind.make(node, &findings), "\(findings)")
        let context = SourceContext(
            http: platform, programs: NoPrograms(), now: TestKeys.now, unitsToday: units, budget: .unlimited,
            secret: TestKeys.secret)
        return try await source.fetch(after: cursor, using: context)
    }

    // MARK: VK

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

    private static let talk = vk + "\nmaximum_pages: 2\n" + why

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

    @Test("the first fetch does not say that nothing came before it; the second says that nothing is missing")
    func reach() async throws {
        platform.serve("wall.get", wall([#"{"id":1,"owner_id":-1,"text":"a"}"#]))
        let first = try await fetch("vk", Self.vk)
        #expect(first.reach == .unknown)
        platform.serve("wall.get", wall([#"{"id":2,"owner_id":-1,"text":"b"},{"id":1,"owner_id":-1,"text":"a"}"#]))
        #expect(try await fetch("vk", Self.vk, after: first.cursor).reach == .all)

        let page = "page: \"111\"\ntoken: {file: secrets/key}"
        platform.serve("published_posts", #"{"data":[\#(Self.post(1))]}"#)
        let newest = try await fetch("facebook", page)
        #expect(newest.reach == .unknown)
        platform.serve("published_posts", #"{"data":[\#(Self.post(2)),\#(Self.post(1))]}"#)
        #expect(try await fetch("facebook", page, after: newest.cursor).reach == .all)

        let bot = "token: {file: secrets/key}\nconsent: The bot says what tips are for"
        platform.serve("getUpdates", #"{"ok":true,"result":[]}"#)
        let asked = try await fetch("telegram-bot", bot)
        #expect(asked.reach == .unknown)
        #expect(try await fetch("telegram-bot", bot, after: asked.cursor).reach == .all)
    }

    // MARK: Facebook

    private static func post(_ minute: Int) -> String {
        let two = minute < 10 ? "0\(minute)" : "\(minute)"
        return #"{"id":"111_\#(minute)","message":"m \#(minute)","created_time":"2026-11-20T07:\#(two):00+0000","#
            + #""comments":{"summary":{"total_count":3}}}"#
    }

    private static func comments(_ minutes: [Int], next: String?) -> String {
        let items = minutes.map {
            #"{"id":"c\#($0)","message":"c \#($0)","created_time":"2026-11-20T08:\#($0):00+0000"}"#
        }
        let paging = next.map { #","paging":{"next":"https://x","cursors":{"after":"\#($0)"}}"# } ?? ""
        return #"{"data":[\#(items.joined(separator: ","))]\#(paging)}"#
    }

    private static let page = "page: \"111\"\ntoken: {file: secrets/key}\nmaximum_pages: 2\n\(why)"

    @Test("comments that wait for Facebook's allowance are not lost")
    func allowance() async throws {
        platform.serve("published_posts", #"{"data":[\#(Self.post(1))]}"#)
        platform.serve("111_1/comments", Self.comments([10], next: nil))
        let first = try await fetch("facebook", Self.page)
        platform.serve(
            "111_1/comments", Self.comments([40, 39], next: "OLD"), [("X-App-Usage", #"{"call_count":95}"#)])
        let second = try await fetch("facebook", Self.page, after: first.cursor)
        #expect(second.posts.contains { $0.text == "c 40" })
        #expect(second.reach == .part)
        #expect(second.notes.contains { $0.contains("older comments wait") })
        platform.serve("111_1/comments", Self.comments([40, 39], next: "OLD"))
        platform.serve("after=OLD", Self.comments([20, 10], next: nil))
        let third = try await fetch("facebook", Self.page, after: second.cursor)
        #expect(third.posts.contains { $0.text == "c 20" })
        #expect(third.reach == .all)
    }

    @Test("comments beyond the pages of one fetch are named, and the gap is a part")
    func tooManyComments() async throws {
        platform.serve("published_posts", #"{"data":[\#(Self.post(1))]}"#)
        platform.serve("111_1/comments", Self.comments([10], next: nil))
        let first = try await fetch("facebook", Self.page)
        platform.serve("111_1/comments", Self.comments([40, 39], next: "P2"))
        platform.serve("after=P2", Self.comments([38, 37], next: "P3"))
        let second = try await fetch("facebook", Self.page, after: first.cursor)
        #expect(second.reach == .part)
        #expect(second.notes.contains { $0.contains("more than 2 pages of new comments") })
    }

    // MARK: YouTube

    private static let channel = "videos: [AbCdEfGhIjK]\nkey: {file: secrets/key}\ndaily_units: 20\n\(why)"

    private static func threads(_ threads: [(id: String, minute: Int, replies: Int)], next: String? = nil) -> String {
        let items = threads.map { thread in
            #"{"snippet":{"videoId":"v","totalReplyCount":\#(thread.replies),"topLevelComment":{"id":"\#(thread.id)","#
                + #""snippet":{"textOriginal":"\#(thread.id)","publishedAt":"2026-11-20T07:\#(thread.minute):00Z"}}}}"#
        }
        let token = next.map { #","nextPageToken":"\#($0)""# } ?? ""
        return #"{"items":[\#(items.joined(separator: ","))]\#(token)}"#
    }

    private func serveVideo() {
        platform.serve("/videos?", #"{"items":[{"id":"AbCdEfGhIjK","snippet":{"title":"Су"}}]}"#)
        platform.serve("parentId=", #"{"items":[{"id":"r1","snippet":{"textOriginal":"answer"}}]}"#)
    }

    @Test("answers to a comment are paid for again only when there are more of them")
    func answers() async throws {
        serveVideo()
        platform.serve("commentThreads", Self.threads([("t1", 10, 4)]))
        let first = try await fetch("youtube", Self.channel)
        #expect(platform.count("parentId=t1") == 1)
        #expect(first.posts.contains { $0.text == "answer" })
        platform.serve("commentThreads", Self.threads([("t2", 20, 0), ("t1", 10, 4)]))
        let second = try await fetch("youtube", Self.channel, after: first.cursor)
        #expect(platform.count("parentId=") == 0)
        #expect(second.posts.contains { $0.text == "t2" })
        platform.serve("commentThreads", Self.threads([("t2", 20, 0), ("t1", 10, 5)]))
        _ = try await fetch("youtube", Self.channel, after: second.cursor)
        #expect(platform.count("parentId=t1") == 1)
    }

    @Test("the last unit of a day is no shortage when everything was read with it")
    func units() async throws {
        serveVideo()
        platform.serve("commentThreads", Self.threads([("t1", 10, 0)]))
        let all = try await fetch("youtube", Self.channel, units: 18)
        #expect(all.notes == ["20 of 20 quota units of this day are spent"])
        #expect(all.reach != .part)
        platform.serve("commentThreads", Self.threads([("t3", 30, 3)]))
        let some = try await fetch("youtube", Self.channel, after: all.cursor, units: 18)
        #expect(some.reach == .part)
        #expect(some.notes.contains { $0.contains("wait for tomorrow") })
        let later = try await fetch("youtube", Self.channel, after: some.cursor)
        #expect(later.posts.contains { $0.text == "answer" }, "tomorrow they come")
    }

    @Test("comments that are switched off are known by their code, whatever the sentence says")
    func switchedOff() async throws {
        serveVideo()
        platform.serve(
            "commentThreads",
            #"{"error":{"code":403,"message":"Пікірлер өшірілген","errors":[{"reason":"commentsDisabled"}]}}"#)
        let harvest = try await fetch("youtube", Self.channel)
        #expect(harvest.notes.first == "AbCdEfGhIjK: comments are switched off")
        #expect(harvest.reach != .part)
    }

    // MARK: WordPress

    @Test("a new number of comments is told, although no post has changed")
    func counters() async throws {
        let site = "site: https://qala.example\ncomments: counters"
        platform.serve("/wp/v2/posts", #"[{"id":7,"title":{"rendered":"Су"},"modified_gmt":"2026-11-20T07:00:00"}]"#)
        platform.serve("/wp/v2/comments", "[]", [("X-WP-Total", "3")])
        var harvest = try await fetch("wordpress", site)
        harvest = try await fetch("wordpress", site, after: harvest.cursor)
        harvest = try await fetch("wordpress", site, after: harvest.cursor)
        #expect(harvest.health == .unchanged)
        platform.serve("/wp/v2/comments", "[]", [("X-WP-Total", "4")])
        harvest = try await fetch("wordpress", site, after: harvest.cursor)
        #expect(harvest.posts.map(\.counts.comments) == [4])
    }

    // MARK: Telegram's bot

    @Test("a channel that takes another name and handle publishes nothing anew")
    func renamed() async throws {
        let bot = "token: {file: secrets/key}\nconsent: The bot says what tips are for"
        func update(_ title: String, _ handle: String) -> String {
            let chat = #"{"id":-100123,"type":"channel","title":"\#(title)","username":"\#(handle)"}"#
            let post = #"{"message_id":5,"chat":\#(chat),"text":"Су"}"#
            return #"{"ok":true,"result":[{"update_id":1,"channel_post":\#(post)}]}"#
        }
        platform.serve("getUpdates", update("Қала", "qala"))
        let before = try #require(try await fetch("telegram-bot", bot).posts.first)
        platform.serve("getUpdates", update("Астана", "astana_city"))
        let after = try #require(try await fetch("telegram-bot", bot).posts.first)
        #expect(Identity.of(before, source: "b") == Identity.of(after, source: "b"))
        #expect(after.url == "https://t.me/astana_city/5")
    }
}
