import Intake
import Model
import Settings

extension Configuration {
    /// Reads places.yaml alone, for commands that have no jibu.yaml.
    ///
    /// - Returns: every node, parents before children; nil with at least one error.
    package static func places(file path: String, into findings: inout [Finding]) -> [Place]? {
        guard let bytes = SettingsFile.bytes(of: path, into: &findings) else { return nil }
        return placeTree(bytes: bytes, file: path, into: &findings)?.map(\.place)
    }

    /// Reads a tree of places; ids must differ over the whole tree.
    static func placeTree(
        bytes: [UInt8], file: String, into findings: inout [Finding]
    ) -> [(place: Place, at: FilePlace)]? {
        var found: [Finding] = []
        let entries = PlaceKeys.file.read(bytes: bytes, file: file, into: &found)
        let places = (entries ?? []).flatMap { $0.flattened(parent: nil) }
        found += DuplicateIDs.findings(places.map { Located($0.place.id, at: $0.at) }, noun: "place")
        findings += found
        return found.hasErrors ? nil : places
    }

    /// The JSON Schema of jibu.yaml with the keys of these kinds of source.
    package static func schema(kinds: [SourceKind]) -> String {
        JibuFileKeys.shape(kinds: kinds).schema.published("jibu", title: "jibu.yaml")
    }

    /// The JSON Schema of places.yaml.
    package static var placesSchema: String {
        PlaceKeys.file.schema.published("places", title: "places.yaml")
    }
}

extension JSONSchema {
    /// The schema as it is published, under the name that editors load it by.
    func published(_ name: String, title: String) -> String {
        rendered(id: "https://jibu.example/schema/\(name).schema.json", title: title)
    }
}
