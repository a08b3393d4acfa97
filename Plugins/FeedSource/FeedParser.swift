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
    public static func parse(
        _ bytes: [UInt8], baseURL: String?, httpCharset: String? = nil
    ) throws(FeedFailure) -> Feed {
        guard bytes.contains(where: { $0 > 0x20 }) else { throw .empty }
        var feed = isJSON(bytes)
            ? try JSONFeedReader.read(bytes, baseURL: baseURL)
            : try readXML(bytes, baseURL: baseURL, httpCharset: httpCharset)
        feed.posts = FeedIdentity.settled(feed.posts)
        return feed
    }

    /// The first character that is no blank and no byte order mark opens an object.
    private static func isJSON(_ bytes: [UInt8]) -> Bool {
        let marks: Set<UInt8> = [0xEF, 0xBB, 0xBF]
        return bytes.prefix(64).first { $0 > 0x20 && !marks.contains($0) } == UInt8(ascii: "{")
    }

    private static func readXML(
        _ bytes: [UInt8], baseURL: String?, httpCharset: String?
    ) throws(FeedFailure) -> Feed {
        guard let tree = XMLTree.parse(bytes, httpCharset: httpCharset) else {
            throw .unknownFormat("there is no element in it")
        }
        let root = tree.root
        var feed: Feed
        switch root.name.lowercased() {
        case "rss", "rdf", "channel": feed = RSSReader.read(root, baseURL: baseURL)
        case "feed", "entry": feed = AtomReader.read(root, baseURL: baseURL)
        case "html", "head", "body": throw .page
        case "error", "errors":
            throw .errorObject(HTMLText.plainText(root.text))
        default:
            throw .unknownFormat("its first element is <\(root.name)>")
        }
        if let cut = tree.truncated {
            feed.isTruncated = true
            feed.notes.append("the feed was read in part: \(cut)")
        }
        return feed
    }
}
