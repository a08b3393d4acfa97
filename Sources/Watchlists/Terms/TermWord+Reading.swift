import Text

/// Reads one word of a term: stars, brackets, kind.
extension TermWord {
    /// `scalars` is the word as written, without blanks and braces; it starts at `column` of the term. A star needs
    /// `starLetters` letters beside it.
    init(_ scalars: ArraySlice<Unicode.Scalar>, column: Int, starLetters: Int) throws(TermFailure) {
        var rest = scalars
        var kind: TermKind?
        func place(_ index: Int) -> Int { column + index - scalars.startIndex }
        if let slash = rest.lastIndex(of: "/") {
            let written = Self.text(rest[(slash + 1)...])
            guard let known = TermKind(rawValue: written) else {
                throw .unknownKind(kind: written, column: place(slash))
            }
            kind = known
            rest = rest[..<slash]
        }
        if let slash = rest.firstIndex(of: "/") {
            throw .misplaced(
                sign: "/", column: place(slash), help: "A word has one slash, before n, v or a; a pattern is /…/ alone."
            )
        }
        let opensLeft = rest.first == "*"
        if opensLeft { rest = rest.dropFirst() }
        let opensRight = rest.last == "*"
        if opensRight { rest = rest.dropLast() }
        if let star = rest.firstIndex(of: "*") {
            throw .misplaced(sign: "*", column: place(star), help: "A star stands at the start or the end of a word.")
        }
        if kind != nil, opensLeft || opensRight {
            throw .misplaced(
                sign: "*", column: opensLeft ? column : place(rest.endIndex),
                help: "A word has either a star or /n, /v, /a: the kind brings the endings.")
        }
        if let mark = rest.firstIndex(of: "!") {
            throw .misplaced(
                sign: "!", column: place(mark), help: "\"!\" stands behind \"&\", before what must not occur.")
        }
        let letters = try Self.letters(rest, place)
        guard letters.contains(where: { $0.isLetter || $0.scalar.properties.numericType != nil }) else {
            throw .noLetters(word: Self.text(scalars), column: column)
        }
        if opensLeft || opensRight {
            let count = letters.count { $0.isLetter || $0.scalar.properties.numericType != nil }
            guard count >= starLetters else {
                throw .starTooShort(word: Self.text(scalars), least: starLetters, column: column)
            }
        }
        self.init(
            letters: letters, kind: kind, opensLeft: opensLeft, opensRight: opensRight, column: column,
            written: Self.text(rest).filter { $0 != "(" && $0 != ")" })
    }

    /// The letters in the form of `canon`; those in brackets are optional.
    private static func letters(
        _ scalars: ArraySlice<Unicode.Scalar>, _ place: (Int) -> Int
    ) throws(TermFailure) -> [TermLetter] {
        var result: [TermLetter] = []
        var run = String.UnicodeScalarView()
        var bracket: Int?
        func flush() {
            result += Canon.canonical(String(run)).unicodeScalars.map {
                TermLetter(scalar: $0, isOptional: bracket != nil)
            }
            run = String.UnicodeScalarView()
        }
        for index in scalars.indices {
            switch scalars[index] {
            case "(":
                guard bracket == nil else {
                    throw .misplaced(sign: "(", column: place(index), help: "Brackets cannot stand in brackets.")
                }
                flush()
                bracket = index
            case ")":
                guard bracket != nil, !run.isEmpty else {
                    throw .misplaced(
                        sign: ")", column: place(index),
                        help: "Brackets hold the letter that some forms do not have: рын(о)к/n.")
                }
                flush()
                bracket = nil
            default: run.append(scalars[index])
            }
        }
        if let bracket { throw .unclosed(sign: "(", end: ")", column: place(bracket)) }
        flush()
        return result
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
