import Foundation

/// A pattern that is slow on a text made for it.
struct HostilePattern: Sendable {
    let family: String
    let pattern: String
    /// The text: this, many times, and then the end.
    let turn: String
    let end: String

    /// Posts of about `letters` characters with the attack alone, in front, and in the middle.
    func posts(_ letters: Int) -> [String] {
        let attack = String(repeating: turn, count: max(2, letters / turn.unicodeScalars.count)) + end
        return [attack, attack + "\nВода отравлена", "Good morning.\n" + attack + "\nВода отравлена"]
    }

    /// Written by hand: the known families.
    static let written: [HostilePattern] = {
        let file = FixtureTests.folder.appending(path: "hostile/patterns.tsv")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 4 else { return nil }
            return HostilePattern(family: parts[0], pattern: parts[1], turn: parts[2], end: parts[3])
        }
    }()

    /// Made from the families over ten alphabets.
    static let generated: [HostilePattern] = alphabets.flatMap { letter, turn, missing, end in
        families.map { family, shape in
            HostilePattern(
                family: family, pattern: shape.replacing("A", with: letter).replacing("E", with: missing), turn: turn,
                end: end)
        }
    }

    static let all = written + generated

    /// A class, a letter of it, what the pattern asks for at the end, and an end that has it in the wrong place.
    private static let alphabets = [
        (#"\w"#, "a", "#", "!#"), (#"\d"#, "1", "#", "!#"), (#"\p{L}"#, "қ", "#", "!#"), ("[a-z]", "q", "#", "!#"),
        ("[а-яё]", "ж", "#", "!#"), ("[әіңғүұқөһа-я]", "ә", "#", "!#"), (#"\s"#, " ", "#", "!#"), (".", "b", "#", "\n#"),
        (#"\S"#, "-", "#", " #"), ("[^#]", "в", "ъ", "#ъ"),
    ]

    /// A stands for the class, E for what is asked for at the end.
    private static let families = [
        ("nested repeat", "(A+)+E"), ("nested repeat", "(?:A*)*E"), ("nested repeat", "^(?:A+,?)+$"),
        ("overlapping choice", "(?:A|AA)+E"), ("overlapping choice", "(?:A|A)*E"),
        ("adjacent repeats", "A*A*A*E"), ("adjacent repeats", "A+A+A+$(?<=E)"), ("look around", "(?=(?:A+)+E)A"),
        ("back reference", #"(A+)\1+E"#), ("counted repeat", "(?:A{1,20}){1,20}E"), ("quadratic scan", "A+E"),
        ("quadratic scan", "A+A?$(?<=E)"),
    ]
}
