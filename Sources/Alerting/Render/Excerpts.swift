import Model

/// Which words of an entry's posts are shown.
enum Excerpts {
    /// The first excerpts that do not repeat one another: copies of a text, and hits of several patterns in it, are
    /// told once.
    static func distinct(_ posts: [AlertPost], atMost limit: Int) -> [Excerpt] {
        var shown: [(words: [Substring], excerpt: Excerpt)] = []
        for post in posts {
            guard shown.count < limit else { break }
            let folded = post.excerpt.matched.lowercased()
            let words = folded.split { !$0.isLetter && !$0.isNumber }
            guard !shown.contains(where: { repeats($0.words, words) || repeats(words, $0.words) }) else { continue }
            shown.append((words, post.excerpt))
        }
        return shown.map(\.excerpt)
    }

    /// Do the words of `part` stand in `whole` one after the other? Endings may differ: one word may begin the other.
    private static func repeats(_ whole: [Substring], _ part: [Substring]) -> Bool {
        guard !part.isEmpty, part.count <= whole.count else { return part.isEmpty && whole.isEmpty }
        return (0...(whole.count - part.count)).contains { start in
            zip(whole[start...], part).allSatisfy { left, right in
                left == right || (min(left.count, right.count) > 1 && (left.hasPrefix(right) || right.hasPrefix(left)))
            }
        }
    }
}
