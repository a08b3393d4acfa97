/// Reading a mailbox as Delivering sees it; Transport speaks IMAP through libcurl.
package protocol MailboxClient: Sendable {
    /// The messages of the inbox behind `uid`, or of the last days without one; lowest first.
    ///
    /// - Parameter since: without `uid`: only those of this day and later.
    func list(
        _ server: MailboxServer, after uid: UInt32?, since day: CivilDate
    ) async -> Result<MailboxList, MailboxFailure>

    /// When messages of a list arrived, by the server's own clock (INTERNALDATE); without those of which it says
    /// nothing.
    func arrivals(
        _ uids: ClosedRange<UInt32>, of list: MailboxList, from server: MailboxServer
    ) async -> Result<[UInt32: Instant], MailboxFailure>

    /// The first bytes of one message, headers and all.
    func message(
        _ uid: UInt32, validity: UInt32, most bytes: Int, from server: MailboxServer
    ) async -> Result<[UInt8], MailboxFailure>
}

package struct MailboxServer: Sendable, Hashable {
    /// `imaps://host:port` or `imap://host:port`.
    package var url: String
    package var username: String
    package var password: Secret
    /// Refuse a connection without TLS. False only for a host that the configuration calls local.
    package var requireTLS: Bool

    package init(url: String, username: String, password: Secret, requireTLS: Bool) {
        self.url = url
        self.username = username
        self.password = password
        self.requireTLS = requireTLS
    }
}

/// What is in a mailbox. Numbers mean something only together with `validity`: another one is another mailbox.
package struct MailboxList: Sendable, Hashable {
    package var validity: UInt32
    package var uids: [UInt32]
    package init(validity: UInt32, uids: [UInt32]) {
        self.validity = validity
        self.uids = uids
    }
}

/// Why a mailbox could not be read.
package struct MailboxFailure: Error, Sendable, Hashable {
    /// One sentence for the operator.
    package var why: String
    /// Nothing will change until the configuration is mended.
    package var isConfiguration: Bool
    /// The server is well, and it is this one message that it cannot give.
    package var isOfMessage: Bool
    package init(why: String, isConfiguration: Bool, isOfMessage: Bool = false) {
        self.why = why
        self.isConfiguration = isConfiguration
        self.isOfMessage = isOfMessage
    }
}
