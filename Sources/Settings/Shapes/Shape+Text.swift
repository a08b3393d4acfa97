import Model

extension Shape where Value == String {
    /// Any text, in one or more lines, as it is written: `no`, `08:00` and `2026` are texts too.
    ///
    /// - Parameters:
    ///   - minimum: least number of characters (Unicode scalars), blanks at the ends not counted.
    ///   - maximum: greatest number of characters.
    ///   - example: a value for the help line.
    public static func text(minimum: Int = 1, maximum: Int = 4000, example: String? = nil) -> Shape<String> {
        text(minimum: minimum, maximum: maximum, example: example, expected: "a text") { _ in nil }
    }

    /// A text in one line without control characters: fit for a mail header, a table cell or a log line.
    public static func line(minimum: Int = 1, maximum: Int = 300, example: String? = nil) -> Shape<String> {
        text(minimum: minimum, maximum: maximum, example: example, expected: "a text in one line") { text in
            text.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) }
                ? "it has a line break or a control character in it" : nil
        }
    }

    /// The id of something: 1 to 64 lower-case letters, digits and hyphens, the first one no hyphen.
    public static var identifier: Shape<String> {
        Shape(
            schema: JSONSchema([("type", .string("string")), ("pattern", .string("^[a-z0-9][a-z0-9-]{0,63}$"))]),
            expected: "an id such as qala-news"
        ) { node, findings in
            guard let text = scalar(node, "an id such as qala-news", nil, &findings) else { return nil }
            guard isIdentifier(text) else {
                let proposal = proposedIdentifier(text)
                findings.append(
                    Finding(
                        "bad-value", .error, at: node.place, "\(Quoting.quoted(text)) cannot be an id",
                        help: "An id has 1 to 64 lower-case letters a-z, digits and hyphens"
                            + (proposal.isEmpty ? "." : ", for example \(proposal).")))
                return nil
            }
            return text
        }
    }

    /// A language: an ISO 639 code of two or three letters.
    public static var language: Shape<String> {
        Shape(
            schema: JSONSchema([("type", .string("string")), ("pattern", .string("^[a-z]{2,3}$"))]),
            expected: "a language code such as kk"
        ) { node, findings in
            guard let text = scalar(node, "a language code such as kk", nil, &findings) else { return nil }
            guard (2...3).contains(text.utf8.count), text.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else {
                findings.append(
                    Finding(
                        "bad-value", .error, at: node.place, "\(Quoting.quoted(text)) is no language code",
                        help: "Write the two or three letters of ISO 639: kk, ru, sw, rw, fr, en."))
                return nil
            }
            return text
        }
    }

    private static func text(
        minimum: Int, maximum: Int, example: String?, expected: String,
        problem: @escaping @Sendable (String) -> String?
    ) -> Shape<String> {
        var schema = JSONSchema([("type", .string("string"))])
        if minimum > 0 { schema = schema.with("minLength", .integer(minimum)) }
        schema = schema.with("maxLength", .integer(maximum)).with("examples", example.map { .array([.string($0)]) })
        let phrase = expected + (example.map { " such as \($0)" } ?? "")
        return Shape(schema: schema, expected: phrase) { node, findings in
            if case .null = node.content, minimum == 0 { return "" }
            guard let text = scalar(node, phrase, nil, &findings) else { return nil }
            let count = text.unicodeScalars.count
            let isBlank = !text.unicodeScalars.contains { !$0.properties.isWhitespace }
            guard count <= maximum, count >= minimum, minimum == 0 || !isBlank else {
                let what = isBlank ? "the text is empty" : "the text has \(count) characters"
                findings.append(
                    Finding(
                        "out-of-range", .error, at: node.place, "\(what); \(minimum) to \(maximum) are allowed",
                        help: example.map { "For example: \($0)" }))
                return nil
            }
            if let problem = problem(text) {
                findings.append(
                    Finding(
                        "bad-value", .error, at: node.place, "\(Quoting.quoted(text)) is not \(expected): \(problem)",
                        help: example.map { "For example: \($0)" }))
                return nil
            }
            return text
        }
    }

    private static func isIdentifier(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.first != UInt8(ascii: "-")
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }

    /// The nearest id to what was written: lower case, everything else a hyphen.
    private static func proposedIdentifier(_ text: String) -> String {
        let words = text.lowercased().utf8.map { byte -> Character in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) ? Character(Unicode.Scalar(byte)) : "-"
        }
        return String(words.split(separator: "-").joined(separator: "-").prefix(64))
    }
}

extension Shape {
    /// The text of a scalar, or nil with `wrong-type`.
    static func scalar(_ node: Node, _ expected: String, _ help: String?, _ findings: inout [Finding]) -> String? {
        if let text = node.text { return text }
        findings.append(wrongType(node, expected: expected, help: help))
        return nil
    }
}
