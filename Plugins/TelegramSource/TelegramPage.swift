import Model
import Reading

/// One page of a channel's preview.
struct TelegramPage {
    /// Oldest first, service lines left out.
    var messages: [TelegramMessage] = []
    /// The older page begins before this message; nil on the oldest one.
    var before: Int64?
    /// What was cut off, in one sentence.
    var truncated: String?

    /// A page of twenty messages has some hundred kilobytes and two thousand elements.
    private static var limits: XMLLimits {
        var limits = XMLLimits()
        limits.bytes = 8 << 20
        limits.nodes = 100_000
        return limits
    }

    /// Nil when the bytes are no preview of a channel: a login page, an error, nothing.
    init?(_ bytes: [UInt8], channel: String) {
        guard let tree = XMLTree.parse(bytes, limits: TelegramPage.limits) else { return nil }
        truncated = tree.truncated
        var isPreview = false
        let page = TelegramMarkup(tree.root)
        for node in page.all {
            if node.has("tgme_channel_history") || node.has("tgme_channel_info") || node.has("tme_no_messages_found") {
                isPreview = true
            } else if node.has("tme_messages_more"), let written = node.node.attribute("data-before") {
                before = TelegramMessage.number(written)
            } else if node.has("tgme_widget_message"), !node.has("service_message"),
                let message = TelegramMessage(node, channel: channel)
            {
                messages.append(message)
            }
        }
        guard isPreview || !messages.isEmpty else { return nil }
        messages.sort { $0.id < $1.id }
    }
}

/// An element of the page, asked by its classes.
struct TelegramMarkup {
    let node: XMLNode

    init(_ node: XMLNode) { self.node = node }

    func has(_ name: String) -> Bool {
        node.attribute("class")?.split(whereSeparator: \.isWhitespace).contains { $0 == name } ?? false
    }

    /// This element and all inside, in document order. `XMLTree` bounds depth and number.
    var all: [TelegramMarkup] { [self] + node.children.flatMap { TelegramMarkup($0).all } }

    /// The outermost elements inside with this class, except below elements with another one.
    func outermost(_ name: String, outside other: String? = nil) -> [TelegramMarkup] {
        node.children.map(TelegramMarkup.init).flatMap { child in
            if let other, child.has(other) { return [TelegramMarkup]() }
            return child.has(name) ? [child] : child.outermost(name, outside: other)
        }
    }

    func first(_ name: String) -> TelegramMarkup? { outermost(name).first }

    /// The text inside with blanks taken together; nil when there is none.
    var words: String? {
        let words = node.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.isEmpty ? nil : words
    }
}
