/// What a delivery channel wants to be handed: Alerting renders for it, Delivering sends it.
package enum ChannelFormat: Sendable, Hashable {
    /// A complete MIME message. `from` is `Name <address>` or a bare address; `domain` is the right side of the
    /// Message-ID.
    case mail(from: String, domain: String)
    /// Plain UTF-8 text with line feeds.
    case text
}
