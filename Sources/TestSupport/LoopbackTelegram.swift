import Reading
import Synchronization

/// The Bot API on 127.0.0.1, as delivery.md 3.2 has it: chats that must have said /start, limits of texts and buttons,
/// updates that are kept for a day and forgotten when a later one is asked for, one reader at a time.
package final class LoopbackTelegram: LoopbackService {
    /// One message as a chat shows it.
    package struct Message: Sendable, Hashable {
        package var chat: Int64
        package var number: Int64
        package var text: String
        /// Texts that its buttons copy.
        package var copies: [String]
        /// Addresses that its buttons open.
        package var opens: [String] = []
        /// Is there anything in it but text and buttons: markup, a preview of a link?
        package var isPlain: Bool
    }

    private struct Update {
        var number: Int64
        var arrived: Int64
        var body: JSONValue
    }

    private struct State {
        var messages: [Message] = []
        var chats: Set<Int64> = []
        var refusals: [Int64: (code: Int, words: String, more: JSONValue?)] = [:]
        var faults: [LoopbackFault?] = []
        var updates: [Update] = []
        var nextUpdate: Int64 = 1000
        var allowed: Set<String> = ["message"]
        var seconds: Int64 = 0
        var hasOtherReader = false
        var polls = 0
    }

    package static let token = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
    package let http: LoopbackHTTP
    private let state = Mutex(State())

    /// - Parameter chats: who has started the bot.
    package init(chats: Set<Int64>) throws {
        http = try LoopbackHTTP()
        state.withLock { $0.chats = chats }
        http.handle { [weak self] in self?.answer($0) }
    }

    package var messages: [Message] { state.withLock { $0.messages } }

    /// What goes wrong with the next sendMessage calls, one after the other; nil for one that goes well.
    package func fail(_ faults: LoopbackFault?...) { state.withLock { $0.faults = faults } }

    /// A chat that is refused from now on; `more` are its parameters.
    package func refuse(_ chat: Int64, _ code: Int, _ words: String, more: JSONValue? = nil) {
        state.withLock { $0.refusals[chat] = (code, words, more) }
    }

    /// Somebody else polls the same bot.
    package func setOtherReader(_ isThere: Bool) { state.withLock { $0.hasOtherReader = isThere } }

    /// The server's clock, in seconds since 1970.
    package func setClock(_ seconds: Int64) { state.withLock { $0.seconds = seconds } }

    /// As after a quiet week: the next update has this number.
    package func setNextUpdate(_ number: Int64) { state.withLock { $0.nextUpdate = number } }

    /// A message arrives for the bot; `/start` opens the chat. It is dropped when nobody ever asked for its kind.
    package func receive(
        _ text: String, from sender: Int64, chat: Int64? = nil, answering number: Int64? = nil,
        kind: String = "message", more: [(String, JSONValue)] = []
    ) {
        state.withLock { state in
            guard state.allowed.contains(kind) else { return }
            let chat = chat ?? sender
            if chat > 0, text.hasPrefix("/start") { state.chats.insert(chat) }
            var message: [(String, JSONValue)] = [
                ("message_id", .integer(state.nextUpdate + 5000)), ("date", .integer(state.seconds)),
                ("from", .object([("id", .integer(sender)), ("is_bot", .bool(false))])),
                ("chat", .object([("id", .integer(chat)), ("type", .string(chat < 0 ? "group" : "private"))])),
                ("text", .string(text)),
            ]
            if let number { message.append(("reply_to_message", .object([("message_id", .integer(number))]))) }
            message += more
            let body = JSONValue.object([("update_id", .integer(state.nextUpdate)), (kind, .object(message))])
            state.updates.append(Update(number: state.nextUpdate, arrived: state.seconds, body: body))
            state.nextUpdate += 1
        }
    }

    private func answer(_ request: LoopbackHTTP.Request) -> LoopbackReply? {
        let words = request.path.split(separator: "/")
        guard words.count == 2, words[0] == "bot\(Self.token)" else {
            return Self.refusal(request.path.hasPrefix("/bot") ? 401 : 404, "Unauthorized")
        }
        guard let body = try? JSONValue.parse(request.body) else { return Self.refusal(400, "Bad Request: no JSON") }
        switch words[1] {
        case "getMe":
            return Self.reply(.object([("id", .integer(110_201_543)), ("username", .string("qala_bot"))]))
        case "sendMessage": return send(body)
        case "getUpdates": return updates(body)
        default: return Self.refusal(404, "Not Found")
        }
    }

    private func send(_ body: JSONValue) -> LoopbackReply {
        state.withLock { state in
            let fault = state.faults.next()
            if let fault, !fault.isWorkDone { return fault.reply(instead: 200, []) }
            guard let chat = body["chat_id"]?.integer else { return Self.refusal(400, "Bad Request: chat_id is empty") }
            if let refusal = state.refusals[chat] { return Self.refusal(refusal.code, refusal.words, refusal.more) }
            guard state.chats.contains(chat) else { return Self.refusal(400, "Bad Request: chat not found") }
            guard let text = body["text"]?.string, text.contains(where: { !$0.isWhitespace }) else {
                return Self.refusal(400, "Bad Request: message text is empty")
            }
            guard text.utf16.count <= 4096 else { return Self.refusal(400, "Bad Request: message is too long") }
            var copies: [String] = []
            var opens: [String] = []
            let markup = body["reply_markup"]
            guard (markup?.encoded().count ?? 0) <= 10_240 else {
                return Self.refusal(400, "Bad Request: REPLY_MARKUP_TOO_LONG")
            }
            for row in markup?["inline_keyboard"]?.array ?? [] {
                if let url = row[0]?["url"]?.string {
                    guard url.hasPrefix("https://"), url.utf8.count <= 2048 else {
                        return Self.refusal(400, "Bad Request: BUTTON_URL_INVALID")
                    }
                    opens.append(url)
                    continue
                }
                guard let copy = row[0]?["copy_text"]?["text"]?.string, (1...256).contains(copy.utf16.count),
                    row[0]?["text"]?.string?.isEmpty == false
                else { return Self.refusal(400, "Bad Request: BUTTON_COPY_TEXT_INVALID") }
                copies.append(copy)
            }
            let isPlain =
                body["parse_mode"] == nil && body["entities"] == nil
                && body["link_preview_options"]?["is_disabled"]?.bool == true
            let number = Int64(state.messages.count + 1)
            state.messages.append(Message(chat: chat, number: number, text: text, copies: copies, opens: opens, isPlain: isPlain))
            let result = JSONValue.object([
                ("message_id", .integer(number)), ("chat", .object([("id", .integer(chat))])), ("text", .string(text)),
            ])
            let answer = JSONValue.object([("ok", .bool(true)), ("result", result)]).encoded()
            return fault?.reply(instead: 200, answer) ?? .status(200, body: answer)
        }
    }

    private func updates(_ body: JSONValue) -> LoopbackReply {
        state.withLock { state in
            state.polls += 1
            if state.hasOtherReader {
                return Self.refusal(409, "Conflict: terminated by other getUpdates request")
            }
            if let allowed = body["allowed_updates"]?.array { state.allowed = Set(allowed.compactMap(\.string)) }
            state.updates.removeAll { $0.arrived + 86_400 <= state.seconds }
            if let offset = body["offset"]?.integer { state.updates.removeAll { $0.number < offset } }
            let most = Int(body["limit"]?.integer ?? 100)
            return Self.reply(.array(state.updates.prefix(most).map(\.body)))
        }
    }

    private static func reply(_ result: JSONValue) -> LoopbackReply {
        .status(200, body: JSONValue.object([("ok", .bool(true)), ("result", result)]).encoded())
    }

    private static func refusal(_ code: Int, _ words: String, _ more: JSONValue? = nil) -> LoopbackReply {
        var members: [(String, JSONValue)] = [
            ("ok", .bool(false)), ("error_code", .integer(Int64(code))), ("description", .string(words)),
        ]
        if let more { members.append(("parameters", more)) }
        return .status(code, body: JSONValue.object(members).encoded())
    }
}
