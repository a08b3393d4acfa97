import Model
import Storage

/// How many posts each label stands for.
///
/// A drawn post stands for all that it was drawn from (Horvitz and Thompson 1952): one over the chance that it came
/// to be labelled, which is `answered / of` of its draw. Posts drawn and passed over are as if they had not been
/// drawn. A post that several draws could have drawn (`label` was begun again with the same posts) had a chance in
/// each; draws of other weeks, of other claims or of the flagged posts could not draw it.
struct LabelWeights: Sendable, Hashable {
    private struct Frame: Hashable {
        let draw: Label.Draw
        var posts: Set<String> = []
        var first: Instant
        var last: Instant

        var share: Double { min(1, Double(posts.count) / Double(max(1, draw.of))) }

        func holds(_ label: ReplayLabel) -> Bool {
            draw == label.draw || (draw.from ?? first) <= label.seen && label.seen <= (draw.to ?? last)
        }
    }

    /// In the order of the labels, so that sums are the same on every machine.
    private var frames: [Frame] = []

    /// - Parameter labels: all that were ever given: a draw that is counted by half weighs double.
    init(_ labels: [ReplayLabel]) {
        var places: [Label.Draw: Int] = [:]
        for label in labels {
            guard let draw = label.draw else { continue }
            let place = places[draw] ?? frames.count
            if place == frames.count {
                places[draw] = place
                frames.append(Frame(draw: draw, first: label.seen, last: label.seen))
            }
            frames[place].posts.insert(label.post.id)
            frames[place].first = min(frames[place].first, label.seen)
            frames[place].last = max(frames[place].last, label.seen)
        }
    }

    /// Posts that a label stands for when it is about this claim; nil when it was not drawn for it.
    func weight(of label: ReplayLabel, for claim: String) -> Double? {
        guard let own = label.draw, own.isAbout(claim) else { return nil }
        var passedOver = 1.0
        for frame in frames where frame.draw.sample == own.sample && frame.draw.isAbout(claim) {
            if frame.holds(label) { passedOver *= 1 - frame.share }
        }
        return 1 / (1 - passedOver)
    }

    /// A label, and whether the claim at hand flags its post today.
    struct Judged {
        var label: ReplayLabel
        var isFlagged: Bool
    }

    /// A label with the posts that it stands for.
    struct Weighed {
        var label: ReplayLabel
        var isFlagged: Bool
        var weight: Double
    }

    /// Each label with what it stands for, at least itself. Labels that nobody drew stand for themselves, but for those
    /// of flagged posts: when only some of the flagged posts have one, these stand for the others, too.
    ///
    /// - Parameters:
    ///   - judged: labels about the claim, and those of other claims from draws that could have shown it.
    ///   - hits: posts that the claim flags where these labels come from.
    func weigh(_ judged: [Judged], for claim: String, hits: Int) -> [Weighed] {
        let drawn = judged.map { weight(of: $0.label, for: claim) }
        var rest = Double(hits)
        var undrawn = 0
        for (item, weight) in zip(judged, drawn) where item.isFlagged {
            if let weight { rest -= weight } else { undrawn += 1 }
        }
        let flagged = undrawn > 0 ? max(1, rest / Double(undrawn)) : 1
        return zip(judged, drawn).map { item, weight in
            Weighed(
                label: item.label, isFlagged: item.isFlagged, weight: weight ?? (item.isFlagged ? flagged : 1))
        }
    }
}

extension ReplayQuality {
    /// Precision and recall of a claim, from labels with what they stand for.
    init(of claim: String, _ labels: [LabelWeights.Weighed]) {
        var strata: [Double: Share.Stratum] = [:]
        for item in labels {
            var stratum = strata[item.weight] ?? Share.Stratum(weight: item.weight)
            stratum.flagged += item.isFlagged ? 1 : 0
            stratum.unflagged += item.isFlagged ? 0 : 1
            if item.label.isAbout(claim) {
                switch (item.label.isTrue, item.isFlagged) {
                case (true, true): stratum.found += 1
                case (true, false): stratum.missed += 1
                case (false, true): stratum.wrong += 1
                case (false, false): break
                }
            }
            strata[item.weight] = stratum
        }
        let all = strata.values.sorted { $0.weight < $1.weight }
        self.claim = claim
        precision = .stratified(all)
        drawn = labels.count { $0.label.isDrawnUnflagged(for: claim) }
        let (found, missed) = (all.reduce(0) { $0 + $1.found }, all.reduce(0) { $0 + $1.missed })
        recall = drawn > 0 ? .found(all) : Share(found, of: found + missed).withoutInterval
    }
}
