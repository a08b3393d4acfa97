import CXML2

/// A page of HTML that XPath can ask.
///
/// The page is decoded, repaired and bounded first (`PageRepair`); libxml2 then reads well-formed XML without DOCTYPE
/// and entities. A page belongs to the task that made it.
public final class Page {
    /// What was over a limit or cut off, in one sentence; nil when the whole page was read.
    public let truncated: String?
    private let document: xmlDocPtr
    private let context: xmlXPathContextPtr
    private var compiled: [XPath: xmlXPathCompExprPtr] = [:]
    private var removed: [xmlNodePtr] = []

    /// Caps of a page: smaller than a feed's, since a list of news never needs them.
    public static var limits: XMLLimits {
        var limits = XMLLimits()
        limits.bytes = 8 << 20
        limits.nodes = 200_000
        limits.depth = 200
        limits.text = 4 << 20
        return limits
    }

    /// Steps of one question. A page of 200,000 nodes is passed over some dozen times with them.
    static let steps: UInt = 5_000_000

    /// Reads a page. Never fails on what it says; nil when there is no text and no element in it at all.
    public init?(_ bytes: [UInt8], httpCharset: String? = nil, limits: XMLLimits = Page.limits) {
        let cut = bytes.count > limits.bytes ? Array(bytes.prefix(limits.bytes)) : bytes
        let decoded = TextDecoding.utf8(of: cut, httpCharset: httpCharset, declared: nil)
        let (repaired, complaint) = decoded.bytes.withUnsafeBufferPointer { input in
            var repair = PageRepair(input, limits: limits)
            repair.run()
            return (repair.output, repair.truncated)
        }
        XMLReader.prepare()
        // Never HUGE, never entity substitution, never the network (trust.md section 0).
        let options =
            XML_PARSE_RECOVER.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue
            | XML_PARSE_NOWARNING.rawValue | XML_PARSE_COMPACT.rawValue
        let read = repaired.withUnsafeBytes { buffer -> xmlDocPtr? in
            guard let base = buffer.bindMemory(to: CChar.self).baseAddress, let size = Int32(exactly: buffer.count)
            else { return nil }
            return xmlReadMemory(base, size, nil, "UTF-8", Int32(truncatingIfNeeded: options))
        }
        guard let document = read else { return nil }
        guard xmlDocGetRootElement(document) != nil, let context = xmlXPathNewContext(document) else {
            xmlFreeDoc(document)
            return nil
        }
        context.pointee.error = { _, _ in }
        // Numbers the elements, so that sorting what was found stays cheap.
        xmlXPathOrderDocElems(document)
        self.document = document
        self.context = context
        truncated =
            bytes.count > limits.bytes
            ? "the page has \(bytes.count) bytes; the first \(limits.bytes) were read" : complaint
    }

    deinit {
        for expression in compiled.values { xmlXPathFreeCompExpr(expression) }
        xmlXPathFreeContext(context)
        for node in removed { xmlFreeNode(node) }
        xmlFreeDoc(document)
    }

    /// The nodes that an expression finds, in document order; one text when it gives a text or a number.
    ///
    /// - Parameter start: what a relative expression starts from; the page when nil.
    public func select(_ path: XPath, from start: PageNode? = nil) throws(XPathFailure) -> [PageNode] {
        guard let expression = try expression(path) else { return [] }
        context.pointee.node =
            start.flatMap(\.pointer)
            ?? UnsafeMutableRawPointer(document).bindMemory(
                to: xmlNode.self, capacity: 1)
        context.pointee.opLimit = Self.steps
        context.pointee.opCount = 0
        guard let result = xmlXPathCompiledEval(expression, context) else {
            let code = context.pointee.lastError.code
            if code == XPathFailure.number(XPATH_OP_LIMIT_EXCEEDED) { throw .tooMuchWork }
            throw .syntax(XPathFailure.words(for: code), at: 0)
        }
        defer { xmlXPathFreeObject(result) }
        guard result.pointee.type == XPATH_NODESET else {
            guard let text = xmlXPathCastToString(result) else { return [] }
            defer { jibu_xml_free(text) }
            return [PageNode(page: self, pointer: nil, value: String(cString: text))]
        }
        guard let set = result.pointee.nodesetval, let table = set.pointee.nodeTab else { return [] }
        return (0..<Int(max(0, set.pointee.nodeNr))).compactMap { position in
            // A namespace is no node of the tree, and pages have none.
            guard let node = table[position], node.pointee.type != XML_NAMESPACE_DECL else { return nil }
            return PageNode(page: self, pointer: node, value: nil)
        }
    }

    /// Takes an element out of the page, with all that is inside; nodes that were found before stay usable.
    public func remove(_ node: PageNode) {
        guard let pointer = node.pointer, pointer.pointee.type == XML_ELEMENT_NODE, pointer.pointee.parent != nil,
            !removed.contains(pointer), pointer != xmlDocGetRootElement(document)
        else { return }
        xmlUnlinkNode(pointer)
        removed.append(pointer)
    }

    /// libxml2 caches functions inside compiled expressions, so each page has its own.
    private func expression(_ path: XPath) throws(XPathFailure) -> xmlXPathCompExprPtr? {
        if let known = compiled[path] { return known }
        guard let made = xmlXPathCtxtCompile(context, path.text) else { return nil }
        compiled[path] = made
        return made
    }
}
