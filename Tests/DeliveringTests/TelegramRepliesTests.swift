import Model
import Reading
import Synchronization
import Testing

@testable import Delivering

/// Answers of getUpdates that are longer than our limit.
struct TelegramRepliesTests {
    /// A bot with messages of strangers, whose answers are too long from so many messages on.
    private final class LongAnswers: HTTPClient {
        let tooMany: Int64
        let asked = Mutex<[Int64]>([])
        init(tooMany: Int64) { self.tooMany = tooMany }

        func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
            let body = try? JSONValue.parse(request.body ?? [])
            let limit = body?["limit"]?.integer ?? 0
            asked.withLock { $0.append(limit) }
            guard limit < tooMany else {
                throw HTTPFailure(.overLimit, url: request.url, "the body is larger than we take", maybeSent: true)
            }
            let updates = (0..<limit).map { number in
                #"{"update_id":\#(number + 7),"message":{"message_id":\#(number),"date":0,"text":"x","#
                    + #""from":{"id":99,"is_bot":false},"chat":{"id":99,"type":"private"}}}"#
            }
            let answer = #"{"ok":true,"result":[\#(updates.joined(separator: ","))]}"#
            return HTTPResponse(status: 200, body: Array(answer.utf8), finalURL: request.url)
        }
    }

    private func poll(_ http: LongAnswers) async -> ReplyPoll {
        await TelegramReplies(
            channel: "chat", token: Secret(Array("123:abc".utf8)), api: "https://bot.example", http: http, known: [:],
            digest: { _ in nil }, now: { Sample.now }
        ).poll(after: "3 2026-11-20T05:00:00Z")
    }

    @Test("an answer that is too long is asked for again with half as many messages, and more is waiting")
    func smaller() async {
        let http = LongAnswers(tooMany: 20)
        let poll = await poll(http)
        #expect(http.asked.withLock { $0 } == [100, 50, 25, 12])
        #expect(poll.trouble == nil && poll.others.count == 12 && poll.isMore)
        #expect(poll.cursor == "18 2026-11-20T06:00:00Z")
    }

    @Test("one message that is too long is told, and the cursor stays")
    func one() async {
        let http = LongAnswers(tooMany: 1)
        let poll = await poll(http)
        #expect(http.asked.withLock { $0.last } == 1)
        #expect(poll.trouble != nil && poll.cursor == "3 2026-11-20T05:00:00Z")
    }
}
