/// The five components of a URL reference (RFC 3986 appendix B), as bytes.
struct URLParts {
    var scheme: [UInt8]?
    /// Between `//` and the path; nil when there was no `//`.
    var authority: [UInt8]?
    var path: [UInt8] = []
    var query: [UInt8]?
    var fragment: [UInt8]?

    static let longest = 64 << 10

    /// Takes a reference apart; nil when it is too long.
    init?(_ text: String) {
        var bytes = Self.cleaned(text)
        guard bytes.count <= Self.longest else { return nil }
        scheme = Self.takeScheme(from: &bytes)
        fragment = Self.takeTail(after: UInt8(ascii: "#"), from: &bytes)
        query = Self.takeTail(after: UInt8(ascii: "?"), from: &bytes)
        if isWeb || scheme == nil {
            for index in bytes.indices where bytes[index] == UInt8(ascii: "\\") { bytes[index] = UInt8(ascii: "/") }
        }
        if bytes.starts(with: [UInt8(ascii: "/"), UInt8(ascii: "/")]) {
            let rest = bytes.dropFirst(2)
            let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
            authority = Array(rest[..<end])
            path = Array(rest[end...])
        } else {
            path = bytes
        }
    }

    var isWeb: Bool { scheme == Array("http".utf8) || scheme == Array("https".utf8) }

    /// True for schemes whose paths have segments and can be a base.
    var isHierarchical: Bool {
        guard scheme != nil else { return false }
        return isWeb || authority != nil || scheme == Array("file".utf8)
    }

    var text: String {
        var bytes: [UInt8] = []
        if let scheme { bytes += scheme + [UInt8(ascii: ":")] }
        if let authority { bytes += [UInt8(ascii: "/"), UInt8(ascii: "/")] + authority }
        bytes += path
        if let query { bytes += [UInt8(ascii: "?")] + query }
        if let fragment { bytes += [UInt8(ascii: "#")] + fragment }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// RFC 3986 section 5.2.2, for a reference without a scheme.
    func resolved(against base: URLParts) -> URLParts {
        var result = self
        result.scheme = base.scheme
        if authority != nil { return result }
        result.authority = base.authority
        if path.isEmpty {
            result.path = base.path
            if query == nil { result.query = base.query }
        } else if path.first != UInt8(ascii: "/") {
            let folder = base.path.lastIndex(of: UInt8(ascii: "/")).map { base.path[...$0] } ?? [UInt8(ascii: "/")]
            result.path = folder + path
        }
        return result
    }

    /// Without blanks and control characters at both ends.
    static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isOuterBlank($0) }),
            let last = scalars.lastIndex(where: { !isOuterBlank($0) })
        else { return "" }
        return String(scalars[first...last])
    }

    private static func isOuterBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value <= 0x20 || scalar.properties.isWhitespace || scalar == "\u{FEFF}" || scalar == "\u{200B}"
    }

    /// Trimmed, and without tabs and line breaks inside; a line break takes the
    /// blanks around it along, since it came from indentation.
    private static func cleaned(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var brokenLine = false
        for byte in trimmed(text).utf8 {
            if byte == Byte.newline || byte == Byte.carriageReturn || byte == Byte.tab {
                if byte != Byte.tab {
                    brokenLine = true
                    while bytes.last == Byte.space { bytes.removeLast() }
                }
                continue
            }
            if brokenLine && byte == Byte.space { continue }
            brokenLine = false
            bytes.append(byte)
        }
        return bytes
    }

    /// Takes `scheme:` off the front, in lower case.
    private static func takeScheme(from bytes: inout [UInt8]) -> [UInt8]? {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), let first = bytes.first, Byte.isLetter(first),
            bytes[..<colon].allSatisfy({ Byte.isLetter($0) || Byte.isDigit($0) || "+-.".utf8.contains($0) })
        else { return nil }
        let scheme = bytes[..<colon].map(Byte.lower)
        bytes.removeSubrange(...colon)
        return scheme
    }

    private static func takeTail(after mark: UInt8, from bytes: inout [UInt8]) -> [UInt8]? {
        guard let index = bytes.firstIndex(of: mark) else { return nil }
        let tail = Array(bytes[(index + 1)...])
        bytes.removeSubrange(index...)
        return tail
    }
}
