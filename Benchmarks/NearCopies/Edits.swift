import Measuring

/// What people do to a text when they send it on (the table that the thresholds were chosen by).
enum Edit: String, CaseIterable {
    case prefixAndLink = "prefix and link added"
    case mentions = "mentions and hashtag added"
    case capitals = "upper case, no commas"
    case lookAlikes = "half the letters look-alikes"
    case oneWord = "one word changed"
    case fifthOfWords = "a fifth of the words changed"
    case cut = "cut to 70 %"
    case question = "a question added"

    func applied(to text: String, words: [String], _ dice: inout Dice) -> String {
        switch self {
        case .prefixAndLink: return "Share!! " + text + " https://t.co/x\(dice.below(1_000_000))"
        case .mentions: return "@user\(dice.below(99)) @friend " + text + " #news\(dice.below(9))"
        case .capitals: return text.uppercased().filter { $0 != "," }
        case .lookAlikes:
            return String(text.map { letter in dice.below(2) == 0 ? Self.looks[letter] ?? letter : letter })
        case .oneWord: return replaced(text, 1, words, &dice)
        case .fifthOfWords: return replaced(text, text.split(separator: " ").count / 5, words, &dice)
        case .cut: return String(text.prefix(text.count * 7 / 10))
        case .question: return text + (dice.below(2) == 0 ? " Is this true?" : " Бұл рас па? Does anybody know?")
        }
    }

    private func replaced(_ text: String, _ count: Int, _ words: [String], _ dice: inout Dice) -> String {
        var parts = text.split(separator: " ").map(String.init)
        var places = Array(parts.indices)
        for _ in 0..<max(1, count) where !places.isEmpty {
            parts[places.remove(at: dice.below(places.count))] = words[dice.below(words.count)]
        }
        return parts.joined(separator: " ")
    }

    private static let looks = Dictionary(
        zip("аеорсухкАЕОРСТНВМaeopcyxiAEOPCTHBM", "aeopcyxkAEOPCTHBMаеорсухіАЕОРСТНВМ")) { first, _ in first }
}
