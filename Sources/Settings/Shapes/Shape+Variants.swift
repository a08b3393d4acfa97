import Model

extension Shape {
    /// A mapping whose form depends on the word that one of its keys has: `kind: smtp`, `kind: feed`.
    ///
    /// - Parameters:
    ///   - name: what such a mapping is called in findings.
    ///   - key: the deciding key. Every variant must allow it.
    ///   - variants: each word with the shape of the whole mapping, in the order of the schema.
    public static func variants(
        _ name: String, by key: String, _ variants: [(word: String, shape: Shape<Value>)]
    ) -> Shape<Value> {
        let words = variants.map(\.word)
        let schemas = variants.map { variant in
            variant.shape.schema.withProperty(key, JSONSchema([("const", .string(variant.word))]).json)
        }
        let schema =
            schemas.count == 1
            ? schemas[0]
            : JSONSchema(
                [("anyOf", .array(schemas.map(\.json)))], definitions: JSONSchema.definitions(of: schemas))
        let expected = "a mapping such as {\(key): \(words.first ?? "…"), …}"
        return Shape(schema: schema, expected: expected) { node, findings in
            guard case .mapping = node.content else {
                findings.append(wrongType(node, expected: expected))
                return nil
            }
            guard let chosen = node[key] else {
                findings.append(
                    Finding(
                        "missing-key", .error, at: node.place, "the \(name) has no \"\(key)\"",
                        help: "Add \"\(key): …\", one of \(words.joined(separator: ", "))."))
                return nil
            }
            let shape = Shape<Shape<Value>>.choice(among: variants.map { ($0.word, $0.shape) }).read(chosen, &findings)
            return shape.flatMap { $0.read(node, &findings) }
        }
    }
}

extension JSONSchema {
    /// The same object schema with one property set: in its place when it is there, else at the end.
    func withProperty(_ name: String, _ value: JSON) -> JSONSchema {
        guard case .object(var properties)? = self["properties"] else { return self }
        if let index = properties.firstIndex(where: { $0.name == name }) {
            properties[index].value = value
        } else {
            properties.append((name, value))
        }
        return with("properties", .object(properties))
    }

    /// One object schema with the keys of two tables that read the same mapping. Where both know a key, this one's
    /// word counts.
    package func joined(with other: JSONSchema) -> JSONSchema {
        guard case .object(let mine)? = self["properties"], case .object(let theirs)? = other["properties"] else {
            return self
        }
        let known = Set(mine.map(\.name))
        var joined = with("properties", .object(mine + theirs.filter { !known.contains($0.name) }))
        var required: [JSON] = []
        if case .array(let names)? = self["required"] { required += names }
        if case .array(let names)? = other["required"] { required += names }
        if !required.isEmpty { joined = joined.with("required", .array(required)) }
        joined.definitions.merge(other.definitions) { first, _ in first }
        return joined.with("additionalProperties", .bool(false))
    }
}
