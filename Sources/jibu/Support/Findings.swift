import Model
import Pipeline
import Reading
import Text

/// Prints findings on stderr, as editors and people read them.
func show(_ findings: [Finding]) {
    for finding in findings.sorted(by: Finding.inFileOrder) {
        Terminal.note(TerminalText.escaped(finding.description, keepNewlines: true))
    }
}

/// What the help of a command says that prints findings.
let findingsDiscussion = """
    Prints file:line:column: severity[code]: what, then a line of help. Status 1 when there are errors.
    """

/// Prints findings as the result of a command: text, or one JSON object per line.
func report(_ findings: [Finding], json: Bool, checked: String) throws(CommandProblem) -> ExitStatus {
    let findings = findings.sorted(by: Finding.inFileOrder)
    if json {
        for finding in findings { Terminal.print(json: finding.json) }
    } else {
        for finding in findings {
            let colour: Terminal.Style = switch finding.severity {
            case .error: .red
            case .warning: .yellow
            case .note: .cyan
            }
            let text = TerminalText.escaped(finding.description, keepNewlines: true)
            let label = "\(finding.severity.rawValue)[\(finding.code)]"
            Terminal.print(text.replacing(label, with: Terminal.styled(label, colour), maxReplacements: 1))
        }
        let errors = findings.count { $0.severity == .error }
        let warnings = findings.count { $0.severity == .warning }
        Terminal.print(
            errors + warnings == 0
                ? "\(checked): no problems found"
                : "\(checked): \(Count.of(errors, "error")), \(Count.of(warnings, "warning"))")
    }
    return findings.hasErrors ? .needsEyes : .clean
}

extension Finding {
    var json: JSONValue {
        .object([
            ("code", .string(code)), ("severity", .string(severity.rawValue)), ("file", .string(place.file)),
            ("line", .integer(Int64(place.line))), ("column", .integer(Int64(place.column))), ("what", .string(what)),
            ("help", help.map { .string($0) } ?? .null),
        ])
    }
}
