import CXML2

/// Something that an expression found on a page: an element, an attribute, a text.
public struct PageNode {
    let page: Page
    /// Nil for a text that an expression computed.
    let pointer: xmlNodePtr?
    let value: String?

    public var isElement: Bool { pointer?.pointee.type == XML_ELEMENT_NODE }

    /// The name of an element or attribute, in lower case; empty for texts.
    public var name: String {
        guard let pointer, isElement || pointer.pointee.type == XML_ATTRIBUTE_NODE else { return "" }
        return pointer.pointee.name.map { String(cString: $0) } ?? ""
    }

    /// All characters inside; the value of an attribute.
    public var text: String {
        if let value { return value }
        guard let pointer, let content = xmlNodeGetContent(pointer) else { return "" }
        defer { jibu_xml_free(content) }
        return String(cString: content)
    }

    /// The text with runs of blanks as one; nil when nothing is left.
    public var words: String? {
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.isEmpty ? nil : words
    }

    public func attribute(_ name: String) -> String? {
        guard let pointer, isElement, let value = xmlGetNoNsProp(pointer, name) else { return nil }
        defer { jibu_xml_free(value) }
        return String(cString: value)
    }

    /// The element as markup again, itself included; a text is escaped.
    public var markup: String {
        if let value { return value.replacing("&", with: "&amp;").replacing("<", with: "&lt;") }
        guard let pointer, let buffer = xmlBufferCreate() else { return "" }
        defer { xmlBufferFree(buffer) }
        guard pointer.pointee.type != XML_ATTRIBUTE_NODE else {
            return text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        }
        guard xmlNodeDump(buffer, pointer.pointee.doc, pointer, 0, 0) >= 0, let content = xmlBufferContent(buffer)
        else { return "" }
        return String(cString: content)
    }

    /// The element around this node; nil for the outermost one.
    public var parent: PageNode? {
        guard let above = pointer?.pointee.parent, above.pointee.type == XML_ELEMENT_NODE else { return nil }
        return PageNode(page: page, pointer: above, value: nil)
    }

    /// A number that no other node of its page has; 0 for a text that an expression computed.
    public var identity: Int { pointer.map { Int(bitPattern: $0) } ?? 0 }
}
