import Foundation
import TestSupport
import Testing

/// Files of other tools, with the names of fields as those tools write them.
struct ForeignImportTests {
    private struct Report: Decodable {
        let lines: Int
        let posts: Int
        let repeated: Int
        let withoutText: Int
        let undated: Int
        let notices: Int
        let badLines: Int
        let named: [String]
        let damage: String?
        let refusals: [String]
    }

    private struct Seen: Decodable, Equatable {
        struct Counts: Decodable, Equatable {
            let views: Int?
            let likes: Int?
            let shares: Int?
            let comments: Int?
        }
        let source: String
        let platform: String
        let text: String
        let published: String?
        let url: String?
        let author: String?
        let counts: Counts?
    }

    private let office: TestOffice
    init() throws { office = try TestOffice(feeds: [("news", "http://news.example/news.xml")]) }

    private func bring(_ kind: String, _ text: String, _ arguments: String...) async throws -> (
        report: Report, seen: [Seen]
    ) {
        try office.folder.write(text, to: "file")
        let ending = try await JibuProcess.run(
            ["archive", "import", kind, "--json", "--now", TestClock.start.text, "--author-kind", "outlet"] + arguments
                + ["file"],
            in: office.folder.url)
        let report = try ending.object(Report.self)
        let isClean = report.badLines == 0 && report.damage == nil && report.refusals.isEmpty
        #expect(ending.status == (isClean ? 0 : 1), "\(ending.errors)")
        return (report, try await office.jibu("archive", "show").decoded(Seen.self))
    }

    @Test("4CAT: times are UTC, numbers keep their digits, a missing count stays missing")
    func fourCAT() async throws {
        let (report, seen) = try await bring(
            "4cat",
            """
            id,thread_id,author,body,timestamp,unix_timestamp,subject,url,views,likes
            9007199254740993,1,Qala FM,"Су уланған,
            дейді",2026-11-19 07:05:31,1795071931,,https://ex.kz/1,1200,
            2,1,Qala FM,Maji ni safi,2026-11-19 08:00:00,,Taarifa,https://ex.kz/2,,3

            """)
        #expect(report.lines == 2 && report.posts == 2)
        #expect(seen[0].text == "Су уланған,\nдейді" && seen[0].published == "2026-11-19T07:05:31Z")
        #expect(seen[0].counts == Seen.Counts(views: 1200, likes: nil, shares: nil, comments: nil))
        #expect(seen[1].text == "Taarifa\nMaji ni safi" && seen[1].published == "2026-11-19T08:00:00Z")
        #expect(seen.map(\.platform) == ["4cat", "4cat"] && seen[1].url == "https://ex.kz/2")
    }

    @Test("CrowdTangle: zones by their letters, thousands with commas, image and link texts count as text")
    func crowdTangle() async throws {
        let head =
            "Page Name,User Name,Facebook Id,Post Created,Type,Total Interactions,Likes,Comments,Shares,Post Views,Total Views,"
            + "URL,Message,Link,Image Text,Link Text,Description,\"Overperforming Score (weighted  —  Likes 1x )\""
        let (report, seen) = try await bring(
            "crowdtangle",
            head + "\n"
                + "Qala FM,qalafm,100,2024-03-01 09:15:30 EAT,Link,\"1,300\",\"1,234\",5,6,0,\"12,000\",https://www.facebook.com/1/posts/2,"
                + "\"Maji, \"\"sumu\"\"\nyana sumu\",https://ex.co.tz,Picha: sumu,Maji yana sumu?,Maelezo,1.2\n")
        #expect(report.posts == 1)
        #expect(seen[0].text == "Maji, \"sumu\"\nyana sumu\nPicha: sumu\nMaji yana sumu?\nMaelezo")
        #expect(
            seen[0].published == "2024-03-01T06:15:30Z" && seen[0].platform == "facebook" && seen[0].author == "Qala FM"
        )
        #expect(seen[0].counts == Seen.Counts(views: 12_000, likes: 1234, shares: 6, comments: 5))
    }

    @Test("Zeeschuimer: TikTok and X, also in the shape that 4CAT gives them; other platforms are named")
    func zeeschuimer() async throws {
        let tiktok = [
            #"{"id":"7570000000000000001","desc":"maji #sumu","createTime":1795158331,"author":{"uniqueId":"qalafm"},"#,
            #""stats":{"diggCount":20,"commentCount":3,"shareCount":7,"playCount":900},"challenges":[{"title":"sumu"}]}"#,
        ].joined()
        let x = [
            #"{"rest_id":"1990000000000000001","legacy":{"full_text":"Maji &amp; sumu","created_at":"Fri Nov 20 07:05:31 +0000 2026","#,
            #""user_id_str":"42","lang":"in","favorite_count":9,"retweet_count":5},"core":{"user_results":{"result":{"core":"#,
            #"{"screen_name":"qala"}}}},"views":{"count":"812"}}"#,
        ].joined()
        func line(_ platform: String, _ data: String) -> String {
            #"{"nav_index":"1","item_id":"1","timestamp_collected":1795158400000,"source_platform":"\#(platform)","data":\#(data)}"#
        }
        let moved =
            tiktok.dropLast().replacingOccurrences(of: "7570000000000000001", with: "8")
            + #","__import_meta":{"source_platform":"tiktok.com"}}"#
        let (report, seen) = try await bring(
            "zeeschuimer",
            [line("tiktok.com", tiktok), line("x.com", x), moved, line("instagram.com", "{}")].joined(separator: "\r\n")
        )
        #expect(report.posts == 3 && report.badLines == 1 && report.named[0].contains("instagram.com"))
        let first = try #require(seen.first { $0.url == "https://www.tiktok.com/@qalafm/video/7570000000000000001" })
        #expect(first.text == "maji #sumu" && first.published == "2026-11-20T07:05:31Z" && first.platform == "tiktok")
        #expect(first.counts == Seen.Counts(views: 900, likes: 20, shares: 7, comments: 3))
        let second = try #require(seen.first { $0.platform == "x" })
        #expect(second.text == "Maji & sumu" && second.published == "2026-11-20T07:05:31Z")
        #expect(second.counts == Seen.Counts(views: 812, likes: 9, shares: 5, comments: nil))
        #expect(second.url == "https://x.com/qala/status/1990000000000000001")
    }

    @Test("X: pages and flattened posts, both vocabularies, whole texts of long posts and reposts")
    func xPages() async throws {
        let page = [
            #"{"data":[{"id":"1990000000000000001","text":"Maji yana sumu? https://t.co/x","author_id":"42","#,
            #""created_at":"2026-11-20T07:05:31.000Z","lang":"in","conversation_id":"1990000000000000001","public_metrics":"#,
            #"{"retweet_count":5,"reply_count":2,"like_count":9,"quote_count":1,"bookmark_count":0,"impression_count":812},"#,
            #""edit_history_tweet_ids":["1990000000000000001"]},"#,
            #"{"id":"3","text":"RT @a: Maji…","author_id":"42","created_at":"2026-11-20T08:00:00.000Z","#,
            #""referenced_tweets":[{"type":"retweeted","id":"1989"}]}],"#,
            #""includes":{"users":[{"id":"42","username":"qala","name":"Qala"}],"tweets":[{"id":"1989","text":"Maji yote yana sumu","author_id":"7"}]},"#,
            #""meta":{"result_count":2}}"#,
        ].joined()
        let flat = [
            #"{"id":"5","text":"short","note_post":{"text":"the long one &lt;here&gt;"},"created_at":"2026-11-20T09:00:00.000Z","#,
            #""author":{"id":"42","username":"qala"},"public_metrics":{"repost_count":1}}"#,
        ].joined()
        let (report, seen) = try await bring(
            "x", [page, flat, #"{"meta":{"result_count":0}}"#, #"{"title":"Usage cap"}"#].joined(separator: "\n"))
        #expect(report.posts == 3 && report.badLines == 1 && report.named[0].hasPrefix("line 4"))
        #expect(seen.map(\.text) == ["Maji yana sumu? https://t.co/x", "Maji yote yana sumu", "the long one <here>"])
        #expect(seen[0].counts == Seen.Counts(views: 812, likes: 9, shares: 5, comments: 2))
        #expect(seen[0].url == "https://x.com/qala/status/1990000000000000001" && seen[0].author == "Qala")
        #expect(seen[2].counts == Seen.Counts(views: nil, likes: nil, shares: 1, comments: nil))
    }

    @Test("any CSV: fields by --field, joined columns, a zone for times without one, and rows of another length named")
    func anyCSV() async throws {
        let text = "sep=;\r\nWann;Wer;Was;Mehr\r\n2026-11-19 12:00;Qala;one;two\r\n2026-11-19 13:00;Qala;three\r\n"
        let (report, seen) = try await bring(
            "csv", text, "--field", "text=Was+Mehr", "--field", "published=Wann", "--field", "author=wer",
            "--time-zone", "Asia/Almaty",
            "--source", "forum")
        #expect(report.posts == 1 && report.named == ["line 4: 3 fields, where the first row has 4"])
        #expect(
            seen == [
                Seen(
                    source: "forum", platform: "import", text: "one\ntwo", published: "2026-11-19T07:00:00Z", url: nil,
                    author: "Qala", counts: nil)
            ])
        try office.folder.write("a,b\n1,2\n", to: "file")
        let blind = try await office.jibu("archive", "import", "csv", "file")
        #expect(blind.status == 2 && blind.errors.contains("a, b"))
        let wrong = try await office.jibu("archive", "import", "csv", "--field", "text=c", "file")
        #expect(wrong.status == 2 && wrong.errors.contains("a, b"))
    }

    @Test("Telegram: texts in pieces, polls, edits and forwards; system messages and personal chats are left out")
    func telegram() async throws {
        let channel = [
            #"{"name":"Сыбыс","type":"public_channel","id":1234,"messages":["#,
            #"{"id":30,"type":"service","date":"2026-11-20T12:00:00","date_unixtime":"1795158000","actor":"Сыбыс","action":"pin_message"},"#,
            #"{"id":31,"type":"message","date":"2026-11-20T12:05:31","date_unixtime":"1795158331","edited":"2026-11-20T12:06:00","#,
            #""from":"Сыбыс","from_id":"channel1234","forwarded_from":"Басқа арна","text":["Су ",{"type":"bold","text":"уланған"},"!"],"#,
            #""text_entities":[{"type":"plain","text":"Су "},{"type":"bold","text":"уланған"},{"type":"plain","text":"!"}],"#,
            #""reactions":[{"type":"emoji","count":3,"emoji":"👍"},{"type":"emoji","count":4,"emoji":"😱"}]},"#,
            #"{"id":32,"type":"message","date":"2026-11-20T12:10:00","from":null,"text":"","photo":"(File not included.)"},"#,
            #"{"id":33,"type":"message","date":"2026-11-20T12:11:00","text":"","poll":{"question":"Рас па?","answers":[{"text":"Иә"},{"text":"Жоқ"}]}},"#,
            #"{"id":34,"type":"unsupported"}]}"#,
        ].joined()
        let (report, seen) = try await bring("telegram", channel, "--handle", "sybys", "--time-zone", "Asia/Almaty")
        #expect(report.lines == 5 && report.posts == 2 && report.notices == 2 && report.withoutText == 1)
        #expect(seen.map(\.text) == ["Су уланған!", "Рас па?\n- Иә\n- Жоқ"])
        // The second one has only the wall time of the computer that exported it.
        #expect(seen.map(\.published) == ["2026-11-20T07:05:31Z", "2026-11-20T07:11:00Z"])
        #expect(
            seen[0].url == "https://t.me/sybys/31" && seen[0].source == "telegram:1234" && seen[0].counts?.likes == 7)

        func chat(_ type: String, _ id: Int, _ text: String) -> String {
            #"{"name":"n\#(id)","type":"\#(type)","id":\#(id),"messages":[{"id":1,"type":"message","date_unixtime":"1795158331","from":"Amina","from_id":"user7","text":"\#(text)"}]}"#
        }
        let account =
            #"{"about":"x","personal_information":{"phone_number":"+7"},"chats":{"about":"y","list":["#
            + [
                chat("personal_chat", 1, "secret one"), chat("public_supergroup", 2, "open"),
                chat("private_group", 3, "secret two"),
                chat("bot_chat", 4, "secret three"),
            ].joined(separator: ",")
            + #"]},"left_chats":{"list":[\#(chat("saved_messages", 5, "secret four"))]}}"#
        let (whole, all) = try await bring("telegram", account)
        #expect(whole.posts == 1 && whole.refusals.count == 2)
        #expect(
            whole.refusals[0].hasPrefix("3 chats left out: a personal chat")
                || whole.refusals[1].hasPrefix("3 chats left out: a personal chat"))
        #expect(all.contains { $0.text == "open" } && !all.contains { $0.text.contains("secret") })
        let files = try office.folder.contents(of: "data").values
        #expect(!files.contains { String(decoding: $0, as: UTF8.self).contains("secret") })
    }

    @Test("a Telegram export that is cut, damaged or no export is told so; what could be read came in")
    func damagedTelegram() async throws {
        let messages = (1...50).map {
            #"{"id":\#($0),"type":"message","date_unixtime":"\#(1_795_158_331 + $0)","text":"post \#($0)"}"#
        }
        let whole = #"{"name":"n","type":"public_channel","id":7,"messages":["# + messages.joined(separator: ",") + "]}"
        let (cut, seen) = try await bring("telegram", String(whole.prefix(whole.count / 2)))
        #expect(cut.damage?.contains("cut short") == true && cut.posts > 20 && seen.count == cut.posts)
        // The same file whole: nothing twice, nothing lost.
        let (rest, all) = try await bring("telegram", whole)
        #expect(rest.posts == 50 - cut.posts && rest.repeated == cut.posts && all.count == 50)
        try office.folder.write("{\"messages\":[{\"id\":1}]}", to: "file")
        #expect(try await office.jibu("archive", "import", "telegram", "file").status == 1)
        for other in ["[]", "{}", "not json", "", String(repeating: "{\"a\":", count: 10_000)] {
            try office.folder.write(other, to: "file")
            let ending = try await office.jibu("archive", "import", "telegram", "file")
            #expect(ending.status == 2, "\(other.prefix(20)): \(ending.output)")
        }
    }

    @Test("the files of a private Telegram group go the way of tips: a match is kept without author, the rest is not")
    func privateTelegram() async throws {
        func message(_ id: Int, _ text: String) -> String {
            #"{"id":\#(id),"type":"message","date_unixtime":"1795158331","from":"Amina Bek","from_id":"user7","text":"\#(text)"}"#
        }
        let group =
            #"{"name":"g","type":"private_group","id":9,"messages":[\#(message(1, "They say the water is poisoned, Amina Bek")),\#(message(2, "lunch at noon"))]}"#
        let (none, _) = try await bring("telegram", group)
        #expect(none.posts == 0 && none.refusals.count == 1 && none.refusals[0].contains("--consent"))
        let (report, seen) = try await bring(
            "telegram", group, "--consent", "an admin agreed", "--agreed", "2026-11-19", "--place", "qala")
        #expect(report.refusals.isEmpty && report.posts == 0 && seen.isEmpty)
        let inbox = try office.folder.contents(of: "data/inbox").values.map { String(decoding: $0, as: UTF8.self) }
        #expect(inbox.count == 1)
        #expect(inbox[0].contains("water is poisoned") && inbox[0].contains("an admin agreed (2026-11-19)"))
        #expect(!inbox[0].contains("Bek") && !inbox[0].contains("user7"))
    }
}
