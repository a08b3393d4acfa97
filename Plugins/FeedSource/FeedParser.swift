import Model
import Reading
import Text

/// Detect, then parse: bytes of unknown origin become a feed, or a reason why they are none.
public enum FeedParser {
    /// Reads a feed.
    ///
    /// - Parameters:
    ///   - bytes: the body as it came.
    ///   - baseURL: where it came from; relative links resolve against it unless the feed names a better base.
    ///   - httpCharset: the charset of the Content-Type header, if any.
    ///   - zone: minutes east of UTC for dates that name no zone.
    public static func parse(
        _ bytes: [UInt8], baseURL: String?, httpCharset: String? = nil, zone: Int = 0
    ) throws(FeedFailure) -> Feed {
        guard bytes.contains(where: { $0 > 0x20 }) else { throw .empty }
        if let kind = fileKind(bytes) { throw .binary(kind) }
        var feed =
            isJSON(bytes)
            ? try JSONFeedReader.read(bytes, baseURL: baseURL, zone: zone)
            : try readXML(bytes, baseURL: baseURL, httpCharset: httpCharset, zone: zone)
        feed.posts = FeedMedia.withoutLogos(FeedIdentity.settled(feed.posts))
        return feed
    }

    /// The first character that is no blank and no byte order mark opens an object.
    private static func isJSON(_ bytes: [UInt8]) -> Bool {
        let marks: Set<UInt8> = [0xEF, 0xBB, 0xBF]
        return bytes.prefix(64).first { $0 > 0x20 && !marks.contains($0) } == UInt8(ascii: "{")
    }

    /// True when an item or entry begins after the last one that ends: half a post is none, the next poll brings all
    /// of it.
    private static func endsInsideItem(_ bytes: ArraySlice<UInt8>) -> Bool {
        ["item", "entry"].contains { name in
            guard let start = last("<\(name)", in: bytes) else { return false }
            return start > last("</\(name)", in: bytes) ?? -1
        }
    }

    private static func last(_ tag: String, in bytes: ArraySlice<UInt8>) -> Int? {
        let tag = Array(tag.utf8)
        guard bytes.count >= tag.count else { return nil }
        return stride(from: bytes.count - tag.count, through: 0, by: -1).first { start in
            bytes[start] == tag[0] && zip(tag, bytes[start...]).allSatisfy { $0 == $1 || $0 == $1 | 0x20 }
        }
    }

    /// What the first bytes say when they are no text at all. A server that packs without saying so is one of them.
    private static func fileKind(_ bytes: [UInt8]) -> String? {
        let kinds: [([UInt8], String)] = [
            ([0x1F, 0x8B], "a gzip file that was not announced as such"), ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"),
            ([0xFF, 0xD8, 0xFF], "a JPEG picture"), (Array("GIF8".utf8), "a GIF picture"),
            (Array("RIFF".utf8), "a picture or sound"), (Array("%PDF".utf8), "a PDF document"),
            ([0x50, 0x4B, 0x03, 0x04], "a zip file"), ([0x28, 0xB5, 0x2F, 0xFD], "a zstd file"),
        ]
        return kinds.first { bytes.starts(with: $0.0) }?.1
    }

    /// Twenty elements and texts for each of the 10,000 posts that a harvest may have, and more. A hostile feed of many
    /// tiny items would take 300 MB without it.
    private static var limits: XMLLimits {
        var limits = XMLLimits()
        limits.nodes = 250_000
        return limits
    }

    private static func readXML(
        _ bytes: [UInt8], baseURL: String?, httpCharset: String?, zone: Int
    ) throws(FeedFailure) -> Feed {
        guard let tree = XMLTree.parse(bytes, httpCharset: httpCharset, limits: limits) else {
            throw .unknownFormat("there is no element in it")
        }
        let root = tree.root
        var feed: Feed
        switch root.name.lowercased() {
        case "rss", "rdf", "channel":
            feed = RSSReader.read(root, baseURL: baseURL, zone: zone)
            if feed.posts.isEmpty, !root.isElement("channel"), root.first("channel") == nil {
                throw .unknownFormat("it has neither a channel nor an item")
            }
        case "feed", "entry": feed = AtomReader.read(root, baseURL: baseURL, zone: zone)
        case "html", "head", "body": throw .page
        case "error", "errors":
            throw .errorObject(HTMLText.plainText(root.text))
        default:
            throw .unknownFormat("its first element is <\(root.name)>")
        }
        if let cut = tree.truncated {
            if endsInsideItem(bytes.prefix(XMLLimits().bytes)) { _ = feed.posts.popLast() }
            guard !feed.posts.isEmpty else { throw .unknownFormat("it ends before its first item: \(cut)") }
            feed.isTruncated = true
            feed.notes.append("the feed was read in part: \(cut)")
        }
        return feed
    }
}
