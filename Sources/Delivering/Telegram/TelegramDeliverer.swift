import Model
import Reading

/// Messages of the office's bot to chats of people who have started it (delivery.md 3.2).
///
/// A digest is a few messages. Each is journalled before its first byte and with Telegram's id after it, so an attempt
/// goes on behind the last one that was taken. At most one message of a digest is ever in doubt.
package struct TelegramDeliverer: Deliverer {
    package let channel: String
    package let format = ChannelFormat.telegram
    package let capabilities = Capabilities(
        isIdempotent: false, smallestPause: .seconds(5), whenUnknown: .resendIfCritical,
        limits: .init(.utf16, body: 4096))
    private let bot: TelegramBot
    private let journal: any DeliveryJournal

    /// - Parameters:
    ///   - api: base address without a slash at its end.
    ///   - now: the clock of this run; for waiting hosts and for the journal.
    package init(
        channel: String, token: Secret, api: String, http: any HTTPClient, journal: any DeliveryJournal,
        now: @escaping @Sendable () -> Instant
    ) {
        self.channel = channel
        self.journal = journal
        bot = TelegramBot(token: token, api: api, http: http, now: now)
    }

    /// Telegram says "too many" for a chat, and, when it says so for a second one meanwhile, for the bot.
    package func heldUntil(_ digest: Digest) async -> Instant? {
        guard let held = try? journal.held(channel: channel, at: bot.now()), !held.isEmpty,
            let chat = try? journal.address(digest.address, channel: channel)
        else { return nil }
        return [held[chat], held[Self.everyChat]].compactMap { $0 }.max()
    }

    /// No chat has this id.
    private static let everyChat = "*"

    package func deliver(_ digest: Digest) async -> Outcome {
        guard let messages = ChatMessage.read(digest.bytes) else {
            return .digestRefused(why: "digest \(digest.id) holds no messages of a chat")
        }
        do throws(DeliveryJournalFailure) {
            let done = try journal.parts(of: digest.id)
            var last: String?
            for (number, message) in messages.enumerated() {
                if case .accepted(let receipt)? = done[number] {
                    last = receipt
                    continue
                }
                try journal.begin(part: number, of: digest.id, at: bot.now())
                let outcome = try await send(message, to: try journal.address(digest.address, channel: channel), digest)
                switch outcome {
                case .accepted(let receipt):
                    try journal.end(part: number, of: digest.id, receipt: receipt ?? "taken")
                    last = receipt
                case .unknown: return outcome
                case .retry, .recipientDead, .digestRefused, .configurationDead:
                    // A message that was in doubt before stays so: this refusal says nothing about that attempt.
                    if done[number] == nil { try journal.end(part: number, of: digest.id, receipt: nil) }
                    return outcome
                }
            }
            return .accepted(receipt: last)
        } catch {
            return .unknown(why: "the ledger could not be written: \(error.why)")
        }
    }

    /// What the journal knows: bots cannot read back what they sent.
    package func reconcile(_ digest: Digest) async -> Outcome? {
        guard let parts = try? journal.parts(of: digest.id), let messages = ChatMessage.read(digest.bytes) else {
            return nil
        }
        if parts.values.contains(.inDoubt) { return nil }
        if parts.count == messages.count { return .accepted(receipt: nil) }
        return .retry(after: .seconds(0), why: "\(parts.count) of \(messages.count) messages are out")
    }

    package func doctor() async -> ChannelCheck {
        switch await bot.call("getMe", .object([])) {
        case .none(.configurationDead(let why)): return .broken(why: why)
        case .none(let outcome): return .unclear(why: outcome.detail ?? "no answer")
        case .answer(let answer) where answer.isOK:
            return .well(what: "Telegram knows the bot @\(answer.result?["username"]?.string ?? "?")")
        case .answer(let answer):
            let why = "Telegram answers \(answer.code): \(answer.description)"
            return [401, 404].contains(answer.code) ? .broken(why: why) : .unclear(why: why)
        }
    }

    // MARK: One message

    private func send(
        _ message: ChatMessage, to chat: String, _ digest: Digest
    ) async throws(DeliveryJournalFailure) -> Outcome {
        switch await bot.call("sendMessage", body(message, to: chat)) {
        case .none(let outcome): return outcome
        case .answer(let answer):
            if let next = answer.migratedTo, !answer.isOK, next != chat {
                try journal.move(digest.address, to: next, channel: channel, at: bot.now())
                return try await plainly(message, to: next)
            }
            if TelegramAnswer.isAboutForm(answer), !message.buttons.isEmpty {
                return try await plainly(ChatMessage(text: message.text), to: chat)
            }
            return try outcome(answer, chat: chat)
        }
    }

    /// The second and last try within an attempt.
    private func plainly(_ message: ChatMessage, to chat: String) async throws(DeliveryJournalFailure) -> Outcome {
        switch await bot.call("sendMessage", body(message, to: chat)) {
        case .none(let outcome): return outcome
        case .answer(let answer): return try outcome(answer, chat: chat)
        }
    }

    /// What an answer means for the message, and for the others that go to the same chat.
    private func outcome(
        _ answer: TelegramBot.Answer, chat: String
    ) throws(DeliveryJournalFailure) -> Outcome {
        if !answer.isOK, answer.code == TelegramBot.tooMany {
            let now = bot.now()
            let others = try journal.held(channel: channel, at: now).keys.contains { $0 != chat }
            let pause = max(answer.retryAfter ?? .seconds(0), capabilities.smallestPause)
            try journal.hold(
                others ? Self.everyChat : chat, channel: channel, until: now.advanced(by: pause), at: now)
        }
        return TelegramAnswer.outcome(answer, chat: chat)
    }

    /// No parse_mode: nothing in a text can become markup.
    private func body(_ message: ChatMessage, to chat: String) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("chat_id", Int64(chat).map(JSONValue.integer) ?? .string(chat)), ("text", .string(message.text)),
            ("link_preview_options", .object([("is_disabled", .bool(true))])),
        ]
        if !message.buttons.isEmpty {
            let rows = message.buttons.map { button in
                let action: (String, JSONValue) =
                    switch button.action {
                    case .copies(let text): ("copy_text", .object([("text", .string(text))]))
                    case .opens(let url): ("url", .string(url))
                    }
                return JSONValue.array([.object([("text", .string(button.label)), action])])
            }
            members.append(("reply_markup", .object([("inline_keyboard", .array(rows))])))
        }
        return .object(members)
    }
}
