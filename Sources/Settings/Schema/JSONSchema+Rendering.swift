extension JSONSchema {
    /// The schema as a file: two blanks for each level, members in a fixed order, one line feed at the end.
    ///
    /// - Parameters:
    ///   - id: its URI.
    ///   - title: what an editor shows as the name of the file's kind.
    public func rendered(id: String, title: String) -> String {
        var whole: [(name: String, value: JSON)] = [
            ("$schema", .string("https://json-schema.org/draft/2020-12/schema")), ("$id", .string(id)),
            ("title", .string(title)),
        ]
        whole += members
        let all = everyDefinition()
        if !all.isEmpty {
            whole.append(("$defs", .object(all.keys.sorted().compactMap { name in all[name].map { (name, $0.json) } })))
        }
        var text = ""
        JSON.object(whole).write(to: &text, indent: "")
        return text + "\n"
    }

    /// The definitions and those that they need themselves.
    private func everyDefinition() -> [String: JSONSchema] {
        var all: [String: JSONSchema] = [:]
        var open = Array(definitions)
        while let (name, schema) = open.popLast() {
            guard all[name] == nil else { continue }
            all[name] = schema
            open += schema.definitions
        }
        return all
    }
}

extension JSONSchema.JSON {
    /// Lists of plain values stand on one line, everything else on lines of its own.
    func write(to text: inout String, indent: String) {
        switch self {
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        case .string(let value): text += JSONSchema.JSON.quoted(value)
        case .array(let elements):
            let isFlat = elements.allSatisfy(\.isPlain)
            write(elements.map { (nil, $0) }, between: "[", "]", on: isFlat, to: &text, indent: indent)
        case .object(let members):
            write(
                members.map { ($0.name, $0.value) }, between: "{", "}", on: members.isEmpty, to: &text, indent: indent)
        }
    }

    private func write(
        _ items: [(name: String?, value: JSONSchema.JSON)], between open: String, _ close: String, on oneLine: Bool,
        to text: inout String, indent: String
    ) {
        let inner = indent + "  "
        text += open
        for (index, item) in items.enumerated() {
            if index > 0 { text += oneLine ? ", " : "," }
            if !oneLine { text += "\n" + inner }
            if let name = item.name { text += JSONSchema.JSON.quoted(name) + ": " }
            item.value.write(to: &text, indent: inner)
        }
        if !oneLine { text += "\n" + indent }
        text += close
    }

    private var isPlain: Bool {
        switch self {
        case .bool, .integer, .string: true
        case .array, .object: false
        }
    }

    /// RFC 8259: quote, backslash and control characters are escaped, everything else stays as it is.
    private static func quoted(_ value: String) -> String {
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case "\r": text += "\\r"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}
