import Model
import Reading
import Text

/// One message of a channel.
struct TelegramMessage {
    /// Rises, with gaps where messages were deleted or belong to one album.
    let id: Int64
    let post: RawPost

    /// Nil for an element that names no message.
    init?(_ markup: TelegramMarkup, channel: String) {
        guard let place = markup.node.attribute("data-post"), let slash = place.lastIndex(of: "/"),
            let id = Self.number(place[place.index(after: slash)...])
        else { return nil }
        self.id = id
        let name = place[..<slash]
        let address = "https://t.me/\(name)/\(id)"
        // The quoted message of a reply has the same class, and is somebody else's text.
        let texts = markup.outermost("tgme_widget_message_text", outside: "tgme_widget_message_reply")
        let html = texts.map(\.node.markup).joined(separator: "<br/>")
        let time = markup.first("tgme_widget_message_date")?.node.descendants("time").first?.attribute("datetime")
        let date = time.flatMap { FeedDate.read($0) }
        let forwarded = TelegramMessage.forwarded(markup)
        let links = TelegramMessage.links(texts, base: "https://t.me/s/\(name)")
        post = RawPost(
            nativeID: String(id), url: address, text: TelegramMessage.text(texts, markup),
            html: html.isEmpty ? nil : html,
            author: TelegramMessage.author(markup, handle: String(name)), published: date?.instant, publishedRaw: time,
            zoneAssumed: date?.zoneAssumed ?? false,
            counts: Counts(
                views: markup.first("tgme_widget_message_views")?.words.flatMap(TelegramNumber.read),
                likes: TelegramMessage.reactions(markup)),
            media: TelegramMedia.all(markup, address: address), links: links.urls, tags: links.tags,
            replyTo: markup.first("tgme_widget_message_reply")?.node.attribute("href"),
            forwardedFrom: forwarded?.name, forwardedFromKind: forwarded?.isPerson ?? false ? .person : nil)
    }

    /// The number of a message; nil for one that no message has.
    static func number(_ text: some StringProtocol) -> Int64? {
        Int64(text).flatMap { (1...(1 << 53)).contains($0) ? $0 : nil }
    }

    /// All reactions together, of whatever kind; nil when there are none. Stars are paid for and count for nothing.
    private static func reactions(_ markup: TelegramMarkup) -> Int64? {
        let counts = markup.outermost("tgme_reaction").filter { !$0.has("tgme_reaction_paid") }.compactMap { reaction in
            reaction.words?.split(separator: " ").last.flatMap { TelegramNumber.read(String($0)) }
        }
        return counts.isEmpty ? nil : counts.reduce(0) { $0.addingReportingOverflow($1).partialValue }
    }

    /// What a reader reads: the text, a poll's question and answers, a file's name.
    private static func text(_ texts: [TelegramMarkup], _ markup: TelegramMarkup) -> String {
        var parts = texts.map { HTMLText.plainText($0.node.markup) }
        parts += markup.outermost("tgme_widget_message_poll_question").compactMap(\.words)
        parts += markup.outermost("tgme_widget_message_poll_option_text").compactMap(\.words).map { "- \($0)" }
        parts += markup.outermost("tgme_widget_message_document_title").compactMap(\.words)
        return parts.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// The channel, and who signed the message.
    private static func author(_ markup: TelegramMarkup, handle: String) -> RawAuthor {
        let owner = markup.first("tgme_widget_message_owner_name")?.words
        let signature = markup.first("tgme_widget_message_from_author")?.words
        let name = [owner, signature].compactMap { $0 }.joined(separator: ", ")
        return RawAuthor(name: name.isEmpty ? nil : name, handle: handle)
    }

    /// The address of the first source, or its name where Telegram hides the address. Only a message of a channel has
    /// an address with a number at its end; everything else may be a person.
    private static func forwarded(_ markup: TelegramMarkup) -> (name: String, isPerson: Bool)? {
        guard let from = markup.first("tgme_widget_message_forwarded_from_name") else { return nil }
        guard let address = from.node.attribute("href") else { return from.words.map { ($0, true) } }
        let number = address.split(separator: "/").last ?? ""
        return (address, number.isEmpty || !number.utf8.allSatisfy { (0x30...0x39).contains($0) })
    }

    /// Links of the text, and its hashtags, which are links to a search in the channel.
    private static func links(_ texts: [TelegramMarkup], base: String) -> (urls: [String], tags: [String]) {
        var urls: [String] = []
        var tags: [String] = []
        for anchor in texts.flatMap({ $0.node.descendants("a") }) {
            guard let href = anchor.attribute("href") else { continue }
            if href.hasPrefix("?q=") {
                tags.append(anchor.text.hasPrefix("#") ? String(anchor.text.dropFirst()) : anchor.text)
                continue
            }
            // Since April 2024 links that ask before they open have every & escaped twice.
            let whole = anchor.attribute("onclick") == nil ? href : href.replacing("&amp;", with: "&")
            if let url = URLText.resolve(whole, against: base), URLText.isWeb(url), !urls.contains(url) {
                urls.append(url)
            }
        }
        return (urls, tags)
    }
}

/// Counters as the preview rounds them: `842`, `1.2K`, `3.4M`.
enum TelegramNumber {
    static func read(_ text: String) -> Int64? {
        let units: [Character: Double] = ["K": 1000, "M": 1_000_000, "B": 1_000_000_000]
        let unit = text.last.flatMap { units[$0] }
        let digits = unit == nil ? text[...] : text.dropLast()
        guard !digits.isEmpty, digits.utf8.count <= 12, digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
            let number = Double(digits)
        else { return nil }
        let whole = (number * (unit ?? 1)).rounded()
        return Int64(exactly: whole)
    }
}

/// Pictures, films, sounds and files of a message.
enum TelegramMedia {
    static func all(_ markup: TelegramMarkup, address: String) -> [Media] {
        var media: [Media] = []
        for node in markup.all {
            if node.has("tgme_widget_message_photo_wrap") {
                media.append(Media(kind: .image, url: background(node) ?? address))
            } else if node.has("tgme_widget_message_video_player") {
                let film = node.node.descendants("video").first?.attribute("src")
                let still = node.first("tgme_widget_message_video_thumb").flatMap(background)
                media.append(Media(kind: .video, url: film ?? still ?? address))
            } else if node.has("tgme_widget_message_voice") {
                media.append(Media(kind: .audio, url: node.node.attribute("src") ?? address))
            } else if node.has("tgme_widget_message_document_wrap") {
                media.append(Media(kind: .document, url: node.node.attribute("href") ?? address))
            } else if node.has("message_media_not_supported") {
                // Something that the preview cannot show: it must be named as not seen.
                media.append(Media(kind: .other, url: address))
            }
        }
        return media
    }

    /// The address in `style="background-image:url('…')"`.
    private static func background(_ markup: TelegramMarkup) -> String? {
        guard let style = markup.node.attribute("style"), let start = style.range(of: "url(") else { return nil }
        let address = style[start.upperBound...].drop { $0 == "'" || $0 == "\"" }.prefix { !"'\")".contains($0) }
        return address.hasPrefix("https://") ? String(address) : nil
    }
}
