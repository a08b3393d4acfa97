/// Makes well-formed XML out of any page of HTML, in one pass from left to right.
///
/// What comes out is `<html>` with a head and a body: names in lower case, every tag closed, every attribute quoted, no
/// namespaces (`fb:like` becomes `fb-like`), no comments, no entities but the four of XML, and our limits kept.
/// Elements that authors leave open (`li`, `td`, `p`) end where browsers end them. libxml2's own HTML parser is not
/// used: on hostile pages its work grows with the square of their length.
///
/// The work here stays linear: a look back over open elements goes at most `furthest` of them.
struct PageRepair {
    /// Cuts and escapes text; knows nothing of elements here.
    private var writer: XMLRepair
    private let input: UnsafeBufferPointer<UInt8>
    private let limits: XMLLimits
    private var index = 0
    private var nodes = 0
    private var depth = 0
    private var open: [Open] = []
    private var openCount: [String: Int] = [:]
    private var kinds: [String: PageElement] = [:]
    private var quotes = [false, false]
    private var hasBody = false
    private var noCommentEnd = false
    /// Elements with text inside whose end tag does not come any more.
    private var neverEnding: Set<String> = []
    private var isFinished = false

    private struct Open {
        var name: String
        var rank: Int
        var isWritten: Bool
    }

    private static let furthest = 512
    private static let mostOpen = 10_000
    private static let mostNames = 2_000

    init(_ input: UnsafeBufferPointer<UInt8>, limits: XMLLimits) {
        self.input = input
        self.limits = limits
        writer = XMLRepair(input, limits: limits)
    }

    var output: [UInt8] { writer.output }
    /// What was over a limit, in one sentence.
    var truncated: String? { writer.truncated }

    mutating func run() {
        index = Self.start(of: input)
        while index < input.count, !isFinished {
            if input[index] == UInt8(ascii: "<") {
                markup()
            } else {
                let end = writer.find(UInt8(ascii: "<"), from: index) ?? input.count
                text(index..<end)
                index = end
            }
            if writer.output.count > 4 * limits.bytes { stop("the repaired page is over \(4 * limits.bytes) bytes") }
        }
        while !open.isEmpty { closeLast() }
        // See XMLRepair.run: libxml2 2.9 looks ahead.
        writer.output.append(contentsOf: repeatElement(Byte.newline, count: 4096))
    }

    /// Behind an XML declaration and what a browser skips before the first tag.
    private static func start(of input: UnsafeBufferPointer<UInt8>) -> Int {
        guard XMLProlog.stands("<?xml", in: input, at: 0) else { return 0 }
        return XMLProlog.find(UInt8(ascii: ">"), in: input, from: 0).map { $0 + 1 } ?? 0
    }

    private mutating func stop(_ what: String) {
        writer.note(what)
        isFinished = true
    }

    // MARK: what the page says

    private mutating func markup() {
        switch writer.byte(index + 1) {
        case UInt8(ascii: "!"), UInt8(ascii: "?"): declaration()
        case UInt8(ascii: "/"): endTag()
        case let first? where Byte.isLetter(first): startTag()
        default: literalMark()
        }
    }

    /// A `<` that opens nothing.
    private mutating func literalMark() {
        text(index..<(index + 1))
        index += 1
    }

    /// Comments, DOCTYPE, `<![if IE]>`, `<?php … ?>`: nothing of them stays.
    private mutating func declaration() {
        writer.index = index
        if writer.isNext("<!--") {
            let end = noCommentEnd ? nil : writer.find("-->", from: index + 4)
            noCommentEnd = end == nil
            // A comment that never ends must not swallow the page.
            index = end.map { $0 + 3 } ?? index + 4
        } else if let end = writer.tagEnd(from: index + 2) {
            index = end
        } else {
            literalMark()
        }
    }

    private mutating func text(_ range: Range<Int>) {
        let isBlank = range.allSatisfy { Byte.isBlank(input[$0]) }
        guard !isBlank || !open.isEmpty else { return }
        if !isBlank { needBody() }
        nodes += 1
        guard nodes <= limits.nodes else { return stop("more than \(limits.nodes) nodes") }
        write(range, resolving: true)
    }

    private mutating func write(_ range: Range<Int>, resolving: Bool) {
        if !writer.escaped(range, resolving: resolving, room: limits.text) {
            writer.note("a text is longer than \(limits.text) bytes")
        }
    }

    private mutating func startTag() {
        guard let tag = XMLStartTag(in: input, at: index, limits: limits, quotes: &quotes) else { return literalMark() }
        index = tag.end
        guard !tag.isCut else { return writer.note("the page ends inside a tag") }
        if tag.isOverLimit { writer.note("an element has more than \(limits.attributes) attributes") }
        let name = Self.plain(tag.name)
        guard let kind = kind(of: name) else { return writer.note("more than \(Self.mostNames) element names") }
        nodes += 1
        guard nodes <= limits.nodes else { return stop("more than \(limits.nodes) nodes") }
        guard !isPlacedAlready(name, tag) else { return }
        if kind.isOfHead { needRoot() } else { needBody() }
        closeImplied(before: kind)
        guard open.count < Self.mostOpen else { return writer.note("elements are more than \(Self.mostOpen) deep") }
        start(name, kind, tag)
        guard !kind.isVoid, !tag.isClosed, kind.text != .none else { return }
        textInside(name, kind)
    }

    /// `html`, `head` and `body` come once each, whatever the page says.
    private mutating func isPlacedAlready(_ name: String, _ tag: XMLStartTag) -> Bool {
        switch name {
        case "html":
            if open.isEmpty { start(name, PageElement(name), tag) }
            return true
        case "head":
            needRoot()
            return hasBody || openCount["head"] ?? 0 > 0
        case "body":
            if !hasBody { openBody(tag) }
            return true
        default: return false
        }
    }

    private mutating func needRoot() {
        if open.isEmpty { start("html", PageElement("html"), nil) }
    }

    private mutating func needBody() {
        if !hasBody { openBody(nil) }
    }

    private mutating func openBody(_ tag: XMLStartTag?) {
        needRoot()
        while open.count > 1 { closeLast() }
        hasBody = true
        start("body", PageElement("body"), tag)
    }

    /// The inside of a script, a style or a title: text whatever it looks like.
    private mutating func textInside(_ name: String, _ kind: PageElement) {
        guard !neverEnding.contains(name) else { return closeLast() }
        var position = index
        while let hit = writer.find("</", from: position) {
            let end = hit + 2 + name.utf8.count
            if end <= input.count, input[(hit + 2)..<end].map(Byte.lower).elementsEqual(name.utf8),
                writer.byte(end).map({ $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "/") || Byte.isBlank($0) }) ?? true
            {
                nodes += 1
                if open.last?.isWritten ?? false { write(index..<hit, resolving: kind.text == .withEntities) }
                index = writer.find(UInt8(ascii: ">"), from: end).map { $0 + 1 } ?? input.count
                return closeLast()
            }
            position = hit + 2
        }
        neverEnding.insert(name)
        closeLast()
    }

    private mutating func endTag() {
        let start = index + 2
        guard let end = XMLStartTag.nameEnd(in: input, at: start) else {
            // `</ x>` is a comment to browsers.
            if let end = writer.tagEnd(from: start) { index = end } else { literalMark() }
            return
        }
        let name = Self.plain(String(decoding: UnsafeBufferPointer(rebasing: input[start..<end]), as: UTF8.self))
        index = writer.tagEnd(from: end) ?? end
        guard !["html", "body"].contains(name), openCount[name] ?? 0 > 0, let kind = kind(of: name) else { return }
        var position = open.count - 1
        let last = max(1, open.count - Self.furthest)
        while position >= last {
            if open[position].name == name {
                while open.count > position { closeLast() }
                return
            }
            if open[position].rank > kind.rank { return }
            position -= 1
        }
    }

    // MARK: what is written

    private mutating func closeImplied(before kind: PageElement) {
        if kind.endsParagraph, openCount["p"] ?? 0 > 0 { close(["p"], inside: PageElement.paragraphBounds) }
        guard let ends = kind.ends, ends.names.contains(where: { openCount[$0] ?? 0 > 0 }) else { return }
        close(ends.names, inside: ends.inside)
    }

    /// Closes the innermost open element with one of these names, unless one of the bounds lies nearer.
    private mutating func close(_ names: Set<String>, inside bounds: Set<String>) {
        var position = open.count - 1
        let last = max(1, open.count - Self.furthest)
        while position >= last, !names.contains(open[position].name) {
            if bounds.contains(open[position].name) { return }
            position -= 1
        }
        guard position >= last else { return }
        while open.count > position { closeLast() }
    }

    private mutating func start(_ name: String, _ kind: PageElement, _ tag: XMLStartTag?) {
        let isWritten = depth < limits.depth
        if !isWritten { writer.note("elements are more than \(limits.depth) deep") }
        if isWritten {
            writer.output.append(UInt8(ascii: "<"))
            writer.output.append(contentsOf: name.utf8)
            attributes(tag?.attributes ?? [])
        }
        if kind.isVoid || tag?.isClosed ?? false, name != "html", name != "body" {
            if isWritten { writer.output.append(contentsOf: "/>".utf8) }
            return
        }
        if isWritten {
            writer.output.append(UInt8(ascii: ">"))
            depth += 1
        }
        open.append(Open(name: name, rank: kind.rank, isWritten: isWritten))
        openCount[name, default: 0] += 1
    }

    private mutating func attributes(_ attributes: [XMLStartTag.Attribute]) {
        var written: Set<String> = []
        for attribute in attributes where !attribute.declaresNamespace {
            let name = Self.plain(attribute.name)
            guard written.insert(name).inserted, knows(name) else { continue }
            writer.output.append(Byte.space)
            writer.output.append(contentsOf: name.utf8)
            writer.output.append(contentsOf: "=\"".utf8)
            writer.attributeValue(attribute.value)
            writer.output.append(UInt8(ascii: "\""))
        }
    }

    /// libxml2 keeps the names of a document in one small table, so their number is capped.
    private mutating func knows(_ name: String) -> Bool {
        if writer.vocabulary.contains(name) { return true }
        guard writer.vocabulary.count < 10_000 else {
            writer.note("more than 10000 attribute names")
            return false
        }
        writer.vocabulary.insert(name)
        return true
    }

    private mutating func closeLast() {
        guard let last = open.popLast() else { return }
        openCount[last.name, default: 1] -= 1
        guard last.isWritten else { return }
        depth -= 1
        writer.output.append(contentsOf: "</".utf8)
        writer.output.append(contentsOf: last.name.utf8)
        writer.output.append(UInt8(ascii: ">"))
    }

    private mutating func kind(of name: String) -> PageElement? {
        if let known = kinds[name] { return known }
        guard kinds.count < Self.mostNames else { return nil }
        let kind = PageElement(name)
        kinds[name] = kind
        return kind
    }

    /// In lower case, without a namespace.
    private static func plain(_ name: String) -> String {
        String(decoding: name.utf8.map { $0 == UInt8(ascii: ":") ? UInt8(ascii: "-") : Byte.lower($0) }, as: UTF8.self)
    }
}
