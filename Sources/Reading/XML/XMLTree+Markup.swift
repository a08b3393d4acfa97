extension XMLTree {
    /// The inside of an element as markup. Walks the flat arena with a stack of open elements: no recursion.
    func markup(of index: Int) -> String {
        var output: [UInt8] = []
        var open: [Int] = []
        let end = Int(arena.nodes[index].after)
        var position = index + 1
        while position < end {
            while let last = open.last, Int(arena.nodes[last].after) <= position { close(open.removeLast(), &output) }
            let node = arena.nodes[position]
            if node.name < 0 {
                escape(arena.pool[Int(node.start)..<Int(node.end)], quotes: false, &output)
            } else {
                output.append(UInt8(ascii: "<"))
                write(arena.names[Int(node.name)], &output)
                for attribute in arena.attributes[Int(node.start)..<Int(node.end)] {
                    output.append(Byte.space)
                    write(arena.names[Int(attribute.name)], &output)
                    output.append(contentsOf: "=\"".utf8)
                    escape(arena.pool[Int(attribute.start)..<Int(attribute.end)], quotes: true, &output)
                    output.append(UInt8(ascii: "\""))
                }
                if Int(node.after) == position + 1 {
                    output.append(contentsOf: Self.isVoid(name(of: position)) ? " />".utf8 : "></".utf8)
                    if !Self.isVoid(name(of: position)) {
                        write(arena.names[Int(node.name)], &output)
                        output.append(UInt8(ascii: ">"))
                    }
                } else {
                    output.append(UInt8(ascii: ">"))
                    open.append(position)
                }
            }
            position += 1
        }
        while let last = open.popLast() { close(last, &output) }
        return String(decoding: output, as: UTF8.self)
    }

    /// HTML elements that never have an inside.
    static func isVoid(_ name: String) -> Bool {
        ["br", "hr", "img", "wbr", "input", "meta", "link", "area", "col", "embed", "source", "track"]
            .contains(name.lowercased())
    }

    private func close(_ index: Int, _ output: inout [UInt8]) {
        output.append(contentsOf: "</".utf8)
        write(arena.names[Int(arena.nodes[index].name)], &output)
        output.append(UInt8(ascii: ">"))
    }

    private func write(_ name: XMLArena.Name, _ output: inout [UInt8]) {
        if let prefix = name.prefix { output.append(contentsOf: "\(prefix):".utf8) }
        output.append(contentsOf: name.local.utf8)
    }

    private func escape(_ bytes: ArraySlice<UInt8>, quotes: Bool, _ output: inout [UInt8]) {
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "&"): output.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): output.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): output.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "\"") where quotes: output.append(contentsOf: "&quot;".utf8)
            default: output.append(byte)
            }
        }
    }
}
