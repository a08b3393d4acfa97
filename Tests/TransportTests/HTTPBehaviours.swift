import Model
import TestSupport

extension Behaviour {
    static let all = whole + heads + lengths + cuts + chunks + packed + slow

    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
    private static func raw(_ text: String) -> LoopbackReply { .raw(text) }

    /// Answers as they should be, or nearly.
    private static let whole = [
        Behaviour("200 with a body", .ok("feed"), .answer(200, "feed")),
        Behaviour("200 with an empty body", .ok(""), .answer(200, "")),
        Behaviour("200 with a login page", .ok("<html>Log in</html>"), .answer(200, "<html>Log in</html>")),
        Behaviour("204", LoopbackReply([.send(LoopbackReply.head(204, []))]), .answer(204, "")),
        Behaviour("206 that nobody asked for", .status(206, body: bytes("part")), .answer(206, "part")),
        Behaviour("304 that nobody asked for", LoopbackReply([.send(LoopbackReply.head(304, []))]), .answer(304, "")),
        Behaviour("401", .status(401, body: bytes("who?")), .answer(401, "who?")),
        Behaviour("404", .status(404, body: bytes("no")), .answer(404, "no")),
        Behaviour("410", .status(410), .answer(410, "")),
        Behaviour("500", .status(500, body: bytes("oh")), .answer(500, "oh")),
        Behaviour("503", .status(503), .answer(503, "")),
        Behaviour("302 without a Location", .status(302), .answer(302, "")),
        Behaviour("HTTP/1.0, ended by closing", raw("HTTP/1.0 200 OK\r\n\r\nold"), .answer(200, "old")),
        Behaviour("HTTP/1.1, ended by closing", raw("HTTP/1.1 200 OK\r\n\r\nbody"), .answer(200, "body")),
        Behaviour("line feeds alone", raw("HTTP/1.1 200 OK\nContent-Length: 2\n\nok"), .answer(200, "ok")),
        Behaviour(
            "100 first", raw("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"),
            .answer(200, "ok")),
        Behaviour(
            "103 first", raw("HTTP/1.1 103 Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"),
            .answer(200, "ok")),
        Behaviour("a folded header", .ok("x", headers: ["X-Long: one", " two"]), .answer(200, "x")),
    ]

    /// Heads that are none, or too large.
    private static let heads = [
        Behaviour("HTTP/0.9", raw("<html>no head</html>"), .failure(.malformed)),
        Behaviour("noise", .raw([0, 1, 2, 255, 254, 13, 10, 13, 10]), .failure(.malformed)),
        Behaviour("NUL in a header", raw("HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n"), .failure(.malformed)),
        Behaviour("a header without a colon", .ok("x", headers: ["Nonsense"]), .failure(.malformed)),
        Behaviour("head cut in a header", raw("HTTP/1.1 200 OK\r\nContent-Le"), .failure(.cut)),
        Behaviour(
            "5,001 headers", .ok("x", headers: (0...5000).map { "A\($0): b" }), .failure(.overLimit)),
        Behaviour(
            "1,200 short headers", .ok("x", headers: [String](repeating: "a: b", count: 1200)), .failure(.overLimit)),
        Behaviour(
            "301 KiB in one header", .ok("x", headers: ["A: " + String(repeating: "b", count: 301 << 10)]),
            .failure(.overLimit)),
        Behaviour(
            "headers without end",
            LoopbackReply([.send(bytes("HTTP/1.1 200 OK\r\n")), .endless(bytes("X-More: and more\r\n"))]),
            .failure(.overLimit)),
        Behaviour(
            "100 without end", LoopbackReply([.endless(bytes("HTTP/1.1 100 Continue\r\n\r\n"))]), .failure(.overLimit)),
        Behaviour(
            "trailers without end",
            LoopbackReply([
                .send(LoopbackReply.head(200, ["Transfer-Encoding: chunked"]) + bytes("2\r\nok\r\n0\r\n")),
                .endless(bytes("X-More: and more\r\n")),
            ]), .failure(.overLimit)),
        Behaviour(
            "a transfer coding that nobody asked for",
            LoopbackReply([.send(LoopbackReply.head(200, ["Transfer-Encoding: gzip, chunked"]) + bytes("0\r\n\r\n"))]),
            .failure(.malformed)),
    ]

    /// Content-Length against the truth.
    private static let lengths = [
        Behaviour("one byte less than announced", .wrongLength("5", body: bytes("four")), .failure(.cut)),
        Behaviour("one byte more than announced", .wrongLength("3", body: bytes("four")), .failure(.malformed)),
        Behaviour("a length of 2^63", .wrongLength("9223372036854775808", body: bytes("x")), .failure(.overLimit)),
        Behaviour("a length just above the limit", .wrongLength("11", body: bytes("x")), .failure(.overLimit)) {
            $0.bodyBytes = 10
        },
        Behaviour("a negative length", .wrongLength("-4", body: bytes("four")), .failure(.malformed)),
        Behaviour("a length in words", .wrongLength("four", body: bytes("four")), .failure(.malformed)),
        Behaviour(
            "two lengths that differ", .wrongLength("4\r\nContent-Length: 2", body: bytes("four")), .failure(.malformed)
        ),
        Behaviour(
            "two lengths that agree", .wrongLength("4\r\nContent-Length: 4", body: bytes("four")),
            .answer(200, "four")),
        Behaviour(
            "a body without end", LoopbackReply([.send(LoopbackReply.head(200, [])), .endless(bytes("more "))]),
            .failure(.overLimit)
        ) { $0.bodyBytes = 100_000 },
        Behaviour("a body of exactly the limit", .ok("0123456789"), .answer(200, "0123456789")) { $0.bodyBytes = 10 },
    ]

    /// Connections that end early.
    private static let cuts = [
        Behaviour("closed without a word", LoopbackReply([.close]), .failure(.cut)),
        Behaviour("reset without a word", LoopbackReply([.reset]), .failure(.cut)),
        Behaviour("closed after the first byte", .dropped(after: 1, of: 1000), .failure(.cut)),
        Behaviour("closed at half", .dropped(after: 500, of: 1000), .failure(.cut)),
        Behaviour("reset at half", .dropped(after: 500, of: 1000, reset: true), .failure(.cut)),
        Behaviour("closed before the last byte", .dropped(after: 999, of: 1000), .failure(.cut)),
        Behaviour("reset before the last byte", .dropped(after: 999, of: 1000, reset: true), .failure(.cut)),
        Behaviour("closed before the body", .dropped(after: 0, of: 1000), .failure(.cut)),
    ]

    private static func chunkedRaw(_ body: String) -> LoopbackReply {
        .raw(LoopbackReply.head(200, ["Transfer-Encoding: chunked"]) + bytes(body))
    }

    private static let chunks = [
        Behaviour("one chunk", .chunked([bytes("abc")]), .answer(200, "abc")),
        Behaviour("three chunks", .chunked([bytes("a"), bytes("bc"), bytes("def")]), .answer(200, "abcdef")),
        Behaviour("chunk extensions", chunkedRaw("3;a=b\r\nabc\r\n0\r\n\r\n"), .answer(200, "abc")),
        Behaviour("trailers", chunkedRaw("3\r\nabc\r\n0\r\nX-Sum: 1\r\n\r\n"), .answer(200, "abc")),
        Behaviour("chunks and a length", .chunked([bytes("abc")], headers: ["Content-Length: 3"]), .answer(200, "abc")),
        Behaviour("no last chunk", .chunked([bytes("abc")], end: false), .failure(.cut)),
        Behaviour("cut inside a chunk", chunkedRaw("9\r\nabc"), .failure(.cut)),
        Behaviour("a chunk size in words", chunkedRaw("three\r\nabc\r\n0\r\n\r\n"), .failure(.malformed)),
        Behaviour("a negative chunk size", chunkedRaw("-3\r\nabc\r\n0\r\n\r\n"), .failure(.malformed)),
        Behaviour("a chunk size of 20 digits", chunkedRaw("fffffffffffffffffffff\r\nabc"), .failure(.malformed)),
        Behaviour("a chunk longer than its size", chunkedRaw("2\r\nabc\r\n0\r\n\r\n"), .failure(.malformed)),
    ]

    private static func gzip(_ body: [UInt8], _ coding: String = "gzip") -> LoopbackReply {
        .status(200, headers: ["Content-Encoding: \(coding)"], body: body)
    }
    private static let packedText = Gzip.stored(bytes("packed text"))

    private static let packed = [
        Behaviour("gzip", gzip(packedText), .answer(200, "packed text")),
        Behaviour("x-gzip", gzip(packedText, "x-gzip"), .answer(200, "packed text")),
        Behaviour("gzip of nothing", gzip(Gzip.stored([])), .answer(200, "")),
        Behaviour(
            "gzip in chunks of one byte",
            .chunked(packedText.map { [$0] }, headers: ["Content-Encoding: gzip"]), .answer(200, "packed text")),
        Behaviour("gzip with a proper length, cut at half", gzip(Array(packedText.dropLast(13))), .failure(.cut)),
        Behaviour("gzip without its last four bytes", gzip(Array(packedText.dropLast(4))), .failure(.cut)),
        Behaviour(
            "gzip in proper chunks, cut at half",
            .chunked([Array(packedText.dropLast(13))], headers: ["Content-Encoding: gzip"]), .failure(.cut)),
        Behaviour(
            "gzip with a wrong checksum", gzip(packedText.dropLast(8) + [1, 2, 3, 4] + packedText.suffix(4)),
            .failure(.malformed)),
        Behaviour("gzip that is plain text", gzip(bytes("plain text, and no gzip")), .failure(.malformed)),
        Behaviour("gzip twice", gzip(Gzip.stored(packedText), "gzip, gzip"), .failure(.malformed)),
        Behaviour(
            "gzip twice in two headers", gzip(Gzip.stored(packedText), "gzip\r\nContent-Encoding: gzip"),
            .failure(.malformed)),
        Behaviour("an unknown packing", gzip(bytes("x"), "secret"), .failure(.malformed)),
        Behaviour("identity", gzip(bytes("plain"), "identity"), .answer(200, "plain")),
        Behaviour("gzip that grows beyond the limit", gzip(Gzip.zeros(repeats: 4000)), .failure(.overLimit)) {
            $0.bodyBytes = 1_000_000
        },
        Behaviour("gzip that grows 159 times", gzip(Gzip.zeros(repeats: 8000)), .failure(.overLimit)) {
            $0.ratio = 100
        },
        Behaviour("zstd that grows 30,000 times", gzip(Gzip.zstdZeros(blocks: 8192), "zstd"), .failure(.overLimit)),
        Behaviour(
            "zstd in chunks that grows 30,000 times",
            .chunked([Gzip.zstdZeros(blocks: 8192)], headers: ["Content-Encoding: zstd"]), .failure(.overLimit)),
    ]

    private static let slow = [
        Behaviour("silence instead of a head", .silent, .failure(.timeout)) { $0.total = TimeSpan(milliseconds: 150) },
        Behaviour(
            "silence inside the head", LoopbackReply([.send(bytes("HTTP/1.1 200 OK\r\nX:")), .silence]),
            .failure(.timeout)
        ) { $0.total = TimeSpan(milliseconds: 150) },
    ]
}
