extension JSONValue {
    /// Reads one document. See `JSONReading` for what lenient reading forgives.
    ///
    /// Depth is capped, duplicate names are refused, and integers beyond 64
    /// bits are kept as text (trust.md (b)).
    public static func parse(
        _ bytes: [UInt8], _ reading: JSONReading = .strict, limits: JSONLimits = JSONLimits()
    ) throws(JSONFailure) -> JSONValue {
        try bytes.withUnsafeBufferPointer { buffer throws(JSONFailure) in
            try parse(buffer, reading, limits: limits)
        }
    }

    /// The same for a part of a buffer, such as one line.
    public static func parse(
        _ bytes: ArraySlice<UInt8>, _ reading: JSONReading = .strict, limits: JSONLimits = JSONLimits()
    ) throws(JSONFailure) -> JSONValue {
        try bytes.withUnsafeBufferPointer { buffer throws(JSONFailure) in
            try parse(buffer, reading, limits: limits)
        }
    }

    /// The same for text in memory.
    public static func parse(
        _ text: String, _ reading: JSONReading = .strict, limits: JSONLimits = JSONLimits()
    ) throws(JSONFailure) -> JSONValue {
        try parse(Array(text.utf8), reading, limits: limits)
    }

    /// The same without copying; the buffer is only used during the call.
    public static func parse(
        _ buffer: UnsafeBufferPointer<UInt8>, _ reading: JSONReading = .strict, limits: JSONLimits = JSONLimits()
    ) throws(JSONFailure) -> JSONValue {
        guard buffer.count <= limits.bytes else { throw .tooLarge(bytes: buffer.count) }
        var parser = JSONParser(buffer, lenient: reading == .lenient, limits: limits)
        parser.skipByteOrderMark()
        let value = try parser.value(depth: 0)
        parser.skipBlanks()
        guard parser.index == buffer.count else { throw .unexpected(at: parser.index, expected: "the end") }
        return value
    }
}

/// Recursive descent over bytes; the recursion is bounded by `limits.depth`.
struct JSONParser {
    let bytes: UnsafeBufferPointer<UInt8>
    let lenient: Bool
    let limits: JSONLimits
    var index = 0
    private var values = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, lenient: Bool, limits: JSONLimits) {
        self.bytes = bytes
        self.lenient = lenient
        self.limits = limits
    }

    /// The byte at `index`, or 0 at the end: 0 is never a legal byte outside a string.
    @inline(__always)
    var current: UInt8 { index < bytes.count ? bytes[index] : 0 }

    mutating func skipByteOrderMark() {
        if lenient, bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { index = 3 }
    }

    @inline(__always)
    mutating func skipBlanks() {
        while index < bytes.count {
            let byte = bytes[index]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            index += 1
        }
    }

    mutating func value(depth: Int) throws(JSONFailure) -> JSONValue {
        skipBlanks()
        values += 1
        guard values <= limits.values else { throw .tooManyValues(at: index) }
        switch current {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return try object(depth: depth + 1)
        case UInt8(ascii: "["): return try array(depth: depth + 1)
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONFailure) -> JSONValue {
        let length = word.utf8CodeUnitCount
        guard bytes.count - index >= length else { throw .unexpected(at: index, expected: "\(word)") }
        for offset in 0..<length where bytes[index + offset] != word.utf8Start[offset] {
            throw .unexpected(at: index, expected: "\(word)")
        }
        index += length
        return value
    }

    private mutating func array(depth: Int) throws(JSONFailure) -> JSONValue {
        guard depth <= limits.depth else { throw .tooDeep(at: index) }
        index += 1
        var elements: [JSONValue] = []
        skipBlanks()
        if current == UInt8(ascii: "]") {
            index += 1
            return .array(elements)
        }
        while true {
            elements.append(try value(depth: depth))
            guard try another(before: UInt8(ascii: "]"), "a comma or ]") else { return .array(elements) }
        }
    }

    private mutating func object(depth: Int) throws(JSONFailure) -> JSONValue {
        guard depth <= limits.depth else { throw .tooDeep(at: index) }
        index += 1
        var members: [(String, JSONValue)] = []
        var names = NameSet()
        skipBlanks()
        if current == UInt8(ascii: "}") {
            index += 1
            return .object(members)
        }
        while true {
            skipBlanks()
            let start = index
            let name = try self.name()
            guard names.insert(name, after: members) else { throw .duplicateName(name, at: start) }
            members.append((name, try value(depth: depth)))
            guard try another(before: UInt8(ascii: "}"), "a comma or }") else { return .object(members) }
        }
    }

    /// A member's name and its colon.
    mutating func name() throws(JSONFailure) -> String {
        guard current == UInt8(ascii: "\"") else { throw .unexpected(at: index, expected: "a name in quotes") }
        let name = try string()
        skipBlanks()
        guard current == UInt8(ascii: ":") else { throw .unexpected(at: index, expected: "a colon") }
        index += 1
        return name
    }

    /// True when a comma says that another element follows; false when the
    /// container ended here. A comma before the end is forgiven in lenient reading.
    mutating func another(before end: UInt8, _ expected: String) throws(JSONFailure) -> Bool {
        skipBlanks()
        if current == UInt8(ascii: ",") {
            index += 1
            guard lenient else { return true }
            skipBlanks()
            guard current == end else { return true }
        }
        guard current == end else { throw .unexpected(at: index, expected: expected) }
        index += 1
        return false
    }

    private mutating func number() throws(JSONFailure) -> JSONValue {
        let start = index
        guard let end = JSONParser.numberEnd(bytes, from: start) else {
            throw .unexpected(at: start, expected: "a value")
        }
        index = end.index
        if end.isInteger, end.index - start <= 20 {
            let negative = bytes[start] == UInt8(ascii: "-")
            var result: Int64 = 0
            var overflow = false
            for position in (negative ? start + 1 : start)..<end.index {
                let (product, first) = result.multipliedReportingOverflow(by: 10)
                let digit = Int64(bytes[position] &- 0x30)
                let (sum, second) = product.addingReportingOverflow(negative ? -digit : digit)
                overflow = overflow || first || second
                result = sum
            }
            if !overflow, !(negative && result == 0) { return .integer(result) }
        }
        return .number(String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end.index]), as: UTF8.self))
    }

    /// Where the number that starts here ends; nil when none starts here.
    static func numberEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> (index: Int, isInteger: Bool)? {
        var index = start
        func digits() -> Int {
            let first = index
            while index < bytes.count, Byte.isDigit(bytes[index]) { index += 1 }
            return index - first
        }
        if index < bytes.count, bytes[index] == UInt8(ascii: "-") { index += 1 }
        let first = index
        let count = digits()
        guard count > 0, count == 1 || bytes[first] != UInt8(ascii: "0") else { return nil }
        var isInteger = true
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index += 1
            isInteger = false
            guard digits() > 0 else { return nil }
        }
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            isInteger = false
            let hasSign = index < bytes.count && (bytes[index] == 0x2B || bytes[index] == 0x2D)
            if hasSign { index += 1 }
            guard digits() > 0 else { return nil }
        }
        return (index, isInteger)
    }
}

/// The names that an object has so far: a linear look for small objects, a set from 16 names on.
private struct NameSet {
    private var set: Set<String> = []

    mutating func insert(_ name: String, after members: [(String, JSONValue)]) -> Bool {
        if members.count < 16 { return !members.contains { $0.0 == name } }
        if set.isEmpty { set = Set(members.map(\.0)) }
        return set.insert(name).inserted
    }
}
