import Intake
import Model
import Settings

extension TelegramBotSource {
    private static let token = Key(
        "token", Shape<SecretReference>.secret, help: "The bot's token, as @BotFather gave it.")
    private static let consent = Key(
        "consent",
        Shape<String>.line(minimum: 10, maximum: 300, example: "The bot's first message says what tips are used for"),
        help: "How people who write to the bot know what becomes of their words.")
    private static let wait = Key(
        "wait", Shape<TimeSpan>.span(.seconds(0) ... .seconds(50)),
        help: "How long Telegram may hold a question until somebody writes.", default: .seconds(0))

    static let settings = Shape<Settings>.object(
        "telegram-bot", help: "One bot.", keys: [token, consent, wait], alsoAllowed: SourceKind.commonKeys
    ) { fields, _ in
        guard let token = fields[token], let consent = fields[consent], let wait = fields[wait] else { return nil }
        var settings = Settings(token: token, consent: consent)
        settings.wait = wait
        return settings
    }
}
