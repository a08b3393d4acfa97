import CXML2

/// Hands repaired XML to libxml2 and collects what it says into an arena.
enum XMLReader {
    /// The arena of a well-formed document; what came before an error otherwise.
    ///
    /// `complaint` is what libxml2 objected to: repaired documents give it no reason, so it is a fault of
    /// ours that must be seen rather than lose text in silence.
    static func read(_ document: [UInt8]) -> (arena: XMLArena, complaint: String?) {
        prepare()
        var complaint: String?
        let builder = XMLArenaBuilder(capacity: document.count)
        document.withUnsafeBytes { bytes in
            guard let base = bytes.bindMemory(to: CChar.self).baseAddress, let size = Int32(exactly: bytes.count),
                let context = xmlCreateMemoryParserCtxt(base, size)
            else { return }
            defer {
                if let document = context.pointee.myDoc { xmlFreeDoc(document) }
                xmlFreeParserCtxt(context)
            }
            // Never HUGE, never entity substitution, never the network (trust.md section 0).
            let options = XML_PARSE_RECOVER.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue
                | XML_PARSE_NOWARNING.rawValue
            xmlCtxtUseOptions(context, Int32(truncatingIfNeeded: options))
            context.pointee.sax?.pointee = handler()
            withExtendedLifetime(builder) {
                context.pointee.userData = Unmanaged.passUnretained(builder).toOpaque()
                xmlParseDocument(context)
                // Behind the root only its look-ahead limit can object, which loses nothing.
                let isWhole = builder.isComplete && context.pointee.errNo == Int32(XML_ERR_INTERNAL_ERROR.rawValue)
                if context.pointee.wellFormed == 0, !isWhole {
                    complaint = "the XML parser stopped with error \(context.pointee.errNo)"
                }
            }
        }
        return (builder.finished(), complaint)
    }

    /// To be called before any other use of libxml2.
    static func prepare() { _ = isReady }

    /// libxml2 wants to be told once before the first thread uses it. Nothing may load a second document.
    private static let isReady: Bool = {
        xmlInitParser()
        xmlSetExternalEntityLoader { _, _, _ in nil }
        return true
    }()

    /// No callback throws or keeps a pointer; no DTD and no entity callback exists.
    private static func handler() -> xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.initialized = XML_SAX2_MAGIC
        handler.startElementNs = { user, local, prefix, uri, _, _, count, _, attributes in
            builder(user)?.start(local, prefix, uri, count, attributes)
        }
        handler.endElementNs = { user, _, _, _ in builder(user)?.end() }
        handler.characters = { user, characters, length in
            builder(user)?.text(characters, length)
        }
        handler.ignorableWhitespace = handler.characters
        handler.cdataBlock = handler.characters
        handler.serror = { _, _ in }
        return handler
    }
}

/// The builder behind the pointer that libxml2 hands back; a free function, since C callbacks capture nothing.
private func builder(_ user: UnsafeMutableRawPointer?) -> XMLArenaBuilder? {
    user.map { Unmanaged<XMLArenaBuilder>.fromOpaque($0).takeUnretainedValue() }
}

/// Fills an arena from parser events. Used by one thread during one parse.
final class XMLArenaBuilder {
    private var arena = XMLArena()
    private var open: [Int] = []
    /// The last event was text: libxml2 hands long texts over in pieces.
    private var isInText = false
    private var nameIDs: [XMLArena.Name: Int32] = [:]
    private var namespaceIDs: [String: Int32] = [:]

    /// The root element was closed.
    var isComplete: Bool { open.isEmpty && !arena.nodes.isEmpty }

    init(capacity: Int) { arena.pool.reserveCapacity(capacity) }

    func start(
        _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?,
        _ count: Int32, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        isInText = false
        let first = Int32(truncatingIfNeeded: arena.attributes.count)
        for position in 0..<Int(max(0, count)) {
            guard let fields = attributes.map({ $0 + position * 5 }), let start = fields[3], let end = fields[4],
                let name = id(fields[0], fields[1])
            else { continue }
            let range = appendAttribute(UnsafeBufferPointer(start: start, count: max(0, end - start)))
            arena.attributes.append(
                XMLArena.Attribute(name: name, namespace: namespace(fields[2]), start: range.start, end: range.end))
        }
        guard let name = id(local, prefix) else { return }
        open.append(arena.nodes.count)
        arena.nodes.append(
            XMLArena.Node(
                name: name, namespace: namespace(uri), start: first,
                end: Int32(truncatingIfNeeded: arena.attributes.count), after: 0))
    }

    func end() {
        isInText = false
        guard let last = open.popLast() else { return }
        arena.nodes[last].after = Int32(truncatingIfNeeded: arena.nodes.count)
    }

    func text(_ characters: UnsafePointer<xmlChar>?, _ length: Int32) {
        guard let characters, length > 0, !open.isEmpty else { return }
        let range = append(UnsafeBufferPointer(start: characters, count: Int(length)))
        if isInText, let last = arena.nodes.indices.last {
            arena.nodes[last].end = range.end
            return
        }
        isInText = true
        arena.nodes.append(
            XMLArena.Node(
                name: -1, namespace: -1, start: range.start, end: range.end,
                after: Int32(truncatingIfNeeded: arena.nodes.count + 1)))
    }

    func finished() -> XMLArena {
        while !open.isEmpty { end() }
        return arena
    }

    /// The pool stays below four times the document cap, far inside 32 bits.
    private func append(_ bytes: UnsafeBufferPointer<UInt8>) -> (start: Int32, end: Int32) {
        let start = arena.pool.count
        arena.pool.append(contentsOf: bytes)
        return (Int32(truncatingIfNeeded: start), Int32(truncatingIfNeeded: arena.pool.count))
    }

    /// Without entity substitution libxml2 hands every `&` of an attribute over as `&#38;`.
    private func appendAttribute(_ bytes: UnsafeBufferPointer<UInt8>) -> (start: Int32, end: Int32) {
        var range = append(UnsafeBufferPointer(rebasing: bytes[..<0]))
        var start = 0
        while let mark = XMLProlog.find("&#38;", in: bytes, from: start) {
            _ = append(UnsafeBufferPointer(rebasing: bytes[start...mark]))
            start = mark + 5
        }
        range.end = append(UnsafeBufferPointer(rebasing: bytes[start...])).end
        return range
    }

    private func id(_ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?) -> Int32? {
        guard let local else { return nil }
        let name = XMLArena.Name(prefix: prefix.map(String.init(cString:)), local: String(cString: local))
        if let known = nameIDs[name] { return known }
        let id = Int32(truncatingIfNeeded: arena.names.count)
        arena.names.append(name)
        nameIDs[name] = id
        return id
    }

    private func namespace(_ uri: UnsafePointer<xmlChar>?) -> Int32 {
        guard let uri else { return -1 }
        let text = String(cString: uri)
        if let known = namespaceIDs[text] { return known }
        let id = Int32(truncatingIfNeeded: arena.namespaces.count)
        arena.namespaces.append(text)
        namespaceIDs[text] = id
        return id
    }
}
