/// Text whose encoding was found out.
public struct DecodedText: Sendable, Hashable {
    public var text: String
    /// The WHATWG name of the encoding that was used: `utf-8`, `windows-1251`, `koi8-r`; `kz-1048` for Kazakh.
    public var encoding: String
    /// True when bytes were replaced by U+FFFD, or double encoding was undone.
    public var repaired: Bool
}

/// Bytes of unknown encoding to text, in the order of decisions of feeds.md section 3.
///
/// 1. A byte order mark. 2. Bytes that are UTF-8, whatever anyone says. 3. The HTTP charset, then 4. the
/// document's own declaration, if the bytes decode and the letters do not clearly contradict it. 5. The
/// encoding that the letters speak for. 6. windows-1252.
public enum TextDecoding {
    /// Decodes a document.
    ///
    /// `httpCharset` is the charset of the Content-Type header. `declared` is the document's own word; when
    /// nil it is looked up in an XML declaration or a `<meta>` at the start. Never fails: bad bytes become U+FFFD.
    public static func decode(
        _ bytes: [UInt8], httpCharset: String? = nil, declared: String? = nil
    ) -> DecodedText {
        let decoded = utf8(of: bytes, httpCharset: httpCharset, declared: declared)
        return DecodedText(
            text: String(decoding: decoded.bytes, as: UTF8.self), encoding: decoded.encoding,
            repaired: decoded.repaired)
    }

    /// The same as bytes, which are valid UTF-8 and start with no byte order mark.
    static func utf8(
        of bytes: [UInt8], httpCharset: String?, declared: String?
    ) -> (bytes: [UInt8], encoding: String, repaired: Bool) {
        let choice = EncodingChoice.make(for: bytes, httpCharset: httpCharset, declared: declared)
        var (output, repaired) = choice.encoding.utf8(of: bytes[choice.skip...])
        while output.starts(with: [0xEF, 0xBB, 0xBF]) { output.removeFirst(3) }
        if let undone = DoubleEncoding.undone(output) {
            output = undone
            repaired = true
        }
        return (output, choice.encoding.name, repaired)
    }
}
