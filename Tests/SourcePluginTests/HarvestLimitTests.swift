import Intake
import Model
import Testing

/// More posts than one fetch may give: the newest stay, and no source is silent about the others.
@Suite struct HarvestLimitTests: PlatformSuite {
    let platform = ScriptedPlatform()

    private static func telegram(_ numbers: [Int], more: String = "") -> String {
        let messages = numbers.map { number in
            """
            <div class="tgme_widget_message" data-post="qala/\(number)">
            <div class="tgme_widget_message_text">Хабар \(number)</div>
            <a class="tgme_widget_message_date"><time datetime="2026-11-20T07:0\(number % 10):00+00:00"></time></a>
            </div>
            """
        }
        return "<html><body><section class=\"tgme_channel_history\">\(more)\(messages.joined())</section></body></html>"
    }

    private func check(_ harvest: Harvest, keeps text: String) {
        #expect(harvest.posts.count == 1)
        #expect(harvest.posts.first?.text.contains(text) == true, "\(harvest.posts)")
        #expect(harvest.reach == .part)
        #expect(harvest.notes.contains { $0.contains("one fetch gives 1 posts at most; left out for good: 1 posts") })
    }

    @Test("WordPress, gov.kz, the preview of Telegram and a feed say what did not fit")
    func platforms() async throws {
        platform.serve(
            "/wp/v2/posts",
            #"[{"id":7,"content":{"rendered":"жаңа"},"date_gmt":"2026-11-20T07:00:00"},"#
                + #"{"id":6,"content":{"rendered":"ескі"},"date_gmt":"2026-11-19T07:00:00"}]"#)
        check(try await fetch("wordpress", "site: https://qala.example", most: 1), keeps: "жаңа")

        platform.serve(
            "content-manager/news",
            #"[{"id":2,"title":"жаңа","body":"жаңа","created_date":"2026-11-20T12:00:00"},"#
                + #"{"id":1,"title":"ескі","body":"ескі","created_date":"2026-11-19T12:00:00"}]"#)
        check(try await fetch("gov-kz", "entity: almaty\nlanguages: [kk]", most: 1), keeps: "жаңа")

        platform.serve("t.me/s/qala", Self.telegram([1, 2]))
        check(try await fetch("telegram", "channel: qala", most: 1), keeps: "Хабар 2")

        platform.serve(
            "feed.xml",
            "<rss><channel><item><guid>1</guid><description>ескі</description>"
                + "<pubDate>Thu, 19 Nov 2026 07:00:00 GMT</pubDate></item><item><guid>2</guid>"
                + "<description>жаңа</description><pubDate>Fri, 20 Nov 2026 07:00:00 GMT</pubDate></item></channel></rss>")
        check(try await fetch("feed", "url: https://qala.example/feed.xml", most: 1), keeps: "жаңа")
    }

    @Test("a list of news says it too")
    func list() async throws {
        platform.serve("robots.txt", "")
        platform.serve("/news", "<ul><li><a href=/n/1>Хабар 1</a><li><a href=/n/2>Хабар 2</a></ul>")
        let recipe = "url: https://qala.example/news\nitem: //li\nfollow: 0"
        let harvest = try await fetch("page-list", recipe, most: 1)
        #expect(harvest.posts.map(\.title) == ["Хабар 1"])
        #expect(harvest.reach == .part)
        #expect(harvest.notes.contains { $0.contains("left out for good: 1 posts") })
    }

    @Test("the preview of Telegram says whether it went back to its bookmark")
    func telegramReach() async throws {
        platform.serve("t.me/s/qala", Self.telegram([1]))
        let first = try await fetch("telegram", "channel: qala")
        #expect(first.reach == .unknown)
        platform.serve("t.me/s/qala", Self.telegram([1, 2]))
        let second = try await fetch("telegram", "channel: qala", after: first.cursor)
        #expect(second.reach == .all)
        let more = #"<a href="/s/qala?before=8" class="tme_messages_more" data-before="8"></a>"#
        platform.serve("t.me/s/qala", Self.telegram([8, 9], more: more))
        let third = try await fetch("telegram", "channel: qala\nmaximum_pages: 1", after: second.cursor)
        #expect(third.reach == .part)
        #expect(third.notes.contains { $0.hasPrefix("messages 3 to 7 were not read: more than 1 pages had come") })
    }

    @Test("an older page that cannot be read is a part, and the next fetch comes back for it")
    func telegramRepair() async throws {
        platform.serve("t.me/s/qala", Self.telegram([1]))
        let first = try await fetch("telegram", "channel: qala")
        // A page that points behind itself is asked for what is older than its own messages.
        let more = #"<a class="tme_messages_more" data-before="900"></a>"#
        platform.serve("t.me/s/qala", Self.telegram([8, 9], more: more))
        platform.serve("before=8", "")
        let second = try await fetch("telegram", "channel: qala", after: first.cursor)
        #expect(second.reach == .part && second.posts.count == 2)
        platform.serve("before=8", Self.telegram([1, 2, 7]))
        let third = try await fetch("telegram", "channel: qala", after: second.cursor)
        #expect(third.posts.map(\.text) == [1, 2, 7, 8, 9].map { "Хабар \($0)" })
        #expect(third.reach == .all)
    }

    @Test("numbers of messages that no message has end no run")
    func telegramNumbers() async throws {
        let page = Self.telegram([3]).replacing("qala/3", with: "qala/9223372036854775807")
        platform.serve("t.me/s/qala", page + #"<a class="tme_messages_more" data-before="-9223372036854775808"></a>"#)
        let first = try await fetch("telegram", "channel: qala")
        #expect(first.posts.isEmpty)
        let place = #""configured":"https://t.me/s/qala","url":"https://t.me/s/qala""#
        let cursor = Cursor("{\(place),\"memo\":\"9223372036854775807\"}")
        platform.serve("t.me/s/qala", Self.telegram([3]))
        #expect(try await fetch("telegram", "channel: qala", after: cursor).posts.count == 1)
    }

    @Test("t.me gets two seconds between two requests, over all channels, unless the operator allows its address")
    func pause() async throws {
        platform.serve("t.me/s/qala", Self.telegram([1]))
        _ = try await fetch("telegram", "channel: qala")
        #expect(platform.last?.pause == .seconds(2))
        platform.serve("feed.xml", "<rss><channel><item><guid>1</guid></item></channel></rss>")
        _ = try await fetch("feed", "url: https://qala.example/feed.xml")
        #expect(platform.last?.pause == .seconds(0))
    }

    @Test("a tipline that asks Telegram to wait is not called slow, and asks for everything after a quiet week")
    func tipline() async throws {
        let bot = "token: {file: secrets/key}\nconsent: The bot says what tips are for\nwait: 30s"
        platform.serve("getUpdates", #"{"ok":true,"result":[{"update_id":900}]}"#)
        let first = try await fetch("telegram-bot", bot)
        #expect(platform.last?.held == .seconds(30))
        platform.serve("getUpdates", #"{"ok":true,"result":[]}"#)
        let day = TestKeys.now.advanced(by: .days(1))
        let second = try await fetch("telegram-bot", bot, after: first.cursor, at: day)
        #expect(platform.count("\"offset\":901") == 1)
        // Its numbers begin anew, and may be lower.
        platform.serve("getUpdates", #"{"ok":true,"result":[{"update_id":20}]}"#)
        let week = try await fetch("telegram-bot", bot, after: second.cursor, at: TestKeys.now.advanced(by: .days(7)))
        #expect(platform.count("offset") == 0)
        let later = TestKeys.now.advanced(by: .days(8))
        _ = try await fetch("telegram-bot", bot, after: week.cursor, at: later)
        #expect(platform.count("\"offset\":21") == 1)
    }
}
