import Model

/// One key of a mapping: its name, the shape of its value, and the sentence
/// that editors and documents show.
public struct Key<Value: Sendable>: Sendable {
    public let name: String
    public let shape: Shape<Value>
    public let help: String
    /// What a mapping without this key has.
    public let `default`: Value?
    public let isRequired: Bool

    /// A key that must be there, unless it has a default.
    public init(_ name: String, _ shape: Shape<Value>, help: String, default: Value? = nil) {
        self.init(name, shape, help: help, default: `default`, isRequired: `default` == nil)
    }

    private init(_ name: String, _ shape: Shape<Value>, help: String, default: Value?, isRequired: Bool) {
        self.name = name
        self.shape = shape
        self.help = help
        self.default = `default`
        self.isRequired = isRequired
    }

    /// A key that may be absent and has no default then.
    public static func optional(_ name: String, _ shape: Shape<Value>, help: String) -> Key {
        Key(name, shape, help: help, default: nil, isRequired: false)
    }
}

/// A key of any type, as a table of keys holds it.
public protocol AnyKey: Sendable {
    var name: String { get }
    var help: String { get }
    var isRequired: Bool { get }
    var schema: JSONSchema { get }
    /// What belongs there, for findings.
    var expected: String { get }
    /// The value, or nil with an error among the findings.
    func readAny(_ node: Node, _ findings: inout [Finding]) -> (any Sendable)?
}

extension Key: AnyKey {
    public var schema: JSONSchema { shape.schema }
    public var expected: String { shape.expected }
    public func readAny(_ node: Node, _ findings: inout [Finding]) -> (any Sendable)? { shape.read(node, &findings) }
}

/// The values that a mapping's keys had.
public struct Fields: Sendable {
    /// The mapping itself.
    public let node: Node
    let values: [String: any Sendable]

    /// The value of a key: as written, else its default; nil when it is absent or could not be read.
    public subscript<Value>(key: Key<Value>) -> Value? {
        if let value = values[key.name] as? Value { return value }
        return self.node(key) == nil ? key.default : nil
    }

    /// The node that a key has in the file; nil when it is absent.
    public func node(_ key: some AnyKey) -> Node? { node[key.name] }

    /// Where a key's value stands; the mapping's own place when it is absent.
    public func place(of key: some AnyKey) -> FilePlace { self.node(key)?.place ?? node.place }
}
