import Text

/// The words of ordinary texts in one language, and in how many of the texts each stands: counted from public
/// collections by `scripts/make-frequent-words`.
struct FrequentWords: Sendable {
    let language: String
    /// Texts that were counted. A word of one text alone is not in the table.
    let texts: Int
    /// All words, folded, each on a line of its own.
    private let lines: [UInt8]
    /// Where each line starts.
    private let starts: [Int]
    private let counts: [Int]

    /// - Parameter groups: lines of a number and the words that stand in so many texts.
    init(_ language: String, texts: Int, _ groups: String) {
        self.language = language
        self.texts = texts
        var (lines, starts, counts) = ([UInt8](), [Int](), [Int]())
        for group in groups.split(separator: "\n") {
            let parts = group.split(separator: " ")
            guard let count = parts.first.flatMap({ Int($0) }) else { continue }
            for word in parts.dropFirst() {
                starts.append(lines.count)
                counts.append(count)
                lines += Canon.canonical(String(word)).utf8
                lines.append(UInt8(ascii: "\n"))
            }
        }
        (self.lines, self.starts, self.counts) = (lines, starts, counts)
    }

    /// How often a pattern hits words by themselves.
    struct Share: Sendable, Hashable {
        var language: String
        /// Texts that the words stand in. One with two of the words counts twice, so it is the most that there can be.
        var hits: Int
        var texts: Int

        /// "14 of 613 ordinary Russian texts (1 in 43)".
        var words: String {
            let oneIn = max(1, texts / max(1, hits))
            return "\(hits) of \(texts) ordinary \(Self.names[language] ?? language) texts (1 in \(oneIn))"
        }

        private static let names = [
            "kk": "Kazakh", "ru": "Russian", "sw": "Swahili", "rw": "Kinyarwanda", "fr": "French", "en": "English",
        ]
    }

    /// The language in which a pattern hits most, or nil when it hits no word of the tables.
    ///
    /// A hit counts when it lies in one word: what asks for two words is not frequent by one of them.
    ///
    /// - Parameter language: look at this one alone; nil: at all.
    static func mostFrequent(_ pattern: CompiledPattern, language: String? = nil) -> Share? {
        let search = Search()
        return all.filter { language == nil || $0.language == language }.compactMap { $0.share(pattern, search) }
            .max { $0.hits * $1.texts < $1.hits * $0.texts }
    }

    func share(_ pattern: CompiledPattern, _ search: Search) -> Share? {
        var found: [Range<Int>] = []
        let code = pattern.views == [.raw] ? pattern.exact : pattern.folded
        _ = lines.withUnsafeBufferPointer { search.hits(of: code, in: $0, into: &found) }
        var words = Set<Int>()
        for range in found where !range.isEmpty {
            guard let word = starts.lastIndex(startingAt: range.lowerBound) else { continue }
            let end = word + 1 < starts.count ? starts[word + 1] : lines.count
            if range.upperBound < end { words.insert(word) }
        }
        let hits = words.reduce(0) { $0 + counts[$1] }
        return hits == 0 ? nil : Share(language: language, hits: hits, texts: texts)
    }
}

extension [Int] {
    /// In ascending numbers, the place of the last one that is not beyond `offset`.
    fileprivate func lastIndex(startingAt offset: Int) -> Int? {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : low - 1
    }
}
