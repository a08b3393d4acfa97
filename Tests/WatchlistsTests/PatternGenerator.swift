/// Patterns and texts from a seed: the same numbers on every machine.
struct PatternGenerator {
    private var numbers: SeededNumbers

    init(seed: UInt64) { numbers = SeededNumbers(seed: seed) }

    private static let words = [
        "вода", "отравлена", "вакцина", "чип", "қала", "үкімет", "мұнара", "су", "maji", "chanjo", "amazi", "eau",
        "water", "tower", "5g", "élection", "ёлка", "sim-card", "kk", "ss", "covid19", "жоқ",
    ]

    mutating func next(_ bound: Int) -> Int { numbers.next(bound) }

    private mutating func pick<T>(_ items: [T]) -> T { items[next(items.count)] }

    private mutating func word() -> String { pick(PatternGenerator.words) }

    /// A piece of a word, as a stem.
    private mutating func stem() -> String {
        let word = word()
        return String(word.prefix(1 + next(word.count)))
    }

    /// A pattern that PCRE2 compiles, of many constructs.
    mutating func pattern() -> String {
        while true {
            let text = sequence(depth: 0)
            if NaivePCRE2(text) != nil { return text }
        }
    }

    private mutating func sequence(depth: Int) -> String {
        (0...next(3)).map { _ in part(depth: depth) }.joined()
    }

    private mutating func part(depth: Int) -> String {
        if depth > 2 { return stem() }
        switch next(34) {
        case 0...6: return stem()
        case 7: return #"\b"# + stem() + #"\w*"#
        case 8: return stem() + pick(["?", "+", "*", "{2}", "{0,2}", "{1,}", "{1}", "??", "+?", "++", "{0}"])
        case 9: return "(?:" + sequence(depth: depth + 1) + ")" + pick(["", "?", "+", "{1,2}", "{0,1}"])
        case 10, 11: return "(?:" + sequence(depth: depth + 1) + "|" + sequence(depth: depth + 1) + ")"
        case 12: return "(" + stem() + "|" + stem() + "|" + stem() + ")"
        case 13: return "(?=" + sequence(depth: depth + 1) + ")"
        case 14: return "(?!" + stem() + ")"
        case 15: return "(?<=" + stem() + ")"
        case 16: return "(?<!" + stem() + ")"
        case 17: return "[" + stem() + "]"
        case 18: return "[^" + stem() + "]"
        case 19: return pick([" ", #"\s+"#, #"\W+"#, ".", ".*?", ".{0,8}"])
        case 20: return #"\Q"# + stem() + #"\E"#
        case 21: return stem().uppercased()
        case 22: return "(?i)" + stem()
        case 23: return "(?-i:" + stem() + ")"
        case 24: return "(?>" + sequence(depth: depth + 1) + ")"
        case 25: return stem() + #"\K"# + stem()
        case 26: return #"(\p{L})\1"#
        case 27: return "(?<n>" + stem() + #")\W*(?&n)"#
        case 28: return #"\x{432}"# + stem()
        case 29: return pick(["^", "$", #"\B"#, #"\p{L}+"#, #"\d"#, #"[[:digit:]]"#, #"\R"#, #"[\w.-]"#, #"\."#])
        case 30: return "(?#" + stem() + ")"
        case 31: return "(?|" + stem() + "|" + stem() + ")"
        case 32: return pick(["(?s)", "(?m)", "(?x) ", "(*COMMIT)", "(?:)", "|", "(?(?=в)во|wa)", "(?1)?", ""])
        default: return stem() + #"\b"# + pick([" ", #"\W"#]) + stem()
        }
    }

    /// A text of the same words, some changed, some mixed with letters that fold in unusual ways.
    mutating func text() -> String {
        (0...next(14)).map { _ in
            switch next(12) {
            case 0: word().uppercased()
            case 1: word() + stem()
            case 2: pick(["ſſ", "\u{212A}\u{212A}", "İ", "ß", "ﬁ", "№", "straße", "ᲀᲂ", "12", "--", "...", "\n"])
            case 3: word().map(String.init).joined(separator: " ")
            case 4: word().replacingVowels()
            case 5: stem()
            default: word()
            }
        }.joined(separator: pick([" ", " ", " ", ", ", "-", ""]))
    }
}

extension String {
    /// Some Cyrillic letters as their Latin twins.
    fileprivate func replacingVowels() -> String {
        String(map { ["а": "a", "о": "o", "е": "e", "с": "c"][$0] ?? $0 })
    }
}
