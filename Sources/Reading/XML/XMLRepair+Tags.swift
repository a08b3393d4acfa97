/// What a tag's name means for repairing.
struct ElementKind {
    /// `item` or `entry`: never inside another one.
    var isItem = false
    /// May stand behind the root's end tag: the rest of the feed after an early `</rss>`.
    var reopensFeed = false
    /// Holds plain text only: `title`, `link`, `guid` …
    var isPlain = false
    /// Ends an unclosed plain element before it.
    var followsPlain = false
    /// HTML that never has an inside: `br`, `hr`, `wbr`; `img` and `input` when they have attributes.
    var isVoid = false
    var isVoidWithAttributes = false
    /// HTML that ends at the next one of its name: `p`, `li`, `td` …
    var endsAtNext = false

    init(_ name: String) {
        let lower = name.lowercased()
        let local = lower.split(separator: ":").last.map(String.init) ?? lower
        isItem = local == "item" || local == "entry"
        reopensFeed = isItem || ["channel", "rss", "feed", "rdf"].contains(local)
        isPlain = Self.plain.contains(local)
        followsPlain = isPlain || Self.followers.contains(local)
        guard lower == local else { return }
        isVoid = ["br", "hr", "wbr"].contains(lower)
        isVoidWithAttributes = ["img", "input", "meta"].contains(lower)
        endsAtNext = ["p", "li", "td", "tr", "dt", "dd", "option"].contains(lower)
    }

    private static let plain: Set<String> = [
        "title", "link", "guid", "pubdate", "id", "updated", "published", "creator", "date", "category",
    ]
    private static let followers: Set<String> = [
        "description", "author", "enclosure", "summary", "content", "item", "entry", "encoded", "comments",
        "source", "thumbnail", "lastbuilddate", "language", "generator",
    ]
}

extension XMLRepair {
    /// The tag that starts at `index`, or text that only looks like one.
    mutating func startTag() {
        guard let tag = XMLStartTag(in: input, at: index, limits: limits, quotes: &searches.noQuote) else {
            literalMark()
            return
        }
        index = tag.end
        guard !tag.isCut else {
            note("the document ends inside a tag")
            return
        }
        if tag.isOverLimit { note("an element has more than \(limits.attributes) attributes") }
        guard let id = identity(of: tag.name) else { return note("more than \(Self.mostNames) element names") }
        let kind = kinds[id]
        if rootClosed, open.count == 1, !kind.reopensFeed {
            if tag.name.lowercased() == "script", !tag.isClosed { passScript() }
            return
        }
        closeImplied(before: kind, id)
        nodes += 1
        guard nodes <= limits.nodes else { return stop("more than \(limits.nodes) nodes") }
        textLength = 0
        let isVoid = !open.isEmpty && (kind.isVoid || (kind.isVoidWithAttributes && !tag.attributes.isEmpty))
        let isClosed = tag.isClosed || isVoid
        let isWritten = depth < limits.depth
        if !isWritten { note("elements are more than \(limits.depth) deep") }
        guard open.count < 100_000 else { return }
        var declared = 0
        if isWritten { declared = write(tag) }
        if isClosed && !open.isEmpty {
            if isWritten { output.append(contentsOf: "/>".utf8) }
            return
        }
        if isWritten {
            output.append(UInt8(ascii: ">"))
            depth += 1
        }
        namespaces += declared
        open.append(OpenElement(name: id, isWritten: isWritten, namespaces: declared))
        openCount[id] += 1
        if isClosed { rootClosed = true }
    }

    /// A script behind the feed may write items in its strings; they are none of the feed's.
    private mutating func passScript() {
        guard !searches.noScriptEnd else { return }
        var position = index
        while let hit = find("</", from: position) {
            if XMLProlog.stands("</script", in: input, at: hit) {
                index = hit
                return
            }
            position = hit + 2
        }
        searches.noScriptEnd = true
    }

    /// The end tag at `index`: closes its element and everything open inside it.
    mutating func endTag() {
        let start = index + 2
        guard let end = XMLStartTag.nameEnd(in: input, at: start) else { return literalMark() }
        let name = String(decoding: UnsafeBufferPointer(rebasing: input[start..<end]), as: UTF8.self)
        index = tagEnd(from: end) ?? end
        textLength = 0
        if end == input.count { note("the document ends inside a tag") }
        guard let id = nameIDs[name] ?? otherCase(name), openCount[id] > 0 else { return }
        if open.first?.name == id, openCount[id] == 1 {
            while open.count > 1 { closeLast() }
            rootClosed = true
            return
        }
        while let last = open.last, open.count > 1 {
            closeLast()
            if last.name == id { return }
        }
    }

    /// `<Title>…</title>`: an end tag that differs in letter case only.
    private func otherCase(_ name: String) -> Int? {
        guard let last = open.last else { return nil }
        return names[last.name].lowercased() == name.lowercased() ? last.name : nil
    }

    /// No vocabulary has more; a document that makes names up costs time for each.
    private static var mostNames: Int { 10_000 }

    private mutating func identity(of name: String) -> Int? {
        if let known = nameIDs[name] { return known }
        guard kinds.count < Self.mostNames else { return nil }
        let id = kinds.count
        nameIDs[name] = id
        names.append(name)
        kinds.append(ElementKind(name))
        openCount.append(0)
        return id
    }

    /// Closes what cannot be open where this element starts.
    private mutating func closeImplied(before kind: ElementKind, _ id: Int) {
        if let last = open.last, open.count > 1 {
            let top = kinds[last.name]
            if top.isPlain && kind.followsPlain || top.endsAtNext && last.name == id { closeLast() }
        }
        guard kind.isItem, itemsAreUnclosed, openCount[id] > 0, open.first?.name != id else { return }
        while let last = open.last, open.count > 1 {
            closeLast()
            if last.name == id { return }
        }
    }

    mutating func closeLast() {
        guard let last = open.popLast() else { return }
        openCount[last.name] -= 1
        namespaces -= last.namespaces
        textLength = 0
        guard last.isWritten else { return }
        depth -= 1
        output.append(contentsOf: "</".utf8)
        output.append(contentsOf: names[last.name].utf8)
        output.append(UInt8(ascii: ">"))
    }

    /// Writes `<name attributes` without the end; the number of namespaces declared.
    private mutating func write(_ tag: XMLStartTag) -> Int {
        var declared = 0
        output.append(UInt8(ascii: "<"))
        output.append(contentsOf: tag.name.utf8)
        for attribute in tag.attributes {
            if attribute.declaresNamespace {
                guard namespaces + declared < 256, attribute.isLegalDeclaration(in: input) else { continue }
            }
            guard isWithinVocabulary(attribute) else { continue }
            if attribute.declaresNamespace { declared += 1 }
            output.append(Byte.space)
            output.append(contentsOf: attribute.name.utf8)
            output.append(contentsOf: "=\"".utf8)
            attributeValue(attribute.value)
            output.append(UInt8(ascii: "\""))
        }
        return declared
    }

    /// libxml2 keeps every name and namespace of a document in one small hash table, so their number is capped.
    private mutating func isWithinVocabulary(_ attribute: XMLStartTag.Attribute) -> Bool {
        var words = [attribute.name]
        if attribute.declaresNamespace {
            words.append(String(decoding: UnsafeBufferPointer(rebasing: input[attribute.value]), as: UTF8.self))
        }
        for word in words where !vocabulary.contains(word) {
            guard vocabulary.count < Self.mostNames else {
                note("more than \(Self.mostNames) attribute names and namespaces")
                return false
            }
            vocabulary.insert(word)
        }
        return true
    }

    /// Whether start and end tags of items or entries differ in number.
    func hasUnclosedItems() -> Bool {
        var balance = [0, 0]
        var position = 0
        while let hit = find(UInt8(ascii: "<"), from: position) {
            position = hit + 1
            let isEnd = byte(position) == UInt8(ascii: "/")
            let start = isEnd ? position + 1 : position
            guard let first = byte(start), "ieIE".utf8.contains(first) || hasPrefixColon(at: start),
                let end = XMLStartTag.nameEnd(in: input, at: start)
            else { continue }
            let name = UnsafeBufferPointer(rebasing: input[start..<end])
            let local = UnsafeBufferPointer(rebasing: name[((name.lastIndex(of: UInt8(ascii: ":")) ?? -1) + 1)...])
            let isItem = local.count == 4 && XMLProlog.stands("item", in: local, at: 0)
            let isEntry = local.count == 5 && XMLProlog.stands("entry", in: local, at: 0)
            if isItem { balance[0] += isEnd ? -1 : 1 }
            if isEntry { balance[1] += isEnd ? -1 : 1 }
        }
        return balance != [0, 0]
    }

    /// A namespace prefix of at most 8 letters starts here.
    private func hasPrefixColon(at start: Int) -> Bool {
        for offset in 1...8 where byte(start + offset) == UInt8(ascii: ":") { return true }
        return false
    }
}
