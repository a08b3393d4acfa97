/// Pulls a few top-level members out of an object without building the rest.
///
/// Made for archives of millions of lines. What is not asked for is only
/// skipped: its brackets must balance, its insides are not checked. Names
/// asked for that come twice: the first one counts.
public struct JSONFields: Sendable {
    private let names: [[UInt8]]
    private let limits: JSONLimits

    /// At most 64 names.
    public init(_ names: [String], limits: JSONLimits = JSONLimits()) {
        self.names = names.prefix(64).map { Array($0.utf8) }
        self.limits = limits
    }

    /// The values, in the order of the names; nil where the object has no such member.
    ///
    /// Stops as soon as all were found. Throws when the bytes up to there are no object.
    public func pick(_ bytes: [UInt8]) throws(JSONFailure) -> [JSONValue?] {
        try bytes.withUnsafeBufferPointer { buffer throws(JSONFailure) in try pick(buffer) }
    }

    /// The same for a part of a buffer, such as one line.
    public func pick(_ bytes: ArraySlice<UInt8>) throws(JSONFailure) -> [JSONValue?] {
        try bytes.withUnsafeBufferPointer { buffer throws(JSONFailure) in try pick(buffer) }
    }

    /// The same without copying; the buffer is only used during the call.
    public func pick(_ buffer: UnsafeBufferPointer<UInt8>) throws(JSONFailure) -> [JSONValue?] {
        guard buffer.count <= limits.bytes else { throw .tooLarge(bytes: buffer.count) }
        var parser = JSONParser(buffer, lenient: false, limits: limits)
        var found = [JSONValue?](repeating: nil, count: names.count)
        var missing = names.count
        parser.skipBlanks()
        guard parser.current == UInt8(ascii: "{") else { throw .unexpected(at: parser.index, expected: "an object") }
        parser.index += 1
        parser.skipBlanks()
        if parser.current == UInt8(ascii: "}") { return found }
        while missing > 0 {
            parser.skipBlanks()
            if let position = try position(of: &parser), found[position] == nil {
                found[position] = try parser.value(depth: 1)
                missing -= 1
            } else {
                try parser.skipValue()
            }
            guard try parser.another(before: UInt8(ascii: "}"), "a comma or }") else { break }
        }
        return found
    }

    /// Reads a member's name and colon; the position of the name among those asked for.
    private func position(of parser: inout JSONParser) throws(JSONFailure) -> Int? {
        let start = parser.index
        try parser.skipString()
        let raw = UnsafeBufferPointer(rebasing: parser.bytes[(start + 1)..<(parser.index - 1)])
        if raw.contains(UInt8(ascii: "\\")) {
            parser.index = start
            let name = Array(try parser.name().utf8)
            return names.firstIndex(of: name)
        }
        parser.skipBlanks()
        guard parser.current == UInt8(ascii: ":") else { throw .unexpected(at: parser.index, expected: "a colon") }
        parser.index += 1
        return names.firstIndex { $0.count == raw.count && $0.elementsEqual(raw) }
    }
}

extension JSONParser {
    /// Moves past the string whose opening quote is at `index`.
    mutating func skipString() throws(JSONFailure) {
        guard current == UInt8(ascii: "\"") else { throw .unexpected(at: index, expected: "a name in quotes") }
        index += 1
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\"") { return }
            if byte == UInt8(ascii: "\\") { index += 1 }
        }
        index = bytes.count
        throw .unexpected(at: index, expected: "a closing quote")
    }

    /// Moves past one value, counting brackets only.
    mutating func skipValue() throws(JSONFailure) {
        skipBlanks()
        let start = index
        var depth = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                try skipString()
                if depth == 0 { return }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                guard depth < limits.depth else { throw .tooDeep(at: index) }
                index += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 {
                    guard index > start else { throw .unexpected(at: index, expected: "a value") }
                    return
                }
                depth -= 1
                index += 1
                if depth == 0 { return }
            case UInt8(ascii: ",") where depth == 0:
                guard index > start else { throw .unexpected(at: index, expected: "a value") }
                return
            default: index += 1
            }
        }
    }
}
