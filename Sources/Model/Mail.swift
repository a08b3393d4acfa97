/// Mail submission as Delivering sees it; Transport speaks SMTP through libcurl.
package protocol MailTransport: Sendable {
    /// Hands one message to one recipient's server and reports what is known
    /// about it. Never throws: every ending is an outcome.
    func submit(_ mail: Mail, to server: MailServer) async -> Outcome

    /// Logs in and hands over nothing: `accepted` when the server would listen.
    func check(_ server: MailServer) async -> Outcome
}

/// A message ready for DATA: bytes are final and never changed by the transport.
package struct Mail: Sendable, Hashable {
    /// Envelope sender, a bare address.
    package var sender: String
    /// Envelope recipient, a bare address. One per transfer (delivery.md 2.8).
    package var recipient: String
    /// CRLF line ends, headers first.
    package var bytes: [UInt8]

    package init(sender: String, recipient: String, bytes: [UInt8]) {
        self.sender = sender
        self.recipient = recipient
        self.bytes = bytes
    }
}

package struct MailServer: Sendable, Hashable {
    /// `smtp://host:port` or `smtps://host:port`.
    package var url: String
    package var username: String?
    package var password: Secret?
    /// Refuse to send over a connection without TLS. False only for a host that the configuration calls local.
    package var requireTLS: Bool
    /// EHLO name.
    package var clientName: String

    package init(url: String, username: String?, password: Secret?, requireTLS: Bool, clientName: String) {
        self.url = url
        self.username = username
        self.password = password
        self.requireTLS = requireTLS
        self.clientName = clientName
    }
}

/// A value that cannot be printed, logged or encoded by accident.
public struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let bytes: [UInt8]
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The bytes themselves; call it only where they go onto the wire or into a key.
    public func reveal() -> [UInt8] { bytes }

    public var description: String { "<secret>" }
    public var debugDescription: String { "<secret>" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
