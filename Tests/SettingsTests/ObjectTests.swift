import Model
import Testing

@testable import Settings

struct ObjectTests {
    struct Box: Sendable, Equatable {
        var name: String
        var size: Int
        var colour: String?
    }
    static let name = Key("name", .line(example: "A"), help: "Its name.")
    static let size = Key("size", .integer(1...9), help: "Its size.", default: 3)
    static let colour = Key.optional("colour", Shape<String>.line(), help: "Its colour.")
    static let inner = Key.optional(
        "inner",
        Shape<Int>.object("inner", help: "Inside.", keys: [Key("time_zone", Shape<String>.line(), help: "Zone.")]) {
            _, _ in 1
        },
        help: "What is inside.")
    static let shape = Shape<Box>.object(
        "box", help: "A box.", keys: [name, size, colour, inner], alsoAllowed: ["kind"]
    ) {
        fields, _ in
        guard let name = fields[ObjectTests.name], let size = fields[ObjectTests.size] else { return nil }
        return Box(name: name, size: size, colour: fields[ObjectTests.colour])
    }

    private func read(_ text: String) -> (box: Box?, findings: [Finding]) {
        var findings: [Finding] = []
        return (Self.shape.read(text: text, file: "a.yaml", into: &findings), findings)
    }

    @Test("keys have defaults or are absent, and names that others read are let through")
    func reads() {
        #expect(read("name: a\nkind: x\n").box == Box(name: "a", size: 3, colour: nil))
        #expect(read("{name: a, size: 5, colour: red}").box == Box(name: "a", size: 5, colour: "red"))
    }

    @Test(
        "every wrong key is told, all of them in one reading",
        arguments: [
            ("size: 0\nclour: red\n", ["1:1 missing-key", "1:7 out-of-range", "2:1 unknown-key"]),
            ("name: a\ntime_zone: x\n", ["2:1 unknown-key"]),
            ("name:\nsize: 2\n", ["1:1 wrong-type"]),
            ("- a\n", ["1:1 wrong-type"]),
            ("", ["1:1 wrong-type"]),
        ])
    func wrongKeys(text: String, expected: [String]) {
        let (box, findings) = read(text)
        #expect(box == nil)
        #expect(places(findings) == expected)
    }

    @Test("an unknown key gets the nearest free one, or the level where it belongs")
    func help() {
        #expect(read("name: a\nColor: x\n").findings.first?.help == "Did you mean \"colour\"?")
        #expect(read("name: a\nnmae: x\n").findings.first?.help == "Did you mean \"name\"?")
        #expect(read("name: a\ntime_zone: x\n").findings.first?.help?.contains("under \"inner\"") == true)
        #expect(read("name: a\nwheels: 4\n").findings.first?.help == "Known keys: name, size, colour, inner, kind.")
    }

    @Test("a shape that contains itself is read to the bottom, and its schema names it once")
    func recursion() {
        #expect(Tree.shape.schema.rendered(id: "x", title: "t").components(separatedBy: "\"leaf\"").count > 1)
        var findings: [Finding] = []
        let tree = Tree.shape.read(
            text: "{leaf: a, trees: [{leaf: b, trees: [{leaf: c}]}]}", file: "a", into: &findings)
        #expect(tree?.leaves == ["a", "b", "c"])
    }

    struct Tree: Sendable {
        var leaves: [String]
        static let leaf = Key("leaf", Shape<String>.identifier, help: "A leaf.")
        static let trees: Key<[Tree]> = Key(
            "trees", .list(of: .reference(to: "tree", expected: "a tree") { Tree.shape }), help: "Trees below.",
            default: [])
        static let shape: Shape<Tree> = .object("tree", help: "A tree.", keys: [leaf, trees]) { fields, _ in
            guard let leaf = fields[Tree.leaf] else { return nil }
            return Tree(leaves: [leaf] + (fields[Tree.trees] ?? []).flatMap(\.leaves))
        }.defined(as: "tree")
    }
}
