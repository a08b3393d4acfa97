import Model
import Reading

/// A post as one line of the archive: the public format of docs/post.schema.json, version 1.
///
/// Keys come in a fixed order; a key that says nothing (null, empty list,
/// false) is left out.
package enum PostLine {
    /// The version that this code writes, and the newest that it reads.
    package static let schema = 1

    /// Every key that may be written, in the order written.
    static let keys = [
        "schema", "id", "version", "source", "platform", "author_kind", "author", "url", "sealed_url", "published",
        "zone_assumed", "collected", "language", "language_claimed", "title", "text", "counts", "media", "links",
        "reply_to", "forwarded_from", "imported",
    ]

    /// The line with its newline, as UTF-8.
    package static func bytes(of post: Post) -> [UInt8] {
        var bytes: [UInt8] = []
        append(post, to: &bytes)
        return bytes
    }

    /// Whether the archive can hold the post: its line is within `Limits.lineBytes`.
    package static func fits(_ post: Post) -> Bool { bytes(of: post).count <= Limits.lineBytes }

    static func append(_ post: Post, to bytes: inout [UInt8], leavesOut: LeftOut = .nothing) {
        let namesPersons = leavesOut != .persons
        bytes.reserveCapacity(bytes.count + post.text.utf8.count + 512)
        bytes.append(UInt8(ascii: "{"))
        bytes.member("schema", schema)
        bytes.member("id", post.id)
        bytes.member("version", post.version)
        bytes.member("source", post.source)
        bytes.member("platform", post.platform)
        bytes.member("author_kind", post.authorKind.rawValue)
        bytes.member("author", namesPersons ? post.author : nil)
        bytes.member("url", post.url)
        bytes.member("sealed_url", leavesOut == .nothing ? post.sealedURL : nil)
        bytes.member("published", post.published?.description)
        bytes.member("zone_assumed", post.zoneAssumed)
        bytes.member("collected", post.collected.description)
        bytes.member("language", post.language)
        bytes.member("language_claimed", post.languageClaimed)
        bytes.member("title", post.title)
        bytes.member("text", post.text)
        if post.counts != Counts() {
            bytes.key("counts")
            bytes.append(UInt8(ascii: "{"))
            for field in Counts.fields {
                if let count = post.counts[keyPath: field.path] { bytes.member(field.name, Int(count)) }
            }
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.list("media", post.media) { media, bytes in
            bytes.append(UInt8(ascii: "{"))
            bytes.member("kind", media.kind.rawValue)
            bytes.member("url", media.url)
            bytes.member("alt", media.alt)
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.list("links", post.links) { link, bytes in JSONText.append(link, to: &bytes) }
        bytes.member("reply_to", namesPersons ? post.replyTo : nil)
        bytes.member("forwarded_from", namesPersons ? post.forwardedFrom : nil)
        bytes.member("imported", post.imported)
        bytes += [UInt8(ascii: "}"), UInt8(ascii: "\n")]
    }
}

/// Building JSON text byte by byte (RFC 8259). Names of members are ours and need no escapes.
extension [UInt8] {
    fileprivate mutating func key(_ name: StaticString) {
        if last != UInt8(ascii: "{") { append(UInt8(ascii: ",")) }
        append(UInt8(ascii: "\""))
        append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        append(UInt8(ascii: "\""))
        append(UInt8(ascii: ":"))
    }

    fileprivate mutating func member(_ name: StaticString, _ text: String?) {
        guard let text else { return }
        key(name)
        JSONText.append(text, to: &self)
    }

    fileprivate mutating func member(_ name: StaticString, _ number: Int) {
        key(name)
        append(contentsOf: String(number).utf8)
    }

    fileprivate mutating func member(_ name: String, _ number: Int) {
        if last != UInt8(ascii: "{") { append(UInt8(ascii: ",")) }
        append(contentsOf: "\"\(name)\":\(number)".utf8)
    }

    /// Written only when true.
    fileprivate mutating func member(_ name: StaticString, _ flag: Bool) {
        guard flag else { return }
        key(name)
        append(contentsOf: "true".utf8)
    }

    fileprivate mutating func list<Item>(
        _ name: StaticString, _ items: [Item], _ write: (Item, inout [UInt8]) -> Void
    ) {
        guard !items.isEmpty else { return }
        key(name)
        append(UInt8(ascii: "["))
        for (index, item) in items.enumerated() {
            if index > 0 { append(UInt8(ascii: ",")) }
            write(item, &self)
        }
        append(UInt8(ascii: "]"))
    }
}
