import Intake
import Model
import Reading

/// One post of a wall.
struct VKPost {
    /// Rises; unique on its wall.
    let id: Int64
    /// Whose wall.
    let owner: Int64
    let isPinned: Bool
    let post: RawPost

    /// Nil for an object that is no published post.
    init?(_ item: JSONValue, names: VKNames, context: SourceContext) {
        guard let id = item["id"]?.integer, let owner = item["owner_id"]?.integer else { return nil }
        // What waits for its time or for an editor is not public yet.
        guard !["postpone", "suggest"].contains(item["post_type"]?.string) else { return nil }
        (self.id, self.owner) = (id, owner)
        isPinned = item["is_pinned"]?.integer == 1
        let writer = item["from_id"]?.integer ?? owner
        let reposted = item["copy_history"]?.array ?? []
        let source = reposted.first
        let parts = [VKText.plain(item["text"]?.string), VKText.plain(source?["text"]?.string)]
        let attached = VKAttachments((item["attachments"]?.array ?? []) + (source?["attachments"]?.array ?? []))
        let place = source.flatMap { source -> String? in
            guard let owner = source["owner_id"]?.integer, let id = source["id"]?.integer else { return nil }
            return "https://vk.com/wall\(owner)_\(id)"
        }
        // On the wall of a community a person may have written, and what was reposted may have been by one.
        let isOfPerson = reposted.contains { Self.isPerson($0["owner_id"]) || Self.isPerson($0["from_id"]) }
        post = RawPost(
            nativeID: "\(owner)_\(id)", url: "https://vk.com/wall\(owner)_\(id)",
            text: (parts + attached.words).filter { !$0.isEmpty }.joined(separator: "\n"),
            author: RawAuthor(name: names.name(of: writer), handle: names.handle(of: writer)),
            authorKind: writer > 0 || isOfPerson ? .person : nil, published: context.believable(seconds: item["date"]),
            publishedRaw: item["date"]?.text, updated: context.believable(seconds: item["edited"]),
            counts: Counts(
                views: item["views"]?["count"]?.integer, likes: item["likes"]?["count"]?.integer,
                shares: item["reposts"]?["count"]?.integer, comments: item["comments"]?["count"]?.integer),
            media: attached.media, links: attached.links, forwardedFrom: place,
            forwardedFromKind: place.map { _ in isOfPerson ? .person : .organisation })
    }

    /// People have positive numbers, communities negative ones.
    private static func isPerson(_ id: JSONValue?) -> Bool { (id?.integer ?? 0) > 0 }
}

/// Names of communities (negative ids) and people, as `extended=1` gives them.
struct VKNames {
    private var known: [Int64: (name: String?, handle: String?)] = [:]

    init(_ response: JSONValue?) {
        for group in response?["groups"]?.array ?? [] {
            // Negative ids are communities; a number at the edge of its range has no negative.
            guard let id = group["id"]?.integer, id > 0 else { continue }
            known[-id] = (group["name"]?.string, group["screen_name"]?.string)
        }
        for person in response?["profiles"]?.array ?? [] {
            guard let id = person["id"]?.integer else { continue }
            let name = [person["first_name"]?.string, person["last_name"]?.string].compactMap { $0 }
            known[id] = (name.isEmpty ? nil : name.joined(separator: " "), nil)
        }
    }

    func name(of id: Int64) -> String? { known[id]?.name }

    /// People are known by their number: names are not unique.
    func handle(of id: Int64) -> String { id > 0 ? "id\(id)" : known[id]?.handle ?? "club\(id.magnitude)" }
}

/// VK's own markup in texts.
enum VKText {
    /// `[club1|Name]` and `[https://…|Name]` as the name, `[id1|Name]` and `[https://vk.com/name|Name]` as `@id1` and
    /// `@name`: a person's name must not stand in a text, and Intake knows a mention by its sign.
    static func plain(_ text: String?) -> String {
        guard let text, text.contains("[") else { return text ?? "" }
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "[") {
            result += rest[..<open]
            let inside = rest[rest.index(after: open)...]
            guard let close = inside.firstIndex(of: "]"), let bar = inside[..<close].firstIndex(of: "|"),
                let shown = shown(inside[..<bar], inside[inside.index(after: bar)..<close])
            else {
                result += "["
                rest = inside
                continue
            }
            result += shown
            rest = inside[inside.index(after: close)...]
        }
        return result + rest
    }

    private static func shown(_ target: Substring, _ name: Substring) -> String? {
        let account = account(target)
        if isNumbered(account ?? target, "id") { return "@\(account ?? target)" }
        let isCommunity = ["club", "public", "event", "app"].contains { isNumbered(account ?? target, $0) }
        if isCommunity { return String(name) }
        // Nobody can tell by a short name whether a person or a community has it.
        if let short = account ?? (target.first?.isLetter ?? false ? target : nil), isShortName(short) {
            return "@\(short)"
        }
        return account != nil || target.hasPrefix("http") ? String(name) : nil
    }

    /// What an address of VK itself names; nil for every other target.
    private static func account(_ target: Substring) -> Substring? {
        var rest = target
        for prefix in ["https://", "http://"] where rest.hasPrefix(prefix) { rest = rest.dropFirst(prefix.count) }
        for prefix in ["www.", "m."] where rest.hasPrefix(prefix) { rest = rest.dropFirst(prefix.count) }
        for host in ["vk.com/", "vk.ru/", "vkontakte.ru/"] where rest.hasPrefix(host) {
            return rest.dropFirst(host.count).prefix { $0 != "?" && $0 != "#" && $0 != "/" }
        }
        return nil
    }

    /// Letters and digits of ASCII, dots and underscores, five at least; not the address of a wall or a film.
    private static func isShortName(_ name: Substring) -> Bool {
        let things = ["wall", "video", "photo", "album", "topic", "clip", "doc", "market", "audio", "page", "poll"]
        let isThing = things.contains { thing in
            name.hasPrefix(thing) && name.dropFirst(thing.count).first?.isNumber ?? false
        }
        return !isThing && (5...32).contains(name.utf8.count)
            && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }
    }

    private static func isNumbered(_ target: Substring, _ word: String) -> Bool {
        let number = target.dropFirst(word.count)
        return target.hasPrefix(word) && !number.isEmpty && number.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}

/// What hangs on a post: pictures and films, links, and words of polls and files.
struct VKAttachments {
    var media: [Media] = []
    var links: [String] = []
    var words: [String] = []

    init(_ attachments: [JSONValue]) {
        for attachment in attachments {
            guard let type = attachment["type"]?.string, let thing = attachment[type] else { continue }
            let title = thing["title"]?.string
            switch type {
            case "photo": add(.image, thing["sizes"]?.array.flatMap(VKAttachments.largest), alt: thing["text"]?.string)
            case "video":
                add(.video, address("video", thing), alt: title)
                if let title, !title.isEmpty { words.append(title) }
            case "audio": add(.audio, thing["url"]?.string, alt: title)
            case "doc":
                add(.document, address("doc", thing), alt: title)
                if let title, !title.isEmpty { words.append(title) }
            case "link": if let url = thing["url"]?.string { links.append(url) }
            case "poll":
                if let question = thing["question"]?.string { words.append(question) }
                words += (thing["answers"]?.array ?? []).compactMap { $0["text"]?.string }.map { "- \($0)" }
            default: continue
            }
        }
    }

    /// Where a film or a file is. In the address of what is a person's stands their number: that one tells no more than
    /// the platform.
    private func address(_ kind: String, _ thing: JSONValue) -> String {
        guard let owner = thing["owner_id"]?.integer, owner < 0, let id = thing["id"]?.integer else {
            return "https://vk.com/\(kind)"
        }
        return thing["url"]?.string ?? "https://vk.com/\(kind)\(owner)_\(id)"
    }

    private mutating func add(_ kind: Media.Kind, _ url: String?, alt: String?) {
        guard let url, !url.isEmpty else { return }
        media.append(Media(kind: kind, url: url, alt: alt.flatMap { $0.isEmpty ? nil : $0 }))
    }

    private static func largest(_ sizes: [JSONValue]) -> String? {
        sizes.max { ($0["width"]?.integer ?? 0) < ($1["width"]?.integer ?? 0) }?["url"]?.string
    }
}
