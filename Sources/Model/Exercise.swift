/// Alerts of a drill: the real way with nothing real behind it.
///
/// Their claim has an id that no watchlist can write, so they never share a counter, a burst, an entry or a story with
/// anything that was found.
package enum Exercise {
    /// What such an id begins with: no identifier of a file holds a colon.
    package static let prefix = "exercise:"

    /// The claim of a drill about a claim.
    package static func claim(of claim: String) -> String { prefix + claim }

    /// The claim that a drill is about; nil for a claim of a watchlist.
    package static func claim(behind claim: String) -> String? {
        claim.hasPrefix(prefix) ? String(claim.dropFirst(prefix.count)) : nil
    }
}

extension Alert {
    package var isExercise: Bool { Exercise.claim(behind: claim) != nil }
}
