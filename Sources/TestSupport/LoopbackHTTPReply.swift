import Synchronization

/// How a loopback server answers one request: bytes, and what happens between and after them.
package struct LoopbackReply: Sendable {
    package enum Step: Sendable {
        case send([UInt8])
        /// The same bytes again and again until the client goes away.
        case endless([UInt8])
        /// Nothing more until the test opens the gate, or the client goes away.
        case wait(LoopbackGate)
        /// Nothing more; the connection stays open until the client closes it.
        case silence
        /// Close in the ordinary way.
        case close
        /// Close with a reset.
        case reset
    }

    var steps: [Step]
    /// Answer 304 instead when If-None-Match is this.
    var etag: String?

    /// Exactly these steps; the connection stays open after them unless they end it.
    package init(_ steps: [Step]) { self.steps = steps }

    /// Exactly these bytes and then the end of the connection.
    package static func raw(_ bytes: [UInt8]) -> LoopbackReply { LoopbackReply([.send(bytes), .close]) }
    package static func raw(_ text: String) -> LoopbackReply { raw(Array(text.utf8)) }

    /// A well-formed response with Content-Length.
    package static func status(
        _ status: Int, headers: [String] = [], body: [UInt8] = [], etag: String? = nil
    ) -> LoopbackReply {
        let own = etag.map { ["ETag: \($0)"] } ?? []
        var reply = LoopbackReply([
            .send(head(status, headers + own + ["Content-Length: \(body.count)"]) + body)
        ])
        reply.etag = etag
        return reply
    }

    package static func ok(_ text: String, headers: [String] = [], etag: String? = nil) -> LoopbackReply {
        status(200, headers: headers, body: Array(text.utf8), etag: etag)
    }

    package static func redirect(_ location: String, status code: Int = 302) -> LoopbackReply {
        status(code, headers: ["Location: \(location)"])
    }

    /// Each piece as one chunk; `end` false leaves the last chunk out and closes.
    package static func chunked(_ pieces: [[UInt8]], headers: [String] = [], end: Bool = true) -> LoopbackReply {
        var bytes = head(200, headers + ["Transfer-Encoding: chunked"])
        for piece in pieces {
            bytes += Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + [13, 10]
        }
        return LoopbackReply(end ? [.send(bytes + Array("0\r\n\r\n".utf8))] : [.send(bytes), .close])
    }

    /// Announces `declared` bytes, sends `body`, closes.
    package static func wrongLength(_ declared: String, body: [UInt8]) -> LoopbackReply {
        LoopbackReply([.send(head(200, ["Content-Length: \(declared)"]) + body), .close])
    }

    /// A response of `size` body bytes that is dropped after `count` of them.
    package static func dropped(after count: Int, of size: Int, reset: Bool = false) -> LoopbackReply {
        let body = [UInt8](repeating: UInt8(ascii: "x"), count: count)
        return LoopbackReply([.send(head(200, ["Content-Length: \(size)"]) + body), reset ? .reset : .close])
    }

    /// Reads the request and says nothing.
    package static let silent = LoopbackReply([.silence])

    /// Head of a response, with the empty line.
    package static func head(_ status: Int, _ headers: [String]) -> [UInt8] {
        Array(("HTTP/1.1 \(status) Told\r\n" + headers.map { $0 + "\r\n" }.joined() + "\r\n").utf8)
    }

    /// Plays the steps. `settled` is called once, just before the last of the bytes, or when they cannot be sent.
    func play(on client: LoopbackSocket, for request: LoopbackHTTP.Request, settled: () -> Void) -> Bool {
        if let etag, request.header("If-None-Match") == etag {
            settled()
            return client.send(Self.head(304, ["ETag: \(etag)"]))
        }
        let last = steps.lastIndex { if case .send = $0 { true } else { false } } ?? -1
        var isSettled = false
        func settle() {
            if !isSettled { settled() }
            isSettled = true
        }
        defer { settle() }
        for (index, step) in steps.enumerated() {
            if index == last { settle() }
            switch step {
            case .send(let bytes):
                let isShort = request.method == "HEAD" && steps.count == 1
                guard client.send(isShort ? Self.headOnly(bytes) : bytes) else { return false }
            case .endless(let bytes):
                while client.send(bytes) {}
                return false
            case .wait(let gate): gate.wait()
            case .silence:
                client.waitForClose()
                return false
            case .close: return false
            case .reset:
                client.reset()
                return false
            }
        }
        return true
    }

    private static func headOnly(_ bytes: [UInt8]) -> [UInt8] {
        var end = 0
        while end + 4 <= bytes.count, Array(bytes[end..<end + 4]) != [13, 10, 13, 10] { end += 1 }
        return Array(bytes.prefix(end + 4))
    }
}
