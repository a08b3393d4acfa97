/// The flat arrays behind an `XMLTree`: elements and texts in document order.
struct XMLArena: Sendable {
    struct Node: Sendable {
        /// Index into `names`, or -1 for a text.
        var name: Int32
        /// Index into `namespaces`, or -1.
        var namespace: Int32
        /// For an element: its attributes. For a text: its bytes in `pool`.
        var start: Int32
        var end: Int32
        /// Index after the last node inside: the next sibling, if there is one.
        var after: Int32
    }

    struct Attribute: Sendable {
        var name: Int32
        var namespace: Int32
        /// Bytes in `pool`.
        var start: Int32
        var end: Int32
    }

    struct Name: Sendable, Hashable {
        var prefix: String?
        var local: String
    }

    var nodes: [Node] = []
    var attributes: [Attribute] = []
    var names: [Name] = []
    var namespaces: [String] = []
    /// UTF-8 of every text and attribute value.
    var pool: [UInt8] = []
}

extension XMLTree {
    func name(of index: Int) -> String { arena.names[Int(arena.nodes[index].name)].local }

    func prefix(of index: Int) -> String? { arena.names[Int(arena.nodes[index].name)].prefix }

    func namespace(of index: Int) -> String? {
        let namespace = Int(arena.nodes[index].namespace)
        return namespace < 0 ? nil : arena.namespaces[namespace]
    }

    func isNamed(_ name: String, _ index: Int) -> Bool {
        let own = self.name(of: index).utf8
        return own.count == name.utf8.count && own.elementsEqual(name.utf8) { Byte.lower($0) == Byte.lower($1) }
    }

    func attributes(of index: Int) -> [XMLNode.Attribute] {
        let node = arena.nodes[index]
        return arena.attributes[Int(node.start)..<Int(node.end)].map { attribute in
            let name = arena.names[Int(attribute.name)]
            let namespace = attribute.namespace < 0 ? nil : arena.namespaces[Int(attribute.namespace)]
            return XMLNode.Attribute(
                name: name.local, prefix: name.prefix, namespace: namespace,
                value: string(attribute.start, attribute.end))
        }
    }

    func attribute(_ name: String, prefix: String?, of index: Int) -> String? {
        let node = arena.nodes[index]
        var prefixed: String?
        for attribute in arena.attributes[Int(node.start)..<Int(node.end)] {
            let own = arena.names[Int(attribute.name)]
            guard own.local == name else { continue }
            if own.prefix == prefix { return string(attribute.start, attribute.end) }
            if prefix == nil, prefixed == nil { prefixed = string(attribute.start, attribute.end) }
        }
        return prefixed
    }

    func children(of index: Int) -> [XMLNode] {
        var result: [XMLNode] = []
        forEachChild(of: index) { child in
            if arena.nodes[child].name >= 0 { result.append(XMLNode(tree: self, index: child)) }
        }
        return result
    }

    func content(of index: Int) -> [XMLNode.Content] {
        var result: [XMLNode.Content] = []
        forEachChild(of: index) { child in
            let node = arena.nodes[child]
            result.append(
                node.name < 0
                    ? .text(string(node.start, node.end)) : .element(XMLNode(tree: self, index: child)))
        }
        return result
    }

    func text(of index: Int) -> String {
        // Texts of one element lie one after another in the pool only when no attribute lies between them.
        var bytes: [UInt8] = []
        for node in arena.nodes[index..<Int(arena.nodes[index].after)] where node.name < 0 {
            bytes += arena.pool[Int(node.start)..<Int(node.end)]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    func descendants(_ name: String, of index: Int) -> [XMLNode] {
        ((index + 1)..<max(index + 1, Int(arena.nodes[index].after)))
            .filter { arena.nodes[$0].name >= 0 && isNamed(name, $0) }
            .map { XMLNode(tree: self, index: $0) }
    }

    private func forEachChild(of index: Int, _ body: (Int) -> Void) {
        let end = Int(arena.nodes[index].after)
        var child = index + 1
        while child < end {
            body(child)
            child = Int(arena.nodes[child].after)
        }
    }

    private func string(_ start: Int32, _ end: Int32) -> String {
        String(decoding: arena.pool[Int(start)..<Int(end)], as: UTF8.self)
    }
}
