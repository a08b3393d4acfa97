extension JSONValue {
    /// The shortest JSON for this value, as UTF-8: no blanks, members in their order.
    ///
    /// Only what RFC 8259 demands is escaped. A `number` that is no JSON
    /// number is written as a string, so that the result is always valid.
    public func encoded() -> [UInt8] {
        var output: [UInt8] = []
        encode(into: &output)
        return output
    }

    /// Appends `encoded()` to a buffer.
    ///
    /// Recurses once per level of the value; values from the parser have at most 64.
    public func encode(into output: inout [UInt8]) {
        switch self {
        case .null: output.append(contentsOf: "null".utf8)
        case .bool(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
        case .integer(let value): output.append(contentsOf: String(value).utf8)
        case .number(let written):
            let isNumber = Array(written.utf8).withUnsafeBufferPointer {
                JSONParser.numberEnd($0, from: 0)?.index == $0.count
            }
            if isNumber { output.append(contentsOf: written.utf8) } else { JSONText.append(written, to: &output) }
        case .string(let text): JSONText.append(text, to: &output)
        case .array(let elements):
            output.append(UInt8(ascii: "["))
            for (position, element) in elements.enumerated() {
                if position > 0 { output.append(UInt8(ascii: ",")) }
                element.encode(into: &output)
            }
            output.append(UInt8(ascii: "]"))
        case .object(let members):
            output.append(UInt8(ascii: "{"))
            for (position, member) in members.enumerated() {
                if position > 0 { output.append(UInt8(ascii: ",")) }
                JSONText.append(member.0, to: &output)
                output.append(UInt8(ascii: ":"))
                member.1.encode(into: &output)
            }
            output.append(UInt8(ascii: "}"))
        }
    }
}

/// Writing of JSON strings, for code that writes a line without building a value.
public enum JSONText {
    /// Appends `text` in quotes, with quote, backslash and control characters escaped.
    public static func append(_ text: String, to output: inout [UInt8]) {
        var text = text
        text.withUTF8 { append($0, to: &output) }
    }

    /// The same for valid UTF-8.
    package static func append(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        var start = 0
        for index in bytes.indices {
            let byte = bytes[index]
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
            output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
            start = index + 1
            output.append(UInt8(ascii: "\\"))
            switch byte {
            case 0x08: output.append(UInt8(ascii: "b"))
            case 0x09: output.append(UInt8(ascii: "t"))
            case 0x0A: output.append(UInt8(ascii: "n"))
            case 0x0C: output.append(UInt8(ascii: "f"))
            case 0x0D: output.append(UInt8(ascii: "r"))
            case 0x00..<0x20:
                output.append(contentsOf: "u00".utf8)
                output.append(Byte.hexDigits[Int(byte >> 4)])
                output.append(Byte.hexDigits[Int(byte & 15)])
            default: output.append(byte)
            }
        }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
        output.append(UInt8(ascii: "\""))
    }
}
