/// Which texts of alternatives can be read in more than one way: repeated, these take twice as long with every turn.
extension AttackTexts {
    /// Alternatives that are compared with one another.
    private static let most = 60

    /// The same texts with those in front that can be read in several ways: `ab` beside `a` and `b`, a letter that two
    /// alternatives have, and `aba` beside `a`, `ab` and `ba`, which is put together here. Then the longest, then the
    /// others as they stand, each once.
    static func ambiguousFirst(_ texts: [String]) -> [String] {
        guard texts.count > 1 else { return texts }
        let all = texts.prefix(most).filter { !$0.isEmpty }
        // Patterns do not tell capital letters from small ones.
        let folded = all.map { $0.lowercased() }
        let known = Set(folded)
        var counts: [String: Int] = [:]
        for text in folded { counts[text, default: 0] += 1 }
        let twice = zip(all, folded).filter { _, text in (counts[text] ?? 0) > 1 || isJoined(text, known) }.map(\.0)
        let longest = all.max { $0.count < $1.count }.map { [$0] } ?? []
        var seen = Set<String>()
        let empty = texts.filter(\.isEmpty)
        return (twice + overlapping(folded, known) + longest + all + texts.dropFirst(most) + empty).filter {
            seen.insert($0).inserted
        }
    }

    /// Whether a text is two or more of the others, one behind the other.
    private static func isJoined(_ text: String, _ known: Set<String>) -> Bool {
        let letters = Array(text)
        // Whether the text up to here is made of others, by their ends.
        var ends = [true] + letters.map { _ in false }
        for end in letters.indices.map({ $0 + 1 }) {
            ends[end] = (0..<end).contains { start in
                ends[start] && end - start < letters.count && known.contains(String(letters[start..<end]))
            }
        }
        return ends.last ?? false
    }

    /// `u` + `w` where `v` is `u` + `s` and `w` is `s` + `r`, with `r` one of the texts: it is also `v` + `r`.
    private static func overlapping(_ texts: [String], _ known: Set<String>) -> [String] {
        var found: [String] = []
        for short in known.sorted() {
            for long in texts where long.count > short.count && long.hasPrefix(short) {
                let middle = long.dropFirst(short.count)
                for next in texts where next.count > middle.count && next.hasPrefix(middle) {
                    if known.contains(String(next.dropFirst(middle.count))) { found.append(short + next) }
                }
            }
        }
        return found
    }
}
