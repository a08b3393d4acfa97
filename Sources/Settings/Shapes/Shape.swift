import Model

/// What a value in a settings file must look like, and how to read it.
///
/// A shape never traps and never throws: it gives the value, or nil with at
/// least one error among the findings.
public struct Shape<Value: Sendable>: Sendable {
    public let schema: JSONSchema
    /// What belongs here, for findings: `a length of time such as 15m`.
    public let expected: String
    /// Reads a node; nil when an error was added to the findings.
    public let read: @Sendable (Node, inout [Finding]) -> Value?

    /// A shape of your own. Prefer `map` and `checked` on the ready ones: they keep the schema right.
    public init(
        schema: JSONSchema, expected: String, read: @escaping @Sendable (Node, inout [Finding]) -> Value?
    ) {
        self.schema = schema
        self.expected = expected
        self.read = read
    }

    /// The same shape giving another type.
    public func map<Other: Sendable>(_ transform: @escaping @Sendable (Value) -> Other) -> Shape<Other> {
        Shape<Other>(schema: schema, expected: expected) { node, findings in read(node, &findings).map(transform) }
    }

    /// The same shape with one more rule.
    ///
    /// - Parameter check: gives the value, or nil after it added an error with the place of the node.
    public func checked<Other: Sendable>(
        _ check: @escaping @Sendable (Value, FilePlace, inout [Finding]) -> Other?
    ) -> Shape<Other> {
        Shape<Other>(schema: schema, expected: expected) { node, findings in
            read(node, &findings).flatMap { check($0, node.place, &findings) }
        }
    }

    /// The value together with its place, for findings that need more than the value to be made.
    public var located: Shape<Located<Value>> {
        Shape<Located<Value>>(schema: schema, expected: expected) { node, findings in
            read(node, &findings).map { Located($0, at: node.place) }
        }
    }

    /// The same shape whose schema is written once under `$defs` and referred to by name.
    public func defined(as name: String) -> Shape {
        var definitions = schema.definitions
        var own = schema
        own.definitions = [:]
        definitions[name] = own
        return Shape(schema: Shape.reference(name, definitions), expected: expected, read: read)
    }

    /// A shape that is defined elsewhere under that name: this is how a shape contains itself.
    ///
    /// Files have at most `YAMLText.maximumDepth` levels, so reading ends.
    public static func reference(
        to name: String, expected: String, _ shape: @escaping @Sendable () -> Shape
    ) -> Shape {
        Shape(schema: reference(name, [:]), expected: expected) { node, findings in shape().read(node, &findings) }
    }

    private static func reference(_ name: String, _ definitions: [String: JSONSchema]) -> JSONSchema {
        JSONSchema([("$ref", .string("#/$defs/\(name)"))], definitions: definitions)
    }

    /// A finding for a node that is something else altogether.
    func wrongType(_ node: Node, help: String? = nil) -> Finding {
        Shape.wrongType(node, expected: expected, help: help)
    }

    static func wrongType(_ node: Node, expected: String, help: String? = nil) -> Finding {
        Finding("wrong-type", .error, at: node.place, "expected \(expected), found \(node.found)", help: help)
    }
}

/// A value and where it stood.
public struct Located<Value: Sendable>: Sendable {
    public var value: Value
    public var place: FilePlace
    public init(_ value: Value, at place: FilePlace) {
        self.value = value
        self.place = place
    }
}
