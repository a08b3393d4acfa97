import Model

extension Shape {
    /// A mapping with known keys.
    ///
    /// Gives `unknown-key` with a proposal, `missing-key`, and whatever the keys' own shapes find.
    ///
    /// - Parameters:
    ///   - name: what such a mapping is called in findings: `feed`, `claim`.
    ///   - help: one sentence for editors and documents.
    ///   - keys: the key table; its order is the order of the schema.
    ///   - alsoAllowed: names that somebody else reads from the same mapping.
    ///   - ignoresUnknownKeys: true leaves unknown keys to another reader of the same mapping.
    ///   - readsBroken: true calls `make` although some keys have errors, so that what is left can be checked too.
    ///   - make: the value; nil only after it added an error.
    public static func object(
        _ name: String, help: String, keys: [any AnyKey], alsoAllowed: [String] = [], ignoresUnknownKeys: Bool = false,
        readsBroken: Bool = false, make: @escaping @Sendable (Fields, inout [Finding]) -> Value?
    ) -> Shape<Value> {
        let table = KeyTable(name: name, keys: keys, alsoAllowed: alsoAllowed, ignoresUnknownKeys: ignoresUnknownKeys)
        return Shape(schema: table.schema(help: help), expected: table.expected) { node, findings in
            var found: [Finding] = []
            let fields = table.read(node, &found)
            let value = fields.flatMap { found.hasErrors && !readsBroken ? nil : make($0, &found) }
            findings += found
            return value
        }
    }
}

/// The keys of one kind of mapping.
private struct KeyTable: Sendable {
    let name: String
    let keys: [any AnyKey]
    let alsoAllowed: [String]
    let ignoresUnknownKeys: Bool

    var expected: String {
        let some = keys.filter(\.isRequired).prefix(3).map { "\($0.name): …" }
        return some.isEmpty ? "a mapping (key: value)" : "a mapping such as {\(some.joined(separator: ", "))}"
    }

    func schema(help: String) -> JSONSchema {
        var properties = keys.map { (name: $0.name, value: $0.schema.described($0.help).json) }
        properties += alsoAllowed.map { ($0, .bool(true)) }
        let required = keys.filter(\.isRequired).map { JSONSchema.JSON.string($0.name) }
        var schema = JSONSchema(
            [("type", .string("object")), ("properties", .object(properties))],
            definitions: JSONSchema.definitions(of: keys.map(\.schema)))
        if !required.isEmpty { schema = schema.with("required", .array(required)) }
        if !ignoresUnknownKeys { schema = schema.with("additionalProperties", .bool(false)) }
        return schema.described(help)
    }

    /// The fields, or nil with `wrong-type` when the node is no mapping at all.
    func read(_ node: Node, _ findings: inout [Finding]) -> Fields? {
        guard case .mapping(let pairs) = node.content else {
            findings.append(
                Finding("wrong-type", .error, at: node.place, "expected \(expected), found \(node.found)"))
            return nil
        }
        var values: [String: any Sendable] = [:]
        for pair in pairs {
            let word = pair.key.text ?? ""
            if let key = keys.first(where: { $0.name == word }) {
                values[word] = value(of: key, pair, &findings)
            } else if !ignoresUnknownKeys, !alsoAllowed.contains(word) {
                findings.append(unknown(word, at: pair.key.place, beside: pairs.compactMap(\.key.text)))
            }
        }
        for key in keys where key.isRequired && node[key.name] == nil {
            findings.append(
                Finding(
                    "missing-key", .error, at: node.place, "the \(name) has no \"\(key.name)\"",
                    help: "Add \"\(key.name): …\" (\(key.expected)). \(key.help)"))
        }
        return Fields(node: node, values: values)
    }

    private func value(
        of key: any AnyKey, _ pair: (key: Node, value: Node), _ findings: inout [Finding]
    ) -> (any Sendable)? {
        var found: [Finding] = []
        let value = key.readAny(pair.value, &found)
        // An empty value has no place of its own worth showing: the parser puts it at the next token.
        if case .null = pair.value.content, found.hasErrors {
            findings.append(
                Finding(
                    "wrong-type", .error, at: pair.key.place, "the key \"\(key.name)\" has no value",
                    help: "Write \(key.expected), or remove the key."))
            return nil
        }
        findings += found
        return value
    }

    private func unknown(_ word: String, at place: FilePlace, beside present: [String]) -> Finding {
        let known = keys.map(\.name) + alsoAllowed
        let free = known.filter { !present.contains($0) }
        let help: String
        if let parent = keys.first(where: { $0.schema.propertyNames.contains(word) }) {
            help = "\"\(word)\" belongs under \"\(parent.name)\": check the indentation."
        } else if let nearest = DidYouMean.nearest(word, among: free) ?? DidYouMean.nearest(word, among: known) {
            help = "Did you mean \"\(nearest)\"?"
        } else {
            help = "Known keys: \(known.joined(separator: ", "))."
        }
        return Finding(
            "unknown-key", .error, at: place, "the \(name) has no key \(Quoting.quoted(word))", help: help)
    }
}
