import Model
import Reading

/// What people write back to the office's bot, pulled by getUpdates (delivery.md 2.6, 3.2).
///
/// Telegram keeps an update for 24 hours and forgets it when a later one is asked for. So one poll asks once, from the
/// cursor on; only the next poll lets Telegram forget it. An answer that is too long is asked for again in smaller
/// pieces: strangers may write as long as they like, and block nobody.
package struct TelegramReplies: ReplyReader {
    package let channel: String
    private let bot: TelegramBot
    private let known: [String: String]
    private let digest: @Sendable (String) -> String?

    /// - Parameters:
    ///   - known: chat ids of the roster, to what is written there: a group that moved has another id by now.
    ///   - digest: the digest that a message with this receipt (`chat/number`) was a part of.
    package init(
        channel: String, token: Secret, api: String, http: any HTTPClient, known: [String: String],
        digest: @escaping @Sendable (String) -> String?, now: @escaping @Sendable () -> Instant
    ) {
        self.channel = channel
        self.known = known
        self.digest = digest
        bot = TelegramBot(token: token, api: api, http: http, now: now)
    }

    package func poll(after cursor: String?) async -> ReplyPoll {
        let bookmark = TelegramBookmark(cursor)
        var most = Self.most
        while true {
            guard let ending = await bot.read("getUpdates", request(most, after: bookmark)) else {
                guard most > 1 else {
                    return ReplyPoll(cursor: cursor, trouble: "one message is longer than our limit")
                }
                most /= 2
                continue
            }
            switch ending {
            case .none(let outcome): return ReplyPoll(cursor: cursor, trouble: outcome.detail)
            case .answer(let answer) where !answer.isOK:
                return ReplyPoll(cursor: cursor, trouble: Self.trouble(answer))
            case .answer(let answer):
                guard let updates = answer.result?.array else {
                    return ReplyPoll(cursor: cursor, trouble: "there is no list of updates in Telegram's answer")
                }
                return read(updates, bookmark, cursor, most)
            }
        }
    }

    private func request(_ most: Int64, after bookmark: TelegramBookmark) -> JSONValue {
        var request: [(String, JSONValue)] = [
            ("limit", .integer(most)), ("timeout", .integer(0)),
            // Remembered by Telegram, and it filters when something arrives: from the first day all that may be needed.
            (
                "allowed_updates",
                .array(["message", "edited_message", "my_chat_member", "callback_query"].map { .string($0) })
            ),
        ]
        if let next = bookmark.next(at: bot.now()) { request.append(("offset", .integer(next))) }
        return .object(request)
    }

    private static let most: Int64 = 100

    private func read(
        _ updates: [JSONValue], _ bookmark: TelegramBookmark, _ cursor: String?, _ most: Int64
    ) -> ReplyPoll {
        var poll = ReplyPoll(cursor: cursor)
        for update in updates {
            guard let message = TelegramWords(update, channel: channel, known: known, digest: digest) else { continue }
            if message.isReply { poll.replies.append(message.reply) } else { poll.others.append(message.reply) }
        }
        // The last of this answer, not the highest ever: after a quiet week Telegram's numbers begin anew, and lower.
        if let last = updates.compactMap({ $0["update_id"]?.integer }).max(), last < .max {
            poll.cursor = TelegramBookmark(last: last, at: bot.now()).text
        }
        poll.isMore = updates.count >= Int(most)
        return poll
    }

    private static func trouble(_ answer: TelegramBot.Answer) -> String {
        switch answer.code {
        case 401, 404: "Telegram does not know this bot: make a new token with @BotFather (\(answer.description))"
        case 409:
            "somebody else asks for this bot's messages, or a webhook is set: one bot has one reader "
                + "(\(answer.description))"
        default: "Telegram answers \(answer.code): \(answer.description)"
        }
    }
}

/// Where the next poll goes on, as cursor text: `last update id` and when it came.
struct TelegramBookmark {
    var last: Int64?
    var at: Instant?

    init(last: Int64?, at: Instant?) { (self.last, self.at) = (last, at) }

    /// A cursor that cannot be read starts with whatever Telegram still has.
    init(_ text: String?) {
        let words = (text ?? "").split(separator: " ")
        last = words.first.flatMap { Int64($0) }.flatMap { $0 < .max && $0 >= 0 ? $0 : nil }
        at = words.count > 1 ? Instant(String(words[1])) : nil
    }

    var text: String? { last.map { "\($0)" + (at.map { " \($0)" } ?? "") } }

    /// The first number to ask for. After a quiet week Telegram draws a new, random one, which may be lower: then
    /// everything is asked for, and what was taken is known by its id.
    func next(at now: Instant) -> Int64? {
        guard let last else { return nil }
        guard let at, now.since(at) < .days(6), now.since(at) > .days(-1) else { return nil }
        return last + 1
    }
}

/// One update, as far as it is words of a person.
struct TelegramWords {
    let reply: Reply
    /// From somebody on the roster, and their own words.
    let isReply: Bool

    /// Nil for anything without words: pictures, members that come and go; and for edits of people on the roster.
    init?(
        _ update: JSONValue, channel: String, known: [String: String], digest: (String) -> String?
    ) {
        let edited = update["edited_message"]
        guard let message = update["message"] ?? edited, let number = message["message_id"]?.text else { return nil }
        let text = message["text"]?.string ?? message["caption"]?.string ?? ""
        guard text.contains(where: { !$0.isWhitespace }), let chat = message["chat"]?["id"]?.text else { return nil }
        // In a group the person counts, not the room. Who is not on the roster speaks for a room that is, but nothing
        // vouches for them: anybody in the room could be meant. A chat with one person has that person's number.
        let sender = message["from"]?["id"]?.text.flatMap { known[$0] }
        let person = sender ?? known[chat]
        let isForwarded = message["forward_origin"] != nil || message["forward_date"] != nil
        let answered = message["reply_to_message"]?["message_id"]?.text
        isReply = person != nil && message["from"]?["is_bot"]?.bool != true && !isForwarded
        // A stranger's edit is a tip of its own. What somebody on the roster said counts as they said it first: their
        // message is taken, and its id is known.
        if isReply, edited != nil { return nil }
        // A stranger's words become a tip, which is redacted whole before it is cut; Telegram itself bounds them.
        let words = Self.plain(text)
        reply = Reply(
            channel: channel, id: "\(chat)/\(number)", at: Instant(seconds: message["date"]?.integer ?? 0),
            address: person ?? chat,
            isAuthentic: sender != nil || !chat.hasPrefix("-"), text: isReply ? ReplyText.cut(words) : words,
            repliesTo: answered.flatMap { digest("\(chat)/\($0)") })
    }

    /// `/ack_48213@our_bot` -> `/ack_48213`; `/start ack-48213`, which a link makes, -> `ack-48213`.
    private static func plain(_ text: String) -> String {
        guard text.hasPrefix("/") else { return text }
        let end = text.firstIndex(where: \.isWhitespace) ?? text.endIndex
        let command = text[..<end].split(separator: "@", maxSplits: 1).first.map(String.init) ?? ""
        let rest = text[end...]
        if command == "/start", rest.contains(where: { !$0.isWhitespace }) {
            return String(rest.drop(while: \.isWhitespace))
        }
        return command + rest
    }
}

/// The words of a reply.
enum ReplyText {
    /// At most `Reply.mostBytes`, cut between characters.
    static func cut(_ text: String) -> String {
        guard text.utf8.count > Reply.mostBytes else { return text }
        var kept = ""
        var bytes = 0
        for character in text {
            bytes += character.utf8.count
            guard bytes <= Reply.mostBytes else { break }
            kept.append(character)
        }
        return kept
    }
}
