import Model

/// A page as messages of a Telegram chat: plain text, since text without markup can do nothing (delivery.md 3.2).
///
/// Messages are cut between entries. An approved answer that fits a button can be copied with one touch; a longer one
/// is a message of its own with the text alone, so that it can be forwarded as it is. Further buttons open the programs
/// that a link can open from a chat: Telegram itself and WhatsApp.
struct TelegramText {
    /// UTF-16 units of one message; its 32,768 bytes are never reached before.
    static let largest = 4096
    /// Units that a button can copy.
    static let mostCopied = 256
    /// Bytes of the buttons of one message; Telegram refuses about 10 kB, and then all of them are lost.
    static let mostButtons = 8000
    private let wording: Wording

    init(_ wording: Wording) { self.wording = wording }

    func messages(_ page: Page) -> [ChatMessage] {
        var pile = Pile()
        pile.add(Shown.line(page.lead))
        for (index, entry) in page.entries.enumerated() {
            var buttons: [ChatMessage.Button] = []
            var alone: [String] = []
            var lines = ["\(index + 1). \(Shown.line(entry.title)) [\(Shown.line(entry.badge))]"]
            lines += entry.lines.flatMap(render)
            for (number, answer) in entry.answers.enumerated() {
                let text = Shown.block(answer.text)
                lines.append("")
                let mark = number == 0 ? "\(index + 1)" : "\(index + 1)-\(number + 1)"
                if answer.isToBeRead {
                    lines += ["\(Shown.line(answer.caption)):", text]
                } else if text.utf16.count <= Self.mostCopied, !text.isEmpty {
                    lines += ["\(Shown.line(answer.caption)):", text]
                    buttons.append(.init(label: wording.say(.copyButton, ["n": mark]), .copies(text)))
                } else {
                    lines.append("\(Shown.line(answer.caption)) ⬇")
                    alone.append(text)
                }
                // A chat opens web addresses alone, no `sms:` and no `mailto:`.
                buttons += answer.links.filter { $0.url.hasPrefix("https://") }.map {
                    .init(label: "\(Shown.line($0.label)) ↗ \(mark)", .opens($0.url))
                }
            }
            lines += entry.sources.flatMap(render)
            pile.add(lines.joined(separator: "\n"), buttons: buttons)
            for text in alone { pile.addAlone(text) }
        }
        pile.add((page.after + [page.footer]).map { Shown.line($0) }.joined(separator: "\n"))
        return pile.messages
    }

    private func render(_ line: Page.Line) -> [String] {
        let label = Shown.line(line.label) + ":"
        guard line.rows.count > 1 else { return ["\(label) \(words(of: line.rows.first ?? []))"] }
        return [label] + line.rows.map { "• " + words(of: $0) }
    }

    private func words(of row: [Page.Span]) -> String {
        row.map { span in
            let text = PlainText.words(of: [span])
            switch span {
            case .text, .strong: return text
            case .link(let url): return Shown.isPlainLink(url) ? text : Self.inert(text)
            case .quoted, .marked: return Self.inert(text)
            }
        }.joined()
    }

    /// Telegram makes `/commands`, `@names`, `#tags` and `$TAGS` touchable by itself. In words of others they become
    /// signs that look alike and do nothing: a post must not be able to put a command of ours under a reader's finger.
    static func inert(_ text: String) -> String {
        let signs: [Unicode.Scalar: Unicode.Scalar] = [
            "/": "\u{2044}", "@": "\u{FF20}", "#": "\u{FF03}", "$": "\u{FF04}",
        ]
        let scalars = Array(text.unicodeScalars)
        var shown = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            let next = index + 1 < scalars.count ? scalars[index + 1] : " "
            let isName = next.properties.isAlphabetic || next.properties.numericType != nil || next == "_"
            // A price is no tag.
            let isTag = isName && (scalar != "$" || next.properties.isAlphabetic)
            shown.append(isTag ? signs[scalar] ?? scalar : scalar)
        }
        return String(shown)
    }

    /// Messages as they fill up.
    private struct Pile {
        private(set) var messages: [ChatMessage] = []
        private var isOpen = false

        /// Puts a piece behind the last message, when it fits, or begins a new one.
        mutating func add(_ text: String, buttons: [ChatMessage.Button] = []) {
            let weight = ChatMessage(text: "", buttons: buttons + (messages.last?.buttons ?? [])).buttonBytes
            if isOpen, let last = messages.last, last.text.utf16.count + 2 + text.utf16.count <= largest,
                weight <= mostButtons
            {
                messages[messages.count - 1].text += "\n\n" + text
            } else {
                messages += TelegramText.pieces(of: text).map { ChatMessage(text: $0) }
            }
            if !messages.isEmpty { messages[messages.count - 1].buttons += buttons }
            isOpen = true
        }

        mutating func addAlone(_ text: String) {
            messages += TelegramText.pieces(of: text).map { ChatMessage(text: $0) }
            isOpen = false
        }
    }

    /// A text in pieces that fit, cut at line ends where there are some, and never inside a character.
    static func pieces(of text: String) -> [String] {
        guard text.utf16.count > largest else { return text.isEmpty ? [] : [text] }
        var pieces: [String] = []
        var rest = text[...]
        while rest.utf16.count > largest {
            var end = rest.startIndex
            var units = 0
            var lineEnd: String.Index?
            while end < rest.endIndex {
                units += String(rest[end]).utf16.count
                guard units <= largest else { break }
                end = rest.index(after: end)
                if rest[rest.index(before: end)] == "\n" { lineEnd = end }
            }
            // One character of more than 4,096 units does not exist: towers of marks were cut before.
            let cut = lineEnd ?? (end > rest.startIndex ? end : rest.index(after: end))
            pieces.append(String(rest[..<cut]))
            rest = rest[cut...]
        }
        if !rest.isEmpty { pieces.append(String(rest)) }
        return pieces
    }
}
