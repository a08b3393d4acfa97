/// Writes the plain text of markup: line breaks, blanks and list dashes as a reader would see them.
struct HTMLReader {
    private var tokens: HTMLTokens
    private var output: [UInt8] = []
    /// Line breaks and a blank that are due before the next visible character.
    private var breaks = 0
    private var blank = false
    private var preformatted = 0
    /// A list item has begun and shows nothing yet.
    private var dash = false
    /// The open element whose text is not shown.
    private var unseen: String?

    private static let unseenNames: Set<String> = ["noscript", "title", "noembed", "noframes", "datalist"]

    init(_ bytes: [UInt8]) {
        tokens = HTMLTokens(bytes, keepsAttributes: true)
        output.reserveCapacity(bytes.count)
    }

    mutating func text() -> String {
        while let token = tokens.next() {
            switch token {
            case .text(let range): if unseen == nil { write(range) }
            case .start(let name, let attributes): start(name, attributes)
            case .end(let name): end(name)
            }
        }
        let excerptEnd = Array("[…]".utf8)
        if output.suffix(excerptEnd.count).elementsEqual(excerptEnd) {
            output.removeLast(excerptEnd.count)
            while output.last == 0x20 { output.removeLast() }
            output.append(contentsOf: "…".utf8)
        }
        return String(decoding: output, as: UTF8.self)
    }

    private mutating func start(_ name: String, _ attributes: [String: String]) {
        if unseen == nil, Self.unseenNames.contains(name), tokens.isClosed(name) { unseen = name }
        switch name {
        case "br": breaks = min(2, breaks + 1)
        case "td", "th": blank = true
        case "pre": preformatted += 1
        case "img":
            // Emoji that a page shows as pictures are part of the sentence.
            if attributes["class"]?.contains("emoji") == true || attributes["class"]?.contains("smiley") == true {
                if unseen == nil { writePlain(Array((attributes["alt"] ?? "").utf8)) }
            }
        default: break
        }
        if HTMLElements.blocks.contains(name) { breaks = max(breaks, 1) }
        if name == "li" { dash = true }
    }

    private mutating func end(_ name: String) {
        if name == unseen { unseen = nil }
        if name == "li" { dash = false }
        if name == "pre" { preformatted = max(0, preformatted - 1) }
        if name == "td" || name == "th" { blank = true }
        if name == "br" { breaks = min(2, breaks + 1) }
        if HTMLElements.blocks.contains(name) { breaks = max(breaks, 1) }
    }

    private mutating func write(_ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = tokens.bytes[index]
            if byte == 0x26,
                let (character, end) = HTMLCharacters.reference(tokens.bytes[range], at: index, isAttribute: false)
            {
                writePlain(Array(String(character).utf8))
                index = end
                continue
            }
            let isNoBreak = byte == 0xc2 && index + 1 < range.upperBound && tokens.bytes[index + 1] == 0xa0
            if isNoBreak { blank = true } else { write(byte) }
            index += isNoBreak ? 2 : 1
        }
    }

    private mutating func writePlain(_ bytes: [UInt8]) {
        if bytes == [0xc2, 0xa0] {
            blank = true
        } else {
            for byte in bytes { write(byte) }
        }
    }

    private mutating func write(_ byte: UInt8) {
        guard byte > 0x20 else {
            if preformatted > 0 && byte == 0x0a { breaks = min(2, breaks + 1) } else { blank = true }
            return
        }
        if !output.isEmpty {
            if breaks > 0 {
                while output.last == 0x20 { output.removeLast() }
                for _ in 0..<breaks { output.append(0x0a) }
            } else if blank, output.last != 0x20 {
                output.append(0x20)
            }
        }
        if dash { output.append(contentsOf: "- ".utf8) }
        dash = false
        breaks = 0
        blank = false
        output.append(byte)
    }
}
