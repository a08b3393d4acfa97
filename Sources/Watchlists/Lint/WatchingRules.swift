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

    static func findings(_ claim: ClaimDocument, _ known: WatchedPhrases) -> [Finding] {
        let rule = claim.rule.map { line in
            WatchedLine(line: line, phrases: (line.phrases.isEmpty ? ["?unknown"] : line.phrases).map(known.phrase))
        }
        // Most rules ask for words of a claim in every way: that is seen without looking at the ways.
        guard !possible(rule).isEmpty else { return [] }
        var findings: [Finding] = []
        var told = Set<String>()
        var looked = Set<String>()
        for way in ways(rule) where !way.reduce(PossibleKinds.all, { $0.intersection($1.possible) }).isEmpty {
            guard let first = way.first?.line else { continue }
            for phrases in phrases(way) {
                guard let kind = WatchedPhrase.kind(of: phrases, isAtPlace: claim.isTopicWatch) else { continue }
                // Forms of one term spell the same phrases in many ways: each is told once.
                let text = phrases.reduce("") { $0.isEmpty ? $1.text : $0 + " " + $1.text }
                guard looked.insert(text).inserted, told.insert("\(kind) \(first.text.id)").inserted else { continue }
                findings.append(Finding(kind.code, .error, at: first.place, kind.what(text), help: kind.help))
            }
        }
        return findings
    }

    /// A pattern of a rule, with what it spells out; a pattern that cannot be read gives a word that is no name.
    private struct WatchedLine: Sendable {
        let line: PatternLine
        let phrases: [WatchedPhrase]
        let possible: PossibleKinds

        init(line: PatternLine, phrases: [WatchedPhrase]) {
            self.line = line
            self.phrases = phrases
            possible = phrases.reduce([]) { $0.union($1.possible) }
        }
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

    /// Digits from which a number is one of a person: a phone, an account, an identity.
    static let fewestDigits = 7
    /// What redaction leaves of such numbers.
    static let numberMarks: Set<String> = ["<phone>", "<id>", "<iban>", "<card>", "<plate>"]

    /// `@name`, a mail address, the link of an account, or one of their marks alone.
    static func isHandle(_ phrase: String) -> Bool {
        // All of them hold one of these signs; most phrases do not.
        guard phrase.utf8.contains(where: { $0 == 0x40 || $0 == 0x2F || $0 == 0x3C }) else { return false }
        let text = phrase.lowercased()
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

    /// The kinds that some way of the rule may have. A part that asks for nothing takes no kind away.
    private static func possible(_ rule: Expression<WatchedLine>) -> PossibleKinds {
        switch rule {
        case .pattern(let line): line.possible
        case .not: .all
        case .any(let parts): parts.reduce([]) { $0.union(possible($1)) }
        case .all(let parts): parts.reduce(.all) { $0.intersection(possible($1)) }
        }
    }

    /// Sets of patterns, each of which satisfies the rule; `not` asks for nothing that is spelled out.
    private static func ways(_ rule: Expression<WatchedLine>) -> [[WatchedLine]] {
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

    /// What a way spells out.
    private static func phrases(_ way: [WatchedLine]) -> [[WatchedPhrase]] {
        way.reduce([[]]) { sets, line in
            let joined = sets.lazy.flatMap { set in line.phrases.lazy.map { set + [$0] } }
            return Array(joined.prefix(mostPhrases))
        }
    }
}

extension String {
    fileprivate func components(after prefix: String) -> String? {
        guard let range = firstRange(of: prefix) else { return nil }
        return String(self[range.upperBound...])
    }
}

/// The words of places.yaml.
struct PlaceWords {
    private let exact: Set<String>
    private let stems: WordStems

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
        self.stems = WordStems(stems)
    }

    func holds(_ word: String) -> Bool { exact.contains(word) || stems.begin(word) }
}
