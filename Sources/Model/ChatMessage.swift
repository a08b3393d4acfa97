/// One message of a chat as it will be sent: a digest for a chat is a few of them, since a chat limits their length.
///
/// As bytes, messages are ended by a form feed and a line feed. Buttons that copy a text stand behind their message:
/// each a record separator, its words, a unit separator, the text. These three controls can never be part of a text:
/// what is shown has its control characters replaced before it comes here.
package struct ChatMessage: Sendable, Hashable {
    /// Plain text with line feeds; no markup of any kind.
    package var text: String
    /// Each puts a text into the reader's clipboard.
    package var buttons: [Button]

    package struct Button: Sendable, Hashable {
        package var label: String
        package var copies: String
        package init(label: String, copies: String) {
            self.label = label
            self.copies = copies
        }
    }

    package init(text: String, buttons: [Button] = []) {
        self.text = text
        self.buttons = buttons
    }

    private static let end = "\u{0C}\n"
    private static let buttonMark: Character = "\u{1E}"
    private static let textMark: Character = "\u{1F}"

    /// The bytes of a digest.
    package static func bytes(of messages: [ChatMessage]) -> [UInt8] {
        messages.flatMap { message in
            let buttons = message.buttons.map { "\(buttonMark)\($0.label)\(textMark)\($0.copies)" }.joined()
            return Array((message.text + buttons + end).utf8)
        }
    }

    /// The messages of a digest's bytes; nil when they are none.
    package static func read(_ bytes: [UInt8]) -> [ChatMessage]? {
        guard let whole = String(validating: bytes, as: UTF8.self) else { return nil }
        var messages: [ChatMessage] = []
        var rest = whole[...]
        while let stop = rest.firstRange(of: end) {
            let pieces = rest[..<stop.lowerBound].split(separator: buttonMark, omittingEmptySubsequences: false)
            rest = rest[stop.upperBound...]
            var message = ChatMessage(text: String(pieces.first ?? ""))
            for piece in pieces.dropFirst() {
                guard let middle = piece.firstIndex(of: textMark) else { return nil }
                message.buttons.append(
                    Button(label: String(piece[..<middle]), copies: String(piece[piece.index(after: middle)...])))
            }
            messages.append(message)
        }
        return rest.isEmpty && !messages.isEmpty ? messages : nil
    }
}
