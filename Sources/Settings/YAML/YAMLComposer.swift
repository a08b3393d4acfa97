import Model
internal import Yams

/// Calls Yams, and finds the exact place of keys that are written twice.
///
/// Yams gives up at the first such mapping and names the place of the first of the two keys. So that key's first
/// character is replaced by a private-use one (columns stay as they are) and the text is read again; the conversion
/// then gives the key its name back and reports the second one.
enum YAMLComposer {
    struct Document {
        let parser: Parser
        let root: Yams.Node?
        let renamedKeys: [String: String]
    }

    enum Result {
        case success(Document)
        case failure(Finding)
    }

    /// How many keys that are written twice are looked for in one file.
    static let maximumDuplicates = 20
    private static let firstMarker: UInt32 = 0xE000

    static func compose(_ text: String, file: String) -> Result {
        var text = text
        var renamed: [String: String] = [:]
        while true {
            do {
                let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
                return .success(Document(parser: parser, root: try parser.singleRoot(), renamedKeys: renamed))
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                let place = FilePlace(file: file, line: context.mark.line, column: context.mark.column)
                let name = keys.min() ?? ""
                guard renamed.count < maximumDuplicates,
                    let marker = Unicode.Scalar(firstMarker + UInt32(renamed.count)),
                    let changed = renaming(name, in: text, at: place, marker: marker)
                else { return .failure(duplicate(renamed[name] ?? name, first: nil, at: place)) }
                text = changed.text
                renamed[changed.name] = name
            } catch let error as YamlError {
                return .failure(YAMLProblem.finding(for: error, in: text, file: file))
            } catch {
                return .failure(YAMLProblem.unknown(file: file))
            }
        }
    }

    static func duplicate(_ name: String, first line: Int?, at place: FilePlace) -> Finding {
        Finding(
            "duplicate-key", .error, at: place,
            "the key \(Quoting.quoted(name)) is written twice in one mapping"
                + (line.map { "; the first is in line \($0)" } ?? ""),
            help: "Keep one of the two; if they belong to two list items, begin the second item with \"- \".")
    }

    /// Replaces the first character of the key at `place`; nil when it is not a plain or quoted word.
    private static func renaming(
        _ name: String, in text: String, at place: FilePlace, marker: Unicode.Scalar
    ) -> (text: String, name: String)? {
        let places = TextPlaces(text, file: place.file)
        var scalars = places.scalars
        guard var index = places.offset(line: place.line, column: place.column) else { return nil }
        if scalars[index] == "\"" || scalars[index] == "'" { index += 1 }
        // Only when the key begins here as it is named: tags, escapes and lists as keys are left alone.
        guard index < scalars.count, let first = name.unicodeScalars.first, scalars[index] == first else { return nil }
        scalars[index] = marker
        var changed = String.UnicodeScalarView()
        changed.append(contentsOf: scalars)
        var renamed = String.UnicodeScalarView([marker])
        renamed.append(contentsOf: name.unicodeScalars.dropFirst())
        return (String(changed), String(renamed))
    }
}
