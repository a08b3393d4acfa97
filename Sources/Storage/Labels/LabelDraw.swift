import Model
import Reading

extension Label {
    /// How a post came to be labelled: one of `count`, drawn by chance from `of`.
    ///
    /// It stays with each label, because only so a label can speak for the posts that were not drawn: how many of
    /// `count` were answered is counted from the labels themselves.
    package struct Draw: Sendable, Hashable {
        package enum Sample: String, Sendable { case flagged, unflagged }

        package var count: Int
        /// Posts that it was drawn from: those of the sample that had no label yet.
        package var of: Int
        package var seed: Int
        package var sample: Sample
        /// The claim that had flagged these posts, or had not; nil: no claim had.
        package var claim: String?
        /// When the first and the last of the posts that it was drawn from were seen; nil in labels of an older Jibu.
        package var from: Instant?
        package var to: Instant?

        package init(
            count: Int, of: Int, seed: Int, sample: Sample = .unflagged, claim: String? = nil, from: Instant? = nil,
            to: Instant? = nil
        ) {
            self.count = count
            self.of = of
            self.seed = seed
            self.sample = sample
            self.claim = claim
            self.from = from
            self.to = to
        }
    }
}

extension Label.Draw {
    package var json: JSONValue {
        var members: [(String, JSONValue)] = [
            ("count", .integer(Int64(count))), ("of", .integer(Int64(of))), ("seed", .integer(Int64(seed))),
            ("sample", .string(sample.rawValue)),
        ]
        if let claim { members.append(("claim", .string(claim))) }
        if let from { members.append(("from", .string(from.description))) }
        if let to { members.append(("to", .string(to.description))) }
        return .object(members)
    }

    /// Nil when the value is no draw. One that names no sample is of unflagged posts: others were not written down.
    package init?(_ value: JSONValue) {
        func number(_ name: String) -> Int? { value[name]?.integer.flatMap { Int(exactly: $0) } }
        func instant(_ name: String) -> Instant? { value[name]?.string.flatMap { Instant($0) } }
        guard let count = number("count"), let of = number("of"), let seed = number("seed"), count > 0, of > 0
        else { return nil }
        self.init(
            count: count, of: of, seed: seed,
            sample: value["sample"]?.string.flatMap(Sample.init) ?? .unflagged, claim: value["claim"]?.string,
            from: instant("from"), to: instant("to"))
    }
}
