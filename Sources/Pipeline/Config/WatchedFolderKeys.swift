import Model
import Settings

/// A folder into which people put exports, and what they are.
package struct WatchedFolder: Sendable {
    package let id: String
    package var folder: String
    package let options: ImportOptions

    /// Exports of a private group: what they hold, and whose chat they are, is kept nowhere else.
    var isPrivate: Bool { options.group != nil }
}

/// One watched folder as read, with the places of what refers to other sections.
struct WatchedFolderEntry: Sendable {
    var folder: WatchedFolder
    let place: Located<String>?
}

/// `watched_folders:` folders into which people put exports of chats and other files with posts.
enum WatchedFolderKeys {
    static let id = Key<String>("id", .identifier, help: "Id of the folder, for reports.")
    static let folder = Key<String>("folder", .path, help: "The folder; done and failed files go to folders in it.")
    static let kind = Key<ImportKind>("kind", .choice(), help: "What the files are; see docs/bringing.md.")
    static let source = Key<String>.optional("source", .identifier, help: "Source of posts that name none.")
    static let platform = Key<String>.optional("platform", .identifier, help: "Platform of posts that name none.")
    static let authorKind = Key<AuthorKind>(
        "author_kind", .choice(), help: "Who wrote the posts, when the file does not say it.", default: .person)
    static let fields = Key<[String]>(
        "fields", .list(of: .line(example: "text=content"), maximum: 40),
        help: "Which member or column is what: NAME=MEMBER.", default: [])
    static let timeZone = Key<String>.optional(
        "time_zone", .timeZone, help: "Zone of times that name none; for chats the office's unless given.")
    static let dayOrder = Key<DayOrder>.optional(
        "day_order", .choice(), help: "Which number of 05/06/2026 is the day, when a chat does not show it.")
    static let handle = Key<String>.optional("handle", .line(maximum: 64), help: "Public name of a Telegram channel.")
    static let chat = Key<String>.optional("chat", .line(maximum: 120), help: "Of several chats only this one.")
    static let isPublic = Key<Bool>(
        "public_channel", .bool, help: "The WhatsApp chats are those of a public channel.", default: false)
    static let place = Key<Located<String>>.optional(
        "place", Shape<String>.identifier.located, help: "Private group: what it is about, an id of places.yaml.")
    static let consent = Key<String>.optional(
        "consent", .line(maximum: 300), help: "Private group: who agreed, without names.")
    static let agreed = Key<CivilDate>.optional("agreed", .day, help: "Private group: the day on which they agreed.")

    static let shape = Shape<WatchedFolderEntry>.object(
        "watched folder", help: "A folder into which people put exports.",
        keys: [
            id, folder, kind, source, platform, authorKind, fields, timeZone, dayOrder, handle, chat, isPublic, place,
            consent, agreed,
        ]
    ) { fields, findings in
        guard let id = fields[id], let folder = fields[folder], let kind = fields[kind],
            let authorKind = fields[authorKind],
            let members = fields[WatchedFolderKeys.fields], let isPublic = fields[isPublic]
        else { return nil }
        var options = ImportOptions(kind: kind)
        (options.source, options.platform, options.authorKind) = (fields[source], fields[platform], authorKind)
        (options.fields, options.timeZone, options.dayOrder) = (members, fields[timeZone], fields[dayOrder])
        (options.handle, options.chat, options.isPublicChannel) = (fields[handle], fields[chat], isPublic)
        let (place, consent, agreed) = (fields[place], fields[consent], fields[agreed])
        if let place, let consent, let agreed {
            options.group = PrivateGroup(place: place.value, consent: consent, agreed: agreed)
        }
        if let finding = missing(options, given: [place != nil, consent != nil, agreed != nil], at: fields.node.place) {
            findings.append(finding)
            return nil
        }
        return WatchedFolderEntry(folder: WatchedFolder(id: id, folder: folder, options: options), place: place)
    }

    /// A private group needs everything that a consent is made of, and WhatsApp one of the two.
    private static func missing(_ options: ImportOptions, given: [Bool], at place: FilePlace) -> Finding? {
        let isHalf = options.group == nil && given.contains(true)
        let isUnsaid = options.kind == .whatsapp && !options.isPublicChannel && options.group == nil
        guard isHalf || isUnsaid else { return nil }
        return Finding(
            "missing-key", .error, at: place, "a private group needs \"consent\", \"agreed\" and \"place\"",
            help: options.kind == .whatsapp
                ? "Write who agreed and when, and a place; or \"public_channel: true\" for a public channel."
                : "Write who agreed and when, and a place; or none of the three.")
    }
}
