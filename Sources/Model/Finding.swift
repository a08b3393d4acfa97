/// A problem in a file that its owner can fix.
///
/// Rendered as `file:line:column: severity[code]: what`, then a help line.
/// Codes are stable: documents, editors and suppressions name them.
public struct Finding: Sendable, Hashable {
    public enum Severity: String, Sendable, Comparable, CaseIterable {
        case note, warning, error
        private var rank: Int { self == .error ? 2 : self == .warning ? 1 : 0 }
        public static func < (left: Severity, right: Severity) -> Bool {
            left.rank < right.rank
        }
    }

    public var code: String
    public var severity: Severity
    public var place: FilePlace
    /// One sentence: what is wrong, naming the value.
    public var what: String
    /// One sentence: what to do about it.
    public var help: String?

    public init(_ code: String, _ severity: Severity, at place: FilePlace, _ what: String, help: String? = nil) {
        self.code = code
        self.severity = severity
        self.place = place
        self.what = what
        self.help = help
    }
}

/// Where in a file; lines and columns count from 1, columns in characters.
public struct FilePlace: Sendable, Hashable {
    public var file: String
    public var line: Int
    public var column: Int
    public init(file: String, line: Int = 1, column: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
    }
}

extension Finding: CustomStringConvertible {
    public var description: String {
        let head = "\(place.file):\(place.line):\(place.column): \(severity.rawValue)[\(code)]: \(what)"
        return help.map { "\(head)\n    help: \($0)" } ?? head
    }

    /// File order: file, then position, then code, so that output is the same on every machine.
    public static func inFileOrder(_ left: Finding, _ right: Finding) -> Bool {
        (left.place.file, left.place.line, left.place.column, left.code, left.what)
            < (right.place.file, right.place.line, right.place.column, right.code, right.what)
    }
}

extension Sequence where Element == Finding {
    public var hasErrors: Bool { contains { $0.severity == .error } }
}
