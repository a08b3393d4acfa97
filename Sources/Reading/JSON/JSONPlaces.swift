/// Reads a JSON document of any length in pieces and hands over the values that stand at chosen places.
///
/// ```
/// messages[]               each element of the array `messages` of the document
/// chats.list[].messages[]  the same one level deeper, in each element of `chats.list`
/// chats.list[].name        a member
/// ```
///
/// What stands elsewhere is passed over: its brackets must balance, its insides are not looked at. Memory is one value
/// at a chosen place, capped. Values are handed over as bytes, for `JSONValue.parse`.
package struct JSONPlaces {
    /// What was met.
    package enum Event {
        /// A whole value at the place of this number. Valid during the call.
        case value(Int, [UInt8], at: Int)
        /// A value over the cap at the place of this number: left out.
        case tooLong(Int, at: Int)
        /// An object at a place that is above others: its members follow.
        case opened(Int)
    }

    private struct Node {
        var place: Int?
        var members: [(name: [UInt8], node: Int)] = []
        var element: Int?
        var isLeaf: Bool { members.isEmpty && element == nil }
    }

    private enum Expects { case value, firstKey, key, colon, commaOrEnd, firstElement, nothing }

    private var nodes: [Node] = [Node()]
    private let cap: Int
    /// Containers that lead to chosen places, outermost first.
    private var open: [(node: Int, isArray: Bool)] = []
    private var expects = Expects.value
    /// The node of the value that comes next; nil: nothing there is wanted.
    private var next: Int? = 0
    private var walker: JSONWalker?
    private var isKey = false
    private var collected: [UInt8] = []
    private var collectedStart = 0
    private var isOverCap = false
    private var offset = 0

    /// - Parameters:
    ///   - places: as above; a name may not hold a point.
    ///   - cap: most bytes of one value.
    package init(_ places: [String], cap: Int) {
        self.cap = cap
        for (number, place) in places.enumerated() {
            var node = 0
            for step in place.split(separator: ".") {
                let isArray = step.hasSuffix("[]")
                node = member(Array((isArray ? step.dropLast(2) : step).utf8), of: node)
                if isArray { node = element(of: node) }
            }
            nodes[node].place = number
        }
    }

    private mutating func member(_ name: [UInt8], of node: Int) -> Int {
        if let known = nodes[node].members.first(where: { $0.name == name }) { return known.node }
        nodes.append(Node())
        nodes[node].members.append((name, nodes.count - 1))
        return nodes.count - 1
    }

    private mutating func element(of node: Int) -> Int {
        if let known = nodes[node].element { return known }
        nodes.append(Node())
        nodes[node].element = nodes.count - 1
        return nodes.count - 1
    }

    /// Reads the next piece.
    package mutating func add(
        _ piece: UnsafeBufferPointer<UInt8>, _ body: (Event) -> Void
    ) throws(JSONFailure) {
        var index = 0
        while index < piece.count {
            if walker != nil {
                try walk(piece, &index, body)
            } else if Byte.isBlank(piece[index]) || isByteOrderMark(piece[index], at: offset + index) {
                index += 1
            } else {
                try step(piece[index], at: offset + index, body)
                // A value that begins here is walked over from its first byte on.
                if walker == nil { index += 1 }
            }
        }
        offset += piece.count
    }

    private func isByteOrderMark(_ byte: UInt8, at place: Int) -> Bool {
        place < 3 && byte == [0xEF, 0xBB, 0xBF][place]
    }

    /// Says whether the document was whole.
    package mutating func finish() throws(JSONFailure) {
        guard expects == .nothing else { throw .unexpected(at: offset, expected: "more: the document is cut short") }
    }

    /// One byte of the structure that leads to chosen places.
    private mutating func step(_ byte: UInt8, at place: Int, _ body: (Event) -> Void) throws(JSONFailure) {
        switch (expects, byte) {
        case (.firstKey, UInt8(ascii: "}")), (.firstElement, UInt8(ascii: "]")): close()
        case (.firstKey, UInt8(ascii: "\"")), (.key, UInt8(ascii: "\"")):
            isKey = true
            collect(from: place)
        case (.firstKey, _), (.key, _): throw .unexpected(at: place, expected: "a name in quotes")
        case (.colon, UInt8(ascii: ":")): expects = .value
        case (.colon, _): throw .unexpected(at: place, expected: "a colon")
        case (.commaOrEnd, UInt8(ascii: ",")):
            expects = open.last?.isArray == true ? .value : .key
            if let last = open.last, last.isArray { next = nodes[last.node].element }
        case (.commaOrEnd, UInt8(ascii: "}")) where open.last?.isArray == false: close()
        case (.commaOrEnd, UInt8(ascii: "]")) where open.last?.isArray == true: close()
        case (.commaOrEnd, _): throw .unexpected(at: place, expected: "a comma or an end")
        case (.nothing, _): throw .unexpected(at: place, expected: "the end")
        case (.value, _), (.firstElement, _): try value(byte, at: place, body)
        }
    }

    private mutating func value(_ byte: UInt8, at place: Int, _ body: (Event) -> Void) throws(JSONFailure) {
        if let node = next, !nodes[node].isLeaf {
            if byte == UInt8(ascii: "{"), !nodes[node].members.isEmpty {
                open.append((node, false))
                expects = .firstKey
                nodes[node].place.map { body(.opened($0)) }
                walker = nil
                return
            }
            if byte == UInt8(ascii: "["), nodes[node].element != nil {
                open.append((node, true))
                next = nodes[node].element
                expects = .firstElement
                return
            }
        }
        if let node = next, nodes[node].isLeaf { collect(from: place) } else { walker = JSONWalker() }
    }

    private mutating func collect(from place: Int) {
        walker = JSONWalker()
        collected.removeAll(keepingCapacity: true)
        collectedStart = place
        isOverCap = false
    }

    private mutating func close() {
        open.removeLast()
        expects = open.isEmpty ? .nothing : .commaOrEnd
    }

    /// Goes on in the value or name at hand.
    private mutating func walk(
        _ piece: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ body: (Event) -> Void
    ) throws(JSONFailure) {
        let start = index
        guard var walker else { return }
        let hasEnded = try walker.walk(piece, &index, offset: offset)
        let wanted = isKey ? 0 : next.flatMap { nodes[$0].isLeaf ? nodes[$0].place : nil }
        if wanted != nil {
            if collected.count + index - start <= cap {
                collected.append(contentsOf: piece[start..<index])
            } else {
                isOverCap = true
            }
        }
        guard hasEnded else {
            self.walker = walker
            return
        }
        self.walker = nil
        if isKey {
            isKey = false
            next = open.last.flatMap { named(collected, in: $0.node) }
            expects = .colon
            return
        }
        if let wanted {
            body(isOverCap ? .tooLong(wanted, at: collectedStart) : .value(wanted, collected, at: collectedStart))
        }
        expects = open.isEmpty ? .nothing : .commaOrEnd
    }

    /// The node of a member, by its name with quotes.
    private func named(_ quoted: [UInt8], in node: Int) -> Int? {
        var name = Array(quoted.dropFirst().dropLast())
        if name.contains(UInt8(ascii: "\\")) {
            name = (try? JSONValue.parse(quoted, .lenient))?.string.map { Array($0.utf8) } ?? []
        }
        return nodes[node].members.first { $0.name == name }?.node
    }
}

/// Finds the end of one JSON value by its brackets and quotes, over any number of pieces.
private struct JSONWalker {
    private enum Kind { case unknown, string, container, word }

    private var kind = Kind.unknown
    private var depth = 0
    private var isInString = false
    private var isEscaped = false

    /// Moves `index` behind the value, or to the end of the piece; true when the value has ended.
    mutating func walk(
        _ piece: UnsafeBufferPointer<UInt8>, _ index: inout Int, offset: Int
    ) throws(JSONFailure) -> Bool {
        if kind == .unknown { try begin(piece[index], at: offset + index, &index) }
        while index < piece.count {
            let byte = piece[index]
            if isInString {
                index += 1
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                    if kind == .string { return true }
                }
                continue
            }
            if kind == .word {
                // A comma or a bracket belongs to what is around the word.
                if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
                    || Byte.isBlank(byte)
                {
                    return true
                }
                index += 1
                continue
            }
            index += 1
            switch byte {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return true }
            default: break
            }
        }
        return false
    }

    private mutating func begin(_ byte: UInt8, at place: Int, _ index: inout Int) throws(JSONFailure) {
        switch byte {
        case UInt8(ascii: "\""): (kind, isInString) = (.string, true)
        case UInt8(ascii: "{"), UInt8(ascii: "["): (kind, depth) = (.container, 1)
        case UInt8(ascii: "-"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            kind = .word
        default: throw .unexpected(at: place, expected: "a value")
        }
        index += 1
    }
}
