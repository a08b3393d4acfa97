import Testing

@testable import Reading

/// A long document read in pieces.
struct JSONPlacesTests {
    private static let places = ["name", "messages[]", "chats.list[]", "chats.list[].name", "chats.list[].messages[]"]

    private func read(_ text: String, piece: Int, cap: Int = 1000) throws -> [String] {
        var reader = JSONPlaces(Self.places, cap: cap)
        var found: [String] = []
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: piece) {
            try Array(bytes[start..<min(bytes.count, start + piece)]).withUnsafeBufferPointer { buffer in
                try reader.add(buffer) { event in
                    switch event {
                    case .value(let place, let bytes, _):
                        found.append("\(place) \(String(decoding: bytes, as: UTF8.self))")
                    case .tooLong(let place, _): found.append("\(place) too long")
                    case .opened(let place): found.append("\(place) opened")
                    }
                }
            }
        }
        try reader.finish()
        return found
    }

    @Test(
        "values at the chosen places come in order, whatever the length of the pieces", arguments: [1, 2, 3, 5, 1000])
    func pieces(piece: Int) throws {
        let text = """
            \u{FEFF}{"about": {"name": "no", "messages": [1]}, "na\\u006de" : "A \\"quoted\\" }name", "messages" : [ {"a":[1,{"b":"]"}]} , 5,
            true,"x" ,[[]]], "chats":{"other":[{}], "list":[{"name":"one","messages":[]},{"messages":[{}],"name":null}, 7]}, "end": 1.5 }
            """
        #expect(
            try read(text, piece: piece) == [
                #"0 "A \"quoted\" }name""#, #"1 {"a":[1,{"b":"]"}]}"#, "1 5", "1 true", #"1 "x""#, "1 [[]]", "2 opened",
                #"3 "one""#, "2 opened", "4 {}", "3 null",
            ])
    }

    @Test("a value over the cap is named and left out, and reading goes on")
    func cap() throws {
        let text = #"{"messages":["\#(String(repeating: "x", count: 5000))", 2]}"#
        for piece in [1, 100, 10_000] { #expect(try read(text, piece: piece) == ["1 too long", "1 2"]) }
    }

    @Test("a document that is cut anywhere is an error, and what stood before the cut was given")
    func cut() throws {
        let text = #"{"name":"n","messages":[{"a":1},{"b":[2]}],"chats":{"list":[]}}"#
        for length in 1..<text.utf8.count {
            #expect(throws: JSONFailure.self) { try read(String(text.prefix(length)), piece: 7) }
        }
        #expect(try read(text, piece: 7).count == 3)
    }

    @Test(
        "what is no JSON is refused with its place",
        arguments: [
            "{\"messages\":[1 2]}", "{\"name\" 1}", "{name:1}", "{\"messages\":[1}}", "{} x", "{\"messages\":[,]}", "]",
        ])
    func refused(text: String) {
        #expect(throws: JSONFailure.self) { try read(text, piece: 3) }
    }

    @Test("another shape than the wanted one gives nothing")
    func shapes() throws {
        #expect(try read(#"[1,2]"#, piece: 2) == [])
        #expect(try read(#"{"messages":{"a":1},"chats":[1],"name":{"x":[]}}"#, piece: 2) == [#"0 {"x":[]}"#])
        #expect(try read("\"only\" ", piece: 2) == [])
    }

    @Test("brackets nest as deep as they like where nobody looks")
    func depth() throws {
        let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        #expect(try read(#"{"x":\#(deep),"name":1}"#, piece: 4096) == ["0 1"])
    }
}
