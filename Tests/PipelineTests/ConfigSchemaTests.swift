import BuiltIn
import Foundation
import Testing

@testable import Pipeline

struct ConfigSchemaTests {
    private static let docs = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/schema")

    @Test("the schemas in docs/schema are those of the code", arguments: ["jibu", "places", "silences", "route-cases"])
    func current(name: String) throws {
        let schema = try #require(Schemas.text(of: name, kinds: builtInSources))
        try expectSnapshot(schema, Self.docs.appending(path: "\(name).schema.json"))
    }

    @Test("the schema is JSON, and every $ref has its definition")
    func references() throws {
        let text = Configuration.schema(kinds: builtInSources)
        let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        #expect((json?["$defs"] as? [String: Any])?.keys.sorted() == ["route"])
        let properties = json?["properties"] as? [String: Any]
        let sources = (properties?["sources"] as? [String: Any])?["items"] as? [String: Any]
        let kinds = (sources?["oneOf"] ?? sources?["anyOf"]) as? [[String: Any]]
        #expect(kinds?.count == builtInSources.count)
        let feed = kinds?.first?["properties"] as? [String: Any]
        #expect((feed?["kind"] as? [String: Any])?["const"] as? String == "feed")
        #expect(feed?["url"] != nil && feed?["every"] != nil)
    }
}
