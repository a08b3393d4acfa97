import Model

/// From Telegram's answer to an outcome: the table of delivery.md 3.2.
enum TelegramAnswer {
    static func outcome(_ answer: TelegramBot.Answer, chat: String) -> Outcome {
        if answer.isOK {
            // The chat and the number together name one message.
            let number = answer.result?["message_id"]?.text
            let home = answer.result?["chat"]?["id"]?.text ?? chat
            return .accepted(receipt: number.map { "\(home)/\($0)" })
        }
        let why = "Telegram answers \(answer.code): \(answer.description)"
        switch answer.code {
        case 400 where answer.description.lowercased().contains("message is not modified"):
            return .accepted(receipt: nil)
        // The chat is not there, or the bot may not write there: other people's messages go out.
        case 400 where isAboutChat(answer): return .recipientDead(why: why)
        case 403: return .recipientDead(why: why)
        // What was sent is no message for it: other messages go out.
        case 400, 413: return .digestRefused(why: why)
        case 401, 404: return .configurationDead(why: why + "; make a new token with @BotFather")
        case 409, 420, 429: return .retry(after: answer.retryAfter, why: why)
        // A gateway gave up waiting: the message may be out.
        case 504: return .unknown(why: why)
        case 500...: return .retry(after: answer.retryAfter, why: why)
        default: return .recipientDead(why: why)
        }
    }

    private static func isAboutChat(_ answer: TelegramBot.Answer) -> Bool {
        let words = answer.description.lowercased()
        return ["chat not found", "user not found", "peer_id_invalid", "chat_id", "rights", "forbidden", "deactivated"]
            .contains(where: words.contains)
    }

    /// Is it the form that Telegram does not take, and not the chat? Then the bare text may still go.
    static func isAboutForm(_ answer: TelegramBot.Answer) -> Bool {
        let words = answer.description.lowercased()
        return answer.code == 400 && !answer.isOK
            && ["can't parse", "entit", "button", "reply_markup", "reply markup", "message is too long"]
                .contains(where: words.contains)
    }
}
