/// A start tag, read with the forgiveness that attributes need.
struct XMLStartTag {
    var name: String
    var attributes: [Attribute] = []
    /// After the tag.
    var end: Int
    /// `<name/>`.
    var isClosed = false
    /// The document ends inside the tag.
    var isCut = false
    /// Attributes were dropped.
    var isOverLimit = false

    struct Attribute {
        var name: String
        /// The value as written, without quotes.
        var value: Range<Int>

        var declaresNamespace: Bool { name == "xmlns" || name.hasPrefix("xmlns:") }

        /// A prefix cannot be declared away, nor can `xml` and `xmlns` be declared.
        func isLegalDeclaration(in input: UnsafeBufferPointer<UInt8>) -> Bool {
            let uri = UnsafeBufferPointer(rebasing: input[value])
            let isReserved = XMLProlog.stands("http://www.w3.org/XML/1998/namespace", in: uri, at: 0)
                || XMLProlog.stands("http://www.w3.org/2000/xmlns/", in: uri, at: 0)
            if name == "xmlns" { return !isReserved }
            return !uri.isEmpty && name != "xmlns:xml" && name != "xmlns:xmlns" && !isReserved
        }
    }

    /// Reads the tag whose `<` is at `start`; nil when this is text that only
    /// looks like a tag: `<http://…>`, `<name@host>`, `<b привет`.
    ///
    /// `quotes` remembers for `"` and `'` that no more of them follow.
    init?(in input: UnsafeBufferPointer<UInt8>, at start: Int, limits: XMLLimits, quotes: inout [Bool]) {
        guard let nameEnd = Self.nameEnd(in: input, at: start + 1) else { return nil }
        name = String(decoding: UnsafeBufferPointer(rebasing: input[(start + 1)..<nameEnd]), as: UTF8.self)
        end = nameEnd
        var seen: Set<String> = []
        while true {
            while end < input.count, Byte.isBlank(input[end]) { end += 1 }
            guard end < input.count else {
                isCut = true
                return
            }
            switch input[end] {
            case UInt8(ascii: ">"):
                end += 1
                return
            case UInt8(ascii: "/"):
                end += 1
                if end < input.count, input[end] == UInt8(ascii: ">") {
                    isClosed = true
                    end += 1
                    return
                }
            case UInt8(ascii: "<"):
                // Its `>` is missing; without any value it was no tag.
                guard attributes.contains(where: { !$0.value.isEmpty }) else { return nil }
                return
            case 0x80...:
                return nil
            default:
                attribute(in: input, limits, &seen, &quotes)
            }
        }
    }

    /// The attribute at `end`; moves past it.
    private mutating func attribute(
        in input: UnsafeBufferPointer<UInt8>, _ limits: XMLLimits, _ seen: inout Set<String>, _ quotes: inout [Bool]
    ) {
        let start = end
        while end < input.count, !Self.endsName(input[end]) { end += 1 }
        let written = UnsafeBufferPointer(rebasing: input[start..<end])
        // A lone `=` or quote: pass over it.
        if written.isEmpty { end += 1 }
        var position = end
        while position < input.count, Byte.isBlank(input[position]) { position += 1 }
        var value = end..<end
        if position < input.count, input[position] == UInt8(ascii: "="), !written.isEmpty {
            position += 1
            while position < input.count, Byte.isBlank(input[position]) { position += 1 }
            value = self.value(in: input, at: position, &quotes)
        }
        guard let nameEnd = Self.nameEnd(in: written, at: 0), nameEnd == written.count else { return }
        let name = String(decoding: written, as: UTF8.self)
        guard attributes.count < limits.attributes else {
            isOverLimit = true
            return
        }
        if seen.insert(name).inserted { attributes.append(Attribute(name: name, value: value)) }
    }

    /// The value at `position`, in quotes or not; moves `end` past it.
    private mutating func value(
        in input: UnsafeBufferPointer<UInt8>, at position: Int, _ quotes: inout [Bool]
    ) -> Range<Int> {
        if position < input.count, input[position] == UInt8(ascii: "\"") || input[position] == UInt8(ascii: "'") {
            let which = input[position] == UInt8(ascii: "\"") ? 0 : 1
            let closing = quotes[which] ? nil : XMLProlog.find(input[position], in: input, from: position + 1)
            quotes[which] = quotes[which] || closing == nil
            if let closing, isWhole(input, position + 1, closing) {
                end = closing + 1
                return (position + 1)..<closing
            }
            return bare(in: input, from: position + 1)
        }
        return bare(in: input, from: position)
    }

    /// A quoted value that holds a tag start is only believed when something
    /// that can follow a value comes after its closing quote.
    private func isWhole(_ input: UnsafeBufferPointer<UInt8>, _ start: Int, _ closing: Int) -> Bool {
        let value = UnsafeBufferPointer(rebasing: input[start..<closing])
        guard XMLProlog.find(UInt8(ascii: "<"), in: value, from: 0) != nil else { return true }
        guard closing + 1 < input.count else { return false }
        let next = input[closing + 1]
        return Byte.isBlank(next) || next == UInt8(ascii: ">") || next == UInt8(ascii: "/")
    }

    /// A value without quotes: up to a blank, `>` or `/>`.
    private mutating func bare(in input: UnsafeBufferPointer<UInt8>, from start: Int) -> Range<Int> {
        end = start
        while end < input.count {
            let byte = input[end]
            if Byte.isBlank(byte) || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "<") { break }
            if byte == UInt8(ascii: "/"), end + 1 < input.count, input[end + 1] == UInt8(ascii: ">") { break }
            end += 1
        }
        return start..<end
    }

    private static func endsName(_ byte: UInt8) -> Bool {
        Byte.isBlank(byte) || [0x3D, 0x3E, 0x3C, 0x2F, 0x22, 0x27].contains(byte)
    }

    /// Where the XML name that starts here ends; nil when none does.
    ///
    /// ASCII names with at most one colon: no feed has others, and `<қала>` is text.
    static func nameEnd(in input: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
        guard start < input.count, Byte.isLetter(input[start]) || input[start] == UInt8(ascii: "_") else { return nil }
        var end = start + 1
        var colon: Int?
        while end < input.count {
            let byte = input[end]
            if byte == UInt8(ascii: ":") {
                guard colon == nil else { return nil }
                colon = end
            } else if !Byte.isLetter(byte), !Byte.isDigit(byte), !"-._".utf8.contains(byte) {
                break
            }
            end += 1
        }
        guard end - start <= 256 else { return nil }
        if let colon {
            guard colon + 1 < end, Byte.isLetter(input[colon + 1]) || input[colon + 1] == UInt8(ascii: "_")
            else { return nil }
        }
        guard end < input.count else { return end }
        let next = input[end]
        return Byte.isBlank(next) || [0x3E, 0x3C, 0x2F, 0x3D].contains(next) ? end : nil
    }
}
