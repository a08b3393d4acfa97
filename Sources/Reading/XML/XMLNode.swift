/// One element of an `XMLTree`; a light handle into the tree's arena.
public struct XMLNode: Sendable {
    let tree: XMLTree
    let index: Int

    /// A child of an element, in document order.
    public enum Content: Sendable {
        case element(XMLNode)
        /// Characters as they are meant: entities and CDATA are resolved.
        case text(String)
    }

    /// An attribute as it was meant: entities resolved, namespace looked up.
    public struct Attribute: Sendable, Hashable {
        public var name: String
        /// As written before the colon; nil when there is none.
        public var prefix: String?
        /// Nil when there is no prefix, or it was never declared.
        public var namespace: String?
        public var value: String
    }

    /// The local name as written: letter case is kept.
    public var name: String { tree.name(of: index) }

    /// The namespace prefix as written; nil when there is none.
    public var prefix: String? { tree.prefix(of: index) }

    /// The namespace URI, byte for byte as declared; nil when there is none or the prefix was never declared.
    public var namespace: String? { tree.namespace(of: index) }

    /// In document order; of two with one name the first counts. Namespace declarations are not among them.
    public var attributes: [Attribute] { tree.attributes(of: index) }

    /// The value of the attribute with this local name, whatever its prefix; an unprefixed one wins.
    public func attribute(_ name: String) -> String? { tree.attribute(name, prefix: nil, of: index) }

    /// The value of the attribute written `prefix:name`.
    public func attribute(prefix: String, _ name: String) -> String? {
        tree.attribute(name, prefix: prefix, of: index)
    }

    /// Child elements in document order.
    public var children: [XMLNode] { tree.children(of: index) }

    /// Child elements and texts in document order.
    public var content: [Content] { tree.content(of: index) }

    /// All characters inside, at any depth, in document order; blanks are kept.
    public var text: String { tree.text(of: index) }

    /// The inside written as markup again, for elements that carry HTML or XHTML as real elements.
    ///
    /// Names are written with their prefix; `&`, `<` and `>` in text are escaped.
    public var markup: String { tree.markup(of: index) }

    /// The first child element with this local name, in any letter case.
    public func child(_ name: String) -> XMLNode? { children.first { $0.isNamed(name) } }

    /// Every child element with this local name, in any letter case.
    public func children(_ name: String) -> [XMLNode] { children.filter { $0.isNamed(name) } }

    /// Every element inside with this local name, in document order, at any
    /// depth, also inside one another.
    public func descendants(_ name: String) -> [XMLNode] { tree.descendants(name, of: index) }

    /// True when the local name is this one, in any ASCII letter case.
    public func isNamed(_ name: String) -> Bool { tree.isNamed(name, index) }
}
