/// Makes patterns of every construct, each with a text that it most likely matches.
struct DifferentialGenerator {
    var numbers: SeededNumbers

    init(seed: UInt64) { numbers = SeededNumbers(seed: seed) }

    static let latin = [
        "water", "tower", "vaccine", "election", "maji", "chanjo", "amazi", "eau", "élection", "sim", "covid", "kit", "ok",
        "school", "desk", "hôpital", "œuvre", "tap",
    ]
    static let cyrillic = [
        "вода", "отравлена", "вакцина", "чип", "ёлка", "йод", "власть", "кран", "объезд", "щит", "рынок", "яд",
    ]
    static let kazakh = ["қала", "үкімет", "мұнара", "су", "жоқ", "өтірік", "һәм", "ғылым", "дәрі", "ауіп", "нің"]
    static let arabic = ["ماء", "لقاح", "مدينة", "سۋ", "قالا", "شب"]

    /// A pattern that holds `construct`, and that PCRE2 compiles.
    mutating func pattern(with construct: Construct) -> DifferentialPart {
        while true {
            var part = self.part(construct, depth: 0)
            // What must stand at the beginning of a pattern gets no company there.
            if !DifferentialGenerator.comesFirst.contains(construct), numbers.next(3) == 0 {
                part = self.part(depth: 1) + part
            }
            if !DifferentialGenerator.comesLast.contains(construct), numbers.next(3) == 0 { part = part + self.part(depth: 1) }
            if part.pattern.utf8.count < 400, NaivePCRE2(part.pattern) != nil { return part }
        }
    }

    private static let comesFirst: Set<Construct> = [
        .startUCP, .startNewline, .startNoJIT, .startNoStart, .startNotEmpty, .startLimit, .textStart, .whereItBegan,
        .lineStart,
    ]
    private static let comesLast: Set<Construct> = [.textFinish, .nearFinish, .lineFinish]

    /// A small part of any construct that may stand anywhere.
    mutating func part(depth: Int) -> DifferentialPart {
        guard depth < 3 else { return word() }
        if numbers.next(3) == 0 { return word() }
        while true {
            let construct = numbers.pick(Construct.allCases)
            if !DifferentialGenerator.comesFirst.contains(construct), !DifferentialGenerator.comesLast.contains(construct) {
                return part(construct, depth: depth + 1)
            }
        }
    }

    /// A plain word of some script.
    mutating func word() -> DifferentialPart {
        part(numbers.pick([.latin, .cyrillic, .kazakh, .cyrillic, .latin, .shortLetters, .digits]), depth: 9)
    }

    /// One letter.
    mutating func letter() -> String {
        let word = numbers.pick(numbers.pick([Self.latin, Self.cyrillic, Self.kazakh]))
        return String(numbers.pick(Array(word)))
    }

    mutating func part(_ construct: Construct, depth: Int) -> DifferentialPart {
        switch construct {
        case .latin, .cyrillic, .kazakh, .arabic, .shortLetters, .digits, .sign, .upperCase, .kelvin, .longS, .dottedI,
            .sharpS, .sigma, .hexadecimal, .octal, .codePoint, .controlEscape, .quoted, .comment, .emptyQuote:
            literal(construct)
        case .list, .range, .negatedList, .posix, .negatedPOSIX, .property, .scriptProperty, .negatedProperty,
            .propertyInClass, .digit, .wordCharacter, .space, .horizontal, .vertical, .lineEnd, .cluster, .notNewline,
            .dot, .negatedEscapes, .cyrillicRange, .bracketInClass, .wordEdges:
            characterClass(construct)
        case .capture, .nonCapture, .named, .atomic, .branchReset, .alternation, .emptyAlternative, .duplicateNames,
            .scriptRun, .greedy, .lazy, .possessive, .exactCount, .rangeCount, .zeroCount, .repeatedGroup,
            .nestedRepeat:
            group(construct, depth: depth)
        case .lookahead, .negativeLookahead, .lookbehind, .negativeLookbehind, .nonAtomicLook:
            look(construct, depth: depth)
        case .backReference, .relativeReference, .namedReference, .condition, .namedCondition, .lookCondition, .define,
            .recursionCondition, .versionCondition, .recursion, .subroutine, .relativeCall, .namedCall, .oniguruma:
            reference(construct, depth: depth)
        default: option(construct, depth: depth)
        }
    }
}
