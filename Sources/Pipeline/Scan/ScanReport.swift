import Model
import Reading
import Watchlists

/// What a scan did, and what it could not do.
package struct ScanReport: Sendable {
    /// Lines that are named one by one; the others are counted.
    static let named = 10

    /// Something about a whole file.
    package struct Trouble: Sendable {
        /// The file was not scanned, or not to its end, for a reason outside of it.
        package var isFailure: Bool
        package var what: String
    }

    /// A pattern that could not be decided on some posts.
    package struct Undecided: Sendable {
        package var pattern: String
        package var posts: Int
        /// Its searches that reached a limit of steps; see `PatternLimits`.
        package var limitHits: Int
        package var isSwitchedOff: Bool
    }

    package var posts = 0
    package var matches = 0
    package var matchedPosts = 0
    /// Posts with a claim that would hold if Latin letters of Kazakh words counted in their language.
    package var setAside = 0
    package var unreadable = 0
    package var problems: [String] = []
    package var troubles: [Trouble] = []
    package var undecided: [Undecided] = []
    /// Why the output could not be written to its end.
    package var outputFailure: String?

    package var couldNotRun: Bool { outputFailure != nil || troubles.contains { $0.isFailure } }
    package var isClean: Bool { unreadable == 0 && troubles.isEmpty && undecided.isEmpty && outputFailure == nil }

    /// Everything a person should know, one sentence a line.
    package var sentences: [String] {
        var lines = troubles.map(\.what) + problems
        let more = unreadable - problems.count
        if more > 0 { lines.append("\(Count.more(more, "line")) like these") }
        for pattern in undecided {
            let end = pattern.isSwitchedOff ? ", then it was switched off" : ""
            let searches = Count.of(pattern.limitHits, "search", "searches")
            lines.append(
                "pattern \(pattern.pattern) ran too long: it left \(Count.of(pattern.posts, "post")) undecided. "
                    + "\(searches) reached the limit of steps\(end).")
        }
        if setAside > 0 {
            lines.append(
                (setAside == 1 ? "1 post holds" : "\(Count.text(setAside)) posts hold")
                    + " Kazakh words in Latin letters, but the language is another one or not known: set aside.")
        }
        if let outputFailure { lines.append("The output ends early: \(outputFailure).") }
        return lines
    }

    /// The same for programs.
    package var json: JSONValue {
        let undecided = undecided.map { pattern in
            JSONValue.object([
                ("pattern", .string(pattern.pattern)), ("posts", .integer(Int64(pattern.posts))),
                ("limit_hits", .integer(Int64(pattern.limitHits))), ("switched_off", .bool(pattern.isSwitchedOff)),
            ])
        }
        return .object([
            ("posts", .integer(Int64(posts))), ("matched_posts", .integer(Int64(matchedPosts))),
            ("matches", .integer(Int64(matches))), ("set_aside", .integer(Int64(setAside))),
            ("unreadable_lines", .integer(Int64(unreadable))),
            ("undecided", .array(undecided)),
            ("problems", .array((troubles.map(\.what) + problems).map { .string($0) })),
            ("output_failure", outputFailure.map { .string($0) } ?? .null),
        ])
    }
}
