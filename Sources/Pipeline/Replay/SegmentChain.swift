import Model
import Storage

/// Which segments there are and which one each of them names as written before it: so a missing one is noticed, also
/// when it is not in the period that is replayed.
struct SegmentChain {
    private var names: [String] = []
    private var previous: [String] = []

    init(_ segments: [(name: String, previous: String?)]) {
        names = segments.map(\.name)
        previous = segments.compactMap(\.previous).filter { !$0.isEmpty }
    }

    var count: Int { names.count }

    /// Segments that another one names and that are gone, although their day was not purged.
    ///
    /// A run's segment holds posts of its own day. What an import held could be of any day, so it counts always.
    func missing(from: Instant?, until: Instant?) -> [String] {
        let known = Set(names)
        guard let first = names.first.flatMap(Segment.init(name:)) else { return [] }
        return Set(previous).subtracting(known).sorted().filter { name in
            guard let segment = Segment(name: name), segment.day >= first.day else { return false }
            if name.contains("-import-") { return true }
            return (from.map { segment.day >= $0.date } ?? true)
                && (until.map { segment.day.start < $0 } ?? true)
        }
    }
}
