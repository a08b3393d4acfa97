import Model
import Text

/// The words of a post that tell it from other posts: what a draft's terms are made of.
struct DistinctiveWords {
    /// Letters of a word that can be one; shorter ones hit everything.
    private static let fewestLetters = 5
    /// How many are taken: together they find this rumour, each alone finds a topic.
    private static let most = 3

    /// In the order of the text, folded.
    let words: [String]

    /// - Parameters:
    ///   - language: for the ending that terms leave open.
    ///   - background: how many other posts hold a word, folded.
    init(of text: String, places: [Place], background: [String: Int]) {
        let isPlace = Self.placeWords(places)
        var seen: Set<String> = []
        var found: [(word: String, order: Int)] = []
        for word in Self.candidates(in: text) where !isPlace(word) && seen.insert(word).inserted {
            found.append((word, found.count))
        }
        let rare = found.sorted {
            (background[$0.word] ?? 0, -$0.word.count, $0.order) < (background[$1.word] ?? 0, -$1.word.count, $1.order)
        }
        words = rare.prefix(Self.most).sorted { $0.order < $1.order }.map(\.word)
    }

    /// Every distinct long word of a text, folded: what a background is counted from.
    static func all(in text: String) -> Set<String> { Set(pieces(of: text).map { Canon.canonical(String($0.word)) }) }

    /// Long words that are no name: a word with a capital inside a sentence may be one, so it is left out.
    private static func candidates(in text: String) -> [String] {
        let pieces = pieces(of: text)
        let shouts = pieces.allSatisfy { !$0.word.contains(where: \.isLowercase) }
        return pieces.filter { shouts || $0.startsSentence || $0.word.first?.isUppercase != true }
            .map { Canon.canonical(String($0.word)) }.filter { $0.count >= fewestLetters }
    }

    private struct Piece {
        var word: Substring
        var startsSentence: Bool
    }

    /// Words of letters alone; links, accounts, hashtags and redaction marks are passed over.
    private static func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        var startsSentence = true
        for chunk in text.split(whereSeparator: \.isWhitespace) {
            let isOther = chunk.contains { "@#<>/_".contains($0) } || chunk.hasPrefix("www.")
            let words = chunk.split { !$0.isLetter && !"'’-".contains($0) }
            for word in words where !isOther {
                let bare = word.drop { !$0.isLetter }
                if bare.count >= fewestLetters, bare.last?.isLetter == true {
                    pieces.append(Piece(word: bare, startsSentence: startsSentence))
                }
                startsSentence = false
            }
            if let last = chunk.last, ".!?…:»\"".contains(last) { startsSentence = true }
        }
        return pieces
    }

    private static func placeWords(_ places: [Place]) -> (String) -> Bool {
        let words = places.flatMap { Array($0.names.values) + $0.terms.values.flatMap { $0 } }
            .flatMap { Canon.canonical($0).split(separator: " ").map(String.init) }
        let exact = Set(words)
        let stems = words.filter { $0.hasSuffix("*") && $0.count > 3 }.map { String($0.dropLast()) }
        return { word in exact.contains(word) || stems.contains { word.hasPrefix($0) } }
    }
}
