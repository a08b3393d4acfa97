import Model
import Text

/// "Watch claims, never citizens" (trust.md U8): refuses rules that find people, groups or gatherings, not claims.
///
/// A rule is looked at way by way: each set of patterns that together satisfy it, spelled out as plain phrases. When
/// one way asks for nothing but a name, a handle, a number, a group, or a protest at a place, it is refused.
enum WatchingRules {
    /// Ways of a rule that are looked at, far more than a readable rule has.
    private static let mostWays = 4000
    /// Phrases of one way that are looked at.
    private static let mostPhrases = 64

    static func findings(_ claim: ClaimDocument, places: [Place]) -> [Finding] {
        let placeWords = PlaceWords(places)
        var findings: [Finding] = []
        var told = Set<String>()
        var looked = Set<String>()
        for way in ways(claim.rule) {
            guard let first = way.first else { continue }
            // Forms of one term spell the same phrases in many ways: each is looked at once.
            for phrase in phrases(way) where looked.insert(phrase).inserted {
                guard let kind = kind(of: phrase, placeWords, isAtPlace: claim.isTopicWatch),
                    told.insert("\(kind) \(first.text.id)").inserted
                else {
                    continue
                }
                findings.append(
                    Finding(kind.code, .error, at: first.place, kind.what(phrase), help: kind.help))
            }
        }
        return findings
    }

    enum Kind {
        case phone, handle, group, protest, person

        var code: String {
            switch self {
            case .phone: "phone-only"
            case .handle: "handle-only"
            case .group: "group-only"
            case .protest: "protest-and-place"
            case .person: "person-name-only"
            }
        }

        func what(_ phrase: String) -> String {
            switch self {
            case .phone: "\"\(phrase)\" is only a number: it finds a person, not a claim."
            case .handle: "\"\(phrase)\" is only an account: it finds a person, not a claim."
            case .group: "\"\(phrase)\" is only the name of a group: it finds people, not a claim."
            case .protest: "\"\(phrase)\" is a gathering at a place: Jibu does not watch protests."
            case .person: "\"\(phrase)\" is only a name: it finds everything about a person, not a claim."
            }
        }

        var help: String {
            "Ask for the words of the claim too (with all:). If the rule is right, two people can override the lint."
        }
    }

    /// - Parameter isAtPlace: the rule asks for a place by itself, as topic watches do.
    static func kind(of phrase: String, _ places: PlaceWords, isAtPlace: Bool = false) -> Kind? {
        if isNumber(phrase) { return .phone }
        if isHandle(phrase) { return .handle }
        let words = words(of: phrase).filter { !FillWords.all.contains($0.folded) }
        guard !words.isEmpty else { return nil }
        if words.allSatisfy({ GroupTerms.holds($0.folded) || GroupTerms.companions.contains($0.folded) }),
            words.contains(where: { GroupTerms.holds($0.folded) })
        {
            return .group
        }
        let gathering = words.filter { ProtestTerms.holds($0.folded) }
        let elsewhere = words.filter { !ProtestTerms.holds($0.folded) }
        if !gathering.isEmpty, isAtPlace || !elsewhere.isEmpty, elsewhere.allSatisfy({ places.holds($0.folded) }) {
            return .protest
        }
        if words.allSatisfy({ !places.holds($0.folded) }), PersonNames.isName(words) { return .person }
        return nil
    }

    /// A word as written and folded.
    struct Word {
        var written: String
        var folded: String
    }

    private static func words(of phrase: String) -> [Word] {
        phrase.split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" && $0 != "-" }
            .map { Word(written: String($0), folded: Canon.canonical(String($0))) }
            .filter { $0.folded.contains(where: \.isLetter) || $0.folded.count > 1 }
    }

    /// Nothing but digits and what stands between them, 7 digits or more, or the mark of a phone number alone.
    private static func isNumber(_ phrase: String) -> Bool {
        let text = phrase.replacingMarks()
        if text == "<phone>" || text == "<id>" || text == "<iban>" || text == "<card>" || text == "<plate>" {
            return true
        }
        let digits = text.count { $0.isNumber }
        return digits >= 7 && text.allSatisfy { $0.isNumber || " +-()./".contains($0) }
    }

    /// `@name`, a mail address, the link of an account, or one of their marks alone.
    private static func isHandle(_ phrase: String) -> Bool {
        let text = phrase.lowercased().replacingMarks()
        if text == "<mention>" || text == "<email>" { return true }
        guard !text.contains(" ") else { return false }
        if text.hasPrefix("@"), text.count > 2 { return true }
        if text.contains("@"), text.contains("."), !text.contains("/") { return true }
        let hosts = ["t.me/", "twitter.com/", "x.com/", "instagram.com/", "facebook.com/", "vk.com/", "tiktok.com/@"]
        return hosts.contains { host in
            guard let rest = text.components(after: host) else { return false }
            return rest.allSatisfy { $0.isLetter || $0.isNumber || "_.@".contains($0) } && rest.count > 1
        }
    }

    /// Sets of patterns, each of which satisfies the rule; `not` asks for nothing that is spelled out.
    private static func ways(_ rule: Expression<PatternLine>) -> [[PatternLine]] {
        switch rule {
        case .pattern(let line): return [[line]]
        case .not: return [[]]
        case .any(let parts): return Array(parts.lazy.flatMap(ways).prefix(mostWays))
        case .all(let parts):
            return parts.reduce([[]]) { sets, part in
                let more = ways(part)
                return Array(sets.lazy.flatMap { set in more.map { set + $0 } }.prefix(mostWays))
            }
        }
    }

    /// What a way spells out; a pattern that cannot be read gives a word that is no name.
    private static func phrases(_ way: [PatternLine]) -> [String] {
        way.reduce([""]) { phrases, line in
            let more = line.phrases ?? PatternPhrases.of(line.text.pattern)
            let known = more.isEmpty ? ["?unknown"] : more
            let joined = phrases.lazy.flatMap { start in known.map { start.isEmpty ? $0 : start + " " + $0 } }
            return Array(joined.prefix(mostPhrases))
        }
    }
}

extension String {
    /// Marks of redaction with their brackets escaped away, without blanks around.
    fileprivate func replacingMarks() -> String {
        String(filter { $0 != "\\" }.drop { $0 == " " })
    }

    fileprivate func components(after prefix: String) -> String? {
        guard let range = firstRange(of: prefix) else { return nil }
        return String(self[range.upperBound...])
    }
}

/// The words of places.yaml.
struct PlaceWords {
    private let exact: Set<String>
    private let stems: [String]

    init(_ places: [Place]) {
        var exact = Set<String>()
        var stems: [String] = []
        for term in places.flatMap({ $0.terms.values.joined() + Array($0.names.values) }) {
            for word in Canon.canonical(term).split(separator: " ").map(String.init) {
                if word.hasSuffix("*"), word.count > 3 {
                    stems.append(String(word.dropLast()))
                } else {
                    exact.insert(word)
                }
            }
        }
        self.exact = exact
        self.stems = stems.sorted()
    }

    func holds(_ word: String) -> Bool { exact.contains(word) || stems.contains { word.hasPrefix($0) } }
}
