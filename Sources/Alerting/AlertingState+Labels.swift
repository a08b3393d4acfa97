import Model
import Text

extension AlertingState {
    /// What a person said about a post of an alert.
    package struct PostLabel: Sendable, Hashable {
        package var post: String
        package var claim: String
        /// True: opinion, satire or criticism. False: it tells the claim.
        package var isOpinion: Bool

        package init(post: String, claim: String, isOpinion: Bool) {
            self.post = post
            self.claim = claim
            self.isOpinion = isOpinion
        }
    }

    /// A post of an alert that reads otherwise from now on.
    package struct ChangedTone: Sendable, Hashable {
        package var alert: String
        package var post: String
        package var tone: Tone?
    }

    /// Takes over what people said: their word goes before any guess. Returns what changed.
    package mutating func take(_ labels: [PostLabel]) -> [ChangedTone] {
        var changed: [ChangedTone] = []
        for (claim, ofClaim) in Dictionary(grouping: labels, by: \.claim).sorted(by: { $0.key < $1.key }) {
            let said = Dictionary(ofClaim.map { ($0.post, $0.isOpinion) }) { $1 }
            for id in (alertsOfClaim[claim] ?? []).sorted() {
                for index in alerts[id]?.posts.indices ?? 0..<0 {
                    guard let post = alerts[id]?.posts[index], let isOpinion = said[post.post.id] else { continue }
                    let tone = isOpinion ? Self.opinion(post.tone) : nil
                    guard tone != post.tone else { continue }
                    alerts[id]?.posts[index].tone = tone
                    books[claim] = nil
                    changed.append(ChangedTone(alert: id, post: post.post.id, tone: tone))
                }
            }
        }
        return changed
    }

    /// A guess of opinion or satire stays, since its signs say more. Any other gives way: what a person calls opinion
    /// is not told over a phone with the questions and denials.
    private static func opinion(_ guess: Tone?) -> Tone {
        guard let guess, guess.kind == .opinion || guess.kind == .satire else {
            return Tone(kind: .opinion, signs: [label])
        }
        return guess
    }

    /// Stands where the signs of a guess stand.
    private static let label = "label"
}
