import Glibc

/// The start of a document, and searching in it.
enum XMLProlog {
    /// Where reading starts: behind byte order marks, server messages and an XML declaration.
    static func start(of input: UnsafeBufferPointer<UInt8>) -> Int {
        let head = UnsafeBufferPointer(rebasing: input.prefix(64 << 10))
        let root = feedRoot(in: head)
        var start = 0
        if let declaration = findAnyCase("<?xml", in: head, from: 0), declaration < root ?? .max {
            start = find(UInt8(ascii: ">"), in: input, from: declaration).map { $0 + 1 } ?? declaration + 5
        }
        guard let root, root > start else { return start }
        // A server's message in HTML before the feed: `<br /><b>Notice</b>: …`.
        guard let first = firstTag(in: head, from: start), first < root else { return start }
        let messages: [StaticString] = ["<br", "<b>", "<p>", "<p ", "<pre", "<div", "<font", "<strong", "<table", "<hr"]
        return messages.contains { stands($0, in: head, at: first) } ? root : start
    }

    private static func feedRoot(in head: UnsafeBufferPointer<UInt8>) -> Int? {
        let roots: [StaticString] = ["<rss", "<feed", "<rdf:rdf", "<urlset", "<sitemapindex", "<opml"]
        var position = 0
        while let hit = find(UInt8(ascii: "<"), in: head, from: position) {
            if roots.contains(where: { stands($0, in: head, at: hit) }) { return hit }
            position = hit + 1
        }
        return nil
    }

    private static func firstTag(in head: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var position = start
        while let hit = find(UInt8(ascii: "<"), in: head, from: position) {
            if hit + 1 < head.count, Byte.isLetter(head[hit + 1]) { return hit }
            position = hit + 1
        }
        return nil
    }

    /// After the `>` of the DOCTYPE at `start`, internal subset included; nil when it never ends.
    static func doctypeEnd(of input: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var position = start + 2
        var isInside = false
        while position < input.count {
            switch input[position] {
            case UInt8(ascii: "["): isInside = true
            case UInt8(ascii: "]"): isInside = false
            case UInt8(ascii: ">") where !isInside: return position + 1
            case UInt8(ascii: "<") where !isInside: return position
            case UInt8(ascii: "<") where stands("<!--", in: input, at: position):
                guard let end = find("-->", in: input, from: position + 4) else { return nil }
                position = end + 2
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                if isInside {
                    guard let end = find(input[position], in: input, from: position + 1) else { return nil }
                    position = end
                }
            default: break
            }
            position += 1
        }
        return nil
    }

    static func stands(_ text: StaticString, in input: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard index >= 0, input.count - index >= length else { return false }
        for offset in 0..<length where Byte.lower(input[index + offset]) != Byte.lower(text.utf8Start[offset]) {
            return false
        }
        return true
    }

    static func find(_ byte: UInt8, in input: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard start < input.count, let base = input.baseAddress,
            let hit = memchr(base + start, Int32(byte), input.count - start)
        else { return nil }
        return UnsafeRawPointer(hit) - UnsafeRawPointer(base)
    }

    static func find(_ text: StaticString, in input: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var position = start
        while let hit = find(text.utf8Start[0], in: input, from: position) {
            guard input.count - hit >= text.utf8CodeUnitCount else { return nil }
            if let base = input.baseAddress, memcmp(base + hit, text.utf8Start, text.utf8CodeUnitCount) == 0 {
                return hit
            }
            position = hit + 1
        }
        return nil
    }

    private static func findAnyCase(
        _ text: StaticString, in input: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> Int? {
        var position = start
        while let hit = find(UInt8(ascii: "<"), in: input, from: position) {
            if stands(text, in: input, at: hit), hit + 5 < input.count, Byte.isBlank(input[hit + 5]) { return hit }
            position = hit + 1
        }
        return nil
    }
}
