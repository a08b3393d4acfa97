import Model

/// One value of a settings file, with its place.
///
/// Scalars stay as they are written. YAML 1.1 would read `no` as false,
/// `08:00` as a number and `2026-01-10` as a date; here the shape that reads
/// the node decides what the words mean.
public struct Node: Sendable {
    public enum Content: Sendable {
        /// The text of a scalar; `quoted` is true for every style but the plain one.
        case scalar(String, quoted: Bool)
        case sequence([Node])
        /// In file order; the keys differ from one another.
        case mapping([(key: Node, value: Node)])
        /// An empty plain scalar, `~` or `null`.
        case null
    }

    public var content: Content
    public var place: FilePlace

    public init(_ content: Content, at place: FilePlace) {
        self.content = content
        self.place = place
    }

    /// The scalar's text; nil for everything else.
    public var text: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }

    /// The elements of a sequence; nil for everything else.
    public var elements: [Node]? {
        if case .sequence(let elements) = content { elements } else { nil }
    }

    /// The value that a mapping has under `key`; nil when there is none, or when this is no mapping.
    public subscript(key: String) -> Node? {
        guard case .mapping(let pairs) = content else { return nil }
        return pairs.first { $0.key.text == key }?.value
    }

    /// What it is, in the words of findings: `the text "abc"`, `a list`, `nothing`.
    package var found: String {
        switch content {
        case .scalar(let text, let quoted):
            if quoted || Int(text) == nil { "the text \(Quoting.quoted(text))" } else { "the number \(text)" }
        case .sequence: "a list"
        case .mapping: "a mapping (key: value)"
        case .null: "nothing"
        }
    }
}
