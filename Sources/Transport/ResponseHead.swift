import Model

/// The head of a response as it comes in, line by line: status, headers, and what they say about the body.
struct ResponseHead {
    let limit: Int
    static let maximumLines = 1000

    private(set) var status = 0
    private(set) var headers: [HTTPHeader] = []
    /// The final head has ended; later lines are trailers.
    private(set) var isComplete = false
    private(set) var framing = Framing()
    private var bytes = 0
    private var lines = 0

    /// What the headers say about the body.
    struct Framing: Equatable {
        var isChunked = false
        var isGzip = false
        var length: Int?
    }

    init(limit: Int) { self.limit = limit }

    /// Takes one line with its line end; returns what is wrong with the message, if anything.
    mutating func add(_ line: UnsafeRawBufferPointer) -> Fault? {
        bytes += line.count
        lines += 1
        if bytes > limit { return Fault(.overLimit, "more than \(limit) bytes of headers") }
        if lines > Self.maximumLines { return Fault(.overLimit, "more than \(Self.maximumLines) header lines") }
        if isComplete { return nil }
        var end = line.count
        while end > 0, line[end - 1] == 13 || line[end - 1] == 10 { end -= 1 }
        let text = UnsafeRawBufferPointer(rebasing: line[..<end])
        if text.isEmpty { return endOfHead() }
        if text.contains(0) { return Fault(.malformed, "a header holds a NUL byte") }
        if text.starts(with: Array("HTTP/".utf8)) {
            (status, headers) = (Self.status(of: text), [])
            return nil
        }
        if text[0] == 32 || text[0] == 9, !headers.isEmpty {
            headers[headers.count - 1].value += " " + Self.string(trimmed(text))
            return nil
        }
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        headers.append(
            HTTPHeader(
                Self.string(trimmed(UnsafeRawBufferPointer(rebasing: text[..<colon]))),
                Self.string(trimmed(UnsafeRawBufferPointer(rebasing: text[(colon + 1)...])))))
        return nil
    }

    /// The empty line. Interim answers (100, 103) are followed by another head.
    private mutating func endOfHead() -> Fault? {
        if (100..<200).contains(status), status != 101 { return nil }
        isComplete = true
        return readFraming()
    }

    private mutating func readFraming() -> Fault? {
        for value in values("content-length") {
            guard !value.isEmpty, value.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else {
                return Fault(.malformed, "Content-Length is not a number")
            }
            guard let length = Int(value) else { return Fault(.overLimit, "a body of \(value) bytes is announced") }
            if let other = framing.length, other != length {
                return Fault(.malformed, "two different Content-Length headers")
            }
            framing.length = length
        }
        let codings = values("transfer-encoding").map { $0.lowercased() }.filter { $0 != "identity" }
        if codings.contains(where: { $0 != "chunked" }) || codings.count > 1 {
            return Fault(.malformed, "a transfer encoding that was not asked for")
        }
        framing.isChunked = !codings.isEmpty
        let layers = values("content-encoding").map { $0.lowercased() }.filter { $0 != "identity" && !$0.isEmpty }
        if layers.count > 1 { return Fault(.malformed, "the body is compressed \(layers.count) times over") }
        framing.isGzip = layers == ["gzip"] || layers == ["x-gzip"]
        return nil
    }

    /// The comma-separated values of all headers of that name.
    private func values(_ name: String) -> [String] {
        headers.filter { $0.name.lowercased() == name }.flatMap { header in
            header.value.split(separator: ",", omittingEmptySubsequences: false).map { value in
                String(value.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
            }
        }
    }

    /// `HTTP/1.1 200 OK` -> 200; 0 when there is no number.
    private static func status(of line: UnsafeRawBufferPointer) -> Int {
        let words = line.split(separator: 32, maxSplits: 2)
        return words.count > 1 ? Int(String(decoding: words[1].prefix(3), as: UTF8.self)) ?? 0 : 0
    }

    /// UTF-8 where it is UTF-8, else Latin-1, as RFC 9110 section 5.5 knows it from old servers.
    private static func string(_ bytes: UnsafeRawBufferPointer) -> String {
        String(validating: bytes, as: UTF8.self)
            ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }

    private func trimmed(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var (start, end) = (0, bytes.count)
        while start < end, bytes[start] == 32 || bytes[start] == 9 { start += 1 }
        while end > start, bytes[end - 1] == 32 || bytes[end - 1] == 9 { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: bytes[start..<end])
    }
}

/// Why we ended a transfer ourselves.
struct Fault: Equatable {
    var kind: HTTPFailure.Kind
    var what: String

    init(_ kind: HTTPFailure.Kind, _ what: String) {
        self.kind = kind
        self.what = what
    }
}
