import Model

extension Shape where Value == Int {
    /// A whole number, in digits, within a range.
    public static func integer(_ range: ClosedRange<Int>) -> Shape<Int> {
        let schema = JSONSchema([
            ("type", .string("integer")), ("minimum", .integer(range.lowerBound)),
            ("maximum", .integer(range.upperBound)),
        ])
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return Shape(schema: schema, expected: expected) { node, findings in
            guard let text = node.text, let number = wholeNumber(text) else {
                findings.append(
                    wrongType(node, expected: expected, help: "Write digits only, for example \(range.lowerBound)."))
                return nil
            }
            guard range.contains(number) else {
                findings.append(
                    Finding(
                        "out-of-range", .error, at: node.place,
                        "\(Quoting.shortened(text)) is outside \(range.lowerBound) to \(range.upperBound)"))
                return nil
            }
            return number
        }
    }

    /// Decimal digits with an optional sign; a number too large for `Int` counts as the largest or smallest one.
    private static func wholeNumber(_ text: String) -> Int? {
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text) ?? (text.utf8.first == UInt8(ascii: "-") ? Int.min : Int.max)
    }
}

extension Shape where Value == Bool {
    /// True or false; the YAML 1.1 words yes, no, on and off are understood too.
    public static var bool: Shape<Bool> {
        Shape(schema: JSONSchema([("type", .string("boolean"))]), expected: "true or false") { node, findings in
            switch node.text?.lowercased() {
            case "true", "yes", "on": return true
            case "false", "no", "off": return false
            default:
                findings.append(wrongType(node, expected: "true or false"))
                return nil
            }
        }
    }
}

extension Shape where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
    /// One word of a closed list: the raw values of an enum.
    public static func choice(_ type: Value.Type = Value.self) -> Shape<Value> {
        choice(among: type.allCases.map { ($0.rawValue, $0) })
    }
}

extension Shape {
    /// One word of a closed list, each with its value.
    public static func choice(among choices: [(word: String, value: Value)]) -> Shape<Value> {
        let words = choices.map(\.word)
        let schema = JSONSchema([("enum", .array(words.map { .string($0) }))])
        let expected = words.count == 1 ? "the word \(words[0])" : "one of " + words.joined(separator: ", ")
        return Shape(schema: schema, expected: expected) { node, findings in
            guard let text = scalar(node, expected, nil, &findings) else { return nil }
            if let choice = choices.first(where: { $0.word == text }) { return choice.value }
            let meant = DidYouMean.nearest(text, among: words).map { "Did you mean \"\($0)\"? " } ?? ""
            findings.append(
                Finding(
                    "bad-value", .error, at: node.place, "\(Quoting.quoted(text)) is not allowed here",
                    help: meant + "Allowed: \(words.joined(separator: ", "))."))
            return nil
        }
    }
}
