import Intake
import Model
import Reading

/// Some messages of one chat, to be read on any worker.
struct TelegramMessages: Sendable {
    let chat: TelegramChat
    let messages: [TelegramMessagePlace]
    let options: ImportOptions
    let clock: WallClock

    func read() -> BroughtPosts {
        var posts = BroughtPosts()
        var origin = options.origin
        // Numbers of messages are a chat's own.
        if options.source == nil, let id = chat.id, ImportMapping.isPlain(id) { origin.source = "telegram:\(id)" }
        for message in messages {
            posts.records += 1
            switch message {
            case .tooLong(let offset): posts.bad.append("byte \(offset): a message longer than any is")
            case .message(let bytes, let offset):
                do throws(JSONFailure) {
                    let value = try JSONValue.parse(bytes, .lenient)
                    guard value["type"]?.string == "message" else {
                        // Who joined, what was pinned; and what that version of Telegram could not show.
                        posts.notices += 1
                        continue
                    }
                    let post = post(value)
                    if chat.isPrivate { posts.ofPrivateGroup.append(post) } else { posts.add(post, of: origin) }
                } catch {
                    posts.bad.append("byte \(offset): \(error)")
                }
            }
        }
        return posts
    }

    private func post(_ message: JSONValue) -> RawPost {
        let id = message["id"]?.text
        let (published, isAssumed) = time(message, "date")
        let handle = options.handle
        return RawPost(
            nativeID: id, url: handle.flatMap { handle in id.map { "https://t.me/\(handle)/\($0)" } },
            text: Self.text(message), author: author(message), published: published,
            publishedRaw: message["date"]?.string, zoneAssumed: isAssumed, updated: time(message, "edited").0,
            counts: Counts(likes: reactions(message)), media: media(message), links: Self.links(message),
            replyTo: message["reply_to_message_id"]?.text.map { id in handle.map { "https://t.me/\($0)/\(id)" } ?? id },
            forwardedFrom: message["forwarded_from"]?.string ?? message["forwarded_from_id"]?.text
                ?? message["saved_from"]?.string)
    }

    /// A Unix time; older exports have only the wall time of the computer that made them.
    private func time(_ message: JSONValue, _ name: String) -> (Instant?, isAssumed: Bool) {
        if let seconds = message["\(name)_unixtime"]?.text.flatMap({ Int64($0) }), (0..<4_102_444_800).contains(seconds)
        {
            return (Instant(seconds: seconds), false)
        }
        guard let local = message[name]?.string.flatMap({ FeedDate.read($0) }) else { return (nil, false) }
        return (local.zoneAssumed ? clock.instant(local.instant.seconds) : local.instant, local.zoneAssumed)
    }

    /// Who wrote it; in a channel the channel, with the signature.
    private func author(_ message: JSONValue) -> RawAuthor? {
        if chat.type == "public_channel" || chat.type == "private_channel" {
            let name = [chat.name, message["author"]?.string].compactMap { $0 }.joined(separator: ", ")
            return RawAuthor(name: name.isEmpty ? nil : name, handle: options.handle ?? chat.id.map { "channel\($0)" })
        }
        let (name, id) = (message["from"]?.string, message["from_id"]?.text)
        return name == nil && id == nil ? nil : RawAuthor(name: name, handle: id)
    }

    /// What a reader reads: the text, a poll's question and answers.
    private static func text(_ message: JSONValue) -> String {
        var parts = [plain(message["text"]) ?? plain(message["text_entities"]) ?? ""]
        if let poll = message["poll"] {
            parts += [plain(poll["question"])].compactMap { $0 }
            parts += (poll["answers"]?.array ?? []).compactMap { plain($0["text"]).map { "- \($0)" } }
        }
        return parts.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// A text, or an array of texts and of objects with a text.
    private static func plain(_ value: JSONValue?) -> String? {
        if let text = value?.string { return text }
        return value?.array.map { parts in parts.map { $0.string ?? $0["text"]?.string ?? "" }.joined() }
    }

    private static func links(_ message: JSONValue) -> [String] {
        let entities = (message["text_entities"]?.array ?? []) + (message["text"]?.array ?? [])
        var links: [String] = []
        for entity in entities {
            let link = entity["href"]?.string ?? (entity["type"]?.string == "link" ? entity["text"]?.string : nil)
            if let link, !links.contains(link) { links.append(link) }
        }
        return links
    }

    /// A path below the export's folder, or a sentence that the file is not there: said as media either way, so that a
    /// post without text is counted as not looked at.
    private func media(_ message: JSONValue) -> [Media] {
        if let photo = message["photo"]?.string { return [Media(kind: .image, url: photo)] }
        guard let file = message["file"]?.string ?? message["media_type"]?.string else { return [] }
        return switch message["media_type"]?.string {
        case "video_file", "video_message", "animation": [Media(kind: .video, url: file)]
        case "voice_message", "audio_file": [Media(kind: .audio, url: file)]
        case "sticker": [Media(kind: .image, url: file)]
        default: [Media(kind: .document, url: file)]
        }
    }

    private func reactions(_ message: JSONValue) -> Int64? {
        message["reactions"]?.array.map {
            $0.reduce(Int64(0)) { $0.addingReportingOverflow($1["count"]?.integer ?? 0).partialValue }
        }
        .flatMap { $0 >= 0 ? $0 : nil }
    }
}
