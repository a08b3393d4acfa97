import Glibc
import Intake
import Model
import Reading
import Text

/// A chat that a member exported from WhatsApp: `.txt`, or `.zip` with the media, of which only the names are read.
///
/// The file says neither who may read the chat nor what kind it is. So it counts as a private group, which needs
/// consent, unless the user says that it is a public channel; and a chat of two people is refused.
final class BroughtWhatsApp: BroughtFile {
    /// An export has at most some 40,000 messages.
    static let longest = 64 << 20
    private static let pieceMessages = 1000

    let size: Int
    private(set) var offset = 0
    let damage: String?
    let remarks: [String]

    private let options: ImportOptions
    private let posts: [RawPost]
    private let notices: Int
    private var given = 0

    init(_ file: String, _ options: ImportOptions, _ clock: WallClock, _ now: Instant) throws(PipelineError) {
        self.options = options
        guard options.isPublicChannel || options.group != nil else {
            throw .nothingScanned(
                "\(file): a chat of WhatsApp is a private one. A group needs --consent (who), --agreed (when) and --place; "
                    + "the export of a public channel needs --public-channel.")
        }
        let (bytes, damage) = try Self.text(of: file)
        size = bytes.count
        self.damage = damage
        let chat = try Self.chat(bytes, "\(file)\(damage.inBrackets)", options, clock, now)
        guard options.isPublicChannel || chat.saysGroup || chat.authors.count > 2 else {
            throw .nothingScanned(
                "\(file): this looks like a chat of two people. A personal chat is never read, whoever brings it. "
                    + "Write down what is said in it with jibu tip.")
        }
        notices = chat.systemLines + chat.deleted
        let lines = chat.pasted == 1 ? "1 line looks" : "\(chat.pasted) lines look"
        remarks =
            chat.pasted == 0 ? [] : ["\(lines) like messages and run back in time: kept as parts of the message before"]
        posts = Self.posts(of: chat, options, clock)
    }

    func next() -> BroughtPiece? {
        guard given < posts.count || given == 0 && notices > 0 else { return nil }
        let part = posts[given..<min(given + Self.pieceMessages, posts.count)]
        var read = BroughtPosts()
        read.records = part.count + (given == 0 ? notices : 0)
        read.notices = given == 0 ? notices : 0
        if options.isPublicChannel {
            for post in part { read.add(post, of: options.origin) }
        } else {
            read.ofPrivateGroup = Array(part)
        }
        given = max(given + part.count, 1)
        offset = posts.isEmpty ? size : size / posts.count * min(given, posts.count)
        let piece = read
        return BroughtPiece(endOffset: offset) { piece }
    }

    // MARK: the file

    /// The chat as UTF-8, and what is wrong with the file.
    private static func text(of file: String) throws(PipelineError) -> (bytes: [UInt8], damage: String?) {
        if let zip = try zipped(file) { return (decoded(zip), nil) }
        let input = try ForeignInput(file)
        let bytes = try input.rest(limit: longest)
        return (decoded(bytes), input.damage)
    }

    private static func decoded(_ bytes: [UInt8]) -> [UInt8] { Array(TextDecoding.decode(bytes).text.utf8) }

    /// The chat in a zip file; nil when the file is none.
    private static func zipped(_ file: String) throws(PipelineError) -> [UInt8]? {
        if file == "-" { return nil }
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .nothingScanned("\(file): cannot be opened: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        do throws(ZipFailure) {
            let zip = try ZipFile(descriptor)
            let texts = zip.entries.filter { $0.name.lowercased().hasSuffix(".txt") && !$0.name.hasPrefix("__MACOSX") }
            func named(_ part: String) -> ZipEntry? { texts.first { $0.name.contains(part) } }
            // Attached texts lie beside the chat. On iPhones it has this name, on Android it names WhatsApp.
            guard let chat = named("_chat.txt") ?? named("WhatsApp") ?? texts.first else {
                throw .damaged(name: "_chat.txt", why: "there is no text in the zip file")
            }
            return try zip.read(chat, limit: longest)
        } catch {
            // A cut file that does not even begin like a zip is told apart from a text.
            if case .notZip = error { return nil }
            if case .cutShort = error, !beginsLikeZip(descriptor) { return nil }
            throw .nothingScanned("\(file): \(error).")
        }
    }

    private static func beginsLikeZip(_ descriptor: Int32) -> Bool {
        var first: [UInt8] = [0, 0]
        return pread(descriptor, &first, 2, 0) == 2 && first == [0x50, 0x4B]
    }

    private static func chat(
        _ bytes: [UInt8], _ file: String, _ options: ImportOptions, _ clock: WallClock, _ now: Instant
    ) throws(PipelineError) -> WhatsAppChat {
        do throws(WhatsAppChat.Fault) {
            // No clock on earth is more than a day ahead of UTC.
            return try WhatsAppChat(bytes, order: options.dayOrder, latest: now.seconds + 36 * 3600)
        } catch {
            switch error {
            case .noChat:
                throw .nothingScanned(
                    "\(file): this is no chat export of WhatsApp: no line begins with a date and a time.")
            case .dayOrder(let example):
                throw .nothingScanned(
                    "\(file): it cannot be told whether \(example.trimmingBlanks) begins with the day or the month. "
                        + "Say --day-first or --month-first.")
            case .halfDay(let word):
                throw .nothingScanned(
                    "\(file): the word \(word) beside the times is not known. Set the phone to 24 hours and export again."
                )
            case .noDates(let order):
                throw .nothingScanned(
                    "\(file): with \(order.rawValue) most dates of the file do not exist. Is the other order right?")
            }
        }
    }

    // MARK: posts

    /// WhatsApp gives no ids: the minute, the text and how often the two were there before stand for one. No name is
    /// part of it, so that an id says nothing about a person.
    private static func posts(of chat: WhatsAppChat, _ options: ImportOptions, _ clock: WallClock) -> [RawPost] {
        var last: Instant?
        var seen: [String: Int] = [:]
        return chat.messages.map { message in
            let published = clock.instant(message.local, after: last)
            last = max(last ?? published, published)
            let key = "\(message.local / 60):\(StableHash.hex(StableHash.hash64(message.text.utf8)))"
            let turn = seen[key, default: 0]
            seen[key] = turn + 1
            return RawPost(
                nativeID: "\(key):\(turn)", text: message.text, author: RawAuthor(name: message.author),
                published: published,
                zoneAssumed: options.timeZone == nil, media: message.media.map { Media(kind: .other, url: $0) })
        }
    }
}
