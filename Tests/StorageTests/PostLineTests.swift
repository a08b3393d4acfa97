import Foundation
@_spi(Intake) import Model
import Testing

@testable import Storage

struct PostLineTests {
    @Test("a post comes back from its line as it was", arguments: [false, true])
    func roundTrip(full: Bool) throws {
        let post = makePost(5, full: full)
        #expect(try PostLine.post(from: PostLine.bytes(of: post)) == post)
    }

    @Test(
        "every text comes back byte for byte",
        arguments: [
            "", "\n", "a\r\nb\tc", "\"\\/\u{8}\u{c}\u{0}\u{1f}\u{7f}", "Әйгерім ҚҰҢ Һ", "👩‍👩‍👧‍👦🇰🇿", "e\u{301}\u{302}",
            "\u{FEFF}\u{200D}\u{2028}\u{2029}\u{202E}abc",
            "\u{FFFD}\u{10FFFF}", "<phone> & <b>",
        ])
    func texts(text: String) throws {
        let line = PostLine.bytes(of: makePost(1, text: text))
        #expect(line.last == UInt8(ascii: "\n"))
        #expect(line.count(where: { $0 == UInt8(ascii: "\n") }) == 1)
        let back = try PostLine.post(from: line).text
        #expect(Array(back.utf8) == Array(text.utf8))
    }

    @Test("keys that say nothing are left out, the rest come in the order of the schema")
    func keys() throws {
        let plain = String(decoding: PostLine.bytes(of: makePost(1, text: "x")), as: UTF8.self)
        #expect(
            plain == """
                {"schema":1,"id":"00000000000000000000000000000001","version":1,"source":"qala-news","platform":"feed",\
                "author_kind":"outlet","author":"Qala News","url":"https://news.example/1",\
                "published":"2026-11-21T09:30:00.250Z",\
                "collected":"2026-11-21T09:30:00.250Z","language":"ru","text":"x"}

                """)
        let full = String(decoding: PostLine.bytes(of: makePost(1, full: true)), as: UTF8.self)
        // A post has either a link or a sealed link; this one has the sealed one.
        let keys = PostLine.keys.filter { $0 != "url" }
        let places = keys.compactMap { full.range(of: "\"\($0)\":")?.lowerBound }
        #expect(places.count == keys.count)
        #expect(places == places.sorted())
    }

    @Test(
        "a line that breaks the schema is refused with the key's name",
        arguments: [
            (#"{}"#, "the key schema is missing"),
            (#"[]"#, "not JSON: it is no object."),
            (#"{"schema":2}"#, "schema 2 is newer than this Jibu; install a newer one"),
            (#"{"schema":0}"#, "the key schema has a value that the schema does not allow"),
            (#"{"schema":1,"version":0}"#, "the key version has a value that the schema does not allow"),
            (
                #"{"schema":1,"version":9223372036854775807}"#,
                "the key version has a value that the schema does not allow"
            ),
            (
                #"{"schema":1,"version":1,"author_kind":"bot"}"#,
                "the key author_kind has a value that the schema does not allow"
            ),
            (#"{"schema":1,"version":1,"author_kind":"person"}"#, "the key collected is missing"),
            (
                #"{"schema":1,"version":1,"author_kind":"person","collected":"yesterday"}"#,
                "the key collected has a value that the schema does not allow"
            ),
            (#"{"schema":1,"version":"1"}"#, "the key version has a value that the schema does not allow"),
        ])
    func refused(line: String, why: String) {
        #expect(throws: PostLine.Fault.self) { try PostLine.post(from: Array(line.utf8)) }
        do { _ = try PostLine.post(from: Array(line.utf8)) } catch { #expect("\(error)" == why) }
    }

    @Test("unknown keys are passed over and null counts as absent")
    func tolerant() throws {
        let line =
            #"{"new":[{"deep":1}],"schema":1,"id":"a","version":1,"source":"s","platform":"feed","author_kind":"person","#
            + #""author":null,"collected":"2026-11-21T09:30:00Z","language":"en","text":"t","#
            + #""counts":{"views":null,"reposts":4},"media":null,"links":null}"#
        let post = try PostLine.post(from: Array(line.utf8))
        #expect(post.author == nil && post.counts == Counts() && post.media.isEmpty && post.links.isEmpty)
    }

    @Test("every key that is written, and no other, is in docs/post.schema.json")
    func schema() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let data = try Data(contentsOf: root.appendingPathComponent("docs/post.schema.json"))
        let schema = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let properties = try #require(schema["properties"] as? [String: [String: Any]])
        #expect(Set(properties.keys) == Set(PostLine.keys))
        let counts = try #require(properties["counts"]?["properties"] as? [String: Any])
        #expect(Set(counts.keys) == Set(Counts.fields.map(\.name)))
        let items = try #require(properties["media"]?["items"] as? [String: Any])
        let kinds = (items["properties"] as? [String: [String: Any]])?["kind"]?["enum"] as? [String]
        #expect(kinds == Media.Kind.allCases.map(\.rawValue))
        #expect(properties["author_kind"]?["enum"] as? [String] == AuthorKind.allCases.map(\.rawValue))

        var written: Set<String> = []
        for post in [makePost(1), makePost(2, full: true)] {
            let object = try JSONSerialization.jsonObject(with: Data(PostLine.bytes(of: post)))
            written.formUnion(try #require(object as? [String: Any]).keys)
        }
        #expect(written == Set(PostLine.keys))
        let required = try #require(schema["required"] as? [String])
        for key in required {
            let object = try JSONSerialization.jsonObject(with: Data(PostLine.bytes(of: makePost(1))))
            var members = try #require(object as? [String: Any])
            members[key] = nil
            let line = try JSONSerialization.data(withJSONObject: members)
            #expect(throws: PostLine.Fault.missing(key)) { try PostLine.post(from: Array(line)) }
        }
    }
}
