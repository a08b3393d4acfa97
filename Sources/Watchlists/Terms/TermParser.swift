import Text

/// Reads a term: the shorthand that `docs/terms.md` describes.
struct TermParser {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var words = 0
    /// Letters that a star needs beside it; a word that must not occur can do less harm.
    private var starLetters = TermLimits.starLetters

    private init(_ term: String) { scalars = Array(term.unicodeScalars) }

    static func parse(_ term: String) throws(TermFailure) -> TermTree {
        var parser = TermParser(term)
        guard parser.scalars.count <= TermLimits.characters else { throw .tooLong(letters: parser.scalars.count) }
        return try parser.tree()
    }

    // MARK: Clauses

    private mutating func tree() throws(TermFailure) -> TermTree {
        skipBlanks()
        guard index < scalars.count else { throw .empty }
        var clauses = [try clause(after: nil)]
        while next == "&" {
            let column = index + 1
            index += 1
            guard clauses.count < TermLimits.clauses else {
                throw .tooMany(what: "parts joined by \"&\"", most: TermLimits.clauses, column: column)
            }
            clauses.append(try clause(after: column))
        }
        if let sign = next { throw misplaced(sign) }
        guard clauses.contains(where: { !$0.isAbsent }) else { throw .onlyAbsent }
        return TermTree(clauses: clauses)
    }

    /// One side of `&`, which stands at the column `sign`.
    private mutating func clause(after sign: Int?) throws(TermFailure) -> TermTree.Clause {
        skipBlanks()
        var isAbsent = false
        var before = (sign: "&", column: sign ?? index + 1)
        if next == "!" {
            isAbsent = true
            before = ("!", index + 1)
            index += 1
            skipBlanks()
        }
        starLetters = isAbsent ? TermLimits.starLettersOfAbsent : TermLimits.starLetters
        guard let first = next else { throw .missingWord(after: before.sign, column: before.column) }
        if first == "&" { throw .missingWord(after: "&", column: index + 1) }
        if first == "/" { return TermTree.Clause(isAbsent: isAbsent, body: try raw()) }
        return TermTree.Clause(isAbsent: isAbsent, body: .words(try sequence(depth: 0)))
    }

    /// `/…/`: up to the slash behind which the clause ends.
    private mutating func raw() throws(TermFailure) -> TermTree.Body {
        let start = index + 1
        index = start
        while index < scalars.count {
            if scalars[index] == "\\" {
                index += 2
                continue
            }
            if scalars[index] == "/" {
                let pattern = text(start..<index)
                let end = index
                index += 1
                skipBlanks()
                if next == nil || next == "&" {
                    guard !pattern.isEmpty else { throw .empty }
                    return .raw(pattern, column: start + 1)
                }
                index = end
            }
            index += 1
        }
        throw .unclosed(sign: "/", end: "/", column: start)
    }

    // MARK: Words in order

    private mutating func sequence(depth: Int) throws(TermFailure) -> TermTree.Sequence {
        var steps: [TermTree.Step] = []
        var gap: (words: Int, column: Int)?
        while true {
            skipBlanks()
            guard let sign = next, sign != "&", sign != "|", sign != "}" else { break }
            if isGap {
                let column = index + 1
                guard gap == nil, !steps.isEmpty else { throw .missingWord(after: "..", column: column) }
                gap = (try readGap(), column)
                continue
            }
            let item = sign == "{" ? try choice(depth: depth + 1) : .word(try word())
            steps.append(TermTree.Step(gap: gap?.words ?? 0, item: item))
            gap = nil
        }
        if let gap { throw .missingWord(after: "..", column: gap.column) }
        guard !steps.isEmpty else { throw .missingWord(after: next.map(String.init) ?? "{", column: index + 1) }
        return TermTree.Sequence(steps: steps)
    }

    private var isGap: Bool {
        next == "\u{2026}" || next == "." && index + 1 < scalars.count && scalars[index + 1] == "."
    }

    /// `..`, `..6`, and the one character that keyboards make of three dots.
    private mutating func readGap() throws(TermFailure) -> Int {
        let column = index + 1
        while let sign = next, sign == "." || sign == "\u{2026}" { index += 1 }
        var digits = ""
        while let digit = next, ("0"..."9").contains(digit) {
            digits.unicodeScalars.append(digit)
            index += 1
        }
        if digits.isEmpty { return TermLimits.usualGap }
        let words = Int(digits.prefix(6)) ?? .max
        guard words <= TermLimits.gap else {
            throw .gapTooWide(words: words, most: TermLimits.gap, column: column)
        }
        return words
    }

    /// `{a|b}`
    private mutating func choice(depth: Int) throws(TermFailure) -> TermTree.Item {
        let column = index + 1
        guard depth <= TermLimits.depth else {
            throw .tooMany(what: "braces inside each other", most: TermLimits.depth, column: column)
        }
        var parts: [TermTree.Sequence] = []
        repeat {
            index += 1
            parts.append(try sequence(depth: depth))
        } while next == "|"
        if next == "&" {
            throw .misplaced(sign: "&", column: index + 1, help: "\"&\" joins whole terms; it cannot stand in braces.")
        }
        guard next == "}" else { throw .unclosed(sign: "{", end: "}", column: column) }
        index += 1
        if let sign = next, !isBlank(sign), !"&|}".unicodeScalars.contains(sign), !isGap {
            throw .misplaced(
                sign: String(sign), column: index + 1,
                help: "Leave a space behind the braces, and write /n or * behind each word in them: {one/n|two/n}.")
        }
        return .choice(parts)
    }

    private mutating func word() throws(TermFailure) -> TermWord {
        let start = index
        while let sign = next, !isBlank(sign), !"{}|&".unicodeScalars.contains(sign), !isGap { index += 1 }
        words += 1
        guard words <= TermLimits.words else {
            throw .tooMany(what: "words", most: TermLimits.words, column: start + 1)
        }
        if next == "{" {
            throw .misplaced(
                sign: "{", column: index + 1, help: "Leave a space before the braces, and write whole words in them.")
        }
        return try TermWord(scalars[start..<index], column: start + 1, starLetters: starLetters)
    }

    // MARK: Signs

    private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    private func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

    private mutating func skipBlanks() {
        while let sign = next, isBlank(sign) { index += 1 }
    }

    private func misplaced(_ sign: Unicode.Scalar) -> TermFailure {
        .misplaced(
            sign: String(sign), column: index + 1, help: "\"|\" and \"}\" belong to braces: {one|two}.")
    }

    private func text(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range])
        return String(view)
    }
}
