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
                    let tone = isOpinion ? post.tone ?? Tone(kind: .opinion, signs: [Self.label]) : nil
                    guard tone != post.tone else { continue }
                    alerts[id]?.posts[index].tone = tone
                    books[claim] = nil
                    changed.append(ChangedTone(alert: id, post: post.post.id, tone: tone))
                }
            }
        }
        return changed
    }

    /// Stands where the signs of a guess stand.
    private static let label = "label"
}
