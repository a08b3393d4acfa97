import Foundation
import Model
import Testing

@testable import Settings

struct JSONSchemaTests {
    @Test("the schema of an object lists its keys in order, with help, defaults of the shape and what is required")
    func object() {
        let shape = Shape<Int>.object(
            "box", help: "A box \"as is\".",
            keys: [
                Key("id", .identifier, help: "Its id."),
                Key.optional("severities", Shape.list(of: Shape<Severity>.choice()), help: "Some."),
            ]
        ) { _, _ in 1 }
        #expect(
            shape.schema.rendered(id: "https://x.example/box.json", title: "box") == """
                {
                  "$schema": "https://json-schema.org/draft/2020-12/schema",
                  "$id": "https://x.example/box.json",
                  "title": "box",
                  "description": "A box \\"as is\\".",
                  "type": "object",
                  "properties": {
                    "id": {
                      "description": "Its id.",
                      "type": "string",
                      "pattern": "^[a-z0-9][a-z0-9-]{0,63}$"
                    },
                    "severities": {
                      "description": "Some.",
                      "type": "array",
                      "items": {
                        "enum": ["low", "medium", "high", "critical"]
                      },
                      "maxItems": 10000
                    }
                  },
                  "required": ["id"],
                  "additionalProperties": false
                }

                """)
    }

    @Test("a recursive schema is JSON, names its definition once and refers to it")
    func recursive() throws {
        let text = ObjectTests.Tree.shape.schema.rendered(id: "x", title: "t")
        let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect((json["$defs"] as? [String: Any])?.keys.sorted() == ["tree"])
        #expect(json["$ref"] as? String == "#/$defs/tree")
    }
}
