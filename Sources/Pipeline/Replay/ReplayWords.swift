import Alerting
import Model
import Watchlists

/// Sentences that the terminal and the page share.
extension ReplayReport {
    /// Which patterns ran too long, on which side, and what that makes of the numbers.
    package var undecidedWords: [String] {
        undecided.map { row in
            let posts = Count.of(max(row.old, row.new), "post")
            switch (old == nil, row.old > 0, row.new > 0) {
            case (true, _, _):
                return "\(row.name) ran too long on \(posts); what it would have found there is not in these counts"
            case (_, true, true):
                return "\(row.name) ran too long on both sides (old: \(Count.of(row.old, "post")), new: "
                    + "\(Count.text(row.new))); what it would have found there is in neither side's counts"
            case (_, true, _):
                return "\(row.name) of old ran too long on \(posts); what old would have found there is not in its "
                    + "counts, so what new gains there may be no gain"
            default:
                return "\(row.name) of new ran too long on \(posts); what new would have found there is not in its "
                    + "counts, so what it loses there may be no loss"
            }
        }
    }

    /// The sides whose patterns ran too long on a post of an alert, and that may lack the alert, or the post in it, for
    /// that reason alone.
    ///
    /// - Parameters:
    ///   - ours: the alert as the new side has it.
    ///   - theirs: the alert as the old side has it.
    package static func sidesUndecided(_ ours: ReplayAlert?, _ theirs: ReplayAlert? = nil) -> [String] {
        (ours?.isDoubtful == true ? ["old"] : []) + (theirs?.isDoubtful == true ? ["new"] : [])
    }

    /// Alerts gained, lost and changed in one line, with what of it may be no change.
    package func words(_ difference: ReplayDifference) -> String {
        let doubtful = difference.doubtful
        func part(_ count: Int, _ what: String, _ doubtful: Int, _ side: String) -> String {
            let doubt = doubtful > 0 ? " (\(side) could not decide \(Count.text(doubtful)) of them)" : ""
            return "\(Count.text(count)) \(what)\(doubt)"
        }
        return [
            part(difference.gained.count, "gained", doubtful.gained, "old"),
            part(difference.lost.count, "lost", doubtful.lost, "new"),
            part(difference.changed.count, "with other posts", doubtful.changed, "a side"),
            "\(Count.text(difference.kept)) the same",
        ].joined(separator: ", ")
    }

    /// What stands behind a pattern's id, a line for each side where they differ: the term or pattern as written, and
    /// where.
    package func origins(of pattern: String) -> [String] {
        let (now, before) = (new.origins[pattern], old?.origins[pattern])
        guard let now else { return [before].compactMap { $0 }.map(Self.words) }
        guard let before, before.text != now.text else { return [Self.words(now)] }
        return ["old: " + Self.words(before), "new: " + Self.words(now)]
    }

    private static let longestPattern = 60

    private static func words(_ origin: PatternOrigin) -> String {
        let text = origin.text.replacing("\n", with: " ")
        let short = text.count > longestPattern ? text.prefix(longestPattern - 1) + "…" : text[...]
        return "\(short)  \(origin.place.file):\(origin.place.line)"
    }
}

extension AlertPost {
    /// Enough letters of the post's id to find it with `jibu archive show`.
    package var shortID: String { String(post.id.prefix(10)) }
}
