/// Names of encodings: the WHATWG labels and the misspellings that feeds use.
enum EncodingLabels {
    /// The encoding behind a label; nil for an unknown one.
    static func encoding(_ label: String) -> TextEncoding? {
        var name = label.lowercased().filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
        name.removeAll { $0 == "-" || $0 == "_" || $0 == ":" }
        return plain[name] ?? (name.hasPrefix("x") ? plain[String(name.dropFirst())] : nil)
    }

    /// What a document says of itself in its first kilobyte: `<?xml … encoding="…"?>`, `<meta charset=…>`,
    /// or `charset=` inside a `<meta>`. Nil when it says nothing.
    static func declared(in bytes: [UInt8]) -> String? {
        let head = bytes.prefix(4096).map { $0 < 0x80 ? Byte.lower($0) : 0x3F }
        if let start = find("<?xml", in: head, from: 0), let end = find("?>", in: head, from: start),
            let place = find("encoding", in: head, from: start), place < end,
            let value = value(in: head, after: place + 8, before: end)
        {
            return value
        }
        var from = 0
        while let start = find("<meta", in: head, from: from) {
            let end = find(">", in: head, from: start) ?? head.count
            if let place = find("charset", in: head, from: start), place < end,
                let value = value(in: head, after: place + 7, before: end)
            {
                return value
            }
            from = end
        }
        return nil
    }

    /// The word after `=`, with or without quotes.
    private static func value(in head: [UInt8], after place: Int, before end: Int) -> String? {
        var index = place
        while index < end, Byte.isBlank(head[index]) { index += 1 }
        guard index < end, head[index] == UInt8(ascii: "=") else { return nil }
        let word = head[(index + 1)..<end].drop { Byte.isBlank($0) || $0 == 0x22 || $0 == 0x27 }
            .prefix { Byte.isLetter($0) || Byte.isDigit($0) || "-_.:".utf8.contains($0) }
        return word.isEmpty ? nil : String(decoding: word, as: UTF8.self)
    }

    private static func find(_ needle: StaticString, in head: [UInt8], from start: Int) -> Int? {
        let needle = needle.withUTF8Buffer { Array($0) }
        guard head.count >= needle.count, start <= head.count - needle.count else { return nil }
        return (start...(head.count - needle.count)).first { index in
            head[index] == needle[0] && head[index..<(index + needle.count)].elementsEqual(needle)
        }
    }

    /// Lower case, without dashes, underscores and a leading `x`.
    private static let plain: [String: TextEncoding] = {
        let names: [(TextEncoding, String)] = [
            (.utf8, "utf8 utf8mb4 utf8mb3 unicode11utf8 unicode20utf8 unicodeutf8 utf utf8n cp65001 utf7 utf8bom"),
            (.utf16(bigEndian: false), "utf16 utf16le ucs2 unicode iso10646ucs2 csunicode unicodefeff"),
            (.utf16(bigEndian: true), "utf16be unicodefffe"),
            (.single(.windows1251), "windows1251 win1251 cp1251 1251 ansi1251 wincyrillic cswindows1251"),
            (.single(.kz1048), "kz1048 strk1048 strk10482002 rk1048 cskz1048 kz windowskz"),
            (.single(.pt154), "pt154 ptcp154 csptcp154 cp154 cyrillicasian"),
            (
                .single(.windows1252),
                "windows1252 win1252 cp1252 1252 iso88591 iso8859 latin1 l1 ascii usascii ansix341968 isoir100 "
                    + "iso885911987 isolatin1 csisolatin1 cp819 ibm819 88591 iso885915 latin9 ansi"
            ),
            (.single(.windows1250), "windows1250 win1250 cp1250 1250"),
            (.single(.windows1254), "windows1254 win1254 cp1254 1254 iso88599 latin5 l5 isoir148 88599 csisolatin5"),
            (.single(.iso88592), "iso88592 latin2 l2 isoir101 88592 csisolatin2 isolatin2"),
            (.single(.iso88595), "iso88595 cyrillic isoir144 88595 csisolatincyrillic iso885951988"),
            (.single(.koi8r), "koi8r koi8 koi cskoi8r koir"),
            (.single(.koi8u), "koi8u koi8ru"),
            (.single(.ibm866), "ibm866 cp866 866 csibm866 dos866 alt maccp866"),
        ]
        var result: [String: TextEncoding] = [:]
        for (encoding, list) in names {
            for name in list.split(separator: " ") { result[String(name)] = encoding }
        }
        return result
    }()
}
