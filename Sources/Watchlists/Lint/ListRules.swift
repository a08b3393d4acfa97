import Model
import Settings
import Text

/// Rules about a list and about what a claim says.
enum ListRules {
    /// Days from `reviewed` to `review_by` (trust.md U8).
    static let longestReview = 90
    /// Characters of a purpose, and words of a statement, below which nothing is said.
    private static let shortestPurpose = 15
    private static let fewestWords = 4

    /// Ids that stand more than once: lists, claims over all lists, patterns over all lists, responses.
    static func duplicates(_ lists: [ListDocument], _ responses: [ResponseDocument]) -> [Finding] {
        let claims = lists.flatMap(\.claims)
        let patterns = claims.flatMap { claim in
            claim.patterns.map { Located($0.text.id, at: $0.place) }
        }
        let answered = responses.map { Located($0.response.claim, at: $0.place("claim")) }
        return duplicates(lists.map(\.id), "watchlist") + duplicates(claims.map(\.id), "claim")
            + duplicates(patterns, "pattern") + duplicates(answered, "response to claim")
    }

    private static func duplicates(_ ids: [Located<String>], _ what: String) -> [Finding] {
        var first: [String: FilePlace] = [:]
        var findings: [Finding] = []
        for id in ids {
            guard let earlier = first[id.value] else {
                first[id.value] = id.place
                continue
            }
            let file = earlier.file == id.place.file ? "" : "\(earlier.file), "
            findings.append(
                Finding(
                    "duplicate-id", .error, at: id.place,
                    "The \(what) \"\(id.value)\" is already at \(file)line \(earlier.line).",
                    help: "Give each \(what) an id of its own."))
        }
        return findings
    }

    static func findings(_ list: ListDocument, places: [Place], today: CivilDate) -> [Finding] {
        var findings: [Finding] = []
        if list.purpose.value.count < shortestPurpose {
            findings.append(
                Finding(
                    "missing-purpose", .error, at: list.purpose.place,
                    "The list does not say why the office watches these claims.",
                    help: "Write a \"purpose\": the public interest, in one sentence."))
        }
        let days = list.reviewBy.value.daysSinceEpoch - list.reviewed.value.daysSinceEpoch
        if days > longestReview {
            findings.append(
                Finding(
                    "review-too-far", .error, at: list.reviewBy.place,
                    "The list is to be reviewed \(days) days after \(list.reviewed.value); at most \(longestReview) "
                        + "are allowed.",
                    help: "Set review_by to \(list.reviewed.value.advanced(by: longestReview)) or earlier."))
        } else if days < 0 {
            findings.append(
                Finding(
                    "bad-value", .error, at: list.reviewBy.place, "review_by lies before reviewed.",
                    help: "Check both dates."))
        }
        if list.reviewBy.value < today {
            findings.append(
                Finding(
                    "list-expired", .warning, at: list.reviewBy.place,
                    "The list was to be reviewed by \(list.reviewBy.value); it neither matches nor collects any more.",
                    help: "Review every claim, then set reviewed and review_by anew."))
        }
        return findings
    }

    static func findings(_ claim: ClaimDocument, places: [Place]) -> [Finding] {
        var findings: [Finding] = []
        let statement = claim.statement
        if claim.isTopicWatch {
            // It says nothing that could be checked: what it may watch is looked at by WatchingRules.
        } else if statement.value.isEmpty {
            findings.append(
                Finding(
                    "missing-statement", .error, at: statement.place,
                    "The claim \"\(claim.id.value)\" has no statement.",
                    help: "Write the false claim as one sentence that can be checked."))
        } else if claim.kind == .claim || claim.kind == .experimental, let why = whyNotCheckable(statement.value) {
            findings.append(
                Finding(
                    "claim-not-checkable", .error, at: statement.place, "The statement cannot be checked: \(why).",
                    help: "Write who did what, where or when, as one sentence that is either right or wrong; or say what it "
                        + "is: kind: opinion, criticism or satire."))
        }
        if !claim.isTopicWatch { findings += titles(claim) }
        let known = Set(places.map(\.id))
        for area in claim.areas where !known.contains(area.value) {
            findings.append(
                Finding(
                    "unknown-reference", .error, at: area.place, "There is no place \"\(area.value)\".",
                    help: "Use the id of a place in places.yaml."))
        }
        for (key, texts) in [("titles", claim.titles), ("statements", claim.statements)] {
            for (language, text) in texts where !Claim.readerLanguages.contains(language) {
                findings.append(
                    Finding(
                        "unknown-language", .warning, at: text.place,
                        "\(key).\(language) is never shown: no digest is written in \"\(language)\".",
                        help: "Use one of \(Claim.readerLanguages.joined(separator: ", ")), or leave it out."))
            }
        }
        return findings
    }

    /// Titles that say what the statement says: a digest shows the title high up, and that must not spread the claim.
    private static func titles(_ claim: ClaimDocument) -> [Finding] {
        let titles = [claim.title] + claim.titles.sorted { $0.key < $1.key }.map(\.value)
        let statements = [claim.statement.value] + claim.statements.values.map(\.value)
        return titles.filter { title in statements.contains { tells(title.value, $0) } }.map { title in
            Finding(
                "title-tells-claim", .warning, at: title.place,
                "The title tells the claim itself, and stands where everybody reads it first.",
                help: "Name the matter, not what is said of it: \"Safety of the tap water\".")
        }
    }

    /// Does a title repeat most of a statement, word by word?
    static func tells(_ title: String, _ statement: String) -> Bool {
        func words(_ text: String) -> [Substring] {
            Canon.canonical(text).split { !$0.isLetter && !$0.isNumber }.map(\.self)
        }
        let (title, statement) = (words(title), words(statement))
        guard statement.count >= fewestWords else { return false }
        // The longest run of words that both have.
        var longest = 0
        var ending = Array(repeating: 0, count: statement.count + 1)
        for word in title {
            var next = Array(repeating: 0, count: statement.count + 1)
            for (place, other) in statement.enumerated() where other == word {
                next[place + 1] = ending[place] + 1
                longest = max(longest, next[place + 1])
            }
            ending = next
        }
        return longest * 10 >= statement.count * 6
    }

    /// Why a statement is no claim; nil when it is one, as far as words can tell.
    static func whyNotCheckable(_ statement: String) -> String? {
        if statement.contains("?") || statement.contains("\u{61F}") { return "it is a question" }
        let words = Canon.canonical(statement).split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" }
        if words.count < fewestWords { return "it has fewer than \(fewestWords) words" }
        let text = " " + words.joined(separator: " ") + " "
        if let marker = OpinionMarkers.all.first(where: { text.contains(" \($0) ") }) {
            return "\"\(marker)\" marks an opinion"
        }
        return nil
    }
}
