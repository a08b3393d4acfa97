import Model

extension Shape {
    /// A list of things of one shape.
    ///
    /// - Parameters:
    ///   - minimum: least number of elements.
    ///   - maximum: greatest number of elements.
    ///   - keepsGood: true gives the elements that could be read although others could not (the errors stay among the
    ///     findings); false gives nil then.
    public static func list<Element: Sendable>(
        of element: Shape<Element>, minimum: Int = 0, maximum: Int = 10_000, keepsGood: Bool = false
    ) -> Shape<[Element]> where Value == [Element] {
        var schema = JSONSchema(
            [("type", .string("array")), ("items", element.schema.json)], definitions: element.schema.definitions)
        if minimum > 0 { schema = schema.with("minItems", .integer(minimum)) }
        schema = schema.with("maxItems", .integer(maximum))
        return Shape(schema: schema, expected: "a list") { node, findings in
            guard let nodes = node.elements else {
                let help = node.text.map { "Write it as a list: [\(Quoting.shortened($0))]." } ?? listHelp(node)
                findings.append(wrongType(node, expected: "a list", help: help))
                return nil
            }
            guard nodes.count >= minimum, nodes.count <= maximum else {
                let what = nodes.isEmpty ? "the list is empty" : "the list has \(nodes.count) elements"
                findings.append(
                    Finding("out-of-range", .error, at: node.place, "\(what); \(minimum) to \(maximum) are allowed"))
                return nil
            }
            let values = nodes.compactMap { element.read($0, &findings) }
            return values.count == nodes.count || keepsGood ? values : nil
        }
    }

    private static func listHelp(_ node: Node) -> String? {
        if case .mapping = node.content { "Begin each element with \"- \"." } else { nil }
    }

    /// A mapping whose keys are free words and whose values have one shape.
    ///
    /// - Parameters:
    ///   - key: what the keys must look like.
    ///   - maximum: greatest number of pairs.
    public static func map<Key: Hashable & Sendable, Element: Sendable>(
        _ key: Shape<Key>, of element: Shape<Element>, maximum: Int = 10_000
    ) -> Shape<[Key: Element]> where Value == [Key: Element] {
        let expected = "a mapping (key: value)"
        let schema = JSONSchema(
            [
                ("type", .string("object")), ("propertyNames", key.schema.json),
                ("additionalProperties", element.schema.json), ("maxProperties", .integer(maximum)),
            ], definitions: JSONSchema.definitions(of: [key.schema, element.schema]))
        return Shape(schema: schema, expected: expected) { node, findings in
            guard case .mapping(let pairs) = node.content else {
                findings.append(wrongType(node, expected: expected))
                return nil
            }
            guard pairs.count <= maximum else {
                findings.append(
                    Finding(
                        "out-of-range", .error, at: node.place,
                        "the mapping has \(pairs.count) keys; at most \(maximum) are allowed"))
                return nil
            }
            var values: [Key: Element] = [:]
            var isWhole = true
            for pair in pairs {
                guard let name = key.read(pair.key, &findings), let value = element.read(pair.value, &findings) else {
                    isWhole = false
                    continue
                }
                values[name] = value
            }
            return isWhole ? values : nil
        }
    }

    /// A mapping with exactly one pair, such as `{mail: aigul@qala.example}`.
    public static func pair<Name: Sendable, Element: Sendable>(
        _ name: Shape<Name>, _ element: Shape<Element>, example: String
    ) -> Shape<(Name, Element)> where Value == (Name, Element) {
        let expected = "one pair such as \(example)"
        let schema = JSONSchema(
            [
                ("type", .string("object")), ("propertyNames", name.schema.json),
                ("additionalProperties", element.schema.json), ("minProperties", .integer(1)),
                ("maxProperties", .integer(1)),
            ], definitions: JSONSchema.definitions(of: [name.schema, element.schema]))
        return Shape(schema: schema, expected: expected) { node, findings in
            guard case .mapping(let pairs) = node.content, let pair = pairs.first, pairs.count == 1 else {
                findings.append(wrongType(node, expected: expected))
                return nil
            }
            guard let name = name.read(pair.key, &findings), let element = element.read(pair.value, &findings) else {
                return nil
            }
            return (name, element)
        }
    }

    /// One of two shapes: the second is read when the node's kind (scalar, list or mapping) is not the first one's.
    ///
    /// - Parameter isFirst: says by the node alone which of the two it is meant to be.
    public static func either(
        _ first: Shape<Value>, or second: Shape<Value>, isFirst: @escaping @Sendable (Node) -> Bool
    ) -> Shape<Value> {
        Shape(
            schema: JSONSchema(
                [("anyOf", .array([first.schema.json, second.schema.json]))],
                definitions: JSONSchema.definitions(of: [first.schema, second.schema])),
            expected: "\(first.expected) or \(second.expected)"
        ) { node, findings in
            isFirst(node) ? first.read(node, &findings) : second.read(node, &findings)
        }
    }
}
