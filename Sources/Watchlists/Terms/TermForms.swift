/// Example forms: texts that a term matches, for people to read.
enum TermForms {
    /// One text from each list, side by side; the first texts first. Empty when one list is empty.
    static func joined(_ lists: [[String]]) -> [String] {
        guard let most = lists.map(\.count).max(), lists.allSatisfy({ !$0.isEmpty }) else { return [] }
        var seen = Set<String>()
        return (0..<most).map { index in lists.map { $0[index % $0.count] }.joined(separator: " ") }
            .filter { seen.insert($0).inserted }.prefix(TermLimits.forms).map { $0 }
    }

    /// The texts of all lists, one from each in turn.
    static func mixed(_ lists: [[String]]) -> [String] {
        let most = lists.map(\.count).max() ?? 0
        return (0..<most).flatMap { index in lists.compactMap { index < $0.count ? $0[index] : nil } }
    }

    /// The word itself, and without the letters in brackets.
    static func spellings(of word: TermWord) -> [String] {
        let short = TermLetter.text(word.letters.filter { !$0.isOptional })
        return short == word.spelled ? [short] : [word.spelled, short]
    }
}
