import Intake
import Model
import Reading
import Settings

/// A tipline: what people send to the office's Telegram bot, and what is posted in channels that the bot looks after.
///
/// Telegram forgets an update as soon as a later one is asked for. So one fetch asks once, from the cursor on; the
/// cursor is stored only when what came is durable, and only the next fetch lets Telegram forget it.
public struct TelegramBotSource: Source {
    public struct Settings: Sendable, Hashable {
        public var token: SecretReference
        /// What people are told before they write, in one line: nothing of theirs is used without it.
        public var consent: String
        /// Seconds that Telegram may wait for a message before it answers "none".
        public var wait: TimeSpan = .seconds(0)
        public init(token: SecretReference, consent: String) {
            self.token = token
            self.consent = consent
        }
    }

    public static let kind = SourceKind(
        "telegram-bot", platform: "telegram", summary: "A tipline: what people write to the office's Telegram bot.",
        settings: settings
    ) { TelegramBotSource($0) }

    private static let host = "api.telegram.org"
    /// Updates that Telegram gives at once.
    private static let perFetch = 100
    /// Telegram keeps what nobody fetched for so long.
    private static let kept = TimeSpan.hours(24)

    let settings: Settings

    public init(_ settings: Settings) { self.settings = settings }

    public var hosts: [String] { [Self.host] }
    public var secrets: [SecretReference] { [settings.token] }
    public var tiplineConsent: String? { settings.consent }

    public func fetch(after cursor: Cursor?, using context: SourceContext) async throws(SourceFailure) -> Harvest {
        let bookmark = TelegramBotBookmark(cursor)
        let answer = try await updates(from: bookmark.offset(at: context.now), context)
        guard let list = answer.document["result"]?.array else {
            throw .notAnAnswer(url: shownAddress, what: "there is no list of updates in the answer")
        }
        let updates = list.compactMap { TelegramUpdate($0) }
        let posts = updates.compactMap { $0.post(consent: settings.consent, context: context) }
        var notes = TelegramUpdate.notes(on: updates)
        if list.count >= Self.perFetch { notes.append("more messages are waiting; the next fetch takes them") }
        // What came before the first question is not known.
        var reach = list.count >= Self.perFetch || bookmark.asked == nil ? Harvest.Reach.unknown : .all
        if let last = bookmark.asked, context.now.since(last) > Self.kept {
            reach = .part
            notes.append("nobody asked since \(last); Telegram keeps messages for 24 hours, so older ones are lost")
        }
        var next = bookmark
        next.asked = context.now
        // An id that cannot be read must not hold up the others: the highest that can be counts.
        if let last = updates.map(\.id).max() { (next.next, next.came) = (last + 1, context.now) }
        return Harvest(
            posts: posts, cursor: next.cursor, health: posts.isEmpty ? .quiet : .healthy, notes: notes,
            reach: reach)
    }

    private var shownAddress: String { "https://\(Self.host)/bot<secret>/getUpdates" }

    /// The one question. The token is part of the address: that is how Telegram wants it, so no failure may show it.
    private func updates(from next: Int64?, _ context: SourceContext) async throws(SourceFailure) -> WebAPI.Answer {
        let token = try context.secretText(settings.token)
        let isToken = token.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
        }
        guard isToken, token.contains(":") else {
            throw .secret("the secret in \(settings.token) is no bot token (a number, a colon, letters)")
        }
        var request: [(String, JSONValue)] = [
            ("limit", .integer(Int64(Self.perFetch))), ("timeout", .integer(settings.wait.seconds)),
            (
                "allowed_updates",
                .array(["message", "edited_message", "channel_post", "edited_channel_post"].map { .string($0) })
            ),
        ]
        if let next { request.append(("offset", .integer(next))) }
        let body = JSONValue.object(request).encoded()
        var call = HTTPRequest(
            .post, "https://\(Self.host)/bot\(token)/getUpdates",
            headers: [HTTPHeader("Content-Type", "application/json"), HTTPHeader("Accept", "application/json")],
            body: body)
        call.limits.total = settings.wait.milliseconds > 0 ? .seconds(settings.wait.seconds + 20) : call.limits.total
        call.held = settings.wait
        let (shown, now) = (shownAddress, context.now)
        return try await WebAPI(context).ask(call) { document, _ in
            TelegramBotTrouble.failure(in: document, url: shown, now: now)
        }
    }
}

/// Where the next fetch goes on, as cursor text.
struct TelegramBotBookmark {
    /// The first update that was not yet taken. Asking for it lets Telegram forget all before it.
    var next: Int64?
    /// When the last update came.
    var came: Instant?
    /// When the bot was last asked.
    var asked: Instant?

    /// A cursor that cannot be read starts with whatever Telegram still has.
    init(_ cursor: Cursor?) {
        let object = cursor?.object
        next = object?["next"]?.integer
        asked = object?["asked"]?.string.flatMap { Instant($0) }
        came = object?["came"]?.string.flatMap { Instant($0) } ?? asked
    }

    /// The first update to ask for; nil asks for all that Telegram still has. After a quiet week its numbers begin anew
    /// and may be lower: asked for the old one, it would forget them unread. What comes twice is known by its id.
    func offset(at now: Instant) -> Int64? {
        guard let next, let came, now.since(came) < .days(6), now.since(came) > .days(-1) else { return nil }
        return next
    }

    var cursor: Cursor {
        func text(_ instant: Instant?) -> JSONValue? { instant.map { .string("\($0)") } }
        return Cursor([("next", next.map { .integer($0) }), ("came", text(came)), ("asked", text(asked))])
    }
}

/// `{"ok":false,"error_code":429,"description":"…","parameters":{"retry_after":14}}`.
enum TelegramBotTrouble {
    /// Nil for a document that reports none.
    static func failure(in document: JSONValue, url: String, now: Instant) -> SourceFailure? {
        if document["ok"]?.bool == true { return nil }
        let said = document["description"]?.string.map { ": \($0)" } ?? ""
        func refused(_ what: String) -> SourceFailure { .refused(url: url, what: what + said) }
        switch document["error_code"]?.integer {
        case 429:
            let seconds = document["parameters"]?["retry_after"]?.integer
            return .throttled(
                url: url, until: seconds.map { now.advanced(by: .seconds(min(max($0, 1), 86_400))) })
        case 401, 404:
            return refused(
                "Telegram does not know this bot token: make a new one with @BotFather and put it into its file")
        case 403: return refused("Telegram refuses this bot")
        case 409:
            return refused(
                "somebody else asks for this bot's messages, or a webhook is set: one bot has one reader. Remove the "
                    + "webhook (deleteWebhook) or the second source")
        case .some(400..<500): return refused("Telegram refuses the question")
        default:
            return document["ok"] == nil ? nil : .notAnAnswer(url: url, what: "Telegram answered with an error\(said)")
        }
    }
}
