/// The JSON Schema (draft 2020-12) of a shape, for editors that complete and check YAML.
///
/// Shapes make it from the same key tables that read the file, so the two cannot drift apart.
public struct JSONSchema: Sendable {
    /// Its members, in the order in which they are written.
    package var members: [(name: String, value: JSON)]
    /// Schemas that `$ref` names, by name; they are written once, under `$defs`.
    package var definitions: [String: JSONSchema]

    /// A JSON value whose objects keep their order.
    package indirect enum JSON: Sendable {
        case bool(Bool)
        case integer(Int)
        case string(String)
        case array([JSON])
        case object([(name: String, value: JSON)])
    }

    /// A schema that accepts everything.
    public static let anything = JSONSchema([])

    package init(_ members: [(name: String, value: JSON)], definitions: [String: JSONSchema] = [:]) {
        self.members = members
        self.definitions = definitions
    }

    package subscript(name: String) -> JSON? {
        members.first { $0.name == name }?.value
    }

    /// The same with one member set or added at the end.
    package func with(_ name: String, _ value: JSON?) -> JSONSchema {
        guard let value else { return self }
        var copy = self
        if let index = copy.members.firstIndex(where: { $0.name == name }) {
            copy.members[index].value = value
        } else {
            copy.members.append((name, value))
        }
        return copy
    }

    /// The same with a first member `description`.
    package func described(_ text: String) -> JSONSchema {
        var copy = self
        copy.members.removeAll { $0.name == "description" }
        copy.members.insert(("description", .string(text)), at: 0)
        return copy
    }

    package var json: JSON { .object(members) }

    /// Names of the keys that an object schema lists; empty for other schemas.
    package var propertyNames: [String] {
        guard case .object(let properties)? = self["properties"] else { return [] }
        return properties.map(\.name)
    }

    /// Every definition of all of them; the first one of a name stays.
    package static func definitions(of schemas: [JSONSchema]) -> [String: JSONSchema] {
        schemas.reduce(into: [:]) { all, schema in all.merge(schema.definitions) { first, _ in first } }
    }
}
