/// One normalisation segment at work: NFKC, then dropping what no view keeps (languages.md 1.1, steps 1 to 3).
///
/// A segment starts at a scalar that cannot join what stands before it, so
/// segments can be normalised one by one. Reused from segment to segment.
struct CanonSegment {
    /// The result: scalars of the segment in NFKC, without ignorable characters and stray marks, not case folded.
    private(set) var scalars: [UInt32] = []
    private let tables: UnicodeTables

    init(tables: UnicodeTables) {
        self.tables = tables
    }

    /// Normalises the scalars of one segment; the result is in `scalars`.
    mutating func normalise(_ segment: some Sequence<UInt32>) {
        scalars.removeAll(keepingCapacity: true)
        for scalar in segment { decompose(scalar) }
        if scalars.count > 1 {
            reorder()
            compose()
        }
        scalars.removeAll { tables.properties[$0] & (ScalarProperties.dropped | ScalarProperties.mark) != 0 }
    }

    private mutating func decompose(_ scalar: UInt32) {
        if let (first, second, third) = Hangul.decomposed(scalar) {
            scalars.append(first)
            scalars.append(second)
            if third != 0 { scalars.append(third) }
            return
        }
        let place = tables.decomposition[scalar]
        guard place != 0 else { return scalars.append(scalar) }
        tables.forEachMapped(at: place) { scalars.append($0) }
    }

    /// Canonical order: each run of marks sorted by class, equal classes as they stood.
    private mutating func reorder() {
        var start = 0
        while start < scalars.count {
            guard tables.combining[scalars[start]] != 0 else {
                start += 1
                continue
            }
            var end = start + 1
            while end < scalars.count, tables.combining[scalars[end]] != 0 { end += 1 }
            if end - start > 1 {
                // Class, position and scalar in one number: the sort is stable whatever the algorithm.
                let keys = (start..<end).map { index in
                    UInt64(tables.combining[scalars[index]]) << 56 | UInt64(index - start) << 24
                        | UInt64(scalars[index])
                }
                for (offset, key) in keys.sorted().enumerated() {
                    scalars[start + offset] = UInt32(truncatingIfNeeded: key & 0xFF_FFFF)
                }
            }
            start = end
        }
    }

    /// Canonical composition (Unicode Standard, definition D117), in place.
    private mutating func compose() {
        var starter = -1
        var lastClass: UInt16 = 0
        var kept = 0
        for index in scalars.indices {
            let scalar = scalars[index]
            let combiningClass = tables.combining[scalar]
            let free = starter >= 0 && (lastClass < combiningClass || (lastClass == 0 && starter == kept - 1))
            if free, let joined = tables.composed(scalars[starter], scalar) {
                scalars[starter] = joined
                continue
            }
            if combiningClass == 0 { starter = kept }
            lastClass = combiningClass
            scalars[kept] = scalar
            kept += 1
        }
        scalars.removeLast(scalars.count - kept)
    }
}
