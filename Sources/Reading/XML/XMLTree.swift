import Synchronization

/// A feed as a tree, read with everything feeds.md section 3 asks for.
///
/// The document is decoded and repaired first (`XMLRepair`), since libxml2's
/// own recovery silently loses items, entities and letters; libxml2 then
/// sees well-formed UTF-8 without a DOCTYPE. The tree is an arena of a few
/// flat arrays: a million nodes cost tens of bytes each.
public final class XMLTree: Sendable {
    let arena: XMLArena
    /// The encoding that the bytes were read in, by its WHATWG name.
    public let encoding: String
    /// What was over a limit or cut off, in one sentence; nil when the whole document was read.
    public let truncated: String?

    init(arena: XMLArena, encoding: String, truncated: String?) {
        self.arena = arena
        self.encoding = encoding
        self.truncated = truncated
    }

    /// Reads a document of any shape. Never throws; nil when there is no element in it at all.
    ///
    /// `httpCharset` is the charset of the Content-Type header, if it named one.
    public static func parse(
        _ bytes: [UInt8], httpCharset: String? = nil, limits: XMLLimits = XMLLimits()
    ) -> XMLTree? {
        guard bytes.count > largeDocument else { return read(bytes, httpCharset, limits) }
        return oneLargeDocument.withLock { _ in read(bytes, httpCharset, limits) }
    }

    /// A document takes up to five times its size while it is read. Larger ones are read one after the other, so that
    /// some hostile feeds at once do not take that much each.
    private static let largeDocument = 2 << 20
    private static let oneLargeDocument = Mutex(())

    private static func read(_ bytes: [UInt8], _ httpCharset: String?, _ limits: XMLLimits) -> XMLTree? {
        let repaired = repaired(bytes, httpCharset, limits)
        let (arena, complaint) = XMLReader.read(repaired.bytes)
        guard !arena.nodes.isEmpty else { return nil }
        return XMLTree(arena: arena, encoding: repaired.encoding, truncated: repaired.truncated ?? complaint)
    }

    /// The document as well-formed UTF-8. What it was decoded into is gone when libxml2 starts.
    private static func repaired(
        _ bytes: [UInt8], _ httpCharset: String?, _ limits: XMLLimits
    ) -> (bytes: [UInt8], encoding: String, truncated: String?) {
        var truncated: String?
        if bytes.count > limits.bytes {
            truncated = "the document has \(bytes.count) bytes; the first \(limits.bytes) were read"
        }
        let cut = truncated == nil ? bytes : Array(bytes.prefix(limits.bytes))
        let decoded = TextDecoding.utf8(of: cut, httpCharset: httpCharset, declared: nil)
        return decoded.bytes.withUnsafeBufferPointer { input in
            var repair = XMLRepair(input, limits: limits)
            repair.run()
            return (repair.output, decoded.encoding, truncated ?? repair.truncated)
        }
    }

    /// The outermost element.
    public var root: XMLNode { XMLNode(tree: self, index: 0) }
}

/// The caps of feeds.md "Limits" and trust.md S3. Over a cap, what came before is kept.
public struct XMLLimits: Sendable, Hashable {
    /// Bytes of the document as received.
    public var bytes: Int = 20 << 20
    /// Elements inside one another; deeper tags are dropped, their text stays.
    public var depth: Int = 100
    /// Attributes of one element; later ones are dropped.
    public var attributes: Int = 256
    /// Elements and texts together.
    public var nodes: Int = 1_000_000
    /// Bytes of one run of text or one attribute value; the rest of it is dropped.
    public var text: Int = 10_000_000 - 1024
    public init() {}
}
