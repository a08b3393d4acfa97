/// One scalar of the normalised, not yet folded text, with the original bytes that it stands for.
///
/// The stronger views work on these: `B` looks like `В`, but `b` does not look
/// like `в`, so case must still be there.
struct KeptScalar: Sendable, Equatable {
    var scalar: UInt32
    /// Original byte range; 32 bits, so a text above 2 GiB keeps a rough map.
    var start: Int32
    var end: Int32

    init(_ scalar: UInt32, _ start: Int, _ end: Int) {
        self.scalar = scalar
        self.start = Int32(clamping: start)
        self.end = Int32(clamping: end)
    }
}

extension Canon {
    /// A text in NFKC without invisible characters and stray marks, in its own case.
    static func kept(of text: [UInt8]) -> [KeptScalar] {
        let tables = UnicodeTables.shared
        var segment = CanonSegment(tables: tables)
        var kept: [KeptScalar] = []
        kept.reserveCapacity(text.count)
        var read = 0
        while read < text.count {
            let (scalar, length) = UTF8Text.scalar(text, at: read)
            let next = read + length
            let bits = scalar < 0x80 ? 0 : tables.properties[scalar]
            let nextJoins =
                next < text.count && text[next] >= 0xCC
                && tables.properties[UTF8Text.scalar(text, at: next).value] & ScalarProperties.joinsBack != 0
            if bits & ScalarProperties.special == 0, !nextJoins {
                kept.append(KeptScalar(scalar, read, next))
                read = next
                continue
            }
            let end = segmentEnd(text, from: read, tables: tables)
            text.withUnsafeBufferPointer { segment.normalise(UTF8Text.Scalars($0, read..<end)) }
            for scalar in segment.scalars { kept.append(KeptScalar(scalar, read, end)) }
            read = end
        }
        return kept
    }

    /// A view of kept scalars: case folded, and runs of three or more equal letters cut to one.
    static func cutView(_ name: View, of kept: [KeptScalar], originalCount: Int) -> TextView {
        let tables = UnicodeTables.shared
        var folded: [KeptScalar] = []
        folded.reserveCapacity(kept.count)
        for each in kept {
            if each.scalar < 0x80 {
                var lower = each
                if each.scalar &- 0x41 < 26 { lower.scalar |= 0x20 }
                folded.append(lower)
                continue
            }
            let place = tables.folding[each.scalar]
            guard place != 0 else {
                folded.append(each)
                continue
            }
            tables.forEachMapped(at: place) { scalar in
                folded.append(KeptScalar(scalar, Int(each.start), Int(each.end)))
            }
        }
        return cut(name, folded, originalCount: originalCount, tables: tables)
    }

    private static func cut(
        _ name: View, _ folded: [KeptScalar], originalCount: Int, tables: UnicodeTables
    ) -> TextView {
        var map = OffsetMap(originalCount: originalCount)
        let properties = tables.properties
        // Four bytes are enough for any scalar.
        let bytes = [UInt8](unsafeUninitializedCapacity: folded.count * 4) { bytes, written in
            var at = 0
            while at < folded.count {
                let first = folded[at]
                var next = at + 1
                while next < folded.count, folded[next].scalar == first.scalar { next += 1 }
                let isCut = next - at > 2 && properties[first.scalar] & ScalarProperties.letter != 0
                for index in at..<(isCut ? at + 1 : next) {
                    let start = folded[index].start
                    let end = isCut ? folded[next - 1].end : folded[index].end
                    let length = UTF8Text.initialize(bytes, at: written, to: first.scalar)
                    // Two scalars of one segment share its range: then even equal lengths are no side-by-side copy.
                    let shared =
                        (index > 0 && folded[index - 1].end > start)
                        || (index + 1 < folded.count && folded[index + 1].start < end)
                    map.add(
                        view: written, original: Int(start), span: Int(end - start),
                        asBlock: isCut || shared || length != Int(end - start))
                    written += length
                }
                at = next
            }
        }
        return TextView(name: name, bytes: bytes, map: map)
    }
}
