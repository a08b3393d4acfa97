/// Reads a few top-level members out of one JSON line after another without making a String.
///
/// Made for archives: one pass over the bytes, eight at a time, and no allocation once its memory has grown to the
/// longest line. The whole line is checked: what is refused is what `JSONValue.parse` refuses. One thing is forgiven
/// that strict reading is not: half of a surrogate pair (`\uD83D` alone) is read as U+FFFD, as lenient reading does,
/// because exports are full of cut emoji and the post around one is still a post.
package struct JSONLineReader: ~Copyable {
    /// What a member is.
    package enum Kind: Sendable {
        case absent, string, number
        /// null, true, false, an array or an object.
        case other
    }

    /// A member's value.
    package struct Value {
        package var kind: Kind
        /// A string without quotes and escapes, as valid UTF-8; a number as it was written; else nothing. Good until
        /// the next `read`, and as long as the line's own bytes are.
        package var bytes: UnsafeBufferPointer<UInt8>
    }

    private let names: [[UInt8]]
    private let keys: [UInt64]
    private let limits: JSONLimits
    private var values: [Value]
    private var scratch: JSONScratch

    /// At most 64 names.
    package init(_ names: [String], limits: JSONLimits = JSONLimits()) {
        self.names = names.prefix(64).map { Array($0.utf8) }
        self.keys = self.names.map { $0.withUnsafeBufferPointer { JSONLineText.key($0) } }
        self.limits = limits
        self.values = []
        self.scratch = JSONScratch()
        self.values = self.names.map { _ in Value(kind: .absent, bytes: UnsafeBufferPointer(start: nil, count: 0)) }
    }

    /// The value of the name at this place of the list, in the line read last.
    package subscript(_ position: Int) -> Value { values[position] }

    /// Reads one line, which must be one object with blanks around it at most.
    package mutating func read(_ line: UnsafeBufferPointer<UInt8>) throws(JSONFailure) {
        for position in values.indices {
            values[position] = Value(kind: .absent, bytes: UnsafeBufferPointer(start: nil, count: 0))
        }
        guard line.count <= limits.bytes else { throw .tooLarge(bytes: line.count) }
        guard let base = line.baseAddress else { throw .unexpected(at: 0, expected: "an object") }
        scratch.makeRoom(for: line.count)
        let text = JSONLineText(base: base, count: line.count, scratch: scratch.bytes, hex: UnsafePointer(scratch.hex))
        var cursor = JSONLineCursor(text, scratch, depth: limits.depth)
        cursor.skipBlanks()
        guard cursor.current == UInt8(ascii: "{") else { throw .unexpected(at: cursor.index, expected: "an object") }
        cursor.index += 1
        cursor.skipBlanks()
        if cursor.current == UInt8(ascii: "}") {
            cursor.index += 1
        } else {
            try readMembers(&cursor)
        }
        cursor.skipBlanks()
        guard cursor.index == line.count else { throw .unexpected(at: cursor.index, expected: "the end") }
        // The cursor compares names by eight bytes and their length only. When two look alike, or there are too many
        // to compare, the parser that builds values decides.
        if cursor.namesMayRepeat { _ = try JSONValue.parse(line, .lenient, limits: limits) }
    }

    @inline(__always)
    private mutating func readMembers(_ cursor: inout JSONLineCursor) throws(JSONFailure) {
        repeat {
            cursor.skipBlanks()
            let name = try cursor.memberName()
            guard let position = position(of: name) else {
                try cursor.skipValue()
                continue
            }
            cursor.skipBlanks()
            let start = cursor.index
            switch cursor.current {
            case UInt8(ascii: "\""):
                values[position] = Value(kind: .string, bytes: try cursor.string())
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                try cursor.skipValue()
                let number = UnsafeBufferPointer(start: cursor.text.base + start, count: cursor.index - start)
                values[position] = Value(kind: .number, bytes: number)
            default:
                try cursor.skipValue()
                values[position].kind = .other
            }
        } while try cursor.goesOn(before: UInt8(ascii: "}"))
    }

    @inline(__always)
    private func position(of name: (bytes: UnsafeBufferPointer<UInt8>, key: UInt64)) -> Int? {
        var position = 0
        while position < keys.count {
            if keys[position] == name.key, names[position].elementsEqual(name.bytes) { return position }
            position &+= 1
        }
        return nil
    }
}

/// Memory that one reader uses for every line: unescaped strings, names of open objects, values of hexadecimal digits.
///
/// Not Sendable; freed with its owner.
final class JSONScratch {
    /// Names remembered in all open objects together.
    static let names = 256
    /// Names of one object that are compared with one another.
    static let namesOfObject = 64
    /// Containers inside one another, the line's own object included: their kinds are the bits of one word.
    static let levels = 64

    private(set) var bytes: UnsafeMutablePointer<UInt8>
    private var capacity = 4096
    let keys = UnsafeMutablePointer<UInt64>.allocate(capacity: names)
    let keyStarts = UnsafeMutablePointer<Int>.allocate(capacity: levels)
    /// Byte to the value of a hexadecimal digit, or 0xFF.
    let hex = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)

    init() {
        bytes = .allocate(capacity: capacity)
        keys.initialize(repeating: 0, count: Self.names)
        keyStarts.initialize(repeating: 0, count: Self.levels)
        for byte in 0...255 { (hex + byte).initialize(to: Byte.hex(UInt8(byte)).map { UInt8($0) } ?? 0xFF) }
    }

    deinit {
        bytes.deallocate()
        keys.deallocate()
        keyStarts.deallocate()
        hex.deallocate()
    }

    /// What a line unescapes to is never longer than the line.
    func makeRoom(for line: Int) {
        guard line + 16 > capacity else { return }
        bytes.deallocate()
        capacity = line + 16 + line / 2
        bytes = .allocate(capacity: capacity)
    }
}
