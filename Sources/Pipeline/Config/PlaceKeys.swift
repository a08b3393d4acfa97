import Model
import Settings

/// places.yaml: one node of the tree.
struct PlaceEntry: Sendable {
    let id: Located<String>
    let names: [String: String]
    let terms: [String: [String]]
    let children: [PlaceEntry]

    /// This place and all below it, parents first. The file's depth is capped, so is this.
    func flattened(parent: String?) -> [(place: Place, at: FilePlace)] {
        [(Place(id: id.value, parent: parent, names: names, terms: terms), id.place)]
            + children.flatMap { $0.flattened(parent: id.value) }
    }
}

enum PlaceKeys {
    static let id = Key<Located<String>>(
        "id", Shape<String>.identifier.located, help: "Id of the place; claims, sources, recipients and routes name it."
    )
    static let names = Key<[String: String]>(
        "names", .map(.language, of: .line(maximum: 120), maximum: 50), help: "Its name in each language.", default: [:]
    )
    static let terms = Key<[String: [String]]>(
        "terms", .map(.language, of: .list(of: term, maximum: 200), maximum: 50),
        help: "Words that mean it in a text; * at the end stands for any ending.", default: [:])
    static let places: Key<[PlaceEntry]> = Key(
        "places", .list(of: .reference(to: "place", expected: "a place") { shape }), help: "Places inside it.",
        default: [])

    /// Letters must be there: a term without any would find nothing, or everything.
    private static let term = Shape<String>.line(maximum: 100, example: "қала*").checked { text, place, findings in
        let word = text.hasSuffix("*") ? text.dropLast() : text[...]
        let problem: String? =
            if !word.unicodeScalars.contains(where: { $0.properties.isAlphabetic }) {
                "it has no letter"
            } else if word.contains("*") {
                "a * can only stand at its end"
            } else { nil }
        guard let problem else { return text }
        findings.append(
            Finding(
                "bad-value", .error, at: place, "\(Quoting.quoted(text)) is no term: \(problem)",
                help: "Write a word or some words, with * at the end for any ending: қала*."))
        return nil
    }

    static let shape: Shape<PlaceEntry> = Shape<PlaceEntry>.object(
        "place", help: "A region, a district, a village.", keys: [id, names, terms, places]
    ) { fields, _ in
        guard let id = fields[id], let names = fields[names], let terms = fields[terms], let children = fields[places]
        else { return nil }
        return PlaceEntry(id: id, names: names, terms: terms, children: children)
    }.defined(as: "place")

    private static let roots = Key<[PlaceEntry]>(
        "places", .list(of: shape), help: "The largest places, with the others inside.")

    /// The whole file.
    static let file = Shape<[PlaceEntry]>.object(
        "file", help: "Places that claims, sources, recipients and routes name.", keys: [roots]
    ) { fields, _ in fields[roots] }
}
