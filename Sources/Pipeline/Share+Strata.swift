/// Shares from labels of which some stand for more posts than others: a flagged post for itself, one of 40 that were
/// drawn from 3,828 for 96. Labels that stand for equally many are a stratum.
extension Share {
    struct Stratum: Hashable {
        /// Posts that each label stands for.
        var weight: Double
        /// Labels of flagged posts: true ones, and others.
        var flagged = 0
        var found = 0
        var wrong = 0
        /// Labels of posts that are not flagged, and the true ones of them.
        var unflagged = 0
        var missed = 0
    }

    /// How many of the flagged posts are true ones.
    ///
    /// The estimate weights each stratum by the flagged posts that it stands for. The interval is the stratified
    /// Wilson interval: Wilson's for each stratum, put together by the distance of its ends from the estimate (Zou,
    /// Huang and Zhang 2009, "A note on confidence interval estimation for a linear function of binomial
    /// proportions"). With one stratum it is Wilson's.
    static func stratified(_ strata: [Stratum]) -> Share {
        let flagged = strata.filter { $0.found + $0.wrong > 0 }.sorted { $0.weight < $1.weight }
        let (hits, of) = (flagged.sum(\.found), flagged.sum { $0.found + $0.wrong })
        guard flagged.count > 1 else { return Share(hits, of: of) }
        let all = flagged.reduce(0.0) { $0 + $1.weight * Double($1.found + $1.wrong) }
        let parts = flagged.map { stratum -> Part in
            let labels = stratum.found + stratum.wrong
            return Part(stratum.found, of: labels, scale: stratum.weight * Double(labels) / all)
        }
        let total = Part.sum(parts)
        return Share(hits, of: of, value: total.value, interval: (total.low, total.high), isWeighted: true)
    }

    /// How many of the true posts are flagged: recall.
    ///
    /// Estimates the number of true posts that are flagged and of those that are not, each as a sum over strata with
    /// its interval (Zou, Huang and Zhang 2009, as above), and then the ratio of the two with the interval of MOVER-R
    /// (Donner and Zou 2012, "Closed-form confidence intervals for functions of the normal mean and standard
    /// deviation"; Newcombe 2016, "MOVER-R confidence intervals for ratios and products of two independently
    /// estimated quantities"). So 0 of 40 drawn posts is not taken for none: Wilson's interval for 0 of 40 ends at 9
    /// per cent, and these count. Flagged and unflagged posts of a stratum are told apart first, since that is known of
    /// every post, so the two numbers are independent. No correction is made for a stratum that is labelled whole:
    /// the answer is to hold for posts to come.
    static func found(_ strata: [Stratum]) -> Share {
        let strata = strata.sorted { $0.weight < $1.weight }
        let (hits, misses) = (strata.sum(\.found), strata.sum(\.missed))
        guard hits + misses > 0 else { return Share(0, of: 0) }
        let found = Part.sum(
            strata.filter { $0.flagged > 0 }.map {
                Part($0.found, of: $0.flagged, scale: $0.weight * Double($0.flagged))
            })
        let missed = Part.sum(
            strata.filter { $0.unflagged > 0 }.map {
                Part($0.missed, of: $0.unflagged, scale: $0.weight * Double($0.unflagged))
            })
        let value = found.value / (found.value + missed.value)
        // Misses for each hit, or the other way round: what is divided by must not be 0.
        let interval: (low: Double, high: Double)
        if strata.sum(\.flagged) == 0 || strata.sum(\.unflagged) == 0 {
            // Nothing is known of one of the two numbers.
            interval = (0, 1)
        } else if hits > 0 {
            let ratio = Part.ratio(missed, found)
            interval = (1 / (1 + ratio.high), 1 / (1 + ratio.low))
        } else {
            let ratio = Part.ratio(found, missed)
            interval = (ratio.low / (1 + ratio.low), ratio.high / (1 + ratio.high))
        }
        return Share(
            hits, of: hits + misses, value: value, interval: interval, isWeighted: Set(strata.map(\.weight)).count > 1)
    }

    /// A number of posts, or a share, with its interval.
    private struct Part {
        var value: Double
        var low: Double
        var high: Double

        init(_ hits: Int, of: Int, scale: Double) {
            let interval = Share.wilson(hits, of: of)
            value = Double(hits) / Double(of) * scale
            low = min(interval.low * scale, value)
            high = max(interval.high * scale, value)
        }

        init(value: Double, low: Double, high: Double) { (self.value, self.low, self.high) = (value, low, high) }

        static func sum(_ parts: [Part]) -> Part {
            let value = parts.reduce(0) { $0 + $1.value }
            let below = parts.reduce(0) { $0 + ($1.value - $1.low) * ($1.value - $1.low) }.squareRoot()
            let above = parts.reduce(0) { $0 + ($1.high - $1.value) * ($1.high - $1.value) }.squareRoot()
            return Part(value: value, low: max(0, value - below), high: value + above)
        }

        /// The ends of `top / bottom`. The lower one is multiplied out, so that nothing is divided by zero.
        static func ratio(_ top: Part, _ bottom: Part) -> (low: Double, high: Double) {
            let product = top.value * bottom.value
            func spread(_ one: Double, _ other: Double) -> Double {
                max(0, product * product - one * other).squareRoot()
            }
            let (topLow, topHigh) = (top.low * (2 * top.value - top.low), top.high * (2 * top.value - top.high))
            let bottomLow = bottom.low * (2 * bottom.value - bottom.low)
            let bottomHigh = bottom.high * (2 * bottom.value - bottom.high)
            let low = topLow == 0 ? 0 : topLow / (product + spread(topLow, bottomHigh))
            return (low, (product + spread(topHigh, bottomLow)) / bottomLow)
        }
    }
}

extension [Share.Stratum] {
    fileprivate func sum(_ number: (Share.Stratum) -> Int) -> Int { reduce(0) { $0 + number($1) } }
}
