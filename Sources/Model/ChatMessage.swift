/// One message of a chat as it will be sent: a digest for a chat is a few of them, since a chat limits their length.
///
/// As bytes, messages are ended by a form feed and a line feed. Buttons stand behind their message: each a record
/// separator, its words, then a unit separator and the text that it copies, or a group separator and the address that it
/// opens. These four controls can never be part of a text: what is shown has its control characters replaced before it
/// comes here.
package struct ChatMessage: Sendable, Hashable {
    /// Plain text with line feeds; no markup of any kind.
    package var text: String
    package var buttons: [Button]

    package struct Button: Sendable, Hashable {
        package enum Action: Sendable, Hashable {
            /// Puts a text into the reader's clipboard.
            case copies(String)
            /// Opens another program, with a text in it.
            case opens(String)
        }
        package var label: String
        package var action: Action
        package init(label: String, _ action: Action) {
            self.label = label
            self.action = action
        }
    }

    package init(text: String, buttons: [Button] = []) {
        self.text = text
        self.buttons = buttons
    }

    /// Bytes of what its buttons say and do.
    package var buttonBytes: Int {
        buttons.reduce(0) { sum, button in
            switch button.action {
            case .copies(let words), .opens(let words): sum + button.label.utf8.count + words.utf8.count
            }
        }
    }

    private static let end = "\u{0C}\n"
    private static let buttonMark: Character = "\u{1E}"
    private static let textMark: Character = "\u{1F}"
    private static let addressMark: Character = "\u{1D}"

    /// The bytes of a digest.
    package static func bytes(of messages: [ChatMessage]) -> [UInt8] {
        messages.flatMap { message in
            let buttons = message.buttons.map { button in
                switch button.action {
                case .copies(let text): "\(buttonMark)\(button.label)\(textMark)\(text)"
                case .opens(let url): "\(buttonMark)\(button.label)\(addressMark)\(url)"
                }
            }.joined()
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
                guard let middle = piece.firstIndex(where: { $0 == textMark || $0 == addressMark }) else { return nil }
                let rest = String(piece[piece.index(after: middle)...])
                message.buttons.append(
                    Button(label: String(piece[..<middle]), piece[middle] == textMark ? .copies(rest) : .opens(rest)))
            }
            messages.append(message)
        }
        return rest.isEmpty && !messages.isEmpty ? messages : nil
    }
}
