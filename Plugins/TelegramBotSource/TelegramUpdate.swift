import Intake
import Model
import Reading

/// One update of the Bot API, read as far as it concerns this house.
///
/// A person who writes to the bot is a private person: of them nothing is read but the words. Who wrote, in which chat,
/// and whose message was forwarded never leaves this file.
struct TelegramUpdate: Sendable, Equatable {
    enum Content: Sendable, Hashable {
        /// A message of a person to the bot.
        case tip(text: String)
        /// An answer to a message that the bot itself sent. Replies to digests come so; they are no tips.
        case reply(to: Int64, text: String)
        /// A post in a channel that the bot looks after.
        case channelPost(ChannelPost)
        /// A picture, a voice: Jibu reads texts alone.
        case withoutText
        /// A command, a group, anything else.
        case other
    }

    /// What a channel publishes for everybody.
    struct ChannelPost: Sendable, Hashable {
        /// Of the channel: it stays when title and handle change.
        var chat: String
        var channel: String
        var handle: String?
        var id: Int64
        var text: String
        var forwardedFrom: String?
        var isForwardedFromPerson: Bool
    }

    /// Rises by one for each.
    let id: Int64
    let content: Content
    /// Seconds since 1970, as written.
    let date: JSONValue?
    let edited: JSONValue?

    /// Nil for an object without an id.
    init?(_ item: JSONValue) {
        guard let id = item["update_id"]?.integer, id < .max else { return nil }
        self.id = id
        let message = ["message", "edited_message", "channel_post", "edited_channel_post"].lazy.compactMap { item[$0] }
            .first
        date = message?["date"]
        edited = message?["edit_date"]
        content = message.map(TelegramUpdate.content) ?? .other
    }

    private static func content(_ message: JSONValue) -> Content {
        let text = message["text"]?.string ?? message["caption"]?.string ?? ""
        let hasText = text.contains { !$0.isWhitespace }
        switch message["chat"]?["type"]?.string {
        case "channel":
            guard let post = channelPost(message, text: text) else { return .other }
            return hasText ? .channelPost(post) : .withoutText
        case "private":
            if let answered = message["reply_to_message"], answered["from"]?["is_bot"]?.bool == true,
                let id = answered["message_id"]?.integer
            {
                return .reply(to: id, text: text)
            }
            if text.hasPrefix("/") { return .other }
            return hasText ? .tip(text: text) : .withoutText
        // A group's members did not write to the office.
        default: return .other
        }
    }

    private static func channelPost(_ message: JSONValue, text: String) -> ChannelPost? {
        guard let chat = message["chat"], let id = message["message_id"]?.integer, let number = chat["id"]?.text else {
            return nil
        }
        let origin = origin(of: message)
        return ChannelPost(
            chat: number, channel: chat["title"]?.string ?? number, handle: chat["username"]?.string, id: id,
            text: text, forwardedFrom: origin.place, isForwardedFromPerson: origin.isPerson)
    }

    /// Where a forwarded message comes from: `forward_origin`, and the fields it had before Bot API 7.0.
    private static func origin(of message: JSONValue) -> (place: String?, isPerson: Bool) {
        let origin = message["forward_origin"]
        switch origin?["type"]?.string {
        case "channel": return (place(origin?["chat"], origin?["message_id"]), false)
        case "chat": return (place(origin?["sender_chat"], nil), false)
        case "user", "hidden_user":
            return (origin?["sender_user_name"]?.string ?? origin?["sender_user"]?["id"]?.text, true)
        default:
            if let chat = message["forward_from_chat"] {
                return (place(chat, message["forward_from_message_id"]), false)
            }
            return (message["forward_sender_name"]?.string ?? message["forward_from"]?["id"]?.text, true)
        }
    }

    private static func place(_ chat: JSONValue?, _ id: JSONValue?) -> String? {
        guard let name = chat?["username"]?.string else { return chat?["title"]?.string }
        return "https://t.me/\(name)" + (id?.text.map { "/\($0)" } ?? "")
    }
}

extension TelegramUpdate {
    /// The post that an update is; nil for one that is none.
    func post(consent: String, context: SourceContext) -> RawPost? {
        switch content {
        case .tip(let text):
            return RawPost(
                nativeID: "\(id)", text: text, authorKind: .person, published: context.believable(seconds: date),
                publishedRaw: date?.text, consent: consent)
        case .channelPost(let post):
            return RawPost(
                nativeID: "\(post.chat)/\(post.id)", url: post.handle.map { "https://t.me/\($0)/\(post.id)" },
                text: post.text,
                author: RawAuthor(name: post.channel, handle: post.handle),
                published: context.believable(seconds: date), publishedRaw: date?.text,
                updated: context.believable(seconds: edited), forwardedFrom: post.forwardedFrom,
                forwardedFromKind: post.forwardedFrom != nil && post.isForwardedFromPerson ? .person : nil)
        case .reply, .withoutText, .other: return nil
        }
    }

    /// What was not taken, so that nobody takes it for read.
    static func notes(on updates: [TelegramUpdate]) -> [String] {
        var (replies, silent, others) = (0, 0, 0)
        for update in updates {
            switch update.content {
            case .reply: replies += 1
            case .withoutText: silent += 1
            case .other: others += 1
            case .tip, .channelPost: continue
            }
        }
        return [
            (replies, "answers to the bot's own messages, which are no tips"),
            (silent, "messages with pictures or sound and no text, unseen"),
            (others, "commands, messages in groups and other things, left alone"),
        ].filter { $0.0 > 0 }.map { "\($0.1): \($0.0)" }
    }
}
