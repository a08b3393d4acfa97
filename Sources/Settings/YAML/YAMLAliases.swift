import Model

/// Anchors and aliases are refused: a few of them can stand for millions of values ("billion laughs"), and an analyst
/// has no use for them.
enum YAMLAliases {
    static let help = "Write the value out again; if the sign belongs to the text, put the text in quotes."

    /// The first anchor (`&name`) of which the text has an alias (`*name`) too.
    ///
    /// This looks before any parser does, because Yams unfolds aliases while it composes, and unfolding is the
    /// attack. It does not know where strings begin, so it may see a pair inside a text; nobody writes that pair by
    /// chance. Anchors without an alias are harmless here and are refused node by node later.
    static func firstUse(in text: String, file: String) -> Finding? {
        let bytes = Array(text.utf8)
        let anchors = names(after: UInt8(ascii: "&"), in: bytes)
        guard !anchors.isEmpty else { return nil }
        let aliases = Set(names(after: UInt8(ascii: "*"), in: bytes).map(\.name))
        guard let anchor = anchors.first(where: { aliases.contains($0.name) }) else { return nil }
        let before = String(decoding: bytes[..<anchor.offset], as: UTF8.self)
        let place = TextPlaces(text, file: file).place(at: before.unicodeScalars.count)
        return Finding(
            "yaml-alias-refused", .error, at: place,
            "the anchor \(Quoting.quoted("&" + anchor.name)) and its alias are not allowed", help: help)
    }

    /// Words that follow `sign` where a YAML token may begin; the name's letters are those of libyaml.
    private static func names(after sign: UInt8, in bytes: [UInt8]) -> [(name: String, offset: Int)] {
        var found: [(name: String, offset: Int)] = []
        for (offset, byte) in bytes.enumerated() where byte == sign {
            guard offset == 0 || !isNamePart(bytes[offset - 1]) else { continue }
            let name = bytes[(offset + 1)...].prefix(while: isNamePart)
            if !name.isEmpty { found.append((String(decoding: name, as: UTF8.self), offset)) }
        }
        return found
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
