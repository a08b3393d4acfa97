import Testing
import Text

@testable import Watchlists

/// Compares the engine with PCRE2 alone; one line for each difference.
func differences(
    _ patterns: [String], _ texts: [String], _ view: View, changingNeeds: (PatternNeeds) -> PatternNeeds = { $0 }
) -> [String] {
    let rules = patterns.enumerated().map { number, pattern in
        PatternSet.Rule(
            claim: "\(number)",
            expression: .pattern(PatternText(id: "\(number)", pattern: pattern, views: [view])))
    }
    var failures: [(pattern: PatternText, failure: PatternFailure)] = []
    let set = PatternSet(rules, changingNeeds: changingNeeds, failures: &failures)
    var matcher = set.matcher()
    let naive = patterns.map { NaivePCRE2($0) }
    var result = failures.map { "refused: \($0.pattern.pattern)" }
    for text in texts {
        var views = Views(text)
        let textView = views.view(view)
        let found = matcher.matches(in: text)
        for (number, pattern) in patterns.enumerated() where !found.undecided.contains("\(number)") {
            guard let hits = naive[number]?.hits(in: textView.bytes) else { continue }
            let ours = found.matches.filter { $0.pattern == "\(number)" }.map(\.range)
            let theirs = hits.map { hit -> Range<Int> in
                if !hit.isEmpty { return textView.original(hit) }
                if hit.lowerBound < textView.bytes.count {
                    let start = textView.original(hit.lowerBound..<hit.lowerBound + 1).lowerBound
                    return start..<start
                }
                let end =
                    hit.lowerBound == 0
                    ? 0 : textView.original(hit.lowerBound - 1..<hit.lowerBound).upperBound
                return end..<end
            }.sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
            if ours != theirs { result.append("\(pattern) in \(text): \(ours) instead of \(theirs)") }
        }
    }
    return result
}

/// Patterns of the kinds in matching.md, with texts that they hit and miss.
enum HandWritten {
    static let patterns = [
        #"\bвод\w* отравл\w*"#, #"\b(?:5g|бес джи) (?:мұнара|вышк)\w*"#, #"(?:\b\p{L}[ .*_-]){6,}\p{L}\b"#,
        #"(\p{L})\1{7,}"#, #"\bchanjo\p{L}*(?:\W+\p{L}+){0,4}\W+(?:ugumba|kifo)\p{L}*"#,
        #"(?<![\p{L}\p{M}\p{N}])вакцина(?:[лдт][ае]р)?(?![\p{L}\p{M}\p{N}])"#, #"water(?=\W+(?:is|was)\W+poison)"#,
        #"<phone>\W+звоните"#, #"eau (?:est|était) empoisonn\w+"#, #"\bamazi\b.{0,40}\buburozi\b"#, #"\d{4} погибших"#,
        #"стра(?:х|ш)\w+|кошмар"#, #"(?-i)Kremlin"#, #"k+iller"#,
    ]
    static let texts = [
        "Наша ВОДА отравлена!", "5G мұнаралары вирус таратады", "бес джи вышки", "в а к ц и н а", "ааааааааааа",
        "Chanjo ya korona inaleta ugumba", "вакциналар", "the WATER was poisoned", "звоните <phone> звоните",
        "L'eau était empoisonnée", "amazi yacu arimo uburozi bwinshi", "1000 погибших", "страшно и кошмарно",
        "Kremlin kremlin", "\u{212A}iller KKiller", "nothing here", "",
    ]
}
