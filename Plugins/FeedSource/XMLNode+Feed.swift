import Reading

/// Finding elements in feeds as they are written: a module is known by its
/// namespace, by a mistyped namespace, or by its usual prefix alone.
extension XMLNode {
    /// An element of this name, in any case, of a module; nil means the feed's own vocabulary.
    func isElement(_ name: String, _ module: String? = nil) -> Bool {
        isNamed(name) && Self.module(of: self) == module
    }

    /// The first child of that name and module.
    func first(_ name: String, _ module: String? = nil) -> XMLNode? {
        children.first { $0.isElement(name, module) }
    }

    func all(_ name: String, _ module: String? = nil) -> [XMLNode] {
        children.filter { $0.isElement(name, module) }
    }

    /// The first child of Atom itself: in the feed's own vocabulary, or in a document that writes Atom with a prefix.
    func atom(_ name: String) -> XMLNode? { children.first { $0.isAtom(name) } }

    func atoms(_ name: String) -> [XMLNode] { children.filter { $0.isAtom(name) } }

    func isAtom(_ name: String) -> Bool { isElement(name) || isElement(name, "atom") }

    /// The inside as HTML. Writers escape it, put it into CDATA, or let the tags stand as they are.
    var html: String {
        guard !children.isEmpty else { return text }
        // Escaped characters stay escaped in `markup`, so only tags can begin like this.
        return Set(descendantPrefixes).reduce(markup) { html, prefix in
            html.replacing("<\(prefix):", with: "<").replacing("</\(prefix):", with: "</")
        }
    }

    /// Prefixes of XHTML, which HTML does not know.
    private var descendantPrefixes: [String] {
        ["div", "p", "span", "body"].flatMap { descendants($0).compactMap(\.prefix) }
    }

    /// The text without blanks at its ends; nil when nothing is left.
    var trimmed: String? {
        var bytes = Substring(text)
        while let first = bytes.first, first.isWhitespace { bytes.removeFirst() }
        while let last = bytes.last, last.isWhitespace { bytes.removeLast() }
        return bytes.isEmpty ? nil : String(bytes)
    }

    var lang: String? { attribute(prefix: "xml", "lang") }

    /// `xml:base` resolved against the base around this element.
    func base(within outer: String?) -> String? {
        guard let own = attribute(prefix: "xml", "base") else { return outer }
        return outer.flatMap { URLText.resolve(own, against: $0) } ?? own
    }

    /// The module an element belongs to; nil for the vocabulary of RSS and Atom themselves.
    private static func module(of node: XMLNode) -> String? {
        if let space = node.namespace?.lowercased(), !space.isEmpty {
            for (part, module) in modules where space.contains(part) { return module }
            if own.contains(where: space.contains) { return node.prefix.flatMap { foreign($0, inside: space) } }
        }
        guard let prefix = node.prefix?.lowercased(), !prefix.isEmpty else { return nil }
        return prefix == "a10" ? "atom" : prefix
    }

    /// An Atom element inside RSS has the Atom namespace and a prefix: there it is a module.
    private static func foreign(_ prefix: String, inside space: String) -> String? {
        space.contains("atom") && ["atom", "atom10", "a10"].contains(prefix.lowercased()) ? "atom" : nil
    }

    /// Parts of namespace names, as they stay when a scheme, a slash or a blank is mistyped.
    private static let modules: [(String, String)] = [
        ("purl.org/dc/elements", "dc"), ("purl.org/dc/terms", "dcterms"), ("rss/1.0/modules/content", "content"),
        ("rss/1.0/modules/slash", "slash"), ("rss/1.0/modules/syndication", "sy"), ("search.yahoo.com/mrss", "media"),
        ("itunes.com/dtds", "itunes"), ("news.yandex", "yandex"), ("turbo.yandex", "turbo"),
        ("feedburner", "feedburner"), ("purl.org/syndication/thread", "thr"), ("youtube.com/xml", "yt"),
    ]
    private static let own = [
        "w3.org/2005/atom", "purl.org/atom", "purl.org/rss", "my.netscape.com/rdf", "backend.userland",
    ]
}

/// Base64 as Atom 0.3 uses it (RFC 4648), without Foundation.
enum Base64 {
    static func text(_ encoded: String) -> String? {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in encoded.utf8 {
            let value: UInt32
            switch byte {
            case 0x41...0x5A: value = UInt32(byte - 0x41)
            case 0x61...0x7A: value = UInt32(byte - 0x61 + 26)
            case 0x30...0x39: value = UInt32(byte - 0x30 + 52)
            case 0x2B: value = 62
            case 0x2F: value = 63
            case 0x3D, 0x20, 0x09, 0x0A, 0x0D: continue
            default: return nil
            }
            bits = bits << 6 | value
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
