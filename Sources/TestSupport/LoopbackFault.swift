/// What goes wrong with one answer of a stand-in: before its work is done, or after.
package enum LoopbackFault: Sendable, Hashable {
    /// The connection is closed before anything is done.
    case closedBefore
    /// The work is done, and the connection closed without an answer.
    case closedAfter
    /// The work is done, and the connection reset without an answer.
    case resetAfter
    /// The work is done, and so many bytes of the answer go out before the connection is closed.
    case cutAfter(bytes: Int)
    /// Nothing is done; this answer comes instead.
    case answer(status: Int, headers: [String] = [], body: String = "")

    /// Does the stand-in do its work?
    var isWorkDone: Bool {
        switch self {
        case .closedBefore, .answer: false
        case .closedAfter, .resetAfter, .cutAfter: true
        }
    }

    /// What goes out instead of the usual answer.
    func reply(instead status: Int, _ body: [UInt8]) -> LoopbackReply {
        switch self {
        case .closedBefore, .closedAfter: LoopbackReply([.close])
        case .resetAfter: LoopbackReply([.reset])
        case .cutAfter(let bytes):
            LoopbackReply([
                .send(
                    Array((LoopbackReply.head(status, ["Content-Length: \(body.count)"]) + body).prefix(bytes))),
                .close,
            ])
        case .answer(let other, let headers, let text):
            .status(other, headers: headers, body: Array(text.utf8))
        }
    }
}

extension [LoopbackFault?] {
    /// What goes wrong with this call; nil when it goes well.
    mutating func next() -> LoopbackFault? { isEmpty ? nil : removeFirst() }
}
