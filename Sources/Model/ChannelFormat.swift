/// What a delivery channel wants to be handed: Alerting renders for it, Delivering sends it.
package enum ChannelFormat: Sendable, Hashable {
    /// A complete MIME message. `from` is `Name <address>` or a bare address; `domain` is the right side of the
    /// Message-ID.
    case mail(from: String, domain: String)
    /// Plain UTF-8 text with line feeds.
    case text
    /// Messages of a Telegram chat.
    case telegram
    /// One SMS of at most so many segments.
    case sms(segments: Int)
    /// A JSON object for a program of the office.
    case webhook
}
