import Intake
import Model
import Reading

/// One post of a wall.
struct VKPost {
    /// Rises; unique on its wall.
    let id: Int64
    let isPinned: Bool
    let post: RawPost

    /// Nil for an object that is no published post.
    init?(_ item: JSONValue, names: VKNames, context: SourceContext) {
        guard let id = item["id"]?.integer, let owner = item["owner_id"]?.integer else { return nil }
        // What waits for its time or for an editor is not public yet.
        guard !["postpone", "suggest"].contains(item["post_type"]?.string) else { return nil }
        self.id = id
        isPinned = item["is_pinned"]?.integer == 1
        let writer = item["from_id"]?.integer ?? owner
        let source = item["copy_history"]?[0]
        let parts = [VKText.plain(item["text"]?.string), VKText.plain(source?["text"]?.string)]
        let attached = VKAttachments((item["attachments"]?.array ?? []) + (source?["attachments"]?.array ?? []))
        let from = source.flatMap { source -> (place: String, owner: Int64)? in
            guard let owner = source["owner_id"]?.integer, let id = source["id"]?.integer else { return nil }
            return ("https://vk.com/wall\(owner)_\(id)", owner)
        }
        post = RawPost(
            nativeID: "\(owner)_\(id)", url: "https://vk.com/wall\(owner)_\(id)",
            text: (parts + attached.words).filter { !$0.isEmpty }.joined(separator: "\n"),
            author: RawAuthor(name: names.name(of: writer), handle: names.handle(of: writer)),
            authorKind: writer > 0 ? .person : nil, published: context.believable(seconds: item["date"]),
            publishedRaw: item["date"]?.text, updated: context.believable(seconds: item["edited"]),
            counts: Counts(
                views: item["views"]?["count"]?.integer, likes: item["likes"]?["count"]?.integer,
                shares: item["reposts"]?["count"]?.integer, comments: item["comments"]?["count"]?.integer),
            media: attached.media, links: attached.links, forwardedFrom: from?.place,
            forwardedFromKind: from.map { $0.owner > 0 ? .person : .organisation })
    }
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
    /// `[club1|Name]` and `[https://…|Name]` as the name, `[id1|Name]` as `@id1`: a person's name must not stand in a
    /// text, and Intake knows a mention by its sign.
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
        if isNumbered(target, "id") { return "@\(target)" }
        let isCommunity = ["club", "public", "event", "app"].contains { isNumbered(target, $0) }
        return isCommunity || target.hasPrefix("http") || target.hasPrefix("vk.com/") ? String(name) : nil
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
                guard let owner = thing["owner_id"]?.integer, let id = thing["id"]?.integer else { continue }
                add(.video, "https://vk.com/video\(owner)_\(id)", alt: title)
                if let title, !title.isEmpty { words.append(title) }
            case "audio": add(.audio, thing["url"]?.string, alt: title)
            case "doc":
                add(.document, thing["url"]?.string, alt: title)
                if let title, !title.isEmpty { words.append(title) }
            case "link": if let url = thing["url"]?.string { links.append(url) }
            case "poll":
                if let question = thing["question"]?.string { words.append(question) }
                words += (thing["answers"]?.array ?? []).compactMap { $0["text"]?.string }.map { "- \($0)" }
            default: continue
            }
        }
    }

    private mutating func add(_ kind: Media.Kind, _ url: String?, alt: String?) {
        guard let url, !url.isEmpty else { return }
        media.append(Media(kind: kind, url: url, alt: alt.flatMap { $0.isEmpty ? nil : $0 }))
    }

    private static func largest(_ sizes: [JSONValue]) -> String? {
        sizes.max { ($0["width"]?.integer ?? 0) < ($1["width"]?.integer ?? 0) }?["url"]?.string
    }
}
