import Model

/// What stands behind a stamp: `AUTHOR: TEXT`, or a line of WhatsApp itself.
struct WhatsAppBody {
    enum Reading {
        case message(WhatsAppMessage)
        case deleted
        case system(String)
    }

    /// Invisible marks of direction, and the byte order mark: they say where WhatsApp itself speaks, and nothing else.
    static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }

    static let ownVoice: Unicode.Scalar = "\u{200E}"
    private static let longestName = 120

    private let text: String
    /// The line begins with the mark of WhatsApp's own voice.
    let isMarked: Bool
    /// A line of WhatsApp itself that may hold a colon: `Amina changed the subject to "A: b"`.
    let namesNobody: Bool
    /// Everything before each of the first `: `, the shortest first.
    let splits: [(name: String, rest: String)]

    init(_ text: String) {
        var text = text.replacing("\r\n", with: "\n")
        while text.last?.isNewline ?? false { text.removeLast() }
        self.text = text
        isMarked = text.unicodeScalars.first == Self.ownVoice
        let line = text.prefix { $0 != "\n" }
        var splits: [(String, String)] = []
        var from = line.startIndex
        while splits.count < 3, let colon = line[from...].firstIndex(of: ":") {
            let after = line.index(after: colon)
            if after == line.endIndex || line[after] == " " {
                let name = Self.name(line[..<colon])
                if name.isEmpty || name.count > Self.longestName { break }
                splits.append((name, String(text[after...].drop { $0 == " " })))
            }
            from = after
        }
        self.splits = splits
        namesNobody = splits.first.map { Self.isNoName($0.0) } ?? true
    }

    /// A quote that is open where the name would end, or words of WhatsApp itself, which no short name holds.
    private static func isNoName(_ name: String) -> Bool {
        name.count { "\"“”„«»".contains($0) } % 2 == 1 || name.utf8.count > 16 && WhatsAppNotice.isSystem(name)
    }

    /// A name without marks, without the `~` of somebody who is no contact.
    private static func name(_ text: Substring) -> String {
        var scalars = String.UnicodeScalarView(text.unicodeScalars.filter { !isMark($0) })[...]
        if scalars.first == "~" { scalars.removeFirst() }
        return String(Substring(scalars)).trimmingBlanks
    }

    func message(at local: Int64, _ names: WhatsAppNames) -> Reading {
        guard let split = names.split(self) else { return .system(text) }
        let name = split.name
        var media: [String] = []
        var content = split.rest
        let isOwnVoice = content.unicodeScalars.first == Self.ownVoice
        WhatsAppNotice.dropEdited(&content)
        WhatsAppNotice.takeFiles(&content, &media)
        let plain = WhatsAppNotice.withoutMarks(content).trimmingBlanks
        let bare = WhatsAppNotice.bare(plain)
        if WhatsAppWords.deleted.contains(bare) { return .deleted }
        if WhatsAppWords.notices.contains(bare) { return .system(text) }
        if WhatsAppNotice.isPlaceholder(plain) {
            return .message(WhatsAppMessage(local: local, author: name, text: "", media: [plain]))
        }
        let poll = WhatsAppNotice.poll(plain)
        // Here WhatsApp speaks in the author's place: a file that is not there, a call, the group's history.
        if isOwnVoice, poll == nil, media.isEmpty, !plain.contains("\n"), plain.utf8.count <= 300 {
            // On iPhones the name of the group stands before what WhatsApp says about it.
            if !names.speaks(name) || WhatsAppNotice.isSystem(plain) { return .system(text) }
            return .message(WhatsAppMessage(local: local, author: name, text: "", media: [plain]))
        }
        return .message(WhatsAppMessage(local: local, author: name, text: poll ?? plain, media: media))
    }
}

/// The names of a chat: a colon may be part of one.
struct WhatsAppNames {
    private var known: Set<String> = []
    /// Names that wrote something themselves.
    private var speaking: Set<String> = []
    /// Names that go on behind their first colon, always in the same way.
    private var longer: [String: String] = [:]

    init(_ bodies: [WhatsAppBody]) {
        var seconds: [String: [String: Int]] = [:]
        var counts: [String: Int] = [:]
        for body in bodies where !body.isMarked && !body.namesNobody {
            guard let first = body.splits.first else { continue }
            known.insert(first.name)
            if first.rest.unicodeScalars.first != WhatsAppBody.ownVoice { speaking.insert(first.name) }
            counts[first.name, default: 0] += 1
            if body.splits.count > 1 { seconds[first.name, default: [:]][body.splits[1].name, default: 0] += 1 }
        }
        for (name, more) in seconds where counts[name].map({ $0 >= 3 }) ?? false {
            // "Press: Qala" writes nothing without its second half; an author who often says "Note:" does.
            if let only = more.first, more.count == 1, only.value == counts[name] { longer[name] = only.key }
        }
    }

    func speaks(_ name: String) -> Bool { speaking.contains(name) || longer.values.contains(name) }

    /// Author and text; nil for a line of WhatsApp itself.
    func split(_ body: WhatsAppBody) -> (name: String, rest: String)? {
        guard let first = body.splits.first, !body.namesNobody else { return nil }
        if body.isMarked, !known.contains(first.name) { return nil }
        if let name = longer[first.name], body.splits.count > 1, body.splits[1].name == name { return body.splits[1] }
        return first
    }
}

extension String {
    /// Without blanks and line ends at both ends.
    var trimmingBlanks: String {
        var text = self[...].drop(while: \.isWhitespace)
        while text.last?.isWhitespace ?? false { text.removeLast() }
        return String(text)
    }
}
