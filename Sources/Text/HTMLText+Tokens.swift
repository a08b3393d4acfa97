/// Cuts markup into text and tags, in one pass over the bytes.
struct HTMLTokens {
    enum Token {
        /// Bytes of text, entities still in it; none where a comment stood.
        case text(Range<Int>)
        /// Name in lower case; attributes only when asked for, the first one of each name.
        case start(String, [String: String])
        case end(String)
    }

    let bytes: [UInt8]
    private let keepsAttributes: Bool
    private var position = 0
    private var pending: Token?
    /// Behind this place there is no `>`, so no tag.
    private let lastTagEnd: Int
    /// A tag was open at the end because of a quote: from now on the next `>` ends a tag, whatever the quotes say.
    private var ignoresQuotes = false
    /// What was looked for and is not in the rest of the text.
    private var missing: Set<String> = []
    /// Where what was looked for stands next.
    private var located: [String: Int] = [:]
    private var openCDATA = 0

    private static let mostAttributes = 64
    /// A tag cut off by the end of the text is dropped when it is not longer than this.
    private static let longestCutTag = 4_096

    init(_ bytes: [UInt8], keepsAttributes: Bool) {
        self.bytes = bytes
        self.keepsAttributes = keepsAttributes
        lastTagEnd = bytes.lastIndex(of: 0x3e) ?? -1
    }

    /// The next piece, or nil at the end.
    mutating func next() -> Token? {
        if let token = pending {
            pending = nil
            return token
        }
        let start = position
        while position < bytes.count {
            let here = position
            if bytes[here] == 0x5d, openCDATA > 0, has("]]>", at: here) {
                openCDATA -= 1
                position = here + 3
                return .text(start..<here)
            }
            guard bytes[here] == 0x3c, let token = markup(at: here) else {
                position = here + 1
                continue
            }
            guard start < here else { return token }
            pending = token
            return .text(start..<here)
        }
        return start < bytes.count ? .text(start..<bytes.count) : nil
    }

    /// Whether an element named `name` is closed anywhere in the rest.
    mutating func isClosed(_ name: String) -> Bool { find("</" + name, from: position) != nil }

    /// Reads what starts at a `<`. Nil: it is text. An empty text: a comment or the like; `position` is behind it.
    private mutating func markup(at start: Int) -> Token? {
        let second = byte(start + 1)
        if second == 0x21 || second == 0x3f { return declaration(at: start) }
        let isEnd = second == 0x2f
        let nameStart = isEnd ? start + 2 : start + 1
        guard isLetter(byte(nameStart)) else { return nil }
        var nameEnd = nameStart
        while nameEnd - nameStart <= HTMLElements.longestName, isNamePart(byte(nameEnd)) { nameEnd += 1 }
        let after = byte(nameEnd)
        guard after == 0x3e || after == 0x2f || after <= 0x20 else { return nil }
        let name = String(decoding: bytes[nameStart..<nameEnd].map { isLetter($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
        guard HTMLElements.isKnown(name) else { return nil }
        guard let (end, attributes) = tagEnd(from: nameEnd, collecting: keepsAttributes && !isEnd) else {
            return cutTag(at: start, nameEnd: nameEnd)
        }
        position = end
        if isEnd { return .end(name) }
        if HTMLElements.hidden.contains(name), byte(end - 2) != 0x2f || name == "script" { skipHidden(name) }
        return .start(name, attributes)
    }

    /// A tag without an end. When it clearly is one (a name alone, or an attribute), the text was cut inside it.
    private mutating func cutTag(at start: Int, nameEnd: Int) -> Token? {
        guard bytes.count - start <= Self.longestCutTag else { return nil }
        guard nameEnd == bytes.count || bytes[nameEnd...].contains(0x3d) else { return nil }
        position = bytes.count
        return .text(start..<start)
    }

    /// Comments, CDATA, doctypes and processing instructions.
    private mutating func declaration(at start: Int) -> Token? {
        if has("<![CDATA[", at: start) {
            openCDATA += 1
            position = start + 9
            return .text(start..<start)
        }
        if has("<!--", at: start) {
            let close = find("-->", from: start + 2).map { $0 + 3 }
            // A comment that is never closed hides its first tag only.
            position = close ?? find(">", from: start).map { $0 + 1 } ?? bytes.count
            return .text(start..<start)
        }
        let third = byte(start + 2)
        guard isLetter(third) || third == 0x5b && byte(start + 1) == 0x21, let end = find(">", from: start) else {
            return nil
        }
        position = end + 1
        return .text(start..<start)
    }

    /// Moves behind the end tag of an element whose content is no text. Without an end tag, a script or style takes
    /// the rest of the text, and other elements hide nothing.
    private mutating func skipHidden(_ name: String) {
        if let end = find("</" + name, from: position) {
            position = find(">", from: end).map { $0 + 1 } ?? bytes.count
        } else if name == "script" || name == "style" {
            position = bytes.count
        }
    }

    /// One past the `>` of a tag, and its attributes. Quotes count where HTML says so: as first sign of a value.
    private mutating func tagEnd(from start: Int, collecting: Bool) -> (Int, [String: String])? {
        guard start <= lastTagEnd else { return nil }
        var attributes: [String: String] = [:]
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x3e { return (index + 1, attributes) }
            if byte <= 0x20 || byte == 0x2f {
                index += 1
                continue
            }
            let nameStart = index
            index += 1
            while index < bytes.count, bytes[index] > 0x20, ![0x2f, 0x3e, 0x3d].contains(bytes[index]) { index += 1 }
            let name = nameStart..<index
            var value = index..<index
            var probe = index
            while probe < bytes.count, bytes[probe] <= 0x20 { probe += 1 }
            if probe < bytes.count, bytes[probe] == 0x3d {
                guard let range = attributeValue(from: probe + 1, end: &index) else { break }
                value = range
            }
            if collecting, attributes.count < Self.mostAttributes, name.count <= HTMLElements.longestName {
                let key = String(decoding: bytes[name].map { isLetter($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
                if attributes[key] == nil { attributes[key] = HTMLCharacters.attribute(bytes[value]) }
            }
        }
        if ignoresQuotes { return nil }
        ignoresQuotes = true
        return find(">", from: start).map { ($0 + 1, attributes) }
    }

    /// The value behind an equals sign; `end` moves behind it. Nil when a quote is never closed.
    private func attributeValue(from start: Int, end: inout Int) -> Range<Int>? {
        var first = start
        while first < bytes.count, bytes[first] <= 0x20 { first += 1 }
        guard first < bytes.count else { return nil }
        let quote = bytes[first]
        if !ignoresQuotes, quote == 0x22 || quote == 0x27 {
            guard let close = bytes[(first + 1)...].firstIndex(of: quote) else { return nil }
            end = close + 1
            return first + 1..<close
        }
        end = first
        while end < bytes.count, bytes[end] > 0x20, bytes[end] != 0x3e { end += 1 }
        return first..<end
    }

    /// Where `word` (lower-case ASCII) next stands in any case. No byte is searched twice for one word.
    private mutating func find(_ word: String, from start: Int) -> Int? {
        let pattern = Array(word.utf8)
        guard let first = pattern.first, !missing.contains(word), start < bytes.count else { return nil }
        if let known = located[word], known >= start { return known }
        var index = start
        while index + pattern.count <= bytes.count {
            if bytes[index] == first, has(pattern, at: index) {
                located[word] = index
                return index
            }
            index += 1
        }
        missing.insert(word)
        return nil
    }

    private func has(_ word: StaticString, at index: Int) -> Bool {
        word.withUTF8Buffer { word in
            for (offset, wanted) in word.enumerated() where byte(index + offset) != wanted { return false }
            return true
        }
    }

    private func has(_ word: [UInt8], at index: Int) -> Bool {
        for (offset, wanted) in word.enumerated() {
            let found = byte(index + offset)
            if (isLetter(found) ? found | 0x20 : found) != wanted { return false }
        }
        return true
    }

    private func byte(_ index: Int) -> UInt8 { index >= 0 && index < bytes.count ? bytes[index] : 0 }
    private func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5a).contains(byte & ~0x20) }
    private func isNamePart(_ byte: UInt8) -> Bool {
        isLetter(byte) || (0x30...0x39).contains(byte) || byte == 0x2d || byte == 0x3a
    }
}
