import Intake
import Model
import Testing

/// What the sources of platforms do over several fetches: what they keep, what they pay for, what they must not lose.
@Suite struct PlatformReadingTests: PlatformSuite {
    let platform = ScriptedPlatform()

    @Test("the first fetch does not say that nothing came before it; the second says that nothing is missing")
    func reach() async throws {
        let vk = "wall: gorod\ntoken: {file: secrets/key}"
        platform.serve("wall.get", #"{"response":{"items":[{"id":1,"owner_id":-1,"text":"a"}]}}"#)
        let first = try await fetch("vk", vk)
        #expect(first.reach == .unknown)
        platform.serve(
            "wall.get",
            #"{"response":{"items":[{"id":2,"owner_id":-1,"text":"b"},{"id":1,"owner_id":-1,"text":"a"}]}}"#)
        #expect(try await fetch("vk", vk, after: first.cursor).reach == .all)

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

    private static let page = "page: \"111\"\ntoken: {file: secrets/key}\nmaximum_pages: 2\n\(Self.why)"

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

    @Test("a refusal below one post leaves the bookmark of comments where it was")
    func refusedComments() async throws {
        platform.serve("published_posts", #"{"data":[\#(Self.post(2)),\#(Self.post(1))]}"#)
        platform.serve("/comments", Self.comments([10], next: nil))
        let first = try await fetch("facebook", Self.page)
        platform.serve("111_1/comments", Self.comments([50], next: nil))
        platform.serve("111_2/comments", #"{"error":{"code":10,"message":"no permission"}}"#)
        let second = try await fetch("facebook", Self.page, after: first.cursor)
        #expect(second.posts.contains { $0.text == "c 50" })
        #expect(second.notes.contains { $0.contains("comments could not be read") })
        platform.serve("111_2/comments", Self.comments([40, 39], next: "OLD"))
        platform.serve("after=OLD", Self.comments([20], next: nil))
        let third = try await fetch("facebook", Self.page, after: second.cursor)
        #expect(third.posts.contains { $0.text == "c 20" })
    }

    @Test("of too many posts and comments the posts are kept, and what is left out is told")
    func fitting() async throws {
        platform.serve("published_posts", #"{"data":[\#(Self.post(1))]}"#)
        platform.serve("111_1/comments", Self.comments([40, 39], next: nil))
        let page = try await fetch("facebook", Self.page, most: 2)
        #expect(page.posts.map(\.text) == ["m 1", "c 40"])
        serveVideo()
        platform.serve("commentThreads", Self.threads([("t2", 20, 0), ("t1", 10, 0)]))
        let channel = try await fetch("youtube", Self.channel, most: 2)
        #expect(channel.posts.count == 2 && channel.posts.last?.text == "t2")
        for harvest in [page, channel] {
            #expect(harvest.reach == .part)
            #expect(harvest.notes.contains { $0.hasSuffix("left out for good: 1 comments") })
        }
    }

    // MARK: YouTube

    private static let channel = "videos: [AbCdEfGhIjK]\nkey: {file: secrets/key}\ndaily_units: 20\n\(Self.why)"

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

    @Test("answers beyond the hundred that YouTube gives at once are named")
    func manyAnswers() async throws {
        serveVideo()
        platform.serve("commentThreads", Self.threads([("t1", 10, 140)]))
        let answer = #"{"id":"r1","snippet":{"textOriginal":"answer"}}"#
        platform.serve("parentId=t1", #"{"nextPageToken":"N","items":[\#(answer)]}"#)
        let harvest = try await fetch("youtube", Self.channel)
        #expect(harvest.notes.contains { $0.contains("more than 100 answers") })
        #expect(harvest.reach == .part)
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

    @Test("a video that is gone is left out, and the comments of the others go on from where they were")
    func goneVideo() async throws {
        let both = Self.channel.replacing("[AbCdEfGhIjK]", with: "[AbCdEfGhIjK, LmNoPqRsTuV]")
        let gone = #"{"error":{"code":404,"message":"жоқ","errors":[{"reason":"videoNotFound"}]}}"#
        serveVideo()
        platform.serve("commentThreads", Self.threads([("t1", 10, 0)]))
        platform.serve("videoId=LmNoPqRsTuV", gone)
        let first = try await fetch("youtube", both)
        #expect(first.notes.contains { $0.hasPrefix("LmNoPqRsTuV: its comments are left out (videoNotFound)") })
        #expect(first.reach != .part)
        platform.serve("commentThreads", Self.threads([("t2", 20, 0)], next: "P2"))
        platform.serve("pageToken=P2", Self.threads([("t1", 10, 0)]))
        platform.serve("videoId=LmNoPqRsTuV", gone)
        _ = platform.count("")
        _ = try await fetch("youtube", both, after: first.cursor)
        #expect(platform.count("pageToken=P2") == 1, "without a bookmark one page is all")
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
