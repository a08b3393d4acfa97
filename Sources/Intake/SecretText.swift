import Model
import Reading

/// How a secret may stand in what servers and programs say.
enum SecretText {
    /// Shorter texts are too common to be looked for.
    private static let shortest = 4
    /// A line of a longer secret, such as a private key, that is told alone.
    private static let shortestLine = 8

    /// As it is, as an address has it, and the lines of one with several.
    static func spellings(of secret: String) -> [String] {
        let lines = secret.split(whereSeparator: \.isNewline).map(String.init)
        let parts = lines.count > 1 ? lines.filter { $0.utf8.count >= shortestLine } : []
        let whole = [secret, secret.split(whereSeparator: \.isWhitespace).joined(separator: " ")]
            .filter { $0.utf8.count >= shortest }
        var known: Set<String> = []
        return (whole + parts).flatMap { [$0, WebForm.encoded($0)] }.filter { known.insert($0).inserted }
    }
}

extension SourceFailure {
    /// The same failure as people may read it: without secrets, and in one line of a length that fits a report, since
    /// its words may be a server's.
    ///
    /// - Parameter isQueryShown: false for the addresses of interfaces, which carry keys in their queries.
    func presentable(_ hidden: (String) -> String, isQueryShown: Bool = true) -> SourceFailure {
        func words(_ text: String) -> String { OneLine.of(hidden(text)) }
        func address(_ url: String) -> String { words(isQueryShown ? url : String(url.prefix { $0 != "?" })) }
        switch self {
        case .transport(var failure):
            (failure.url, failure.what) = (address(failure.url), words(failure.what))
            return .transport(failure)
        case .status(let status, let url): return .status(status, url: address(url))
        case .throttled(let url, let until): return .throttled(url: address(url), until: until)
        case .gone(let url): return .gone(url: address(url))
        case .refused(let url, let what, let code): return .refused(url: address(url), what: words(what), code: code)
        case .program(let path, let what): return .program(path: path, what: words(what))
        case .secret(let what): return .secret(words(what))
        case .notAnAnswer(let url, let what): return .notAnAnswer(url: address(url), what: words(what))
        }
    }
}

extension SourceHealth {
    /// The same health with its words as people may read them.
    func presentable(_ hidden: (String) -> String) -> SourceHealth {
        switch self {
        case .healthy, .quiet, .unchanged, .throttled: self
        case .softFailed(let why): .softFailed(OneLine.of(hidden(why)))
        case .failed(let why): .failed(OneLine.of(hidden(why)))
        case .gone(let why): .gone(OneLine.of(hidden(why)))
        }
    }
}

/// Words of a server in a sentence of ours.
enum OneLine {
    /// What a line of a report bears.
    static let longest = 600

    /// Blanks and line breaks as one blank, no signs that draw on a terminal, at most `longest` bytes.
    static func of(_ text: String) -> String {
        let plain = String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? " " : $0 }))
        let line = FieldText.oneLine(plain)
        let cut = FieldText.cut(line, longest)
        return cut.utf8.count < line.utf8.count ? cut + "…" : line
    }

    /// Notes that one harvest may bring.
    static let mostNotes = 50

    /// The first `mostNotes` notes, each without secrets and in one line; the others as their number.
    static func notes(_ notes: [String], _ hidden: (String) -> String) -> [String] {
        let left = notes.count - mostNotes
        return notes.prefix(mostNotes).map { of(hidden($0)) } + (left > 0 ? ["and \(left) more"] : [])
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
