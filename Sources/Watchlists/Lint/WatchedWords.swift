import Model
import Text

/// What is known of a word for `WatchingRules`. Everything is looked up once, when the word is first met: the forms of
/// one term repeat the same few words thousands of times.
struct WatchedWord {
    /// The name of a party, a people or a faith.
    let isGroup: Bool
    /// Adds nothing to the name of a group: "members", "people".
    let isCompanion: Bool
    let isGathering: Bool
    let isPlace: Bool
    /// What it may be in the name of a person; nil when no name holds it.
    let name: PersonNames.Part?

    init(_ written: String, folded: String, places: PlaceWords) {
        isGroup = GroupTerms.holds(folded)
        isCompanion = GroupTerms.companions.contains(folded)
        isGathering = ProtestTerms.holds(folded)
        isPlace = places.holds(folded)
        name = isPlace ? nil : PersonNames.part(written: written, folded: folded)
    }

    /// Whether the words, of which there is one at least, watch people instead of a claim.
    ///
    /// - Parameter isAtPlace: the rule asks for a place by itself, as topic watches do.
    static func kind(of words: [WatchedWord], isAtPlace: Bool) -> WatchingRules.Kind? {
        guard !words.isEmpty else { return nil }
        if words.allSatisfy({ $0.isGroup || $0.isCompanion }), words.contains(where: \.isGroup) { return .group }
        let hasGathering = words.contains(where: \.isGathering)
        let hasMore = words.contains { !$0.isGathering }
        if hasGathering, isAtPlace || hasMore, words.allSatisfy({ $0.isGathering || $0.isPlace }) { return .protest }
        return PersonNames.isName(words.map(\.name)) ? .person : nil
    }
}

/// A phrase of a pattern, with what it, and every phrase that it becomes a part of, may be.
struct WatchedPhrase {
    let text: String
    /// Nothing is left of it without blanks in front and backslashes.
    let isBlank: Bool
    /// The mark of a number alone (`<phone>`), or an account alone.
    let isNumberMark: Bool
    let isHandle: Bool
    /// How many digits it has; nil when it holds anything but digits and what stands between them.
    let digits: Int?
    /// Its words, without those that carry no meaning.
    let words: [WatchedWord]

    /// What the phrases side by side are: what `WatchingRules` says of "one two three".
    static func kind(of phrases: [WatchedPhrase], isAtPlace: Bool) -> WatchingRules.Kind? {
        // What is blank in front falls away; a mark or an account must be all that is left.
        let rest = phrases.drop(while: \.isBlank)
        let only = rest.count == 1 ? rest.first : nil
        if only?.isNumberMark == true { return .phone }
        let digits = phrases.reduce(into: Int?.some(0)) { sum, phrase in
            sum = sum.flatMap { sum in phrase.digits.map { sum + $0 } }
        }
        if let digits, digits >= WatchingRules.fewestDigits { return .phone }
        if only?.isHandle == true { return .handle }
        return WatchedWord.kind(of: phrases.flatMap(\.words), isAtPlace: isAtPlace)
    }

    /// The kinds that a phrase with this one in it can have: a quick way to see that there is none.
    var possible: PossibleKinds {
        var kinds: PossibleKinds = []
        if isBlank || isNumberMark || digits != nil { kinds.insert(.phone) }
        if isBlank || isHandle { kinds.insert(.handle) }
        if words.allSatisfy({ $0.isGroup || $0.isCompanion }) { kinds.insert(.group) }
        if words.allSatisfy({ $0.isGathering || $0.isPlace }) { kinds.insert(.protest) }
        if words.allSatisfy({ $0.name != nil }) { kinds.insert(.person) }
        return kinds
    }
}

/// Kinds of phrases that watch people, as a set.
struct PossibleKinds: OptionSet {
    let rawValue: UInt8
    static let phone = PossibleKinds(rawValue: 1)
    static let handle = PossibleKinds(rawValue: 2)
    static let group = PossibleKinds(rawValue: 4)
    static let protest = PossibleKinds(rawValue: 8)
    static let person = PossibleKinds(rawValue: 16)
    static let all: PossibleKinds = [.phone, .handle, .group, .protest, .person]
}

/// The words and phrases of all lists, each looked up once.
final class WatchedPhrases {
    private let places: PlaceWords
    private var words: [String: [WatchedWord]] = [:]
    private var phrases: [String: WatchedPhrase] = [:]

    init(_ places: PlaceWords) { self.places = places }

    func phrase(_ text: String) -> WatchedPhrase {
        if let known = phrases[text] { return known }
        let plain = String(text.filter { $0 != "\\" }.drop { $0 == " " })
        let isNumber = plain.allSatisfy { $0.isNumber || " +-()./".contains($0) }
        let phrase = WatchedPhrase(
            text: text, isBlank: plain.isEmpty, isNumberMark: WatchingRules.numberMarks.contains(plain),
            isHandle: WatchingRules.isHandle(plain), digits: isNumber ? plain.count(where: \.isNumber) : nil,
            words: text.split(separator: " ").flatMap { words(of: String($0)) })
        phrases[text] = phrase
        return phrase
    }

    /// The words of a piece without blanks.
    private func words(of piece: String) -> [WatchedWord] {
        if let known = words[piece] { return known }
        let found = piece.split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" && $0 != "-" }
            .compactMap { part -> WatchedWord? in
                let folded = Canon.canonical(String(part))
                guard folded.contains(where: \.isLetter) || folded.count > 1, !FillWords.all.contains(folded) else {
                    return nil
                }
                return WatchedWord(String(part), folded: folded, places: places)
            }
        words[piece] = found
        return found
    }
}
