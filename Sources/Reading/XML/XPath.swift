import CXML2

/// An XPath 1.0 expression that parses, for asking a `Page`.
///
/// Names are those of `Page`: lower case, without namespaces. There are no variables and no functions but those of
/// XPath 1.0.
public struct XPath: Sendable, Hashable {
    public let text: String

    /// Bytes of an expression; a longer one is a mistake, and could nest deeper than libxml2 should go.
    public static let longest = 2_000

    /// Checks an expression.
    ///
    /// - Throws: where and why it does not parse.
    public init(_ text: String) throws(XPathFailure) {
        guard text.utf8.count <= Self.longest else {
            throw .syntax("it is longer than \(Self.longest) bytes", at: text.count)
        }
        guard text.utf8.allSatisfy({ $0 >= 0x20 || $0 == Byte.tab || $0 == Byte.newline }) else {
            throw .syntax("it has a control character in it", at: 0)
        }
        XMLReader.prepare()
        guard let context = xmlXPathNewContext(nil) else { throw .syntax("there is no memory left", at: 0) }
        defer { xmlXPathFreeContext(context) }
        // With a handler of its own the context keeps its errors to itself.
        context.pointee.error = { _, _ in }
        guard let compiled = xmlXPathCtxtCompile(context, text) else {
            let error = context.pointee.lastError
            throw .syntax(XPathFailure.words(for: error.code), at: Self.characters(of: text, before: error.int1))
        }
        xmlXPathFreeCompExpr(compiled)
        // Names are looked up only where an expression is used, so they are looked at here.
        if let wrong = XPathNames.firstWrong(in: text) { throw .syntax(wrong.what, at: wrong.at) }
        self.text = text
    }

    /// libxml2 counts bytes, people count characters.
    private static func characters(of text: String, before byte: Int32) -> Int {
        guard byte > 0 else { return 0 }
        return String(decoding: text.utf8.prefix(Int(byte)), as: UTF8.self).count
    }
}

/// Why an expression gives nothing.
public enum XPathFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// It does not parse; `at` counts characters from 0.
    case syntax(String, at: Int)
    /// It would take more steps on this page than a recipe may.
    case tooMuchWork

    public var description: String {
        switch self {
        case .syntax(let what, _): what
        case .tooMuchWork: "the expression takes too many steps on this page; make it simpler"
        }
    }

    /// The number that an error has outside of the XPath machine.
    static func number(_ error: xmlXPathError) -> Int32 {
        Int32(truncatingIfNeeded: XML_XPATH_EXPRESSION_OK.rawValue + error.rawValue)
    }

    /// What is wrong, in words, by libxml2's number.
    static func words(for code: Int32) -> String {
        switch code {
        case number(XPATH_UNFINISHED_LITERAL_ERROR), number(XPATH_START_LITERAL_ERROR):
            "a quoted text in it has no end"
        case number(XPATH_UNCLOSED_ERROR): "a bracket in it is not closed"
        case number(XPATH_INVALID_PREDICATE_ERROR): "a condition in [ ] is not complete"
        case number(XPATH_EXPR_ERROR): "something is missing there, or too much"
        case number(XPATH_INVALID_ARITY): "it calls a function with too few or too many arguments"
        case number(XPATH_INVALID_TYPE): "it asks for the inside of something that has none"
        case number(XPATH_INVALID_CHAR_ERROR): "it has a character that cannot stand there"
        default: "it does not parse as XPath 1.0"
        }
    }
}

/// The names in an expression that parses: prefixes, functions and variables, of which a page has none.
enum XPathNames {
    static func firstWrong(in text: String) -> (what: String, at: Int)? {
        let characters = Array(text)
        var index = 0
        while index < characters.count {
            let character = characters[index]
            if character == "\"" || character == "'" {
                index = (characters[(index + 1)...].firstIndex(of: character) ?? characters.count) + 1
                continue
            }
            if character == "$" { return ("it uses a variable, and a page has none", index) }
            guard character.isLetter || character == "_" else {
                index += 1
                continue
            }
            let start = index
            while index < characters.count, isOfName(characters[index]) { index += 1 }
            let name = String(characters[start..<index])
            if index + 1 < characters.count, characters[index] == ":", characters[index + 1] != ":" {
                return ("it uses the prefix \(name):, and names of a page have none", start)
            }
            let next = characters[index...].first { !$0.isWhitespace }
            if next == "(", !functions.contains(name), !otherNames.contains(name) {
                return ("XPath 1.0 has no function \(name)()", start)
            }
        }
        return nil
    }

    private static func isOfName(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "-_.".contains(character)
    }

    private static let functions = set(
        "last position count id local-name namespace-uri name string concat starts-with contains substring-before "
        + "substring-after substring string-length normalize-space translate boolean not true false lang number sum "
        + "floor ceiling round")
    /// What may stand before a bracket and is no function.
    private static let otherNames = set("text node comment processing-instruction and or div mod")

    private static func set(_ words: String) -> Set<String> { Set(words.split(separator: " ").map(String.init)) }
}
