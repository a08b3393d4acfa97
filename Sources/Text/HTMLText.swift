/// From HTML, as feeds and pages carry it, to plain text, links and media.
///
/// Tolerant: nothing has to be closed, quoted or known. What only looks like a tag stays text (`C++ <vector>`, `5<6`,
/// `<3`): a tag is the name of an HTML element, and a `>` somewhere behind it. Work grows with the length of the input
/// and with nothing else. `HTMLTokens` cuts the markup, `HTMLReader` writes the text, `HTMLCharacters` knows entities.
public enum HTMLText {
    /// A picture, sound, video or embedded page that the markup shows.
    public struct Medium: Sendable, Hashable {
        public enum Kind: String, Sendable, CaseIterable { case image, video, audio, frame }
        public var kind: Kind
        /// As found: absolute or relative.
        public var url: String
        /// The description that the author gave, if any.
        public var alt: String?

        public init(kind: Kind, url: String, alt: String? = nil) {
            self.kind = kind
            self.url = url
            self.alt = alt
        }
    }

    /// The readable text of `html`: blocks and `<br>` break lines, list items start with `- `, cells of a table are
    /// parted by a blank, runs of blanks are one blank. Scripts, styles, templates and comments are left out.
    public static func plainText(_ html: String) -> String {
        if !html.utf8.contains(where: { $0 == 0x3c || $0 == 0x26 || $0 <= 0x20 || $0 == 0xc2 }) { return html }
        var reader = HTMLReader(Array(html.utf8))
        return reader.text()
    }

    /// The targets of its links in document order, as found, without repeats; at most 1,000.
    ///
    /// Left out: places in the same page (`#top`), scripts, data, and mail and phone links, which are personal.
    public static func links(_ html: String) -> [String] {
        var tokens = HTMLTokens(Array(html.utf8), keepsAttributes: true)
        var found = URLCollection()
        while let token = tokens.next() {
            guard case .start("a", let attributes) = token, let target = attributes["href"] else { continue }
            found.take(target)
        }
        return found.urls
    }

    /// Its pictures, videos, sounds and embedded pages in document order, without repeats; at most 1,000.
    ///
    /// Tracking pixels, hidden pictures and pictures written as data are left out.
    public static func media(_ html: String) -> [Medium] {
        var tokens = HTMLTokens(Array(html.utf8), keepsAttributes: true)
        var found = URLCollection()
        var media: [Medium] = []
        var outer = Medium.Kind.video
        while let token = tokens.next() {
            guard case .start(let name, let attributes) = token else { continue }
            if name == "audio" { outer = .audio }
            if name == "video" || name == "picture" { outer = name == "video" ? .video : .image }
            guard let (kind, url) = HTMLMedia.medium(name, attributes, inside: outer), found.take(url) else { continue }
            let alt = HTMLMedia.description(attributes)
            media.append(Medium(kind: kind, url: found.urls.last ?? url, alt: alt))
        }
        return media
    }
}

/// Links as found, each once, within our limits.
struct URLCollection {
    private(set) var urls: [String] = []
    private var known: Set<String> = []
    static let most = 1_000
    static let longest = 8_192
    private static let unwanted = ["#", "javascript:", "data:", "mailto:", "tel:", "sms:", "about:", "blob:"]

    /// Keeps a link unless it is empty, known, too long or not a link to somewhere; says whether it did.
    @discardableResult
    mutating func take(_ text: String) -> Bool {
        guard urls.count < Self.most, text.utf8.count <= Self.longest else { return false }
        let scalars = text.unicodeScalars.filter { $0 != "\n" && $0 != "\r" && $0 != "\t" }
        var trimmed = Substring.UnicodeScalarView(scalars)
        while trimmed.first?.properties.isWhitespace == true { trimmed.removeFirst() }
        while trimmed.last?.properties.isWhitespace == true { trimmed.removeLast() }
        let url = String(trimmed)
        let start = url.prefix(12).lowercased()
        if url.isEmpty || Self.unwanted.contains(where: { start.hasPrefix($0) }) { return false }
        guard known.insert(url).inserted else { return false }
        urls.append(url)
        return true
    }
}
