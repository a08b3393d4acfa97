/// A place in one JSON line, and the steps over names, values and blanks from there.
///
/// Everything it reads lies between `base` and `base + count`. Used by `JSONLineReader` during one call only.
struct JSONLineCursor {
    let text: JSONLineText
    var index = 0
    /// Where the next unescaped string goes in the scratch memory.
    var used = 0
    /// Two names of one object look alike, or there were too many to tell.
    private(set) var namesMayRepeat = false

    private let depth: Int
    private let keys: UnsafeMutablePointer<UInt64>
    /// Level of an object to the place where the keys of the object around it begin.
    private let keyStarts: UnsafeMutablePointer<Int>
    /// Keys remembered so far, and where those of the innermost object begin.
    private var keyCount = 0
    private var keyStart = 0

    init(_ text: JSONLineText, _ scratch: JSONScratch, depth: Int) {
        self.text = text
        self.keys = scratch.keys
        self.keyStarts = scratch.keyStarts
        self.depth = min(depth, JSONScratch.levels)
    }

    /// The byte at `index`, or 0 at the end: 0 is never a legal byte outside a string.
    @inline(__always)
    var current: UInt8 { index < text.count ? text.base[index] : 0 }

    @inline(__always)
    mutating func skipBlanks() {
        if current <= 0x20 { index = text.blanksEnd(index) }
    }

    /// A comma means that another element follows; else `end` must stand here.
    @inline(__always)
    mutating func goesOn(before end: UInt8) throws(JSONFailure) -> Bool {
        skipBlanks()
        let byte = current
        if byte == UInt8(ascii: ",") {
            index &+= 1
            return true
        }
        guard byte == end else { throw .unexpected(at: index, expected: end == 0x5D ? "a comma or ]" : "a comma or }") }
        index &+= 1
        return false
    }

    /// The string whose opening quote is at `index`: bytes of the line itself, or of the scratch memory when it has
    /// escapes.
    @inline(__always)
    mutating func string() throws(JSONFailure) -> UnsafeBufferPointer<UInt8> {
        let start = index &+ 1
        index = try text.plainEnd(start)
        guard current == UInt8(ascii: "\"") else {
            let first = used
            (index, used) = try text.unescape(start, plainEnd: index, to: used)
            return UnsafeBufferPointer(start: text.scratch + first, count: used &- first)
        }
        defer { index &+= 1 }
        return UnsafeBufferPointer(start: text.base + start, count: index &- start)
    }

    /// A member's name and its colon; the name comes with its key.
    @inline(__always)
    mutating func memberName() throws(JSONFailure) -> (bytes: UnsafeBufferPointer<UInt8>, key: UInt64) {
        guard current == UInt8(ascii: "\"") else { throw .unexpected(at: index, expected: "a name in quotes") }
        let name = try string()
        skipBlanks()
        guard current == UInt8(ascii: ":") else { throw .unexpected(at: index, expected: "a colon") }
        index &+= 1
        let key = JSONLineText.key(name)
        remember(key)
        return (name, key)
    }

    /// Moves past one value of any kind, checking all of it.
    @inline(__always)
    mutating func skipValue() throws(JSONFailure) {
        skipBlanks()
        let byte = current
        if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { return try skipContainer() }
        try skipLeaf(byte)
    }

    /// Moves past a string, number, true, false or null.
    @inline(__always)
    private mutating func skipLeaf(_ byte: UInt8) throws(JSONFailure) {
        switch byte {
        case UInt8(ascii: "\""):
            let before = used
            _ = try string()
            used = before
        case UInt8(ascii: "t"): index = try text.wordEnd(index, "true")
        case UInt8(ascii: "f"): index = try text.wordEnd(index, "false")
        case UInt8(ascii: "n"): index = try text.wordEnd(index, "null")
        default: index = try text.numberEnd(index)
        }
    }

    /// Moves past an array or object. Without recursion: the kinds of open containers are bits of a word.
    private mutating func skipContainer() throws(JSONFailure) {
        var level = 0
        /// The innermost container is the lowest bit: 1 is an object.
        var isObject: UInt64 = 0
        repeat {
            skipBlanks()
            let byte = current
            if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                // The line's own object is the first level.
                guard level &+ 2 <= depth else { throw .tooDeep(at: index) }
                index &+= 1
                skipBlanks()
                if current == byte &+ 2 {
                    index &+= 1
                } else {
                    level &+= 1
                    isObject = isObject &<< 1 | (byte == UInt8(ascii: "{") ? 1 : 0)
                    if byte == UInt8(ascii: "{") {
                        keyStarts[level] = keyStart
                        keyStart = keyCount
                        _ = try memberName()
                    }
                    continue
                }
            } else {
                try skipLeaf(byte)
            }
            // A value ends here: another one follows, or containers end too.
            while level > 0 {
                let inObject = isObject & 1 == 1
                if try goesOn(before: inObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
                    guard inObject else { break }
                    skipBlanks()
                    _ = try memberName()
                    break
                }
                if inObject {
                    keyCount = keyStart
                    keyStart = keyStarts[level]
                }
                isObject &>>= 1
                level &-= 1
            }
        } while level > 0
    }

    /// Remembers a name of the innermost object.
    @inline(__always)
    private mutating func remember(_ key: UInt64) {
        var place = keyStart
        while place < keyCount {
            if keys[place] == key { namesMayRepeat = true }
            place &+= 1
        }
        guard keyCount < JSONScratch.names, keyCount &- keyStart < JSONScratch.namesOfObject else {
            namesMayRepeat = true
            return
        }
        keys[keyCount] = key
        keyCount &+= 1
    }
}
