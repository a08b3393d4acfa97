/// Beginnings of words, compared byte by byte: folded words have one spelling.
struct WordStems: Sendable {
    private let stems: [[UInt8]]

    init(_ stems: [String]) { self.stems = stems.map { Array($0.utf8) } }

    /// Whether one of them begins the word.
    func begin(_ word: String) -> Bool {
        var word = word
        return word.withUTF8 { bytes in
            stems.contains { stem in
                stem.count <= bytes.count && stem.first == bytes.first && bytes.prefix(stem.count).elementsEqual(stem)
            }
        }
    }
}
