/// Makes well-formed XML out of any UTF-8, in one pass from left to right.
///
/// What comes out has one root element, every tag closed, every attribute
/// quoted, no DOCTYPE, no comment, no processing instruction, no CDATA, no
/// entity but `&amp; &lt; &gt; &quot;`, and keeps our limits. libxml2 has
/// nothing left to recover, and so nothing to lose (feeds.md section 3).
///
/// Every search that can fail remembers that it failed, so that the work
/// stays linear in the size of the document.
struct XMLRepair {
    let input: UnsafeBufferPointer<UInt8>
    let limits: XMLLimits
    var output: [UInt8] = []
    var index = 0
    /// The first thing that was over a limit or missing, as a sentence.
    var truncated: String?

    /// Elements that are open now, outermost first.
    var open: [OpenElement] = []
    /// How many elements of each name are open, so that a stray end tag costs nothing.
    var openCount: [Int] = []
    var nameIDs: [String: Int] = [:]
    /// By name id, like `openCount` and `kinds`.
    var names: [String] = []
    var kinds: [ElementKind] = []
    /// Names of attributes and URIs of namespaces so far.
    var vocabulary: Set<String> = []
    /// Tags on `open` that were written.
    var depth = 0
    var namespaces = 0
    var nodes = 0
    /// Bytes written of the present run of text.
    var textLength = 0
    /// The root's end tag was seen; it is written last, since items may still follow it.
    var rootClosed = false
    /// Items or entries are not all closed: a new one closes the one before.
    var itemsAreUnclosed = false
    var finished = false
    var searches = Searches()

    /// Searches that ran to the end in vain, or whose hit is still ahead.
    struct Searches {
        var noCommentEnd = false
        var noInstructionEnd = false
        var noDoctypeEnd = false
        var noScriptEnd = false
        var noQuote = [false, false]
        var cdataEnd: Int?
        var noCDATAEnd = false
        var cdataStart: Int?
        var noCDATAStart = false
    }

    struct OpenElement {
        var name: Int
        var isWritten: Bool
        var namespaces: Int
    }

    init(_ input: UnsafeBufferPointer<UInt8>, limits: XMLLimits) {
        self.input = input
        self.limits = limits
        output.reserveCapacity(input.count + input.count / 8)
    }

    mutating func run() {
        itemsAreUnclosed = hasUnclosedItems()
        index = XMLProlog.start(of: input)
        while index < input.count, !finished {
            if input[index] == UInt8(ascii: "<") {
                markup()
            } else {
                let end = find(UInt8(ascii: "<"), from: index) ?? input.count
                text(index..<end)
                index = end
            }
            if output.count > 4 * limits.bytes { stop("the repaired document is over \(4 * limits.bytes) bytes") }
        }
        if !rootClosed, !open.isEmpty { note("the document ends before its outermost element is closed") }
        while !open.isEmpty { closeLast() }
        // libxml2 2.9 gives up ("huge input lookup") in a document over 10 MB when it comes within 250 bytes of
        // the end of its input; with blanks behind the root it is through by then.
        output.append(contentsOf: repeatElement(Byte.newline, count: 4096))
    }

    /// What starts with `<` at `index`; moves past it.
    private mutating func markup() {
        switch byte(index + 1) {
        case UInt8(ascii: "!"): declaration()
        case UInt8(ascii: "?"): instruction()
        case UInt8(ascii: "/"): endTag()
        case let first? where Byte.isLetter(first) || first == UInt8(ascii: "_"): startTag()
        default: literalMark()
        }
    }

    /// A `<` that opens nothing: `a < b`, `5<6`, `<3`.
    mutating func literalMark() {
        text(index..<(index + 1))
        index += 1
    }

    // MARK: comments, CDATA, DOCTYPE, processing instructions

    private mutating func declaration() {
        if isNext("<!--") {
            let end = searches.noCommentEnd ? nil : find("-->", from: index + 4)
            searches.noCommentEnd = end == nil
            // A comment that never ends must not swallow the items after it.
            index = end.map { $0 + 3 } ?? index + 4
        } else if isNext("<![CDATA[") {
            characterData()
        } else if isNext("<!DOCTYPE") {
            let end = searches.noDoctypeEnd ? nil : XMLProlog.doctypeEnd(of: input, from: index)
            searches.noDoctypeEnd = end == nil
            index = end ?? index + 2
        } else if let end = tagEnd(from: index + 2) {
            index = end
        } else {
            literalMark()
        }
    }

    private mutating func instruction() {
        // `<?xml … >` without its question mark is common; PHP code may hold any number of `>`.
        if !isNext("<?xml"), !searches.noInstructionEnd {
            if let end = find("?>", from: index + 2) {
                index = end + 2
                return
            }
            searches.noInstructionEnd = true
        }
        if let end = tagEnd(from: index + 2) { index = end } else { literalMark() }
    }

    /// After the next `>`, if no `<` comes before it.
    func tagEnd(from start: Int) -> Int? {
        var position = start
        while position < input.count {
            if input[position] == UInt8(ascii: ">") { return position + 1 }
            if input[position] == UInt8(ascii: "<") { return nil }
            position += 1
        }
        return nil
    }

    private mutating func characterData() {
        let start = index + 9
        let end = nextCDATAEnd(from: start)
        let another = nextCDATAStart(from: start)
        let bound = min(end ?? input.count, another ?? input.count)
        if end == nil || bound != end, let closing = ownEndTag(in: start..<bound) {
            // Never closed: the text ends where its element does.
            plainText(start..<closing)
            index = closing
        } else {
            plainText(start..<(end ?? bound))
            index = end.map { $0 + 3 } ?? bound
            if end == nil { note("a CDATA section never ends") }
        }
    }

    private mutating func nextCDATAEnd(from start: Int) -> Int? {
        if searches.noCDATAEnd { return nil }
        if let known = searches.cdataEnd, known >= start { return known }
        searches.cdataEnd = find("]]>", from: start)
        searches.noCDATAEnd = searches.cdataEnd == nil
        return searches.cdataEnd
    }

    private mutating func nextCDATAStart(from start: Int) -> Int? {
        if searches.noCDATAStart { return nil }
        if let known = searches.cdataStart, known >= start { return known }
        searches.cdataStart = find("<![CDATA[", from: start)
        searches.noCDATAStart = searches.cdataStart == nil
        return searches.cdataStart
    }

    /// Where the innermost open element's end tag stands.
    private func ownEndTag(in range: Range<Int>) -> Int? {
        guard let last = open.last else { return nil }
        let name = names[last.name]
        // Searched inside the range only: looking further would be quadratic over many sections.
        let inside = UnsafeBufferPointer(rebasing: input[..<range.upperBound])
        var position = range.lowerBound
        while let hit = XMLProlog.find("</", in: inside, from: position) {
            let end = hit + 2 + name.utf8.count
            if end <= range.upperBound, input[(hit + 2)..<end].elementsEqual(name.utf8),
                byte(end).map({ $0 == UInt8(ascii: ">") || Byte.isBlank($0) }) ?? true
            {
                return hit
            }
            position = hit + 2
        }
        return nil
    }

    // MARK: looking ahead

    func byte(_ position: Int) -> UInt8? { position < input.count ? input[position] : nil }

    /// True when these ASCII letters stand at `index`, in any case.
    func isNext(_ text: StaticString) -> Bool { XMLProlog.stands(text, in: input, at: index) }

    func find(_ byte: UInt8, from start: Int) -> Int? { XMLProlog.find(byte, in: input, from: start) }

    func find(_ text: StaticString, from start: Int) -> Int? { XMLProlog.find(text, in: input, from: start) }

    mutating func note(_ what: String) { if truncated == nil { truncated = what } }

    mutating func stop(_ what: String) {
        note(what)
        finished = true
    }
}
