/// Finds the word that somebody probably meant.
package enum DidYouMean {
    /// The nearest of `known` within Damerau-Levenshtein distance 2 (swapped neighbours count once), in a short word
    /// within 1; upper case and `-` for `_` count nothing. The first in `known` wins a tie. When none is near, the
    /// known word with which this one begins.
    package static func nearest(_ word: String, among known: [String]) -> String? {
        let wanted = folded(word)
        guard (1...longest).contains(wanted.count) else { return nil }
        var best: (word: String, distance: Int)?
        for candidate in known {
            let letters = folded(candidate)
            let allowed = min(2, max(1, max(wanted.count, letters.count) / 3))
            guard letters.count <= longest, abs(letters.count - wanted.count) <= allowed else { continue }
            let distance = distance(wanted, letters)
            if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.word ?? opening(wanted, among: known)
    }

    /// The one known word with which a longer word begins: `mon` for `monday`.
    private static func opening(_ word: [Unicode.Scalar], among known: [String]) -> String? {
        let fitting = known.filter { $0.unicodeScalars.count >= 3 && word.starts(with: folded($0)) }
        return fitting.count == 1 ? fitting[0] : nil
    }

    /// ` Did you mean "x"?`, or the whole list when nothing is near.
    package static func help(_ word: String, among known: [String], noun: String) -> String {
        if let nearest = nearest(word, among: known) { return "Did you mean \"\(nearest)\"?" }
        guard !known.isEmpty else { return "There is no \(noun) at all yet." }
        let shown = known.prefix(shownAtMost).joined(separator: ", ")
        let rest = known.count - shownAtMost
        return "Known \(noun)s: \(shown)\(rest > 0 ? " and \(rest) more" : "")."
    }

    private static let longest = 64
    private static let shownAtMost = 12

    private static func folded(_ word: String) -> [Unicode.Scalar] {
        word.lowercased().unicodeScalars.map { $0 == "-" ? "_" : $0 }
    }

    /// Optimal string alignment: insertions, deletions, replacements and swaps of neighbours.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var line = [row + 1]
            line.reserveCapacity(right.count + 1)
            for (column, other) in right.enumerated() {
                var cost = min(last[column + 1] + 1, line[column] + 1, last[column] + (letter == other ? 0 : 1))
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                line.append(cost)
            }
            (beforeLast, last) = (last, line)
        }
        return last[right.count]
    }
}
