import Model
internal import Yams

/// What the YAML parser complains about, in words for somebody who does not know the parser.
enum YAMLProblem {
    static func finding(for error: YamlError, in text: String, file: String) -> Finding {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let (what, help, atContext) = words(problem, context: context?.text ?? "", mark: mark, in: text)
            let mark = atContext ? context?.mark ?? mark : mark
            return Finding(
                "yaml-syntax", .error, at: FilePlace(file: file, line: mark.line, column: mark.column), what, help: help
            )
        case .reader(let problem, _, _, _):
            return Finding("yaml-syntax", .error, at: FilePlace(file: file), "the file cannot be read: \(problem)")
        default:
            return unknown(file: file)
        }
    }

    static func unknown(file: String) -> Finding {
        Finding("yaml-syntax", .error, at: FilePlace(file: file), "the file is not YAML")
    }

    /// The sentence, the help, and whether the place to show is where the construct began.
    private static func words(
        _ problem: String, context: String, mark: Mark, in text: String
    ) -> (what: String, help: String, atContext: Bool) {
        let places = TextPlaces(text, file: "")
        let character = places.offset(line: mark.line, column: mark.column).map { places.scalars[$0] }
        if character == "\t" || (problem.contains("tab") && !problem.contains("table")) {
            return ("a tab is used where blanks are expected", "Indent with blanks, two for each level.", false)
        }
        if context.contains("quoted scalar"),
            problem.contains("end of stream") || problem.contains("document indicator")
        {
            return (
                "the quote that begins here is never closed", "Close it; inside single quotes write '' for one quote.",
                true
            )
        }
        if problem.contains("unknown escape character") || problem.contains("hexdecimal number") {
            return (
                "a backslash in double quotes begins an escape, and this one does not exist",
                "Use single quotes for patterns: '\\bвод\\w*'.", false
            )
        }
        if problem.contains("mapping values are not allowed") {
            return (
                "a \":\" stands where no key can be",
                "Put the value in quotes if it has a colon in it, and check the indentation.", false
            )
        }
        if problem.contains("cannot start any token") {
            return (
                "a value cannot begin with \(Quoting.quoted(character.map { String($0) } ?? ""))",
                "Put the value in quotes.", false
            )
        }
        if problem.contains("',' or ']'") {
            return ("the list that begins with \"[\" here is not closed", "Add \"]\", and commas between items.", true)
        }
        if problem.contains("',' or '}'") {
            return (
                "the mapping that begins with \"{\" here is not closed", "Add \"}\", and commas between pairs.", true
            )
        }
        if problem.contains("expected ':'") {
            return ("this line has no \": \" after its key", "Write key: value, with a blank after the colon.", true)
        }
        if problem.contains("'-' indicator") || problem.contains("sequence entries are not allowed") {
            return (
                "this line does not fit into the list around it",
                "Indent all \"- \" of one list alike, and check quotes.",
                false
            )
        }
        if problem.contains("expected key") || problem.contains("expected <block end>") {
            return (
                "this line does not fit into the mapping around it",
                "Indent all keys of one mapping alike; text after a closing quote is an error too.", false
            )
        }
        if problem.contains("another document") {
            return ("a second document begins here (---)", "One file holds one document: remove the line.", false)
        }
        if problem.contains("nesting level") {
            return ("lists and mappings are too deep here", "Write the file flatter.", false)
        }
        if problem.contains("undefined alias") {
            return ("an alias (*name) is not allowed", YAMLAliases.help, false)
        }
        let around = context.isEmpty ? "" : " (\(context))"
        return ("the file is not YAML here: \(problem)\(around)", "Check quotes, colons and indentation here.", false)
    }
}
