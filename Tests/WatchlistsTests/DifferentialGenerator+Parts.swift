/// Literals and classes.
extension DifferentialGenerator {
    mutating func literal(_ construct: Construct) -> DifferentialPart {
        switch construct {
        case .latin, .cyrillic, .kazakh, .arabic:
            let words: [Construct: [String]] = [
                .latin: Self.latin, .cyrillic: Self.cyrillic, .kazakh: Self.kazakh, .arabic: Self.arabic,
            ]
            let word = numbers.pick(words[construct] ?? Self.latin)
            let stem = numbers.next(4) == 0 ? String(word.prefix(2 + numbers.next(4))) : word
            return DifferentialPart(construct, stem, word)
        case .shortLetters:
            let word = numbers.pick(numbers.pick([Self.latin, Self.cyrillic, Self.kazakh]))
            let short = String(word.prefix(1 + numbers.next(3)))
            return DifferentialPart(construct, short, short)
        case .digits:
            let text = numbers.pick(["5", "34", "2024", "٣٤", "5g", "19"])
            return DifferentialPart(construct, text, text)
        case .sign:
            let sign = numbers.pick([".", "*", "+", "?", "(", "[", "|", "$", "/", "-", "'", "№", "«"])
            let isPlain = !"*+?([|$.".contains(sign)
            return DifferentialPart(construct, isPlain && numbers.next(2) == 0 ? sign : "\\" + sign, sign)
        case .upperCase:
            let word = numbers.pick(numbers.pick([Self.latin, Self.cyrillic, Self.kazakh]))
            return DifferentialPart(construct, word.uppercased(), numbers.next(2) == 0 ? word : word.uppercased())
        case .kelvin: return DifferentialPart(construct, numbers.pick(["k", "K", "\u{212A}"]) + "it", numbers.pick(["kit", "\u{212A}it", "KIT"]))
        case .longS: return DifferentialPart(construct, numbers.pick(["s", "S", "ſ"]) + "im", numbers.pick(["sim", "ſim", "SIM"]))
        case .dottedI:
            let letter = numbers.pick(["İ", "ı", "i", "I"])
            return DifferentialPart(construct, letter + "l", letter + "l")
        case .sharpS:
            return DifferentialPart(construct, numbers.pick(["stra(?:ß|ss)e", "[ßs]+e", "Stra\\x{df}?(?:ss)?e", "(?:ß|ẞ|ss)e"]), numbers.pick(["straße", "strasse", "STRASSE"]))
        case .sigma: return DifferentialPart(construct, numbers.pick(["λόγος", "ς", "Σ"]), numbers.pick(["λόγος", "ΛΌΓΟΣ", "ς", "σ"]))
        case .hexadecimal:
            return numbers.next(2) == 0
                ? DifferentialPart(construct, #"\x{432}ода"#, "вода") : DifferentialPart(construct, #"t\x61p"#, "tap")
        case .octal: return DifferentialPart(construct, numbers.pick([#"\o{164}ap"#, #"\164ap"#]), "tap")
        case .codePoint: return DifferentialPart(construct, #"\N{U+432}ода"#, "вода")
        case .controlEscape:
            let (pattern, sample) = numbers.pick([(#"\t"#, "\t"), (#"\n"#, "\n"), (#"\cI"#, "\t"), (#"\r?\n"#, "\r\n")])
            return DifferentialPart(construct, "tap" + pattern, "tap" + sample)
        case .quoted:
            let text = numbers.pick(["tap.", "a+b", "вода", "(кран)", "5*", "straße", "[ß", "ﬃ.", "и\u{306}[ß"])
            return DifferentialPart(construct, #"\Q"# + text + #"\E"#, text)
        case .emptyQuote:
            let word = word()
            return DifferentialPart(construct, #"\Q\E"# + word.pattern + #"\E"#, word.sample, word)
        default:
            let word = word()
            return DifferentialPart(construct, word.pattern + "(?#вода [)", word.sample, word)
        }
    }

    mutating func characterClass(_ construct: Construct) -> DifferentialPart {
        let (pattern, sample): (String, String)
        switch construct {
        case .list:
            let letters = [letter(), letter(), letter()]
            (pattern, sample) = ("[" + letters.joined() + "]", numbers.pick(letters))
        case .range: (pattern, sample) = numbers.pick([("[a-f]", "d"), ("[0-5]", "5"), ("[А-Г]", "в"), ("[k-s]", "\u{212A}"), ("[A-z]", "_")])
        case .negatedList: (pattern, sample) = ("[^" + letter() + letter() + "]", numbers.pick(["q", "ы", " ", "7"]))
        case .posix: (pattern, sample) = numbers.pick([("[[:alpha:]]", "ж"), ("[[:digit:]]", "7"), ("[[:space:]]", " "), ("[[:punct:]]", "!"), ("[[:upper:]]", "Ж"), ("[[:xdigit:]]", "f"), ("[[:word:]]", "_")])
        case .negatedPOSIX: (pattern, sample) = ("[[:^alpha:]]", "7")
        case .property: (pattern, sample) = numbers.pick([(#"\p{L}"#, "қ"), (#"\p{Lu}"#, "Қ"), (#"\pN"#, "4"), (#"\p{Ll}"#, "q"), (#"\p{M}?"#, "\u{301}"), (#"\p{Any}"#, "*"), (#"\p{Xan}"#, "a"), (#"\p{L&}"#, "a"), (#"\p{So}"#, "☀")])
        case .scriptProperty: (pattern, sample) = numbers.pick([(#"\p{Cyrillic}"#, "ж"), (#"\p{Arabic}"#, "م"), (#"\p{Latin}"#, "é"), (#"\p{Common}"#, "1")])
        case .negatedProperty: (pattern, sample) = numbers.pick([(#"\P{L}"#, "3"), (#"\p{^L}"#, "-"), (#"\PN"#, "я")])
        case .propertyInClass: (pattern, sample) = numbers.pick([(#"[\p{L}\p{M}'’-]"#, "’"), (#"[\p{Nd}x]"#, "x"), (#"[^\p{L}]"#, " "), (#"[^\P{L}ж]"#, "a")])
        case .digit: (pattern, sample) = (#"\d"#, numbers.pick(["7", "٤"]))
        case .wordCharacter: (pattern, sample) = (#"\w"#, numbers.pick(["ә", "_", "5"]))
        case .space: (pattern, sample) = (#"\s"#, numbers.pick([" ", "\n", "\u{A0}"]))
        case .horizontal: (pattern, sample) = numbers.pick([(#"\h"#, "\u{A0}"), (#"\h"#, "\t"), (#"\H"#, "x")])
        case .vertical: (pattern, sample) = numbers.pick([(#"\v"#, "\n"), (#"\v"#, "\u{2028}"), (#"\V"#, "x")])
        case .lineEnd: (pattern, sample) = (#"\R"#, numbers.pick(["\r\n", "\n", "\u{85}", "\u{2028}"]))
        case .cluster: (pattern, sample) = (#"\X"#, numbers.pick(["и\u{306}", "👩‍👩‍👧", "x", "\r\n", "🇰🇿"]))
        case .notNewline: (pattern, sample) = (#"\N"#, "ж")
        case .dot: (pattern, sample) = (".", numbers.pick(["x", "ё", "😀"]))
        case .negatedEscapes: (pattern, sample) = numbers.pick([(#"\D"#, "x"), (#"\W"#, "-"), (#"\S"#, "x"), (#"[^\d\s]"#, "x"), (#"[\W_]"#, "_")])
        case .cyrillicRange: (pattern, sample) = numbers.pick([("[а-яё]", "Ё"), ("[А-Я]", "ж"), ("[әіңғүұқөһ]", "Қ"), ("[^а-я]", "ә"), ("[ء-ي]", "م")])
        case .bracketInClass: (pattern, sample) = numbers.pick([("[]a]", "]"), ("[^]a]", "b"), ("[[]", "["), (#"[\]\-]"#, "-"), (#"[a\Q-z\E]"#, "-"), (#"[\b]?x"#, "x"), ("[a-c-]", "-")])
        default: return DifferentialPart(construct, "[[:<:]]tap[[:>:]]", "tap")
        }
        // A class alone hits nearly everything: mostly it gets a word beside it.
        if numbers.next(4) == 0 { return DifferentialPart(construct, pattern, sample) }
        let word = word()
        return numbers.next(2) == 0
            ? DifferentialPart(construct, word.pattern + pattern, word.pattern == word.sample ? word.sample + sample : word.sample, word)
            : DifferentialPart(construct, pattern + word.pattern, sample + word.sample, word)
    }
}
