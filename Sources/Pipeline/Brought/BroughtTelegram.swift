import Intake
import Model
import Reading
import Storage

/// `result.json` of Telegram Desktop, of one chat or of a whole account, streamed: memory is one chunk and one piece.
///
/// Public channels and groups give posts. Personal chats are passed over unread. A private group or channel needs
/// consent, and is handed over apart.
final class BroughtTelegram: BroughtFile {
    private static let places =
        ["name", "type", "id", "messages[]", "chats.list[]", "left_chats.list[]"]
        + ["chats", "left_chats"].flatMap { top in ["name", "type", "id", "messages[]"].map { "\(top).list[].\($0)" } }
    private static let pieceBytes = 512 << 10

    private let file: String
    private let input: ForeignInput
    private let options: ImportOptions
    private let clock: WallClock
    private var reader = JSONPlaces(places, cap: Limits.lineBytes)
    private var chat = TelegramChat()
    /// Messages of `chat` that have not been given.
    private var messages: [TelegramMessagePlace] = []
    private var bytes = 0
    private var ready: [BroughtPiece] = []
    private var hasEnded = false
    private var hasChats = false
    private var failure: JSONFailure?
    /// Chats that were left out, by why.
    private var refused: [TelegramChat.Refusal: Set<String>] = [:]
    private var refusedOrder: [TelegramChat.Refusal] = []
    private var privateChat: String?

    init(_ file: String, _ options: ImportOptions, _ clock: WallClock) throws(PipelineError) {
        self.file = file
        self.options = options
        self.clock = clock
        input = try ForeignInput(file)
    }

    var size: Int { input.size }
    var offset: Int { input.offset }
    var damage: String? { failure.map { "\($0)" } ?? input.damage }
    var refusals: [String] { refusedOrder.map { $0.sentence(refused[$0]?.count ?? 0) } }

    func next() throws(PipelineError) -> BroughtPiece? {
        while ready.isEmpty, !hasEnded {
            let chunk = try input.next()
            hasEnded = chunk.isEmpty
            do throws(JSONFailure) {
                if hasEnded { try reader.finish() } else { try add(chunk) }
            } catch {
                failure = error
                hasEnded = true
            }
            if hasEnded { giveMessages() }
        }
        guard ready.isEmpty else { return ready.removeFirst() }
        guard hasChats else {
            throw .nothingScanned(
                "\(file): no export of Telegram Desktop: export the chat history as \"Machine-readable JSON\"."
                    + damage.inBrackets)
        }
        return nil
    }

    private func add(_ chunk: [UInt8]) throws(JSONFailure) {
        // Taken out while it works, since what it meets changes this value.
        var reader = JSONPlaces([], cap: 0)
        swap(&reader, &self.reader)
        defer { swap(&reader, &self.reader) }
        try chunk.withUnsafeBufferPointer { buffer throws(JSONFailure) in try reader.add(buffer) { take($0) } }
    }

    private func take(_ event: JSONPlaces.Event) {
        switch event {
        case .opened:
            giveMessages()
            chat = TelegramChat()
        case .tooLong(let place, let offset):
            guard Self.places[place].hasSuffix("messages[]") else { return }
            hasChats = true
            if mayRead() { messages.append(.tooLong(offset)) }
        case .value(let place, let value, let offset):
            switch Self.places[place].split(separator: ".").last {
            case "name": chat.name = (try? JSONValue.parse(value, .lenient))?.string
            case "type": chat.type = (try? JSONValue.parse(value, .lenient))?.string
            case "id": chat.id = (try? JSONValue.parse(value, .lenient))?.text
            default: add(message: value, at: offset)
            }
        }
    }

    private func add(message: [UInt8], at offset: Int) {
        hasChats = true
        guard mayRead() else { return }
        messages.append(.message(message, offset))
        bytes += message.count
        if bytes >= Self.pieceBytes { giveMessages() }
    }

    /// False for a chat that is left out, which is noted.
    private func mayRead() -> Bool {
        if let refusal = chat.refusal(options, privateChat) {
            if refused[refusal] == nil { refusedOrder.append(refusal) }
            refused[refusal, default: []].insert(chat.id ?? chat.name ?? "")
            return false
        }
        if chat.isPrivate { privateChat = chat.id ?? chat.name ?? "" }
        return true
    }

    private func giveMessages() {
        guard !messages.isEmpty else { return }
        let given = TelegramMessages(chat: chat, messages: messages, options: options, clock: clock)
        ready.append(BroughtPiece(endOffset: offset) { given.read() })
        messages = []
        bytes = 0
    }
}

/// A message as bytes, with its place in the file.
enum TelegramMessagePlace: Sendable {
    case message([UInt8], Int)
    case tooLong(Int)
}

/// What stands above the messages of a chat.
struct TelegramChat: Sendable {
    var name: String?
    var type: String?
    var id: String?

    var isPrivate: Bool { ["private_group", "private_supergroup", "private_channel"].contains(type) }

    /// Why a chat is left out.
    enum Refusal: Hashable {
        case personal, noConsent, otherPrivate, notAsked, unknown

        func sentence(_ chats: Int) -> String {
            let subject = chats == 1 ? "1 chat" : "\(chats) chats"
            return switch self {
            case .personal: "\(subject) left out: a personal chat is never read, whoever brings it"
            case .noConsent:
                "\(subject) left out: a private group or channel needs --consent, --agreed and --place, and of several "
                    + "chats --chat with its id"
            case .otherPrivate:
                "\(subject) left out: one consent is for one private chat; --chat names the others one by one"
            case .notAsked: "\(subject) left out, since --chat names another one"
            case .unknown:
                "\(subject) left out: the type of the chat is unknown, and does not stand before its messages"
            }
        }
    }

    /// - Parameter privateChat: the private chat that the consent was used for.
    func refusal(_ options: ImportOptions, _ privateChat: String?) -> Refusal? {
        if let wanted = options.chat, wanted != id, wanted != name { return .notAsked }
        switch type {
        case "personal_chat", "bot_chat", "saved_messages": return .personal
        case "public_channel", "public_supergroup": return nil
        case _ where isPrivate:
            guard options.group != nil else { return .noConsent }
            return privateChat.map { $0 == (id ?? name ?? "") } ?? true ? nil : .otherPrivate
        default: return .unknown
        }
    }
}
