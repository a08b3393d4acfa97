import Model
internal import Yams

/// The text of a settings file as nodes with places.
///
/// Yams (libyaml) does the reading; the limits are ours (design decision 6).
public enum YAMLText {
    /// Mappings and lists inside one another.
    public static let maximumDepth = 64
    /// Values of all kinds in one file.
    public static let maximumNodes = 400_000

    /// Parses one document.
    ///
    /// - Returns: nil when the text is no YAML or breaks a limit; then there is at least one error among the new
    ///   findings. An empty text gives a null node. A key that is written twice is an error too, but the rest is read
    ///   with its first value, so that one reading finds as much as possible.
    public static func parse(_ text: String, file: String, into findings: inout [Finding]) -> Node? {
        if let refused = YAMLAliases.firstUse(in: text, file: file) {
            findings.append(refused)
            return nil
        }
        switch YAMLComposer.compose(text, file: file) {
        case .failure(let finding):
            findings.append(finding)
            return nil
        case .success(let document):
            var conversion = YAMLConversion(file: file, originals: document.renamedKeys)
            // The parser holds the anchors' names alive: the nodes refer to them weakly.
            let node = withExtendedLifetime(document.parser) {
                document.root.map { conversion.node($0, depth: 0) } ?? Node(.null, at: FilePlace(file: file))
            }
            findings += conversion.findings
            return conversion.isStopped ? nil : node
        }
    }
}

/// Turns what Yams read into nodes of ours, within the limits.
struct YAMLConversion {
    let file: String
    /// Keys that `YAMLComposer` renamed because they were written twice, with what they were.
    let originals: [String: String]
    var findings: [Finding] = []
    /// True once a limit or a refused construct ended the work.
    private(set) var isStopped = false
    private var count = 0

    init(file: String, originals: [String: String]) {
        self.file = file
        self.originals = originals
    }

    mutating func node(_ source: Yams.Node, depth: Int) -> Node {
        let place = FilePlace(file: file, line: source.mark?.line ?? 1, column: source.mark?.column ?? 1)
        let empty = Node(.null, at: place)
        guard !isStopped else { return empty }
        count += 1
        guard count <= YAMLText.maximumNodes, depth <= YAMLText.maximumDepth else {
            refuse(
                "yaml-too-large", place,
                depth > YAMLText.maximumDepth
                    ? "lists and mappings are more than \(YAMLText.maximumDepth) levels deep here"
                    : "the file has more than \(YAMLText.maximumNodes) values", "Split the file, or write it flatter.")
            return empty
        }
        guard source.anchor == nil else {
            refuse("yaml-alias-refused", place, "an anchor (&name) is not allowed", YAMLAliases.help)
            return empty
        }
        guard YAMLConversion.tags.contains(source.tag.rawValue) else {
            refuse(
                "yaml-syntax", place, "the tag \(Quoting.quoted(source.tag.rawValue)) is not allowed",
                "Remove the word that begins with \"!\"; put the value in quotes if it belongs to the text.")
            return empty
        }
        switch source {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain
            if isPlain, YAMLConversion.nulls.contains(scalar.string) { return empty }
            return Node(.scalar(scalar.string, quoted: !isPlain), at: place)
        case .sequence(let sequence):
            var elements: [Node] = []
            for element in sequence { elements.append(node(element, depth: depth + 1)) }
            return Node(.sequence(elements), at: place)
        case .mapping(let mapping):
            return Node(.mapping(pairs(mapping, depth: depth + 1)), at: place)
        case .alias:
            refuse("yaml-alias-refused", place, "an alias (*name) is not allowed", YAMLAliases.help)
            return empty
        }
    }

    private mutating func pairs(_ mapping: Yams.Node.Mapping, depth: Int) -> [(key: Node, value: Node)] {
        var pairs: [(key: Node, value: Node)] = []
        var lines: [String: Int] = [:]
        for (key, value) in mapping {
            var key = node(key, depth: depth)
            let value = node(value, depth: depth)
            guard !isStopped else { return pairs }
            guard case .scalar(let written, let quoted) = key.content else {
                refuse(
                    "yaml-syntax", key.place, "\(key.found) cannot be a key", "A key is one word with a colon after it."
                )
                return pairs
            }
            let name = originals[written] ?? written
            if name != written { key.content = .scalar(name, quoted: quoted) }
            if let first = lines[name] {
                findings.append(YAMLComposer.duplicate(name, first: first, at: key.place))
                continue
            }
            lines[name] = key.place.line
            pairs.append((key, value))
        }
        return pairs
    }

    private mutating func refuse(_ code: String, _ place: FilePlace, _ what: String, _ help: String) {
        if !isStopped { findings.append(Finding(code, .error, at: place, what, help: help)) }
        isStopped = true
    }

    private static let nulls: Set<String> = ["", "~", "null", "Null", "NULL"]
    private static let tags: Set<String> = [
        "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map", "", "?", "!",
    ]
}
