/// What is known after one attempt to deliver (delivery.md 2.8).
package enum Outcome: Sendable, Hashable {
    /// The peer took responsibility; `receipt` is its own id or last reply.
    case accepted(receipt: String?)
    /// Certainly not delivered; try again, not before `after` (nil: the retry ladder decides).
    case retry(after: TimeSpan?, why: String)
    /// This recipient cannot be reached this way any more.
    case recipientDead(why: String)
    /// Certainly not delivered, and never will be: it is this one digest that the peer does not take. Others may go on.
    case digestRefused(why: String)
    /// Nobody can be reached this way until the configuration is mended.
    case configurationDead(why: String)
    /// Bytes went out and no final answer came back.
    case unknown(why: String)

    package var name: String {
        switch self {
        case .accepted: "accepted"
        case .retry: "retry"
        case .recipientDead: "recipient-dead"
        case .digestRefused: "digest-refused"
        case .configurationDead: "configuration-dead"
        case .unknown: "unknown"
        }
    }

    package var detail: String? {
        switch self {
        case .accepted(let receipt): receipt
        case .retry(_, let why), .recipientDead(let why), .digestRefused(let why), .configurationDead(let why),
            .unknown(let why):
            why
        }
    }
}
